"""The short form, `danh-muc.csv`: one listed procedure a row. A row that is wrong is left out, the others are kept."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from bot.files.model_keys import likely
from bot.files.slip import Slip
from bot.files.validation import validated
from bot.files.yaml_nodes import Location, Place, Places, place_of
from bot.knowledge.listed import ListedProcedure

Row = tuple[int, str, list[str]]
"""The line where a row begins, as a number and as it is written, and its cells."""
Catalogue = tuple[tuple[ListedProcedure, ...], tuple[Slip, ...], Places]
"""The rows that are right, what is wrong with the others, and the places of the former, by index and column."""

COLUMNS = {field.alias: field.is_required() for field in ListedProcedure.model_fields.values() if field.alias}
"""The names of the columns, and whether each has to be there."""
_HEADER = f"Dòng đầu viết: {','.join(COLUMNS)}"
_COPY_AGAIN = "Chép lại tệp danh mục đủ các dòng."
_CODE_FIRST = re.compile(r'"?\d\.\d{6}"?[,;]')
_MOST_LINES = 20
"""Of one row, whose cells may have line breaks in quotes. It bounds the search for the end of a quote without one."""
_MOST_STRAYS = 100
"""Quotes without a pair, after which every line counts as a row: such a file is damaged, but reading it must end."""


def parse_catalogue(text: str) -> Catalogue:
    """The rows that are right, and what is wrong with the others; with no rows there is always something wrong.

    Cells are separated by commas, or by semicolons as spreadsheets set to Vietnamese save them. A quote without its
    pair costs the row where it stands, not the rows after it.
    """
    rows = rows_of(text.split("\n"), delimiter_of(text.partition("\n")[0]))
    head = next(rows, None)
    if head is None:
        return (), (Slip(1, "Tệp danh mục này đang trống.", _COPY_AGAIN),), {}
    if isinstance(head, Slip):
        return (), (head,), {}
    line, written, cells = head
    header = [cell.strip() for cell in cells]
    wrong_header = _header_slips(_cell_places(line, written, header, header), header)
    if wrong_header:
        return (), wrong_header, {}
    listed, slips, places = _listed_once(rows, header)
    if not listed and not slips:
        slips = (Slip(line, "Danh mục này chưa có dòng nào dưới tên các cột.", _COPY_AGAIN),)
    return listed, slips, places


def delimiter_of(head: str) -> str:
    """What separates the cells, by the first line."""
    return ";" if head.count(";") > head.count(",") else ","


def mostly_gone(rows: Sequence[ListedProcedure], before: Sequence[ListedProcedure]) -> Slip | None:
    """The slip for a catalogue that has lost more than half of its procedures at once: it is half-written, or cut off.

    Whoever means it has to start the program again; that is rare, and an answer lost by accident is worse.
    """
    had = {row.code for row in before}
    kept = had & {row.code for row in rows}
    if 2 * len(kept) >= len(had):
        return None
    what = f"Danh mục chỉ còn {len(kept)} trong {len(had)} thủ tục cũ, nên vẫn dùng bản trước."
    return Slip(1, what, f"{_COPY_AGAIN} Nếu đúng là muốn bỏ bớt, hãy khởi động lại chương trình.")


def rows_of(lines: list[str], delimiter: str) -> Iterator[Row | Slip]:
    """The rows that are not empty, and a slip in place of each that cannot be split into cells."""
    at, width, strays = 0, 0, 0
    while at < len(lines):
        used, cells = _row(lines[at : at + (_MOST_LINES if strays < _MOST_STRAYS else 1)], delimiter, width)
        if cells is None:
            strays += 1
            remedy = "Đặt ngoặc kép ngay sát hai đầu ô, hoặc bỏ đi; trong ô thì viết hai dấu liền nhau."
            what = "Dòng này có dấu ngoặc kép sai chỗ nên không tách được các ô."
            yield Slip(at + 1, what, remedy, column=lines[at].rfind('"') + 1)
        elif any(cell.strip() for cell in cells):
            yield at + 1, lines[at], cells
            width = width or len(cells)
        at += used


def _row(lines: list[str], delimiter: str, width: int) -> tuple[int, list[str] | None]:
    """How many of the lines the row takes that begins with them, and its cells; None if a quote in it has no pair.

    A quote that is open at the end of its line goes on, but not into a line that is a row by itself.
    """
    for end in range(1, len(lines) + 1):
        cells = cells_of("\n".join(lines[:end]), delimiter)
        if cells is not None:
            return end, cells
        if end < len(lines) and _begins_row(lines[end], delimiter, width):
            break
    return 1, None


def _begins_row(line: str, delimiter: str, width: int) -> bool:
    if _CODE_FIRST.match(line):
        return True
    return width > 1 and len(cells_of(line, delimiter) or ()) == width


def cells_of(text: str, delimiter: str) -> list[str] | None:
    """The cells of a row; None if a quote in it has no pair."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None


