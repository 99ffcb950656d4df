"""Opening what officials have: CSV, XLSX, or JSON with one record a line. The content decides, not the file's name."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.errors import OperatorError
from bot.files.file_text import without_invisible
from bot.files.imports.portal import Leftover, Portal, PortalRecord, code_in, tidy
from bot.files.imports.table import from_csv, from_spreadsheet
from bot.text.sentences import shortened

MOST_BYTES = 30_000_000
MOST_ROWS = 20_000
"""The whole country has about six thousand procedures."""

_QUOTED = 200
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_portal(file: Path) -> Portal:
    """What the file tells. Raises OperatorError where it is not there, too large, or nothing that can be read."""
    data = _data(file)
    if data.startswith(_OLD_OFFICE):
        raise OperatorError(f"«{file}» là tệp Excel kiểu cũ, hoặc có mật khẩu. Mở bằng Excel rồi lưu lại dạng .xlsx.")
    if data.startswith(_ZIP):
        return from_spreadsheet(data, MOST_ROWS)
    text = _decoded(file, data)
    if text.lstrip().startswith("{"):
        return _from_json_lines(text)
    return from_csv(text, MOST_ROWS)


def _data(file: Path) -> bytes:
    try:
        if file.is_dir():
            raise OperatorError(f"«{file}» là một thư mục. Chỉ rõ tệp cần nhập.")
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise OperatorError(f"Không thấy tệp «{file}». Xem lại tên tệp.") from None
    except OSError:
        raise OperatorError(f"Không mở được tệp «{file}». Xem lại quyền đọc của tệp.") from None
    if len(data) > MOST_BYTES:
        raise OperatorError(f"«{file}» lớn hơn {MOST_BYTES // 1_000_000} MB. Chia thành nhiều tệp nhỏ.")
    return data


def _decoded(file: Path, data: bytes) -> str:
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise OperatorError(
            f"Chữ trong «{file}» không phải mã UTF-8. Trong Excel, chọn lưu dạng .xlsx hoặc «CSV UTF-8»."
        ) from None
    return without_invisible(text.replace("\r\n", "\n").replace("\r", "\n"))


def _from_json_lines(text: str) -> Portal:
    records: list[tuple[int, PortalRecord]] = []
    leftovers: list[Leftover] = []
    keys: dict[str, None] = {}
    for number, given in _objects(text):
        record = _record(given)
        code = code_in(record.code) if isinstance(record, PortalRecord) else ""
        if isinstance(record, str):
            leftovers.append(Leftover(number, "", record, shortened(tidy(str(given)), _QUOTED)))
        elif not code:
            leftovers.append(Leftover(number, "", "Dòng này không có mã thủ tục.", tidy(record.name)))
        else:
            records.append((number, record.model_copy(update={"code": code})))
            keys |= dict.fromkeys(given)
    unused = [tidy(key) for key in keys if key not in PortalRecord.model_fields]
    return Portal(tuple(records), tuple(leftovers), tuple(unused))


def _objects(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if number > MOST_ROWS:
            raise OperatorError(f"Tệp này có hơn {MOST_ROWS} dòng. Chia thành nhiều tệp nhỏ.")
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, line.strip()


def _record(given: Any) -> PortalRecord | str:
    """The record, or what is wrong with it."""
    try:
        return PortalRecord.model_validate(given)
    except ValidationError as error:
        at = error.errors(include_url=False, include_input=False)[0]["loc"]
        return f"Mục «{at[0]}» không đúng dạng." if at else "Dòng này không phải bản ghi JSON."
