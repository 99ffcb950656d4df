"""A number beside its bound."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """A number that was measured, in words; `holds` is None where it only explains another."""

    what: str
    number: str
    bound: str = ""
    holds: bool | None = None


def at_most(what: str, number: float, bound: float, unit: str, digits: int = 0) -> Row:
    """A number that must not be above its bound."""
    return Row(what, f"{number:,.{digits}f} {unit}".strip(), f"≤ {bound:,g} {unit}".strip(), number <= bound)


def at_least(what: str, number: float, bound: float, unit: str, digits: int = 0) -> Row:
    """A number that must not be below its bound."""
    return Row(what, f"{number:,.{digits}f} {unit}".strip(), f"≥ {bound:,g} {unit}".strip(), number >= bound)


def exactly(what: str, number: int, wanted: int) -> Row:
    """A number that can only be one."""
    return Row(what, f"{number:,}", f"= {wanted:,}", number == wanted)


def machine() -> Row:
    """How busy the machine is: what else runs makes the numbers worse."""
    one, five, _ = os.getloadavg()
    return Row("machine: load of the last minute, of five; processors", f"{one:.2f}, {five:.2f}; {os.cpu_count()}")


def show(title: str, rows: Sequence[Row]) -> bool:
    """Print the rows as a table; whether every bound is kept."""
    table = Table(title=title, title_justify="left")
    for heading in ("what", "number", "bound", ""):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    verdicts = {True: "[green]kept[/]", False: "[bold red]MISSED[/]", None: ""}
    for row in rows:
        table.add_row(row.what, row.number, row.bound, verdicts[row.holds])
    Console(width=None if Console().is_terminal else 120).print(table)
    return all(row.holds is not False for row in rows)
