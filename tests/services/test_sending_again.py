"""Sending again, by hand, and what is still to come of the same announcement."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from fictional_newsroom import AN, BINH, Newsroom, newsroom, person
from simulated_time import NOON

from bot.announcements.content import Content, Schedule
from bot.announcements.delivery import DeliveryStatus
from bot.announcements.lifecycle import Status
from bot.channels.failures import Unreachable
from bot.errors import OperatorError
from bot.services import announcing
from bot.text.dates import VIETNAM

UNSURE = DeliveryStatus.UNSURE
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LOST = Unreachable("the answer was lost", may_have_arrived=True)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


async def weekly(room: Newsroom, **schedule: object) -> int:
    """It comes on Saturdays at eight; the first time is near."""
    number = await room.approved(schedule=Schedule.model_validate({"every": "weekly:7 08:00", **schedule}))
    await room.act(announcing.schedule, number)
    await room.time.reach(at("2026-11-21 07:59:50"))
    return number


async def rewritten(room: Newsroom, number: int, schedule: Schedule) -> None:
    """Edited, approved and scheduled once more."""
    content = Content(title="Lịch tiêm", text="Trạm y tế tiêm ngày 26.", schedule=schedule)
    await room.act(announcing.edit, number, content)
    await room.act(announcing.submit, number)
    await room.act(announcing.approve, number, officer=BINH)
    await room.act(announcing.schedule, number)


async def test_what_is_to_come_still_comes_after_the_last_time_was_sent_again(room: Newsroom) -> None:
    room.platform.of[person(3)] = LOST
    number = await weekly(room)
    await room.let(MINUTE)
    await room.time.reach(at("2026-11-30 08:00"))
    await room.let(MINUTE)
    before = await room.announcement(number)
    assert before.due == at("2026-12-05 08:00"), "the 28th was missed"
    del room.platform.of[person(3)]
    await room.act(announcing.resend, number, UNSURE)
    await room.let(MINUTE)
    assert sorted(room.platform.persons()) == [person(each) for each in range(1, 21)]
    after = await room.announcement(number)
    assert (after.status, after.due, after.reason) == (Status.SCHEDULED, before.due, "")


async def test_what_was_edited_since_is_not_sent_again_as_it_was(room: Newsroom) -> None:
    room.platform.of[person(3)] = LOST
    number = await weekly(room)
    await room.let(MINUTE)
    await rewritten(room, number, Schedule(at=at("2026-12-01 09:00")))
    with pytest.raises(OperatorError, match="đã được sửa từ lần gửi trước, nên không gửi lại bản cũ"):
        await room.act(announcing.resend, number, UNSURE)
    announcement = await room.announcement(number)
    assert (announcement.status, announcement.due) == (Status.SCHEDULED, at("2026-12-01 09:00"))


async def test_what_was_too_late_as_a_whole_can_be_sent_although_it_was_sent_before(room: Newsroom) -> None:
    number = await weekly(room, until=date(2026, 11, 28))
    await room.let(MINUTE)
    await room.time.reach(at("2026-11-30 08:00"))
    await room.let(MINUTE)
    assert await room.status(number) is Status.EXPIRED
    assert "Bạn muốn gửi lại không?" in room.platform.told[-1]
    await room.act(announcing.resend, number, UNSURE)
    await room.let(MINUTE)
    assert await room.status(number) is Status.FINISHED
    assert [firing.number for firing in await room.firings(number)] == [1, 2]
    assert room.platform.persons().count(person(1)) == 2


async def test_of_a_time_that_was_missed_while_another_comes_it_is_said_when(room: Newsroom) -> None:
    number = await weekly(room)
    await room.time.reach(at("2026-11-22 08:00"))
    await room.let(MINUTE)
    assert await room.status(number) is Status.SCHEDULED
    (told,) = room.platform.told
    assert told == (
        f"Thông báo số {number} «Lịch tiêm» quá hạn gửi lúc 20:00 21/11/2026, nên kỳ này không gửi. "
        "Kỳ sau: 08:00 28/11/2026."
    )


async def test_an_officer_can_let_go_on_what_a_program_that_ended_was_sending(room: Newsroom) -> None:
    room.a_second = 10
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 5)
    assert await room.status(number) is Status.SENDING
    await room.act(announcing.resume, number)
    await room.let(MINUTE)
    assert sorted(room.platform.persons()) == [person(each) for each in range(1, 21)]


async def test_an_officer_can_let_go_on_what_is_due_and_what_is_for_later_stays_so(room: Newsroom) -> None:
    number = await room.scheduled(NOON + HOUR)
    resumed = await room.act(announcing.resume, number, officer=AN)
    assert (resumed.status, resumed.due) == (Status.SCHEDULED, NOON + HOUR)
