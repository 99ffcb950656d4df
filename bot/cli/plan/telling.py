"""The plan in words, and as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from bot.announcements.progress import STANDING_WORDS, PlanBooking, Progress, Standing
from bot.text.dates import shown_day

_COLOURS: Mapping[Standing, str] = {Standing.OVERDUE: "red", Standing.DUE: "yellow", Standing.DONE: "green"}

_DAY, _COUNTED, _STANDING, _BORDERS = 10, 14, 10, 16
_OTHER_COLUMNS = _DAY + _COUNTED + _STANDING + _BORDERS
_NARROWEST = 10
"""Widths in characters: of the columns whose words are known, of all lines and margins, of the names of units."""


def print_table(every: Sequence[Progress], day: date, units: Mapping[str, str]) -> None:
    """A row for each, and below it what is booked."""
    # A code is typed as it stands, so that column never cuts one off; what is left is for the units.
    console = Console()
    widest = max((len(each.occurrence.task.code) for each in every), default=0)
    left = console.width - _OTHER_COLUMNS
    tasks = max(widest, left * 3 // 5)
    table = Table(
        Column("hạn", width=_DAY),
        Column("nhiệm vụ", width=tasks),
        Column("chủ trì", width=max(_NARROWEST, left - tasks)),
        Column("đã làm", width=_COUNTED),
        Column("tình trạng", width=_STANDING),
        show_lines=True,
    )
    for each in every:
        occurrence, standing = each.occurrence, each.standing(day)
        table.add_row(
            shown_day(occurrence.deadline),
            f"[bold]{escape(occurrence.task.code)}[/bold]\n{escape(occurrence.task.content)}",
            escape("; ".join(units.get(code, code) for code in occurrence.task.leads)),
            each.counted(day),
            STANDING_WORDS[standing],
            style=_COLOURS.get(standing, ""),
        )
    console.print(table)
    for line in booking_lines(booking for each in every for booking in each.bookings):
        click.echo(line)


def booking_lines(bookings: Iterable[PlanBooking]) -> Iterable[str]:
    """A line for each booking, with the number by which it can be taken back."""
    for booking in bookings:
        yield f"Ghi số {booking.id}: {booking.task}, kỳ {booking.period}: {booked_words(booking)}."


def booked_words(booking: PlanBooking) -> str:
    """«thông báo số 3, đã gửi 14/10/2025», «Đã phát loa (14/10/2025)»."""
    if not booking.announcement:
        return f"{booking.note.rstrip('.')} ({shown_day(booking.done_on)})" if booking.done_on else booking.note
    sent = f"đã gửi {shown_day(booking.done_on)}" if booking.done_on else "chưa gửi nên chưa tính"
    return ", ".join(filter(None, [f"thông báo số {booking.announcement}", booking.note.rstrip("."), sent]))


def progress_json(each: Progress, day: date) -> dict[str, object]:
    """All that is to be known of a task in one period."""
    occurrence = each.occurrence
    task = occurrence.task
    return {
        "task": task.code,
        "section": task.section,
        "content": task.content,
        "leads": list(task.leads),
        "supports": [*task.supports, *task.others],
        "outlets": list(task.outlets),
        "period": occurrence.period,
        "start": occurrence.start.isoformat(),
        "deadline": occurrence.deadline.isoformat(),
        "quota": task.quota,
        "done": each.done,
        "wanted": each.wanted,
        "counted": each.counted(day),
        "standing": each.standing(day).value,
        "bookings": [booking_json(booking) for booking in each.bookings],
    }


def booking_json(booking: PlanBooking) -> dict[str, object]:
    """A booking; `announcement` is null for what was done elsewhere, `done_on` while it has not been sent."""
    return {
        "id": booking.id,
        "task": booking.task,
        "period": booking.period,
        "announcement": booking.announcement or None,
        "note": booking.note,
        "officer": booking.officer,
        "at": booking.at.isoformat(),
        "done_on": booking.done_on.isoformat() if booking.done_on else None,
    }
