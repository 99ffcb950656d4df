"""The text of a file: bytes in, NFC text with plain line ends out, or what keeps it from being read."""

import re
import stat
import unicodedata
from pathlib import Path

from bot.files.slip import Slip

Stamp = tuple[int, int, int]
"""Time of change in ns, size in bytes, inode: a file with the same stamp is taken to be unchanged."""

_INVISIBLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML refuses, and the line separators that it would take for line breaks while no editor shows them."""


def stamp_of(file: Path) -> Stamp:
    """The file's stamp. OSError if it cannot be looked at or is no plain file (a pipe would block its reader)."""
    state = file.stat()
    if not stat.S_ISREG(state.st_mode):
        raise OSError("not a plain file")
    return state.st_mtime_ns, state.st_size, state.st_ino


def read_text(file: Path, limit: int) -> str | Slip:
    """The file's text, or why there is none. `limit` is in bytes."""
    try:
        with file.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError:
        return unreadable()
    if len(data) > limit:
        return Slip(1, f"Tệp này lớn hơn {limit // 1_000_000} MB.", "Chia thành nhiều tệp nhỏ.")
    return text_of(data)


def unreadable() -> Slip:
    """The slip for a file that the system does not hand out."""
    return Slip(1, "Không mở được tệp này.", "Xem lại quyền đọc của tệp, và xem tệp có còn ở đó không.")


def closed(file: Path) -> Slip:
    """The slip for a file of which `stamp_of` fails: it is away, is a folder, or may not be looked at."""
    try:
        is_folder = stat.S_ISDIR(file.stat().st_mode)
    except FileNotFoundError:
        return Slip(1, "Không thấy tệp này.", "Chép lại tệp vào đúng chỗ này.")
    except OSError:
        return unreadable()
    if is_folder:
        return Slip(1, "Đây là một thư mục, không phải tệp.", "Đổi tên hoặc xóa thư mục, rồi đặt tệp vào chỗ này.")
    return unreadable()


def text_of(data: bytes) -> str | Slip:
    """The text that the bytes hold in UTF-8, with or without a byte order mark."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = normalised(data[: error.start].decode("utf-8-sig"))
        line, column = position(before, len(before))
        remedy = "Mở tệp, chọn lưu lại với bảng mã UTF-8."
        return Slip(line, "Chữ trong tệp không phải mã UTF-8.", remedy, column=column)
    text = normalised(text)
    return strange_character(text) or text


def normalised(text: str) -> str:
    """The text in NFC and with plain line ends: lines and columns are counted in it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def without_invisible(text: str) -> str:
    """The text without the characters that `strange_character` tells of."""
    return _INVISIBLE.sub("", text)


def strange_character(text: str) -> Slip | None:
    """The slip for the first character that cannot be seen and does not belong in a text."""
    strange = _INVISIBLE.search(text)
    if not strange:
        return None
    line, column = position(text, strange.start())
    what = f"Dòng này có một ký tự lạ, không nhìn thấy được (U+{ord(strange[0]):04X})."
    return Slip(line, what, "Xóa cả dòng rồi gõ lại.", column=column)


def position(text: str, index: int) -> tuple[int, int]:
    """The line and the column, from 1, of a character of the text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
