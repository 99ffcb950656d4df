"""Booking on the tasks of the plan: what counts, on which period, and what is refused."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from fictional_newsroom import AN, XEM, Newsroom
from fictional_plan import PLAN, moment, planning_room

from bot.announcements.content import Schedule
from bot.announcements.occurrence import around, occurrences
from bot.announcements.progress import PlanBooking, Progress
from bot.errors import OperatorError
from bot.services import announcing
from bot.services.planning import Item, book, look, open_ones, unbook
from bot.storage import Connection, audit


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with planning_room(tmp_path) as opened:
        yield opened


async def booked(room: Newsroom, task: str, item: Item, period: str = "", **who: Any) -> tuple[PlanBooking, Progress]:
    def work(db: Connection) -> tuple[PlanBooking, Progress]:
        return book(db, room.desk(who.get("officer", AN)), PLAN, task, item, period)

    result: tuple[PlanBooking, Progress] = await room.run(work)
    return result


async def standing(room: Newsroom, task: str, period: str) -> Progress:
    every = await room.run(lambda db: look(db, occurrences(PLAN, 2026)))
    found: Progress = next(each for each in every if each.occurrence.key == (task, period))
    return found


async def test_what_was_done_elsewhere_is_done_when_it_is_booked(room: Newsroom) -> None:
    booking, progress = await booked(room, "dang", Item(note=" Trang của xã ", day=date(2026, 11, 3)))
    assert (booking.id, booking.period, booking.note, booking.done_on) == (
        1,
        "2026-11",
        "Trang của xã",
        date(2026, 11, 3),
    )
    assert progress.counted(date(2026, 11, 20)) == "1/3 tháng này"
    for note in ("Loa", "Bảng tin"):
        booking, progress = await booked(room, "dang", Item(note=note))
    assert (progress.done, booking.done_on) == (3, date(2026, 11, 20))


async def test_an_announcement_counts_once_it_has_been_sent(room: Newsroom) -> None:
    number = await room.approved()
    booking, progress = await booked(room, "tin", Item(number))
    assert (booking.done_on, progress.done) == (None, 0)
    await room.act(announcing.send, number)
    await room.let(timedelta(minutes=5))
    progress = await standing(room, "tin", "2026-11")
    assert [each.done_on for each in progress.bookings] == [date(2026, 11, 20)]


async def test_one_that_was_sent_before_counts_at_once(room: Newsroom) -> None:
    number = await room.sent_now()
    await room.let(timedelta(minutes=5))
    booking, progress = await booked(room, "tin", Item(number))
    assert (booking.done_on, progress.done) == (date(2026, 11, 20), 1)


async def test_of_one_that_recurs_only_what_was_sent_in_the_period_or_later_counts(room: Newsroom) -> None:
    number = await room.approved(schedule=Schedule(every="monthly:25 09:00", until=date(2026, 12, 31)))
    await room.act(announcing.schedule, number)
    await booked(room, "tin", Item(number), "2026-12")
    async with room.program():
        await room.time.reach(moment("2026-11-25 09:01"))
        assert len(await room.firings(number)) == 1
        assert (await standing(room, "tin", "2026-12")).done == 0
        await room.time.reach(moment("2026-12-25 09:01"))
    assert (await standing(room, "tin", "2026-12")).bookings[0].done_on == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("task", "now", "period"),
    [
        ("tin", "2026-11-20 08:00", "2026-11"),
        ("tin", "2026-10-20 08:00", "2026-09"),
        ("tin", "2026-08-20 08:00", "2026-09"),
        ("bao-cao", "2026-12-31 08:00", "2026-Q4"),
        ("ngay", "2026-10-09 08:00", "2026-10-10"),
        ("ngay", "2027-02-09 08:00", "2027-10-10"),
    ],
)
async def test_without_a_month_it_is_the_period_under_way_else_the_last_missed_else_the_next(
    room: Newsroom, task: str, now: str, period: str
) -> None:
    room.time.moment = moment(now)
    booking, _ = await booked(room, task, Item(note="Loa"))
    assert booking.period == period


@pytest.mark.parametrize(
    ("task", "named", "period"),
    [
        ("tin", "2026-09", "2026-09"),
        ("bao-cao", "2026-11", "2026-Q4"),
        ("bao-cao", "2026", "2026"),
        ("bao-cao", "2026-03", "2026"),
        ("ngay", "2027-10", "2027-10-10"),
    ],
)
async def test_a_period_is_named_by_itself_or_by_a_month_in_it(
    room: Newsroom, task: str, named: str, period: str
) -> None:
    booking, _ = await booked(room, task, Item(note="Loa"), named)
    assert booking.period == period


async def test_what_was_booked_by_mistake_is_taken_back_and_both_are_logged(room: Newsroom) -> None:
    await booked(room, "tin", Item(note="Loa"))
    taken = await room.run(lambda db: unbook(db, room.desk(AN), 1))
    assert (taken.task, (await standing(room, "tin", "2026-11")).bookings) == ("tin", ())
    log = await room.run(lambda db: audit.about(db, 0))
    assert [(entry.officer, entry.step, entry.details["task"]) for entry in log] == [
        ("an", "plan-book", "tin"), ("an", "plan-unbook", "tin"),
    ]  # fmt: skip


async def test_what_is_overdue_and_what_is_to_be_done_now_is_due(room: Newsroom) -> None:
    await booked(room, "tin", Item(note="Loa"), "2026-11")

    def due(db: Connection) -> list[tuple[str, str]]:
        day = date(2026, 11, 20)
        return [each.occurrence.key for each in open_ones(look(db, around(PLAN, day)), day)]

    assert await room.run(due) == [
        ("tin", "2026-09"), ("ngay", "2026-10-10"), ("dang", "2026-11"), ("bao-cao", "2026-Q4"), ("bao-cao", "2026"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("task", "item", "period", "sentence"),
    [
        ("tinh", Item(note="x"), "", "không có nhiệm vụ mang mã «tinh». Có phải là «tin» không?"),
        ("zzzz", Item(note="x"), "", "Các mã hiện có: tin, dang, bao-cao, ngay."),
        ("tin", Item(), "", "Nêu số thông báo, hoặc thêm --note"),
        ("tin", Item(note="  "), "", "Nêu số thông báo, hoặc thêm --note"),
        ("tin", Item(9), "", "Không có thông báo số 9"),
        ("tin", Item(note="x", day=date(2026, 11, 21)), "", "Ngày làm 21/11/2026 chưa đến"),
        ("tin", Item(1, day=date(2026, 11, 1)), "", "máy tự ghi. Bỏ --on đi"),
        ("tin", Item(note="x"), "2026-10", "không có kỳ 2026-10. Các kỳ: 2026-09, 2026-11, 2026-12."),
        ("tin", Item(note="x"), "2025-10", "Các kỳ: không có kỳ nào trong năm 2025."),
    ],
)
async def test_what_can_not_be_booked_is_refused_in_a_sentence(
    room: Newsroom, task: str, item: Item, period: str, sentence: str
) -> None:
    with pytest.raises(OperatorError) as refused:
        await booked(room, task, item, period)
    assert sentence in str(refused.value)


async def test_an_announcement_is_booked_once_on_a_period_and_not_when_it_was_cancelled(room: Newsroom) -> None:
    number = await room.approved()
    await booked(room, "tin", Item(number))
    with pytest.raises(OperatorError, match="đã ghi cho nhiệm vụ này, tháng này; số ghi 1"):
        await booked(room, "tin", Item(number))
    await booked(room, "tin", Item(number), "2026-12")
    await room.act(announcing.cancel, number)
    with pytest.raises(OperatorError, match="đã hủy, không tính"):
        await booked(room, "dang", Item(number))


async def test_who_only_looks_books_nothing(room: Newsroom) -> None:
    with pytest.raises(OperatorError, match="vai trò xem, không ghi việc vào kế hoạch được"):
        await booked(room, "tin", Item(note="x"), officer=XEM)
    with pytest.raises(OperatorError, match="không bỏ việc đã ghi được"):
        await room.run(lambda db: unbook(db, room.desk(XEM), 1))


async def test_a_booking_that_is_not_there_can_not_be_taken_back(room: Newsroom) -> None:
    with pytest.raises(OperatorError, match="Không có lần ghi sổ số 7"):
        await room.run(lambda db: unbook(db, room.desk(AN), 7))
