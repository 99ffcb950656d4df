"""Days as they are typed: the option `--at`, and `at` in lines of JSON."""

import re
from datetime import date
from typing import Any

import click

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day_written(text: str) -> date:
    """The day that is written as 2026-11-20. Raises ValueError, in a sentence, for whatever else."""
    # fromisoformat alone takes 20261120 and weeks as well: what is typed short is a slip, and a slip is told.
    if not _DAY.fullmatch(text):
        raise ValueError(f"«{text}» không phải là ngày. Viết năm-tháng-ngày, như 2026-11-20.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"Không có ngày {text} trong lịch. Viết năm-tháng-ngày, như 2026-11-20.") from None


class Day(click.ParamType[date]):
    """A day written as 2026-11-20."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a sentence about what is wrong with it."""
        try:
            return value if isinstance(value, date) else day_written(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


at_option = click.option("--at", type=Day(), help="Ngày lấy làm hôm nay, ví dụ 2026-11-20.")
