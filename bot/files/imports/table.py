"""Lists of procedures as tables: which column holds what, and one record for each row."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.errors import OperatorError
from bot.files.catalogue_csv import Row, rows_of
from bot.files.imports.portal import Leftover, Portal, PortalRecord, code_in, tidy
from bot.files.imports.spreadsheet import Cells, sheets
from bot.files.slip import Slip
from bot.text.words import bare, folded

_HEADINGS: Mapping[str, str] = {
    "code": "ma; ma so; ma thu tuc; ma tthc; ma so tthc; ma so thu tuc; ma thu tuc hanh chinh; code",
    "name": "ten; ten thu tuc; ten tthc; ten thu tuc hanh chinh; ten goi; thu tuc; thu tuc hanh chinh; name",
    "field": "linh vuc; linh vuc tthc; ten linh vuc; linh vuc thu tuc; field",
    "agency": "co quan; co quan thuc hien; co quan giai quyet; noi giai quyet; don vi thuc hien; agency",
    "url": "lien ket; duong dan; duong link; link; dia chi; url",
    "scope": "tinh; pham vi; scope",
    "decision": "quyet dinh; quyet dinh cong bo; so quyet dinh; decision",
}
"""What stands at the head of a column, in words without accents; what stands in brackets there does not count."""
_KEYS = {heading: key for key, headings in _HEADINGS.items() for heading in headings.split("; ")}
_NUMBERS = {"stt", "tt", "so tt", "so thu tu"}
_BRACKETS = re.compile(r"\([^)]*\)")
_FIELD_ROW = re.compile(r"(?:[IVXLC]+|[A-Z]|\d+)?[.)]?\s*lĩnh vực\s*:?\s*(.+)", re.IGNORECASE)
_HEAD_WITHIN = 30
"""Rows above the headings: titles, the name of the office, a blank line."""

Rows = Sequence[tuple[int, Cells]]


def from_spreadsheet(data: bytes, most_rows: int) -> Portal:
    """The records of the first sheet that has headings. Raises OperatorError where none has."""
    for rows in sheets(data, most_rows):
        if _head(rows) is not None:
            return _portal(rows, [])
    raise _no_headings()


def from_csv(text: str, most_rows: int) -> Portal:
    """The records of a table whose cells are separated by commas, semicolons or tabs. Raises as for a spreadsheet."""
    lines = text.split("\n")
    for delimiter in ",;\t":
        if any(_keys(line.split(delimiter)).keys() >= {"code", "name"} for line in lines[:_HEAD_WITHIN]):
            return _from_rows(rows_of(lines, delimiter), most_rows)
    raise _no_headings()


def _from_rows(found: Iterator[Row | Slip], most_rows: int) -> Portal:
    rows: list[tuple[int, Cells]] = []
    leftovers: list[Leftover] = []
    for row in found:
        if isinstance(row, Slip):
            leftovers.append(Leftover(row.line, "", f"{row.what} {row.remedy}"))
        else:
            line, _, cells = row
            rows.append((line, tuple(cells)))
        if len(rows) > most_rows:
            raise OperatorError(f"Tệp này có hơn {most_rows} dòng. Chia thành nhiều tệp nhỏ.")
    return _portal(rows, leftovers)


def _no_headings() -> OperatorError:
    return OperatorError(
        "Không thấy dòng tên cột. Cần ít nhất hai cột «Mã thủ tục» và «Tên thủ tục»; "
        "nên có thêm «Lĩnh vực», «Cơ quan thực hiện», «Đường dẫn»."
    )


def _heading(cell: str) -> str:
    return bare(folded(_BRACKETS.sub(" ", cell)))


def _keys(cells: Sequence[str]) -> dict[str, int]:
    """The column of each key; of two columns for one key, the first."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        key = _KEYS.get(_heading(cell))
        if key:
            found.setdefault(key, at)
    return found


def _head(rows: Rows) -> int | None:
    """Where the headings stand among the rows."""
    heads = (at for at, (_, cells) in enumerate(rows[:_HEAD_WITHIN]) if _keys(cells).keys() >= {"code", "name"})
    return next(heads, None)


def _portal(rows: Rows, leftovers: Sequence[Leftover]) -> Portal:
    head = _head(rows)
    if head is None:
        raise _no_headings()
    keys = _keys(rows[head][1])
    unused = [
        tidy(cell)
        for at, cell in enumerate(rows[head][1])
        if tidy(cell) and at not in keys.values() and _heading(cell) not in _NUMBERS
    ]
    records, without_code = _records(rows[head + 1 :], keys)
    return Portal(tuple(records), (*leftovers, *without_code), tuple(unused))


def _records(rows: Rows, keys: Mapping[str, int]) -> tuple[list[tuple[int, PortalRecord]], list[Leftover]]:
    """The records of the rows below the headings; a row that names a field alone is the field of those below it."""
    records: list[tuple[int, PortalRecord]] = []
    leftovers: list[Leftover] = []
    field = ""
    for number, cells in rows:
        given = {key: tidy(cells[at]) for key, at in keys.items() if at < len(cells)}
        code = code_in(given.get("code", ""))
        if code:
            records.append((number, PortalRecord.model_validate({"field": field, **_filled(given), "code": code})))
        elif new := _field_alone(cells):
            field = new
        else:
            shown = " | ".join(filter(None, map(tidy, cells)))
            what = "Mã thủ tục không đúng dạng." if given.get("code") else "Dòng này không có mã thủ tục."
            leftovers.append(Leftover(number, "", what, shown))
    return records, leftovers


def _filled(given: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in given.items() if text}


def _field_alone(cells: Cells) -> str:
    """The field that a row between the others names: "I. Lĩnh vực Hộ tịch", the number maybe in a cell of its own."""
    found = _FIELD_ROW.fullmatch(" ".join(filter(None, map(tidy, cells))))
    return found[1] if found else ""
