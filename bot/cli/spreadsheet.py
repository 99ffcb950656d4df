"""Rows as CSV that opens in Excel."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """With a byte order mark, without which Excel takes the letters for others."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_no_formula(cell) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()


def _no_formula(cell: str) -> str:
    """The cell as text, also for a spreadsheet that would reckon it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
