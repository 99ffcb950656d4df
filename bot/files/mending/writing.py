"""Writing mended files: all of them or none."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.errors import OperatorError
from bot.files.mending.mended import Mended


def write_all(files: Sequence[Mended]) -> None:
    """Put the new contents in place of the old ones, each in one step; where one fails, the old ones are put back.

    Raises OperatorError where a file has been changed meanwhile or can not be written; nothing is changed then.
    """
    _look_again(files)
    beside: list[Path] = []
    try:
        for each in files:
            beside.append(_beside(each.found.file, each.after))
            beside.append(_beside(each.found.file, each.before))
        _replace_all([each.found.file.resolve() for each in files], beside[::2], beside[1::2])
    except OSError as error:
        what = error.strerror or "hệ thống từ chối"
        raise OperatorError(f"Không ghi được tệp ({what}), nên chưa sửa tệp nào. Xem lại quyền ghi và ổ đĩa.") from None
    finally:
        for file in beside:
            file.unlink(missing_ok=True)


def _look_again(files: Sequence[Mended]) -> None:
    for each in files:
        try:
            same = each.found.file.read_bytes() == each.before
        except OSError:
            same = False
        if not same:
            raise OperatorError(f"Tệp {each.found.path} vừa thay đổi, nên chưa sửa tệp nào. Chạy lại lệnh này.")


def _beside(file: Path, content: bytes) -> Path:
    """A file with that content beside the other, safe on the disk; whoever reads the folder passes over its name."""
    target = file.resolve()
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(target, name)
    except OSError:
        Path(name).unlink()
        raise
    return Path(name)


def _replace_all(targets: Sequence[Path], new: Sequence[Path], old: Sequence[Path]) -> None:
    done = 0
    try:
        for target, file in zip(targets, new, strict=True):
            file.replace(target)
            done += 1
    except OSError:
        for target, file in zip(targets[:done], old[:done], strict=True):
            file.replace(target)
        raise
