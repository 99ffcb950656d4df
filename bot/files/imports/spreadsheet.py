"""The rows of an XLSX file, as the values that were last seen in it; formulas are not reckoned."""

import io
import warnings
import zipfile
import zlib
from itertools import islice
from typing import Any

from bot.errors import OperatorError

Cells = tuple[str, ...]

_UNPACKED = 200_000_000
_MOST_COLUMNS = 100
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, SyntaxError, LookupError, ValueError, TypeError, AttributeError,
    RuntimeError, AssertionError,
)  # fmt: skip
"""What comes out of openpyxl and the libraries below it for a file that is not what it says; they name no own class."""


def sheets(data: bytes, most_rows: int) -> list[list[tuple[int, Cells]]]:
    """The rows with content of each sheet, numbered as in the spreadsheet. Raises OperatorError with the reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > _UNPACKED:
            raise OperatorError(f"Bảng tính này mở ra lớn hơn {_UNPACKED // 1_000_000} MB. Chia thành nhiều tệp nhỏ.")
        return _read(data, most_rows)
    except _DAMAGED:
        raise OperatorError("Tệp bảng tính này hỏng hoặc có mật khẩu. Mở bằng Excel rồi lưu lại dạng .xlsx.") from None


def _read(data: bytes, most_rows: int) -> list[list[tuple[int, Cells]]]:
    import openpyxl  # only here: it takes 6 MB, which a program that serves citizens would hold for nothing

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, of which nothing is read
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return [_rows(sheet, most_rows) for sheet in book.worksheets]
        finally:
            book.close()


def _rows(sheet: Any, most_rows: int) -> list[tuple[int, Cells]]:
    rows = sheet.iter_rows(max_col=_MOST_COLUMNS, max_row=most_rows + 1, values_only=True)
    found = list(enumerate(islice(rows, most_rows + 1), start=1))
    if len(found) > most_rows:
        raise OperatorError(
            f"Trang tính «{sheet.title}» có hơn {most_rows} dòng. Xóa dòng thừa, hoặc chia thành nhiều tệp."
        )
    texts = [(number, tuple(_text(value) for value in values)) for number, values in found]
    return [(number, cells) for number, cells in texts if any(cells)]


def _text(value: Any) -> str:
    """The cell as it was meant: a code that was taken for a number has lost the zeros at its end."""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.6f}" if 1 <= value < 10 else str(value)
    text = "" if value is None else str(value)
    return "" if text.startswith("#") and text.endswith(("!", "?", "A")) else text
