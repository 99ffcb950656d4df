"""What to tell the operator when the data folder or a database file does not do its work."""

import errno
import sqlite3
from pathlib import Path

from bot.errors import OperatorError

_REASONS = {
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.EEXIST: "đã có một tệp mang tên này",
    errno.ENOTDIR: "trong đường dẫn có một tệp, không phải thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
}
_UNUSABLE = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
_UNWRITABLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def folder_failure(folder: Path, error: OSError) -> OperatorError:
    """The data folder can not be made or entered."""
    reason = _REASONS.get(error.errno or 0, "hệ thống từ chối")
    return OperatorError(
        f"Không dùng được thư mục dữ liệu «{folder}»: {reason}. "
        "Hãy cấp quyền ghi, hoặc đặt MOTCUA_DATA (hay --data) là một thư mục khác."
    )


def file_failure(path: Path, error: sqlite3.Error) -> OperatorError | None:
    """The sentence for an error of SQLite that the operator can mend; None for one that is a mistake of the program."""
    # The codes of SQLite carry details in their upper bytes: https://www.sqlite.org/rescode.html
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _UNUSABLE:
        return OperatorError(
            f"Tệp dữ liệu «{path}» bị hỏng hoặc không phải tệp dữ liệu của chương trình. "
            "Hãy dời tệp đi chỗ khác rồi chạy lại, hoặc chép bản sao lưu vào chỗ cũ."
        )
    if code == sqlite3.SQLITE_FULL:
        return OperatorError(f"Không ghi được «{path}»: ổ đĩa đã đầy. Hãy dọn bớt ổ đĩa rồi thử lại.")
    if code in _UNWRITABLE:
        return OperatorError(
            f"Không mở hoặc không ghi được tệp dữ liệu «{path}». "
            "Hãy cấp quyền ghi cho tệp và thư mục chứa tệp, hoặc đặt MOTCUA_DATA là thư mục khác."
        )
    if code in _BUSY:
        return OperatorError(
            f"Tệp dữ liệu «{path}» đang bị một chương trình khác giữ. Hãy tắt chương trình đó rồi thử lại."
        )
    if code == sqlite3.SQLITE_IOERR:
        return OperatorError(f"Ổ đĩa báo lỗi khi đọc hay ghi «{path}». Hãy kiểm tra ổ đĩa và chỗ trống còn lại.")
    return None
