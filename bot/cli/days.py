"""The option `--at`: a day to take for today."""

from datetime import date
from typing import Any

import click


class Day(click.ParamType[date]):
    """A day written as 2026-11-20."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a sentence about what is wrong with it."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"«{value}» không phải là ngày. Viết như 2026-11-20.", param, ctx)


at_option = click.option("--at", type=Day(), help="Ngày lấy làm hôm nay, ví dụ 2026-11-20.")
