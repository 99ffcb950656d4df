"""What to tell the operator when a file outside the databases can not be written or read."""

import errno
from pathlib import Path

from bot.errors import OperatorError

_FULL = "ổ đĩa đã đầy. Hãy dọn bớt ổ đĩa, hoặc chọn ổ đĩa khác"
_CLOSED = "không có quyền. Hãy cấp quyền cho tệp và thư mục chứa tệp, hoặc chọn chỗ khác"
_REMEDIES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: "ổ đĩa chỉ cho đọc. Hãy chọn ổ đĩa khác",
    errno.ENOENT: "không có thư mục chứa tệp. Hãy tạo thư mục đó trước, hoặc chọn chỗ khác",
    errno.ENOTDIR: "trong đường dẫn có một tệp, không phải thư mục. Hãy xem lại đường dẫn",
    errno.EISDIR: "đó là một thư mục. Hãy thêm tên tệp vào sau",
    errno.ENAMETOOLONG: "tên quá dài. Hãy đặt tên ngắn hơn",
}
_OTHER = "hệ thống từ chối. Hãy kiểm tra ổ đĩa, hoặc chọn chỗ khác"


def write_failure(path: Path, error: OSError) -> OperatorError:
    """The file can not be written there."""
    return OperatorError(f"Không ghi được «{path}»: {_REMEDIES.get(error.errno or 0, _OTHER)}.")


def read_failure(path: Path, error: OSError) -> OperatorError:
    """The file is not there, or can not be read."""
    if isinstance(error, FileNotFoundError):
        return OperatorError(f"Không thấy tệp «{path}». Hãy xem lại tên tệp.")
    return OperatorError(f"Không đọc được «{path}»: {_REMEDIES.get(error.errno or 0, _OTHER)}.")
