"""What is booked on the tasks of the commune's plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from bot.announcements.progress import PlanBooking
from bot.storage.moments import written

_COLUMNS = "id, task, period, announcement, note, officer, at, done_on"


def add(db: Database, booking: PlanBooking) -> PlanBooking:
    """Keep a new one, whatever its number; the booking with the number that it got."""
    row = {"task": booking.task, "period": booking.period, "announcement": booking.announcement, "note": booking.note}
    row |= {"officer": booking.officer, "at": written(booking.at), "done_on": _day(booking.done_on)}
    db.table("plan_booking").insert(row)
    return replace(booking, id=int(db.execute("select last_insert_rowid()").fetchone()[0]))


def load(db: Database, number: int) -> PlanBooking | None:
    """The booking of that number; None if there is none."""
    row = db.execute(f"select {_COLUMNS} from plan_booking where id = ?", [number]).fetchone()  # noqa: S608 (own names)
    return _read(row) if row else None


def everything(db: Database) -> list[PlanBooking]:
    """All, in the order in which they were booked."""
    rows = db.execute(f"select {_COLUMNS} from plan_booking order by id")  # noqa: S608 (own names)
    return [_read(row) for row in rows.fetchall()]


def done(db: Database, number: int, day: date) -> None:
    """Note that it was done on that day."""
    db.execute("update plan_booking set done_on = ? where id = ?", [_day(day), number])


def remove(db: Database, number: int) -> None:
    """Delete it."""
    db.execute("delete from plan_booking where id = ?", [number])


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(row: Sequence[Any]) -> PlanBooking:
    number, task, period, announcement, note, officer, at, done_on = row
    return PlanBooking(
        id=number,
        task=task,
        period=period,
        announcement=announcement,
        note=note,
        officer=officer,
        at=datetime.fromisoformat(at),
        done_on=date.fromisoformat(done_on) if done_on else None,
    )
