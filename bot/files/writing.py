"""Writing files of the knowledge: whole or not at all, and a new one never over one that is there."""

import errno
import os
import shutil
import tempfile
from pathlib import Path

from bot.errors import OperatorError


def create(file: Path, text: str) -> None:
    """Write a file that is not there yet, and its folders. Raises OperatorError where something has that name."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(file, error) from None
    try:
        with file.open("xb") as stream:
            stream.write(text.encode())
    except FileExistsError:
        raise OperatorError(f"Đã có {file}, nên không ghi đè. Sửa tệp ấy, hoặc đổi tên nó trước.") from None
    except OSError as error:
        raise _not_written(file, error) from None


def replace(file: Path, data: bytes) -> None:
    """Put this in place of the file's content, or make the file. Whoever reads it sees the old or the new, never half.

    Raises OperatorError where that is not possible; the file is then as it was.
    """
    target = file.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".tmp", delete=False) as stream:
            beside = Path(stream.name)
            stream.write(data)
    except OSError as error:
        raise _not_written(file, error) from None
    try:
        _keep_mode(target, beside)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _not_written(file, error) from None


def _keep_mode(target: Path, beside: Path) -> None:
    """A temporary file is closed to others; the new one is as open as the old, or as any new file would be."""
    if target.exists():
        shutil.copymode(target, beside)
    else:
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)


def _not_written(file: Path, error: OSError) -> OperatorError:
    why = {errno.ENOSPC: "Đĩa đã đầy.", errno.EROFS: "Đĩa chỉ cho đọc."}
    return OperatorError(f"Không ghi được {file}. {why.get(error.errno or 0, 'Xem lại quyền ghi của thư mục.')}")
