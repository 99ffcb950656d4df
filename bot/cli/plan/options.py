"""Options that several commands about the plan have, and what is read from them."""

import re
from collections.abc import Collection, Sequence

import click

from bot.announcements.occurrence import Occurrence
from bot.cli.units import check_unit
from bot.errors import OperatorError

_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]|Q[1-4]|H1|\d{2}-\d{2}))?", re.ASCII)
_MONTH = re.compile(r"0?[1-9]|1[0-2]", re.ASCII)

unit_option = click.option("--unit", default="", metavar="CODE", help="Chỉ nhiệm vụ mà đơn vị này chủ trì.")
month_option = click.option(
    "--month", metavar="PERIOD", help="Tháng, ví dụ 10 hay 2025-10; hoặc kỳ khác: 2025-Q3 (quý 3), 2025 (cả năm)."
)


def period_written(text: str | None, year: int) -> str:
    """The period that was typed, of the plan's year where none is typed with it; "" for none. Raises OperatorError."""
    if text is None:
        return ""
    typed = text.strip().upper()
    period = f"{year}-{int(typed):02}" if _MONTH.fullmatch(typed) else typed
    if not _PERIOD.fullmatch(period):
        raise OperatorError(f"«{text}» không phải là tháng. Viết như 10, 2025-10, 2025-Q3 hay 2025.")
    return period


def within(every: Sequence[Occurrence], period: str) -> list[Occurrence]:
    """Those of the period, or that can be worked on in the month."""
    return [
        each
        for each in every
        if not period or each.period == period or f"{each.start:%Y-%m}" <= period <= f"{each.deadline:%Y-%m}"
    ]


def led_by(every: Sequence[Occurrence], unit: str, units: Collection[str]) -> list[Occurrence]:
    """Those of which the unit is a lead; all where none is named. Raises OperatorError where there is no such unit."""
    check_unit(unit, units)
    return [each for each in every if not unit or unit in each.task.leads]
