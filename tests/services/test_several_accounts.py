"""One announcement on several accounts: what one of them can not do, or not now, leaves the others untouched."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from fictional_newsroom import Newsroom, newsroom, people, person
from simulated_time import NOON

from bot.announcements.audience import Audience, select
from bot.announcements.delivery import DeliveryStatus, SkipReason
from bot.announcements.lifecycle import Status
from bot.announcements.patience import THRESHOLD
from bot.announcements.prospect import Prospect
from bot.channels.failures import AccountRefused, ChannelError, SlowDown, Unacceptable
from bot.channels.zalo_bot import Plan
from bot.channels.zalo_bot.plan import month_of
from bot.services import announcing
from bot.services.gates import is_paid, reserve_gate, window_gate
from bot.services.pace import Pace
from bot.services.prospects import Reach, Way
from bot.services.reporting import Report, report
from bot.services.sending import CALLS_AT_ONCE
from bot.storage import Connection, subscriptions, zalo_bot_usage, zalo_oa

SENT, SKIPPED, WAITING = DeliveryStatus.SENT, DeliveryStatus.SKIPPED, DeliveryStatus.WAITING
OA, BOT = "zalo_oa", "zalo_bot"
SECOND, MINUTE, HOUR, DAY = (timedelta(**{name: 1}) for name in ("seconds", "minutes", "hours", "days"))
REFUSED = AccountRefused("the token is not accepted")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


async def told(room: Newsroom, number: int) -> Report:
    found = await room.run(partial(report, number=number))
    assert isinstance(found, Report)
    return found


# An account that is not connected, or not accepted


async def test_who_is_on_an_account_that_is_not_connected_waits_and_the_others_are_written_to(room: Newsroom) -> None:
    await room.subscribe(*people(3, OA))
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20, WAITING: 3}
    assert await room.reasons(number) == {"channel_down": 3}
    assert await room.status(number) is Status.SENDING
    (words,) = room.platform.told
    assert "Còn 3 người chờ" in words
    assert "Những người khác vẫn được gửi." in words


async def test_when_the_account_is_connected_in_time_they_get_it(room: Newsroom) -> None:
    await room.subscribe(*people(3, OA))
    number = await room.sent_now()
    await room.let(HOUR)
    platform = room.another_platform(OA)
    await room.let(MINUTE)
    assert len(platform.sent) == 3
    assert await room.counts(number) == {SENT: 23}
    assert await room.reasons(number) == {}
    assert await room.status(number) is Status.FINISHED


async def test_when_it_is_not_they_are_skipped_with_the_reason_and_the_author_is_told(room: Newsroom) -> None:
    await room.subscribe(*people(3, OA))
    number = await room.sent_now()
    await room.let(13 * HOUR)
    assert await room.counts(number) == {SENT: 20, SKIPPED: 3}
    assert await room.reasons(number) == {"channel_down": 3}
    assert await room.status(number) is Status.EXPIRED
    assert "quá hạn gửi" in room.platform.told[-1]


async def test_who_was_skipped_so_is_among_those_that_are_sent_to_again_by_hand(room: Newsroom) -> None:
    await room.subscribe(*people(3, OA))
    number = await room.sent_now()
    await room.let(13 * HOUR)
    platform = room.another_platform(OA)
    _, count = await room.act(announcing.resend, number, DeliveryStatus.UNSURE)
    assert count == 3
    await room.let(MINUTE)
    assert len(platform.sent) == 3
    assert len(room.platform.sent) == 20


async def test_an_account_that_is_refused_holds_its_own_and_asks_seldom_until_it_is_accepted(room: Newsroom) -> None:
    platform = room.another_platform(OA)
    platform.always = REFUSED
    await room.subscribe(*people(30, OA))
    number = await room.sent_now()
    async with room.program():
        await room.time.pass_by(30 * SECOND)
        assert await room.counts(number) == {SENT: 20, WAITING: 30}
        assert await room.reasons(number) == {"channel_down": 30}
        assert await room.status(number) is Status.SENDING
        for _ in range(9):
            await room.time.pass_by(MINUTE)
        assert len(platform.calls) <= 10 * 8
        platform.always = None
        await room.time.pass_by(2 * MINUTE)
    assert await room.counts(number) == {SENT: 50}
    assert sorted(platform.persons()) == sorted(set(platform.persons()))


async def test_an_account_that_is_refused_alone_ends_when_it_is_too_late(room: Newsroom) -> None:
    room.platform.always = REFUSED
    number = await room.sent_now()
    await room.let(13 * HOUR)
    assert await room.counts(number) == {SKIPPED: 20}
    assert await room.reasons(number) == {"channel_down": 20}
    assert await room.status(number) is Status.EXPIRED


async def test_cancelling_skips_those_who_are_held_as_well(room: Newsroom) -> None:
    await room.subscribe(*people(3, OA))
    number = await room.sent_now()
    await room.let(MINUTE)
    await room.act(announcing.cancel, number)
    assert await room.reasons(number) == {"cancelled": 3}


async def test_whoever_follows_the_sending_is_not_kept_for_those_who_are_held(room: Newsroom) -> None:
    await room.subscribe(*people(3, OA))
    number = await room.sent_now()
    assert (await told(room, number)).is_under_way(room.quiet, room.time.now())
    await room.let(MINUTE)
    present = await told(room, number)
    assert not present.is_under_way(room.quiet, room.time.now())
    assert present.latest
    assert present.latest.held == 3


async def test_slow_down_on_one_account_does_not_slow_the_other(room: Newsroom) -> None:
    platform = room.another_platform(OA)
    platform.failures = [SlowDown(600)]
    await room.subscribe(*people(30, OA))
    number = await room.sent_now()
    await room.let(30 * SECOND)
    assert len(room.platform.sent) == 20
    assert (await room.counts(number))[WAITING] >= 22
    assert await room.status(number) is Status.SENDING


async def test_an_account_on_which_too_much_fails_waits_while_the_others_go_on(room: Newsroom) -> None:
    platform = room.another_platform(OA)
    platform.always = ChannelError("of a kind that nobody knows")
    room.paces[OA] = Pace(0, room.time, room.time.sleep)
    room.a_second = 0.2
    await room.subscribe(*people(200, OA))
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 19)
        assert await room.status(number) is Status.SENDING
        assert len(platform.calls) <= THRESHOLD.least + 3 * CALLS_AT_ONCE
        await room.time.pass_by(5 * SECOND)
        (told,) = room.platform.told
        assert "kênh zalo_oa gửi hỏng quá nhiều (ChannelError)" in told
        known = len(platform.calls)
        await room.time.pass_by(30 * MINUTE)
    assert len(room.platform.sent) == 20
    assert len(platform.calls) <= known + 2 * CALLS_AT_ONCE
    assert (await room.announcement(number)).reason == "quá nhiều lượt gửi hỏng (ChannelError)"


async def test_a_text_that_one_of_the_accounts_can_not_send_is_stopped_before_the_first_leaves(room: Newsroom) -> None:
    room.another_platform(OA).refuses_to_render = "the text makes 2 messages instead of one"
    await room.subscribe(*people(3, OA))
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.status(number) is Status.PAUSED
    assert not room.platform.calls


async def test_a_text_that_an_account_refuses_stops_the_announcement_everywhere(room: Newsroom) -> None:
    room.a_second = 1
    room.another_platform(OA).always = Unacceptable("error -248")
    await room.subscribe(*people(3, OA))
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.status(number) is Status.PAUSED
    assert "error -248" in (await room.announcement(number)).reason


# Whom Zalo lets nothing through to


def in_touch(db: Connection, *hours: int) -> None:
    for number, each in enumerate(hours, start=1):
        zalo_oa.add_contact(db, OA, person(number), NOON - each * HOUR)


async def test_who_is_outside_the_seven_days_is_skipped_with_the_reason(room: Newsroom) -> None:
    platform = room.another_platform(OA)
    room.gates[OA] = window_gate(OA)
    await room.run(lambda db: in_touch(db, 1, 100, 167, 169))
    await room.subscribe(*people(5, OA))
    number = await room.sent_now()
    await room.let(MINUTE)
    assert sorted(platform.persons()) == [person(1), person(2), person(3)]
    assert await room.counts(number) == {SENT: 23, SKIPPED: 2}
    assert await room.reasons(number) == {"outside_window": 2}
    assert await room.status(number) is Status.FINISHED


async def test_the_window_is_looked_at_when_the_message_leaves(room: Newsroom) -> None:
    platform = room.another_platform(OA)
    room.gates[OA] = window_gate(OA)
    room.paces[OA] = Pace(1 / 60, room.time, room.time.sleep, counted_over=MINUTE)
    await room.run(lambda db: in_touch(db, *[167] * 8, 100))
    await room.subscribe(*people(9, OA))
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(platform.sent) == 1)
        room.time.moment += HOUR
        await room.time.until(lambda: person(9) in platform.persons())
    # Who was claimed before the hour went by is written to.
    skipped = (await room.reasons(number))["outside_window"]
    assert 5 <= skipped == 9 - len(platform.sent)


async def test_announcements_leave_the_months_reserve_of_a_bot_for_answers(room: Newsroom) -> None:
    platform = room.another_platform(BOT)
    room.gates[BOT] = reserve_gate(Plan(50, 100))

    def used(db: Connection) -> None:
        for _ in range(70):
            zalo_bot_usage.add(db, month_of(NOON), NOON, None)

    async def count_as_the_channel_does(whom: str, reply: object) -> str:
        await room.run(lambda db: zalo_bot_usage.add(db, month_of(NOON), NOON, None))
        return await sending(whom, reply)  # type: ignore[arg-type]

    sending, platform.send = platform.send, count_as_the_channel_does  # type: ignore[method-assign, assignment]
    await room.run(used)
    await room.subscribe(*people(20, BOT))
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 30, SKIPPED: 10}
    assert await room.reasons(number) == {"reserved": 10}


async def test_before_anything_is_sent_it_is_known_who_is_kept_out_and_how_long_it_takes(room: Newsroom) -> None:
    await room.subscribe(*people(5, OA), *people(20, BOT))
    ways = {OA: Way(1 / 60, gate=window_gate(OA), costs=is_paid(OA)), BOT: Way(1, gate=reserve_gate(Plan(50, 20)))}

    def looked(db: Connection) -> object:
        in_touch(db, 1, 100)
        members = select(Audience(), subscriptions.audience(db), NOON, frozenset())
        return Reach(ways, {"telegram", OA}.__contains__).prospects(db, members, NOON)

    assert await room.run(looked) == (
        Prospect("telegram", 20, {}, timedelta(0), is_connected=True),
        Prospect(BOT, 16, {SkipReason.RESERVED: 4}, 16 * SECOND, is_connected=False),
        Prospect(OA, 2, {SkipReason.OUTSIDE_WINDOW: 3}, 2 * MINUTE, is_connected=True, paid=1),
    )
