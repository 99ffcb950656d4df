"""What officers do with the commune's plan: look at it, book what was done on a task, take a booking back.

Every function gets the database inside a transaction, and raises OperatorError with a sentence where the deed is not
possible; then nothing was changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.announcements.lifecycle import Status
from bot.announcements.occurrence import Occurrence, around, occurrences
from bot.announcements.officer import check_writer
from bot.announcements.progress import PlanBooking, Progress, Standing, progress, when
from bot.errors import OperatorError
from bot.files.model_keys import likely
from bot.knowledge.plan import Plan, PlanTask
from bot.services.announcing import Desk, found
from bot.storage import Connection, announcements, audit, firings, plan_bookings
from bot.text.dates import vietnam_day


@dataclass(frozen=True, slots=True)
class Item:
    """What is to be booked: an announcement (0 for none), or with a note what was done elsewhere, on that day."""

    announcement: int = 0
    note: str = ""
    day: date | None = None


def look(db: Connection, every: Sequence[Occurrence]) -> tuple[Progress, ...]:
    """How far each is. What has been sent since the last look is noted as done."""
    starts = {each.key: each.start for each in every}
    for booking in plan_bookings.everything(db):
        start = starts.get((booking.task, booking.period))
        if booking.done_on is None and start is not None:
            day = _sent_on(db, booking.announcement, start)
            if day:
                plan_bookings.done(db, booking.id, day)
    return progress(every, plan_bookings.everything(db))


def open_ones(every: Sequence[Progress], day: date) -> tuple[Progress, ...]:
    """Those that are overdue, and those to be done on that day, by their deadlines."""
    return tuple(each for each in every if each.standing(day) in {Standing.OVERDUE, Standing.DUE})


def book(
    db: Connection, desk: Desk, plan: Plan, code: str, item: Item, period: str = ""
) -> tuple[PlanBooking, Progress]:
    """Book the item on a task, in a period (2025-Q3) or the one that lies in a month (2025-10); "" for the present one.

    An announcement counts from when it has been sent, what was done elsewhere at once.
    """
    check_writer(desk.officer, "ghi việc vào kế hoạch")
    today = vietnam_day(desk.now)
    task = task_of(plan, code)
    occurrence = _named(plan, task, period) if period else _present(db, plan, task, today)
    _check(db, item, occurrence, today)
    booking = PlanBooking(
        id=0,
        task=task.code,
        period=occurrence.period,
        announcement=item.announcement,
        note=item.note.strip(),
        officer=desk.officer.code,
        at=desk.now,
        done_on=None if item.announcement else item.day or today,
    )
    added = plan_bookings.add(db, booking)
    _log(db, desk, "plan-book", added)
    (present,) = look(db, [occurrence])
    return plan_bookings.load(db, added.id) or added, present


def unbook(db: Connection, desk: Desk, number: int) -> PlanBooking:
    """Take a booking back, as if it had not been made."""
    check_writer(desk.officer, "bỏ việc đã ghi")
    booking = plan_bookings.load(db, number)
    if booking is None:
        raise OperatorError(f"Không có lần ghi sổ số {number}. Xem các số bằng motcua plan show.")
    plan_bookings.remove(db, number)
    _log(db, desk, "plan-unbook", booking)
    return booking


def task_of(plan: Plan, code: str) -> PlanTask:
    """The task of that code. Raises OperatorError where there is none."""
    task = plan.task(code)
    if task is None:
        known = [each.code for each in plan.tasks]
        meant = likely(code, known)
        remedy = f"Có phải là «{meant}» không?" if meant else f"Các mã hiện có: {', '.join(known) or 'chưa có'}."
        raise OperatorError(f"Kế hoạch không có nhiệm vụ mang mã «{code}». {remedy}")
    return task


def _named(plan: Plan, task: PlanTask, period: str) -> Occurrence:
    own = [each for each in occurrences(plan, int(period[:4])) if each.task == task]
    exact = [each for each in own if each.period == period]
    # Of a report for the quarter and for the year, the month names that for the quarter: what begins last.
    within = sorted((each for each in own if _holds(each, period)), key=lambda each: each.start)
    if not exact and not within:
        told = ", ".join(each.period for each in own) or f"không có kỳ nào trong năm {period[:4]}"
        raise OperatorError(f"Nhiệm vụ «{task.code}» không có kỳ {period}. Các kỳ: {told}.")
    return (exact or within)[-1]


def _holds(occurrence: Occurrence, month: str) -> bool:
    return f"{occurrence.start:%Y-%m}" <= month <= f"{occurrence.deadline:%Y-%m}"


def _present(db: Connection, plan: Plan, task: PlanTask, day: date) -> Occurrence:
    """The period that an officer means who names none: the one under way, else the last one missed, else the next."""
    own = [each for each in look(db, around(plan, day)) if each.occurrence.task == task]
    by_standing = {standing: [each for each in own if each.standing(day) is standing] for standing in Standing}
    for standing, which in ((Standing.DUE, 0), (Standing.OVERDUE, -1), (Standing.COMING, 0), (Standing.DONE, -1)):
        if by_standing[standing]:
            return by_standing[standing][which].occurrence
    raise OperatorError(
        f"Nhiệm vụ «{task.code}» không có kỳ nào lúc này. Thêm --month và tháng, ví dụ --month {plan.year}-10."
    )


def _check(db: Connection, item: Item, occurrence: Occurrence, today: date) -> None:
    if not item.announcement:
        if not item.note.strip():
            raise OperatorError("Nêu số thông báo, hoặc thêm --note ghi đã làm gì, đăng ở đâu.")
        if item.day and item.day > today:
            raise OperatorError(f"Ngày làm {item.day:%d/%m/%Y} chưa đến. Việc đã làm mới ghi vào sổ.")
        return
    if item.day:
        raise OperatorError("Ngày của thông báo là ngày gửi, máy tự ghi. Bỏ --on đi.")
    announcement = found(db, item.announcement)
    if announcement.status is Status.CANCELLED:
        raise OperatorError(f"Thông báo số {announcement.id} đã hủy, không tính cho nhiệm vụ nào được.")
    for other in plan_bookings.everything(db):
        if (other.task, other.period, other.announcement) == (*occurrence.key, item.announcement):
            told = when(occurrence, today)
            raise OperatorError(f"Thông báo số {announcement.id} đã ghi cho nhiệm vụ này, {told}; số ghi {other.id}.")


def _sent_on(db: Connection, number: int, start: date) -> date | None:
    """When the announcement was sent, of one that recurs in that period or later; None while it was not."""
    announcement = announcements.load(db, number)
    recurs = announcement is not None and announcement.content.schedule.every is not None
    days = [vietnam_day(moment) for moment in firings.sent_at(db, number)]
    return next((day for day in days if not recurs or day >= start), None)


def _log(db: Connection, desk: Desk, step: str, booking: PlanBooking) -> None:
    # Under no announcement: its own log holds the steps of its life alone.
    told = {"booking": booking.id, "task": booking.task, "period": booking.period}
    told |= {"announcement": booking.announcement} if booking.announcement else {"note": booking.note}
    audit.append(db, desk.officer.code, step, 0, desk.now, told)
