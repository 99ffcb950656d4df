"""Whom announcements reach, and what officers and citizens can still change while they are on their way."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fictional_newsroom import AN, BINH, Newsroom, newsroom, people, person
from simulated_time import NOON

from bot.announcements.audience import Audience
from bot.announcements.content import Content, Schedule
from bot.announcements.delivery import DeliveryStatus
from bot.announcements.lifecycle import Status
from bot.announcements.subscription import agreed, stopped
from bot.channels.failures import Absence, Refused
from bot.services import announcing
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


@pytest.mark.parametrize("rehearses", [True, False])
async def test_once_a_rehearsal_begins_or_ends_nothing_goes_on_until_the_program_is_started_anew(
    room: Newsroom, rehearses: bool
) -> None:
    room.a_second, room.rehearses = 10, not rehearses
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 3)
        room.rehearses = rehearses
        await room.time.pass_by(HOUR)
        called = len(room.platform.calls)
        assert called <= 15, "what was just leaving"
        later = await room.sent_now()
        await room.time.pass_by(MINUTE)
        assert {await room.status(number), await room.status(later)} == {Status.PAUSED}
        assert (await room.announcement(later)).reason.startswith("xã vừa đổi dien_tap")
        assert len(room.platform.calls) == called
    for paused in (number, later):
        await room.act(announcing.resume, paused)
    await room.let(MINUTE)
    assert len(room.platform.sent) == 40


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
