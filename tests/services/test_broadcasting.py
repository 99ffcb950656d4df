"""Announcements on their way, hours and months in a moment: whom they reach, when, and when not."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from fictional_newsroom import AN, BINH, QUIET, Newsroom, newsroom, people, person
from simulated_time import NOON

from bot.announcements.audience import Audience
from bot.announcements.content import Content, Schedule
from bot.announcements.delivery import DeliveryStatus
from bot.announcements.lifecycle import Status
from bot.announcements.subscription import agreed, stopped
from bot.channels.failures import Absence, Refused
from bot.services import announcing
from bot.services.firing import pause_all
from bot.storage import Connection, subscriptions
from bot.storage.person import forget
from bot.text.dates import VIETNAM

SENT, SKIPPED, UNSURE = DeliveryStatus.SENT, DeliveryStatus.SKIPPED, DeliveryStatus.UNSURE
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


async def test_everybody_who_belongs_gets_it_once(room: Newsroom) -> None:
    number = await room.sent_now()
    await room.let(MINUTE)
    assert sorted(room.platform.persons()) == [person(each) for each in range(1, 21)]
    assert await room.status(number) is Status.FINISHED
    assert await room.counts(number) == {SENT: 20}


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


async def test_who_subscribes_after_the_freezing_is_not_written_to(room: Newsroom) -> None:
    room.a_second = 5
    await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) > 3)
        await room.subscribe(*people(30))
        await room.time.pass_by(MINUTE)
    assert len(room.platform.sent) == 20


async def test_stopping_counts_at_once_also_for_what_is_being_sent(room: Newsroom) -> None:
    room.a_second = 1
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 3)
        await room.subscribe(*(stopped(each) for each in people(20)))
        known = len(room.platform.calls)
        await room.time.pass_by(MINUTE)
    assert len(room.platform.calls) - known <= 1, "only what was claimed before"
    assert set(await room.reasons(number)) == {"stopped"}


async def test_who_is_forgotten_meanwhile_gets_nothing_and_the_ledger_still_adds_up(room: Newsroom) -> None:
    room.a_second = 1
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 3)
        await room.run(lambda db: [forget(db, "telegram", person(each)) for each in range(1, 21)])
        await room.time.pass_by(MINUTE)
    assert (await room.reasons(number))["forgotten"] >= 15
    assert await room.status(number) is Status.FINISHED


@pytest.mark.parametrize("deed", [announcing.pause, announcing.cancel])
async def test_pause_and_cancel_act_within_a_second(room: Newsroom, deed: object) -> None:
    room.a_second = 10
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 5)
        asked = room.time.now()
        await room.act(deed, number)  # type: ignore[arg-type]
        await room.time.pass_by(HOUR)
    assert room.platform.calls[-1][0] - asked <= timedelta(seconds=1)
    assert len(room.platform.sent) < 10


async def test_after_a_pause_it_goes_on_with_those_who_wait(room: Newsroom) -> None:
    room.a_second = 10
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 5)
        await room.act(announcing.pause, number)
        await room.time.pass_by(HOUR)
        await room.act(announcing.resume, number)
        await room.time.pass_by(MINUTE)
    assert sorted(room.platform.persons()) == [person(each) for each in range(1, 21)]
    assert await room.status(number) is Status.FINISHED


async def test_who_was_not_written_to_before_a_cancel_never_is(room: Newsroom) -> None:
    room.a_second = 10
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 5)
        await room.act(announcing.cancel, number)
        await room.time.pass_by(HOUR)
    counts = await room.counts(number)
    assert counts[SENT] + counts[SKIPPED] == 20
    assert await room.reasons(number) == {"cancelled": counts[SKIPPED]}


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


async def test_two_announcements_to_one_person_leave_a_gap(room: Newsroom) -> None:
    for _ in range(2):
        await room.sent_now()
    await room.let(MINUTE)
    for number in range(1, 21):
        first, second = [moment for moment, whom in room.platform.calls if whom == person(number)]
        assert second - first >= timedelta(seconds=1)


async def test_an_internal_text_goes_to_officers_only(room: Newsroom) -> None:
    await room.subscribe(agreed("telegram", AN.person, "1", NOON, None))
    number = await room.sent_now(audience=Audience(internal=True))
    await room.let(MINUTE)
    assert not room.platform.calls
    assert room.platform.told == [Content(title="Lịch tiêm", text="Trạm y tế tiêm ngày 25.").reply().text]
    assert await room.counts(number) == {SENT: 1}


async def test_what_nobody_of_the_audience_can_get_ends_without_a_call(room: Newsroom) -> None:
    number = await room.scheduled(NOON + HOUR)
    await room.subscribe(*(stopped(each) for each in people(20)))
    await room.let(2 * HOUR)
    assert not room.platform.calls
    assert await room.status(number) is Status.FINISHED
    (firing,) = await room.firings(number)
    assert firing.audience == 0


async def test_an_edit_of_what_is_scheduled_voids_the_approval_and_nothing_is_sent(room: Newsroom) -> None:
    number = await room.scheduled(NOON + HOUR)
    changed = Content(title="Lịch tiêm", text="Ngày 26.", schedule=Schedule(at=NOON + HOUR))
    await room.act(announcing.edit, number, changed)
    await room.let(2 * HOUR)
    assert not room.platform.calls
    assert await room.status(number) is Status.DRAFT


async def test_the_version_is_pinned_when_the_audience_is_frozen(room: Newsroom) -> None:
    number = await room.approved(schedule=Schedule(every="weekly:7 08:00"))
    await room.act(announcing.schedule, number)
    await room.let(at("2026-11-21 08:00:20") - NOON)
    changed = Content(title="Lịch tiêm", text="Trạm y tế nghỉ.", schedule=Schedule(every="weekly:7 08:00"))
    await room.act(announcing.edit, number, changed)
    await room.act(announcing.submit, number)
    await room.act(announcing.approve, number, officer=BINH)
    await room.act(announcing.schedule, number)
    await room.let(timedelta(days=7))
    assert [firing.version for firing in await room.firings(number)] == [1, 2]
    texts = [text for _, whom, text in room.platform.sent if whom == person(1)]
    assert [text.splitlines()[0] for text in texts] == ["Trạm y tế tiêm ngày 25.", "Trạm y tế nghỉ."]


async def test_who_can_not_be_reached_any_more_is_noted_with_the_reason(room: Newsroom) -> None:
    room.platform.of[person(1)] = Refused("Forbidden: bot was blocked by the user", Absence.BLOCKED)
    number = await room.sent_now()
    await room.let(MINUTE)

    def load(db: Connection) -> object:
        return subscriptions.load(db, "telegram", person(1))

    assert "blocked" in str(await room.run(load))
    assert await room.counts(number) == {SENT: 19, DeliveryStatus.REFUSED: 1}
    await room.sent_now()
    await room.let(MINUTE)
    assert [whom for _, whom in room.platform.calls].count(person(1)) == 1
