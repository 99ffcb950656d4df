"""The list of procedures with more in it, and every other line as it was."""

import csv
import io
from collections.abc import Mapping, Sequence

from bot.files.catalogue_csv import COLUMNS, cells_of, delimiter_of
from bot.knowledge.listed import BETWEEN_WAYS, ListedProcedure

_WAYS = "cach_hoi"


def with_rows(text: str, rows: Sequence[ListedProcedure]) -> str:
    """The list with these rows below its own, in its columns, with its separator and its line ends."""
    end = "\r\n" if "\r\n" in text else "\n"
    text = text or ",".join(COLUMNS) + end
    delimiter, columns = _shape(text)
    added = (_line([_cells(row)[column] for column in columns], delimiter) + end for row in rows)
    return text + ("" if text.endswith("\n") else end) + "".join(added)


def with_way(text: str, row: ListedProcedure, way: str) -> str | None:
    """The list with one more way of asking in the row; None where that cannot be done surely.

    That is so where it has no column for them, or where the row has line breaks.
    """
    delimiter, columns = _shape(text)
    lines = text.split("\n")
    for number, line in enumerate(lines):
        cells = cells_of(line.rstrip("\r"), delimiter) or []
        values = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
        if _WAYS in columns and len(cells) == len(columns) and _is(values, row):
            ways = [*filter(None, [values[_WAYS].rstrip(BETWEEN_WAYS)]), way.replace(BETWEEN_WAYS.strip(), ",")]
            cells[columns.index(_WAYS)] = BETWEEN_WAYS.join(ways)
            lines[number] = _line(cells, delimiter) + ("\r" if line.endswith("\r") else "")
            return "\n".join(lines)
    return None


def _shape(text: str) -> tuple[str, list[str]]:
    """What separates the cells, and the columns."""
    head = text.partition("\n")[0].rstrip("\r").removeprefix("\ufeff")
    delimiter = delimiter_of(head)
    return delimiter, [cell.strip() for cell in cells_of(head, delimiter) or ()]


def _cells(row: ListedProcedure) -> Mapping[str, str]:
    values = row.model_dump(by_alias=True)
    return {column: values[column] or "" for column in COLUMNS} | {_WAYS: BETWEEN_WAYS.join(row.ways)}


def _is(values: Mapping[str, str], row: ListedProcedure) -> bool:
    return values.get("ma") == row.code and values.get("tinh", "") == (row.province or "")


def _line(cells: Sequence[str], delimiter: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="").writerow(cells)
    return written.getvalue()
