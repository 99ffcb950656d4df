"""Writing files of the knowledge: whole or not at all, several as one, and a new one never over one that is there."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.errors import OperatorError


def create(file: Path, text: str) -> None:
    """Write a file that is not there yet, and its folders. Raises OperatorError where something has that name."""
    _make_folder(file)
    try:
        with file.open("xb") as stream, ExitStack() as undoing:
            undoing.callback(file.unlink)
            stream.write(text.encode())
            stream.flush()
            undoing.pop_all()
    except FileExistsError:
        raise OperatorError(f"Đã có {file}, nên không ghi đè. Sửa tệp ấy, hoặc đổi tên nó trước.") from None
    except OSError as error:
        raise _not_written(file, error) from None


def replace(contents: Mapping[Path, bytes]) -> None:
    """Put these in place of the contents of the files; those that are not there are made, with their folders.

    Raises OperatorError where that is not possible; all of them are then as they were.
    """
    for file in contents:
        _make_folder(file)
    with rewritten(contents):
        pass


@contextmanager
def rewritten(contents: Mapping[Path, bytes]) -> Iterator[None]:
    """The files with these contents. If one fails, or what is done with them then, all are as they were before.

    A file that was not there is made. Each is put in place in one step: whoever reads it at the same time, as a running
    bot does, sees the old or the new one, never half. Raises OperatorError where a file can not be read or written.
    """
    with ExitStack() as beside, ExitStack() as undoing:
        # Old and new lie on the disk before the first step, so that none needs room that is not there.
        swaps = [(file, *_laid_beside(file, content, beside)) for file, content in contents.items()]
        for file, new, old in swaps:
            target = file.resolve()
            try:
                new.replace(target)
            except OSError as error:
                raise _nothing_changed(file, error) from None
            undoing.callback(_put_back, target, old)
        yield
        undoing.pop_all()


def _put_back(target: Path, old: Path | None) -> None:
    if old:
        old.replace(target)
    else:
        target.unlink(missing_ok=True)


def _laid_beside(file: Path, content: bytes, beside: ExitStack) -> tuple[Path, Path | None]:
    """Files beside the target with what it is to hold, and what it holds; None for one that is not there yet."""
    target = file.resolve()
    try:
        if not target.exists():
            return _copy_with(content, target, beside), None
        if not os.access(target, os.W_OK):
            # The folder alone would let us: but who closed the file did not want it changed.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        former = target.read_bytes()
        return _copy_with(content, target, beside), _copy_with(former, target, beside)
    except OSError as error:
        raise _nothing_changed(file, error) from None


def _copy_with(content: bytes, target: Path, beside: ExitStack) -> Path:
    """A file safe on the disk, as open to others as the target; those who read the folder pass over its name."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
    beside.callback(Path(name).unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    _keep_mode(target, Path(name))
    return Path(name)


def _keep_mode(target: Path, new: Path) -> None:
    """A temporary file is closed to others; this one is as open as the old, or as any new file would be."""
    if target.exists():
        shutil.copymode(target, new)
    else:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(file, error) from None


def _not_written(file: Path, error: OSError) -> OperatorError:
    return OperatorError(f"Không ghi được {file}. {_remedy(error)}")


def _nothing_changed(file: Path, error: OSError) -> OperatorError:
    return OperatorError(f"Không ghi được {file}, nên chưa sửa tệp nào. {_remedy(error)}")


def _remedy(error: OSError) -> str:
    remedies = {errno.ENOSPC: "Đĩa đã đầy.", errno.EROFS: "Đĩa chỉ cho đọc."}
    return remedies.get(error.errno or 0, "Xem lại quyền ghi của tệp và thư mục.")
