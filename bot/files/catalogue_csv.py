"""The short form, `danh-muc.csv`: one listed procedure a row. A row that is wrong is left out, the others are kept."""

import csv
from collections.abc import Iterator

from bot.files.model_keys import likely
from bot.files.slip import Slip
from bot.files.validation import validated
from bot.knowledge.listed import ListedProcedure

Row = tuple[int, list[str]]
"""The line where a row begins, and its cells."""

_COLUMNS = {field.alias: field.is_required() for field in ListedProcedure.model_fields.values() if field.alias}


def parse_catalogue(text: str) -> tuple[tuple[ListedProcedure, ...], tuple[Slip, ...]]:
    """The rows that are right, and what is wrong with the others.

    Cells are separated by commas, or by semicolons as spreadsheets set to Vietnamese save them.
    """
    first = text.partition("\n")[0]
    slips: list[Slip] = []
    rows = _rows(text, ";" if first.count(";") > first.count(",") else ",", slips)
    header = [cell.strip() for cell in next(rows, (1, []))[1]]
    slips.extend(_header_slips(header))
    if slips:
        return (), tuple(slips)
    listed: dict[tuple[str, str | None], tuple[int, ListedProcedure]] = {}
    for line, cells in rows:
        row = _listed(line, cells, header)
        if not isinstance(row, ListedProcedure):
            slips.extend(row)
            continue
        first_line, _ = listed.setdefault((row.code, row.province), (line, row))
        if first_line != line:
            slips.append(Slip(line, f"Mã {row.code} đã có ở dòng {first_line}.", "Giữ lại một dòng."))
    return tuple(row for _, row in listed.values()), tuple(slips)


def _rows(text: str, delimiter: str, slips: list[Slip]) -> Iterator[Row]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            remedy = "Kiểm tra dấu ngoặc kép: mở và đóng ngay sát hai đầu ô; trong ô thì viết hai dấu liền nhau."
            slips.append(Slip(line, "Không tách được các ô của dòng này.", remedy))
            return
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _header_slips(header: list[str]) -> list[Slip]:
    slips = []
    for name in header:
        if name not in _COLUMNS:
            meant = likely(name, _COLUMNS)
            hint = f"Có phải là «{meant}» không?" if meant else f"Các cột: {', '.join(_COLUMNS)}."
            slips.append(Slip(1, f"Không có cột «{name}».", hint))
        elif header.count(name) > 1:
            slips.append(Slip(1, f"Cột «{name}» viết hai lần.", "Giữ lại một."))
    lacking = [name for name, needed in _COLUMNS.items() if needed and name not in header]
    if lacking and not slips:
        slips.append(Slip(1, f"Thiếu cột {', '.join(lacking)}.", f"Dòng đầu viết: {','.join(_COLUMNS)}"))
    return sorted(set(slips))


def _listed(line: int, cells: list[str], header: list[str]) -> ListedProcedure | tuple[Slip, ...]:
    if len(cells) != len(header):
        what = f"Dòng này có {len(cells)} ô, phải có {len(header)} ô."
        return (Slip(line, what, "Ô nào có dấu phẩy thì đặt cả ô trong ngoặc kép; ô trống vẫn cần dấu phẩy."),)
    known = {name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()}
    return validated(ListedProcedure, known, {(): line})
