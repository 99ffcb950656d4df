"""How fast, and what becomes of every way in which a platform, the program or the disk can fail."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fictional_newsroom import AN, Newsroom, newsroom, people, person
from simulated_time import NOON

from bot.announcements.delivery import DeliveryStatus
from bot.announcements.lifecycle import Status
from bot.announcements.patience import PATIENCE
from bot.announcements.subscription import agreed
from bot.channels.failures import (
    Absence,
    AccountRefused,
    ChannelError,
    Refused,
    SlowDown,
    Unacceptable,
    Unreachable,
)
from bot.errors import OperatorError
from bot.services import announcing
from bot.services.pace import Pace
from bot.services.sending import CALLS_AT_ONCE
from bot.storage import Connection, deliveries

SENT, FAILED, UNSURE = DeliveryStatus.SENT, DeliveryStatus.FAILED, DeliveryStatus.UNSURE
WAITING, SENDING, REFUSED = DeliveryStatus.WAITING, DeliveryStatus.SENDING, DeliveryStatus.REFUSED
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
AWAY = Unreachable("ConnectError", may_have_arrived=False)
LOST = Unreachable("ReadError", may_have_arrived=True)
BLOCKED = Refused("Forbidden: bot was blocked by the user", Absence.BLOCKED)
GONE = Refused("Forbidden: user is deactivated", Absence.DEACTIVATED)
UNKNOWN = Refused("Bad Request: chat not found")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


def most_in_a_second(room: Newsroom) -> int:
    moments = [moment for moment, _ in room.platform.calls]
    return max(sum(begin <= moment < begin + SECOND for moment in moments) for begin in moments)


async def test_never_more_than_thirty_leave_in_a_second_and_hardly_fewer(room: Newsroom) -> None:
    room.a_second = 30
    await room.subscribe(*people(300))
    await room.sent_now()
    begun = room.time.now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 300)
    assert most_in_a_second(room) <= 30
    assert (room.time.now() - begun).total_seconds() <= 1.05 * 300 / 30 + 0.2


async def test_a_restart_makes_no_burst(room: Newsroom) -> None:
    room.a_second = 30
    await room.subscribe(*people(100))
    await room.sent_now()
    for count in (20, 40, 60, 100):
        async with room.program():
            await room.time.until(lambda wanted=count: len(room.platform.sent) >= wanted)  # type: ignore[misc]
    assert most_in_a_second(room) <= 30
    assert len(set(room.platform.persons())) == 100


async def test_no_more_calls_are_under_way_than_the_setting_says(room: Newsroom) -> None:
    room.platform.takes = 5
    await room.sent_now()
    await room.let(MINUTE)
    assert room.platform.most_at_once == CALLS_AT_ONCE
    assert len(room.platform.sent) == 20


async def test_slow_down_stops_the_whole_account_for_as_long_as_asked(room: Newsroom) -> None:
    room.a_second = 10
    room.platform.failures = [SlowDown(17)]
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: not room.platform.failures)
        asked = room.time.now()
        await room.time.pass_by(MINUTE)
    after = [moment for moment, _ in room.platform.calls if moment > asked]
    assert min(after) - asked >= timedelta(seconds=17)
    assert await room.counts(number) == {SENT: 20}


async def test_slow_down_is_remembered_over_a_restart(room: Newsroom) -> None:
    room.a_second = 10
    room.platform.failures = [SlowDown(30)]
    await room.sent_now()
    async with room.program():
        await room.time.until(lambda: not room.platform.failures)
        asked = room.time.now()
        await room.time.pass_by(2 * SECOND)
    await room.let(MINUTE)
    assert min(moment for moment, _ in room.platform.calls if moment > asked + SECOND) - asked >= timedelta(seconds=30)


async def test_being_asked_to_wait_a_hundred_times_loses_nobody_and_counts_as_no_try(room: Newsroom) -> None:
    room.platform.failures = [SlowDown(1) for _ in range(100)]
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 20)
        await room.time.pass_by(SECOND)
    assert await room.counts(number) == {SENT: 20}


@pytest.mark.parametrize(
    ("failure", "status", "reason"),
    [
        (BLOCKED, REFUSED, "blocked"),
        (GONE, REFUSED, "deactivated"),
        (UNKNOWN, REFUSED, "unknown"),
        (LOST, UNSURE, "ReadError"),
    ],
)
async def test_what_ends_a_delivery_ends_it_with_its_reason(
    room: Newsroom, failure: ChannelError, status: DeliveryStatus, reason: str
) -> None:
    room.platform.of[person(3)] = failure
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 19, status: 1}
    assert await room.reasons(number) == {reason: 1}
    assert await room.status(number) is Status.FINISHED


async def test_a_passing_failure_is_tried_again_after_growing_pauses(room: Newsroom) -> None:
    room.platform.failures = [AWAY] * 3
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_after_five_tries_it_has_failed(room: Newsroom) -> None:
    room.platform.of[person(3)] = AWAY
    number = await room.sent_now()
    async with room.program():
        for pause in PATIENCE.pauses:
            await room.time.pass_by(pause + 10 * SECOND)
    assert [whom for _, whom in room.platform.calls].count(person(3)) == 5
    assert await room.counts(number) == {SENT: 19, FAILED: 1}
    assert await room.reasons(number) == {"ConnectError": 1}
    assert await room.status(number) is Status.FINISHED


async def test_what_failed_can_be_sent_again_by_hand(room: Newsroom) -> None:
    room.platform.of[person(3)] = AWAY
    number = await room.sent_now()
    async with room.program():
        for pause in PATIENCE.pauses:
            await room.time.pass_by(pause + 10 * SECOND)
        del room.platform.of[person(3)]
        _, count = await room.act(announcing.resend, number, FAILED)
        assert count == 1
        await room.time.pass_by(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_what_is_unsure_is_not_sent_again_by_itself_and_by_hand_it_is(room: Newsroom) -> None:
    room.platform.failures = [LOST]
    number = await room.sent_now()
    await room.let(2 * MINUTE)
    assert await room.counts(number) == {SENT: 19, UNSURE: 1}
    await room.act(announcing.resend, number, UNSURE)
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_what_is_unsure_can_be_left(room: Newsroom) -> None:
    room.platform.failures = [LOST]
    number = await room.sent_now()
    await room.let(MINUTE)
    _, count = await room.act(announcing.leave, number)
    assert count == 1
    with pytest.raises(OperatorError, match="không có lượt nào để gửi lại"):
        await room.act(announcing.resend, number, UNSURE)


async def test_where_it_is_urgent_a_lost_answer_is_no_reason_to_leave_it(room: Newsroom) -> None:
    room.platform.failures = [LOST]
    number = await room.sent_now(urgent=True)
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_a_platform_that_is_gone_pauses_the_sending_and_tells_the_author_once(room: Newsroom) -> None:
    await room.subscribe(*people(60))
    room.platform.always = AWAY
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: bool(room.platform.told), timedelta(hours=3))
    announcement = await room.announcement(number)
    assert announcement.status is Status.PAUSED
    assert announcement.reason == "quá nhiều lượt gửi hỏng (ConnectError)"
    (told,) = room.platform.told
    assert "đã tạm dừng: quá nhiều lượt gửi hỏng (ConnectError). Xem lại rồi gửi tiếp, hoặc hủy." in told
    counts = await room.counts(number)
    assert counts[FAILED] + counts[WAITING] == 60
    room.platform.always = None
    await room.act(announcing.resume, number)
    await room.let(2 * MINUTE)
    assert (await room.counts(number))[SENT] == counts[WAITING]


async def test_a_platform_that_is_back_before_the_tries_are_used_up_loses_nobody(room: Newsroom) -> None:
    room.platform.always = AWAY
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.calls) >= 30)
        room.platform.always = None
        await room.time.until(lambda: len(room.platform.sent) == 20)
    assert await room.counts(number) == {SENT: 20}


async def test_after_an_officer_let_it_go_on_only_what_fails_from_then_on_counts(room: Newsroom) -> None:
    await room.subscribe(*people(100))
    room.platform.of = {person(number): LOST for number in range(1, 40)}
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: bool(room.platform.told))
        await room.time.pass_by(MINUTE)
        await room.act(announcing.resume, number)
        room.platform.of = {person(99): LOST}
        await room.time.pass_by(3 * MINUTE)
    assert len(room.platform.told) == 1
    assert await room.status(number) is Status.FINISHED


async def test_who_subscribed_on_a_channel_that_is_not_there_is_not_left_out_in_silence(room: Newsroom) -> None:
    await room.subscribe(agreed("zalo", "z1", "1", NOON, None))
    number = await room.sent_now()
    await room.let(MINUTE)
    announcement = await room.announcement(number)
    assert (announcement.status, announcement.reason) == (Status.PAUSED, "kênh zalo chưa nối")
    assert not room.platform.calls


async def test_refusals_do_not_pause_the_sending(room: Newsroom) -> None:
    await room.subscribe(*people(60))
    room.platform.of = {person(number): BLOCKED for number in range(1, 50)}
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 11, REFUSED: 49}
    assert not room.platform.told


async def test_more_than_a_tenth_lost_pauses_the_sending(room: Newsroom) -> None:
    await room.subscribe(*people(100))
    room.platform.of = {person(number): LOST for number in range(1, 101, 5)}
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: bool(room.platform.told))
    assert await room.status(number) is Status.PAUSED
    assert (await room.counts(number))[WAITING] > 50


async def test_a_message_that_is_wrong_stops_at_once_with_the_words_of_the_platform(room: Newsroom) -> None:
    room.a_second = 5
    room.platform.always = Unacceptable("Bad Request: can't parse entities")
    number = await room.sent_now()
    await room.let(MINUTE)
    announcement = await room.announcement(number)
    assert announcement.status is Status.PAUSED
    assert "can't parse entities" in announcement.reason
    assert len(room.platform.calls) <= 2
    assert await room.counts(number) == {WAITING: 20}
    assert len(room.platform.told) == 1


async def test_an_account_that_is_refused_stops_it_too(room: Newsroom) -> None:
    room.platform.always = AccountRefused("the token is not accepted")
    number = await room.sent_now()
    await room.let(MINUTE)
    assert "không nhận tài khoản của xã" in (await room.announcement(number)).reason
    assert await room.counts(number) == {WAITING: 20}


async def test_what_can_not_be_rendered_is_stopped_before_the_first_leaves(room: Newsroom) -> None:
    room.platform.refuses_to_render = "the text makes 2 messages instead of one"
    number = await room.sent_now()
    await room.let(MINUTE)
    announcement = await room.announcement(number)
    assert (announcement.status, announcement.firing) == (Status.PAUSED, 0)
    assert "2 messages" in announcement.reason
    assert not room.platform.calls
    room.platform.refuses_to_render = ""
    await room.act(announcing.resume, number)
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_a_mistake_in_the_program_during_a_call_is_unsure_and_the_rest_goes_on(room: Newsroom) -> None:
    broken = room.platform.send

    async def send(whom: str, reply: object) -> str:
        if whom == person(3):
            raise ZeroDivisionError
        return await broken(whom, reply)  # type: ignore[arg-type]

    room.platform.send = send  # type: ignore[assignment]
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 19, UNSURE: 1}
    assert await room.reasons(number) == {"ZeroDivisionError": 1}


async def test_what_a_dead_program_was_sending_is_unsure(room: Newsroom) -> None:
    room.platform.takes = 100
    number = await room.sent_now()
    async with room.program(close=False):
        await room.time.until(lambda: room.platform.at_once == CALLS_AT_ONCE)
    assert await room.counts(number) == {SENDING: CALLS_AT_ONCE, WAITING: 12}
    room.platform.takes = 0.1
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 12, UNSURE: CALLS_AT_ONCE}
    assert await room.status(number) is Status.FINISHED


async def test_what_is_urgent_and_a_dead_program_was_sending_goes_again_at_once(room: Newsroom) -> None:
    room.platform.takes = 100
    number = await room.sent_now(urgent=True)
    async with room.program(close=False):
        await room.time.until(lambda: room.platform.at_once == CALLS_AT_ONCE)
    room.platform.takes = 0.1
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_told_to_stop_it_lets_the_calls_end_and_writes_what_became_of_them(room: Newsroom) -> None:
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: room.platform.at_once == CALLS_AT_ONCE)
    assert await room.counts(number) == {SENT: CALLS_AT_ONCE, WAITING: 12}


async def test_while_the_disk_is_full_nobody_is_written_to_and_nothing_is_forgotten(room: Newsroom) -> None:
    room.a_second = 10
    number = await room.sent_now()
    works = room.database._transaction
    is_full = False

    def transaction(work: object) -> object:
        if is_full:
            raise OperatorError("ổ đĩa đã đầy")
        return works(work)  # type: ignore[arg-type]

    room.database._transaction = transaction  # type: ignore[method-assign, assignment]
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 5)
        is_full = True
        known = len(room.platform.calls)
        await room.time.pass_by(30 * SECOND)
        assert len(room.platform.calls) - known <= 2
        is_full = False
        await room.time.pass_by(2 * MINUTE)
    assert await room.counts(number) == {SENT: 20}
    assert sorted(room.platform.persons()) == sorted(set(room.platform.persons()))


async def test_a_repair_knows_what_is_being_sent_from_what_was_left(room: Newsroom) -> None:
    room.platform.takes = 700
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: room.platform.at_once == CALLS_AT_ONCE)
        # Past a repair, while the calls are still being made.
        await room.time.pass_by(6 * MINUTE)
        assert await room.counts(number) == {SENDING: CALLS_AT_ONCE, WAITING: 12}
        await room.time.pass_by(6 * MINUTE)
        assert (await room.counts(number))[SENT] == CALLS_AT_ONCE


async def test_a_ledger_that_does_not_add_up_stops_the_sending(room: Newsroom) -> None:
    room.a_second = 1
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 2)

    def lose(db: Connection) -> None:
        db.execute("delete from delivery where person = ?", [person(20)])

    await room.run(lose)
    await room.let(5 * SECOND)
    announcement = await room.announcement(number)
    assert announcement.status is Status.PAUSED
    assert announcement.reason == "sổ gửi có 19 người, lúc chốt là 20 người"
    # So that what every test of this file ends with holds again.
    (firing,) = await room.firings(number)
    await room.run(lambda db: deliveries.freeze(db, firing, [("telegram", person(20))], room.time.now()))


async def test_a_reply_overtakes_announcements_which_wait_for_it(room: Newsroom) -> None:
    pace = Pace(10, room.time, room.time.sleep)
    begun, left = room.time.now(), list[str]()

    async def leaves(name: str, waiting: Awaitable[object]) -> None:
        await waiting
        left.append(name)

    turns = [asyncio.create_task(leaves(f"tin {number}", pace.turn())) for number in range(4)]
    await room.time.until(lambda: left == ["tin 0"])
    await leaves("trả lời", pace.reply())
    await room.time.until(lambda: all(turn.done() for turn in turns))
    assert left == ["tin 0", "trả lời", "tin 1", "tin 2", "tin 3"]
    assert (room.time.now() - begun).total_seconds() == pytest.approx(4 / (10 * 0.97), abs=0.01)


async def test_replies_and_announcements_together_are_never_more_than_the_platform_takes(room: Newsroom) -> None:
    room.a_second = 30
    pace = Pace(30, room.time, room.time.sleep)
    left, waits = list[datetime](), list[timedelta]()

    async def announce() -> None:
        for _ in range(120):
            await pace.turn()
            left.append(room.time.now())

    async def ask() -> None:
        for _ in range(12):
            await room.time.sleep(0.3)
            asked = room.time.now()
            await pace.reply()
            left.append(room.time.now())
            waits.append(room.time.now() - asked)

    tasks = [asyncio.create_task(announce()), asyncio.create_task(ask())]
    await room.time.until(lambda: all(task.done() for task in tasks))
    assert max(sum(begin <= moment < begin + SECOND for moment in left) for begin in left) <= 30
    assert max(waits) <= timedelta(seconds=0.1)


async def test_the_author_is_told_in_their_own_chat(room: Newsroom) -> None:
    room.platform.always = Unacceptable("Bad Request")
    await room.sent_now()
    await room.let(MINUTE)
    assert AN.person not in [whom for _, whom in room.platform.calls]
    assert len(room.platform.told) == 1
