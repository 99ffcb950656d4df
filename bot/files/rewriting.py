"""Writing knowledge files so that either all of a change is there, or nothing of it."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.errors import OperatorError


@contextmanager
def rewritten(contents: Mapping[Path, bytes]) -> Iterator[None]:
    """The files with these contents. If what is done with them then fails, they are as they were before.

    A file that was not there is made. Raises OperatorError where a file cannot be read or written.
    """
    former: dict[Path, bytes | None] = {}
    try:
        for file, content in contents.items():
            former[file] = _content(file)
            _write(file, content)
        yield
    except BaseException:
        for file, content_before in former.items():
            _put_back(file, content_before)
        raise


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise OperatorError(f"Không mở được tệp «{file}». Xem lại quyền đọc của tệp.") from None


def _put_back(file: Path, content: bytes | None) -> None:
    if content is not None:
        _write(file, content)
    else:
        with suppress(FileNotFoundError):
            file.unlink()


def _write(file: Path, content: bytes) -> None:
    """In one step: whoever reads the file at the same time, as a running bot does, sees the old or the new one."""
    target = file.resolve()
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            _keep_rights(target, Path(name))
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        raise OperatorError(f"Không ghi được tệp «{file}». Xem lại quyền ghi và chỗ trống trên ổ đĩa.") from None


def _keep_rights(target: Path, new: Path) -> None:
    if target.exists():
        shutil.copymode(target, new)
    else:
        new.chmod(0o644)