def _cell_places(line: int, written: str, header: list[str], cells: list[str]) -> dict[Location, Place]:
    """Where the cells stand in the row's first line; those that go on in the next are left out."""
    places: dict[Location, Place] = {(): Place(line)}
    start = 0
    for name, cell in zip(header, cells, strict=False):
        at = written.find(cell.strip(), start)
        if at >= 0 and cell.strip():
            places.setdefault((name,), Place(line, at + 1, at + 1))
            start = at + len(cell.strip())
    return places


def _header_slips(places: Places, header: list[str]) -> tuple[Slip, ...]:
    whole = place_of(places, ())
    if not set(header) & COLUMNS.keys():
        return (whole.slip("Dòng đầu của danh mục không phải là tên các cột.", _HEADER),)
    slips = set()
    for name in header:
        place = place_of(places, (name,))
        if name not in COLUMNS:
            meant = likely(name, COLUMNS)
            hint = f"Có phải là «{meant}» không?" if meant else f"Các cột: {', '.join(COLUMNS)}."
            slips.add(place.slip(f"Không có cột «{name}».", hint))
        elif header.count(name) > 1:
            slips.add(place.slip(f"Cột «{name}» viết hai lần.", "Giữ lại một."))
    lacking = [name for name, needed in COLUMNS.items() if needed and name not in header]
    if lacking and not slips:
        slips.add(whole.slip(f"Thiếu cột {', '.join(lacking)}.", _HEADER))
    return tuple(sorted(slips))


def _listed_once(rows: Iterator[Row | Slip], header: list[str]) -> Catalogue:
    listed: dict[tuple[str, str | None], tuple[ListedProcedure, Mapping[Location, Place]]] = {}
    slips: list[Slip] = []
    for found in rows:
        if isinstance(found, Slip):
            slips.append(found)
            continue
        line, written, cells = found
        places = _cell_places(line, written, header, cells)
        row = _listed(cells, header, places)
        if not isinstance(row, ListedProcedure):
            slips.extend(row)
            continue
        first_line = listed.setdefault((row.code, row.province), (row, places))[1][()].line
        if any(cell.count('"') % 2 for cell in cells):
            column = written.rfind('"') + 1
            slips.append(
                Slip(line, "Trong một ô của dòng này có dấu ngoặc kép lẻ.", "Bỏ dấu thừa ấy.", "warning", column)
            )
        if first_line != line:
            slips.append(
                place_of(places, ("ma",)).slip(f"Mã {row.code} đã có ở dòng {first_line}.", "Giữ lại một dòng.")
            )
    found_places = {
        (index, *at): place for index, (_, places) in enumerate(listed.values()) for at, place in places.items()
    }
    return tuple(row for row, _ in listed.values()), tuple(slips), found_places


def _listed(cells: list[str], header: list[str], places: Places) -> ListedProcedure | tuple[Slip, ...]:
    if len(cells) != len(header):
        what = f"Dòng này có {len(cells)} ô, phải có {len(header)} ô."
        remedy = "Ô nào có dấu phẩy thì đặt cả ô trong ngoặc kép; ô trống vẫn cần dấu phẩy."
        return (places[()].slip(what, remedy),)
    known = {name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()}
    return validated(ListedProcedure, known, places)
