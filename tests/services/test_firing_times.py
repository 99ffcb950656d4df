"""When announcements are sent, and when not any more: hours and months in a moment."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from fictional_newsroom import QUIET, Newsroom, newsroom, person
from simulated_time import NOON

from bot.announcements.content import Schedule
from bot.announcements.delivery import DeliveryStatus
from bot.announcements.lifecycle import Status
from bot.services import announcing
from bot.services.firing import pause_all
from bot.text.dates import VIETNAM

SENT, SKIPPED, UNSURE = DeliveryStatus.SENT, DeliveryStatus.SKIPPED, DeliveryStatus.UNSURE
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


async def test_it_is_picked_up_within_a_second(room: Newsroom) -> None:
    async with room.program():
        await room.time.pass_by(HOUR)
        await room.sent_now()
        asked = room.time.now()
        await room.time.until(lambda: bool(room.platform.calls))
        assert room.platform.calls[0][0] - asked <= timedelta(seconds=1)


async def test_nothing_leaves_before_its_moment_and_then_at_once(room: Newsroom) -> None:
    number = await room.scheduled(NOON + HOUR)
    await room.let(HOUR - timedelta(seconds=1))
    assert not room.platform.calls
    assert await room.status(number) is Status.SCHEDULED
    await room.let(MINUTE)
    assert len(room.platform.sent) == 20


async def test_in_the_quiet_hours_it_is_held_and_not_lost(room: Newsroom) -> None:
    room.quiet = QUIET
    number = await room.scheduled(at("2026-11-20 21:00"))
    async with room.program():
        await room.time.reach(at("2026-11-21 06:59"))
        assert not room.platform.calls
        assert await room.status(number) is Status.SCHEDULED
        await room.time.pass_by(2 * MINUTE)
    assert len(room.platform.sent) == 20
    assert room.platform.calls[0][0] >= at("2026-11-21 07:00")


async def test_what_began_before_the_quiet_hours_stops_for_them_and_goes_on_after(room: Newsroom) -> None:
    room.quiet, room.a_second = QUIET, 1
    await room.scheduled(at("2026-11-20 20:29"))
    await room.time.reach(at("2026-11-20 20:29:50"))
    async with room.program():
        await room.time.reach(at("2026-11-20 20:30:20"))
        assert 0 < len(room.platform.sent) < 20
        await room.time.reach(at("2026-11-21 07:00:20"))
    quiet = (at("2026-11-20 20:30:01"), at("2026-11-21 07:00"))
    in_the_quiet = [moment for moment, _ in room.platform.calls if quiet[0] <= moment < quiet[1]]
    assert in_the_quiet == []
    assert sorted(room.platform.persons()) == [person(each) for each in range(1, 21)]


async def test_what_is_urgent_passes_the_quiet_hours(room: Newsroom) -> None:
    room.quiet = QUIET
    await room.time.pass_by(at("2026-11-20 22:00") - NOON)
    await room.sent_now(urgent=True)
    await room.let(MINUTE)
    assert len(room.platform.sent) == 20


async def test_what_is_too_late_is_not_sent_and_its_author_asked(room: Newsroom) -> None:
    number = await room.scheduled(NOON + HOUR, expires=6 * HOUR)
    await room.time.pass_by(8 * HOUR)
    await room.let(MINUTE)
    assert not room.platform.calls
    assert await room.status(number) is Status.EXPIRED
    (told,) = room.platform.told
    assert "quá hạn gửi" in told
    assert "Bạn muốn gửi lại không?" in told


async def test_the_author_can_send_what_was_too_late_after_all(room: Newsroom) -> None:
    number = await room.scheduled(NOON + HOUR, expires=6 * HOUR)
    await room.time.pass_by(8 * HOUR)
    await room.let(MINUTE)
    await room.act(announcing.resend, number, UNSURE)
    await room.let(MINUTE)
    assert len(room.platform.sent) == 20
    assert await room.status(number) is Status.FINISHED


async def test_a_sending_that_drags_on_ends_at_its_term_and_the_rest_can_be_sent_later(room: Newsroom) -> None:
    room.a_second = 1
    number = await room.scheduled(NOON + HOUR, expires=5 * MINUTE)
    async with room.program():
        await room.time.pass_by(HOUR + timedelta(seconds=10))
        await room.act(announcing.pause, number)
        await room.time.pass_by(10 * MINUTE)
        await room.act(announcing.resume, number)
        await room.time.pass_by(MINUTE)
        assert await room.status(number) is Status.EXPIRED
        sent = len(room.platform.sent)
        assert 5 <= sent < 20
        await room.act(announcing.resend, number, UNSURE)
        await room.time.pass_by(MINUTE)
    assert sorted(room.platform.persons()) == [person(each) for each in range(1, 21)]
    assert await room.counts(number) == {SENT: 20}
    assert await room.status(number) is Status.FINISHED


async def test_each_firing_of_a_rule_is_a_sending_of_its_own(room: Newsroom) -> None:
    schedule = Schedule(every="monthly:31 08:00", until=date(2027, 2, 28))
    number = await room.approved(schedule=schedule)
    await room.act(announcing.schedule, number)
    async with room.program():
        for day in ("2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"):
            await room.time.reach(at(f"{day} 08:00:10"))
    found = await room.firings(number)
    assert [f"{each.due.astimezone(VIETNAM):%d/%m %H:%M}" for each in found] == [
        "30/11 08:00", "31/12 08:00", "31/01 08:00", "28/02 08:00",
    ]  # fmt: skip
    assert [each.number for each in found] == [1, 2, 3, 4]
    assert room.platform.persons().count(person(1)) == 4
    assert await room.status(number) is Status.FINISHED


async def test_firings_that_were_missed_are_not_made_up_for(room: Newsroom) -> None:
    number = await room.approved(schedule=Schedule(every="weekly:2 08:00"))
    await room.act(announcing.schedule, number)
    await room.time.pass_by(timedelta(days=30))
    await room.let(HOUR)
    assert not room.platform.calls
    announcement = await room.announcement(number)
    assert announcement.status is Status.SCHEDULED
    assert announcement.due
    assert announcement.due > room.time.now()


async def test_after_a_restore_nothing_is_sent_until_an_officer_says_so(room: Newsroom) -> None:
    room.a_second = 1
    sending = await room.sent_now()
    waiting = await room.scheduled(NOON + HOUR)
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 3)
    paused = await room.run(lambda db: pause_all(db, "vừa khôi phục dữ liệu", room.time.now()))
    assert paused == [sending, waiting]
    before = len(room.platform.calls)
    await room.let(2 * HOUR)
    assert len(room.platform.calls) == before
    for number in paused:
        await room.act(announcing.resume, number)
    await room.let(10 * MINUTE)
    assert {await room.status(number) for number in paused} == {Status.FINISHED}
    assert len(room.platform.sent) == 40


async def test_the_rest_of_a_firing_that_was_too_late_can_be_sent_although_another_is_to_come(room: Newsroom) -> None:
    room.a_second = 1
    number = await room.approved(schedule=Schedule(every="weekly:7 08:00", expires=5 * MINUTE))
    await room.act(announcing.schedule, number)
    await room.time.reach(at("2026-11-21 08:00"))
    async with room.program():
        await room.time.pass_by(timedelta(seconds=10))
        await room.act(announcing.pause, number)
        await room.time.pass_by(10 * MINUTE)
        await room.act(announcing.resume, number)
        await room.time.pass_by(timedelta(seconds=10))
        assert await room.status(number) is Status.SCHEDULED
        assert len(room.platform.sent) < 20
        await room.act(announcing.resend, number, UNSURE)
        await room.time.pass_by(MINUTE)
    assert sorted(room.platform.persons()) == [person(each) for each in range(1, 21)]
    announcement = await room.announcement(number)
    assert (announcement.status, announcement.due) == (Status.SCHEDULED, at("2026-11-28 08:00"))
