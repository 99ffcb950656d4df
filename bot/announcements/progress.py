"""How far the tasks of a plan are: what is booked on each, and where that leaves it on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.announcements.occurrence import Occurrence
from bot.text.dates import shown_day


class Standing(StrEnum):
    """Where an occurrence stands on a day. What was done late is done."""

    OVERDUE = "overdue"
    DUE = "due"
    COMING = "coming"
    DONE = "done"


STANDING_WORDS: Mapping[Standing, str] = {
    Standing.OVERDUE: "quá hạn",
    Standing.DUE: "đang làm",
    Standing.COMING: "chưa tới",
    Standing.DONE: "đã xong",
}


@dataclass(frozen=True, slots=True)
class PlanBooking:
    """One item booked on a task for a period: an announcement, or (`announcement` 0) what was done elsewhere.

    `note` says where and what; `officer` is the code of who booked it. `done_on` is the day on which it was sent or
    done, None while the announcement has not been sent.
    """

    id: int
    task: str
    period: str
    announcement: int
    note: str
    officer: str
    at: datetime
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """An occurrence with what is booked on it, in the order of the booking."""

    occurrence: Occurrence
    bookings: tuple[PlanBooking, ...] = ()

    @property
    def done(self) -> int:
        """How many items are done."""
        return sum(booking.done_on is not None for booking in self.bookings)

    @property
    def wanted(self) -> int:
        """How many items are wanted."""
        return self.occurrence.task.wanted

    def standing(self, day: date) -> Standing:
        """Where it stands on that day."""
        if self.done >= self.wanted:
            return Standing.DONE
        if day > self.occurrence.deadline:
            return Standing.OVERDUE
        return Standing.DUE if day >= self.occurrence.start else Standing.COMING

    def counted(self, day: date) -> str:
        """«2/3 tháng này», «0/1 quý 3/2025»."""
        return f"{self.done}/{self.wanted} {when(self.occurrence, day)}"


def progress(occurrences: Iterable[Occurrence], bookings: Iterable[PlanBooking]) -> tuple[Progress, ...]:
    """Each occurrence with its bookings; bookings on anything else are left out."""
    booked: dict[tuple[str, str], list[PlanBooking]] = {}
    for booking in bookings:
        booked.setdefault((booking.task, booking.period), []).append(booking)
    return tuple(Progress(each, tuple(booked.get(each.key, ()))) for each in occurrences)


def when(occurrence: Occurrence, day: date) -> str:
    """The period in words as of that day: «tháng này», «tháng 9/2025», «quý 3/2025», «ngày 10/10/2025»."""
    year, _, part = occurrence.period.partition("-")
    is_now = occurrence.start <= day <= occurrence.deadline or day.strftime("%Y-%m") == occurrence.period
    match part[:1]:
        case "":
            return "năm nay" if is_now else f"năm {year}"
        case "Q":
            return "quý này" if is_now else f"quý {part[1:]}/{year}"
        case "H":
            return f"6 tháng đầu năm {year}"
        case _ if "-" in part:
            return f"ngày {shown_day(occurrence.deadline)}"
        case _:
            return "tháng này" if is_now else f"tháng {int(part)}/{year}"
