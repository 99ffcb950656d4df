"""Copying live databases into one file that is there whole or not at all."""

import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import OperatorError
from bot.storage.archive import Copy, Manifest, Progress, add_database, add_manifest
from bot.storage.condition import condition, existing
from bot.storage.disk_failures import write_failure
from bot.storage.failures import file_failure

_PAGES_AT_ONCE = 1000
_OF_THE_TARGET = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY})


@dataclass(frozen=True, slots=True)
class Target:
    """The file to write, and whether one that is there already may be replaced."""

    file: Path
    overwrite: bool

    def check(self) -> None:
        """Raise OperatorError if there is something that may not be replaced."""
        if self.file.is_dir():
            raise OperatorError(f"«{self.file}» là một thư mục. Hãy thêm tên tệp, ví dụ {self.file / 'sao-luu.zip'}.")
        if self.file.exists() and not self.overwrite:
            raise OperatorError(f"Đã có tệp «{self.file}». Hãy chọn tên khác, hoặc thêm --force để ghi đè.")


def write_backup(
    databases: Mapping[str, Path], target: Target, made_at: datetime, program: str, progress: Progress
) -> Manifest:
    """Write the communes' databases, as they are at one moment each, into one archive; others may go on writing.

    What stood at the target is there unchanged until the new archive is whole and on the disk. Only its owner can read
    it. `program` is the version to name in it. Raises OperatorError where a database is damaged or the target fails.
    """
    target.check()
    try:
        with tempfile.TemporaryDirectory(prefix=".motcua-", dir=target.file.parent) as folder:
            archive = Path(folder) / "archive"
            with open(archive, "xb", opener=_for_the_owner) as stream:
                with zipfile.ZipFile(stream, "w") as written:
                    copies = tuple(
                        _added(written, commune, file, target.file, archive.with_name(file.name), progress)
                        for commune, file in databases.items()
                    )
                    manifest = Manifest(
                        made_at=made_at, program=program, sqlite=sqlite3.sqlite_version, databases=copies
                    )
                    add_manifest(written, manifest)
                stream.flush()
                os.fsync(stream.fileno())
            target.check()
            archive.replace(target.file)
        settle_folder(target.file.parent)
    except OSError as error:
        raise write_failure(target.file, error) from None
    return manifest


def settle_folder(folder: Path) -> None:
    """Have the system write down which names are in the folder, where it can be asked to. Raises OSError."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _added(archive: zipfile.ZipFile, commune: str, source: Path, target: Path, copy: Path, progress: Progress) -> Copy:
    try:
        _copy(source, copy, lambda left, total: progress(commune, total - left, total))
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise file_failure(target if code in _OF_THE_TARGET else source, error) or error from None
    found = condition(copy, "integrity_check")
    if not found.sound:
        raise OperatorError(
            f"Tệp dữ liệu «{source}» bị hỏng, nên chưa sao lưu gì. "
            "Chạy motcua doctor để xem tình trạng; thêm --commune và mã xã để sao lưu riêng xã khác."
        )
    added = add_database(archive, commune, copy, found.applied)
    copy.unlink()
    return added


def _copy(source: Path, copy: Path, progress: Callable[[int, int], object]) -> None:
    """Copy the database as it is now. Raises sqlite3.Error."""
    with closing(existing(source)) as live, closing(sqlite3.connect(copy, isolation_level=None)) as written:
        # A reader that has begun keeps its moment, without hindering those who write. Without it, SQLite would start
        # the copy again after each change that another process makes, and might never come to its end.
        live.execute("begin")
        live.execute("select count(*) from sqlite_master").fetchone()
        live.backup(written, pages=_PAGES_AT_ONCE, progress=lambda _, left, total: progress(left, total))
        # So that the copy is one file, which needs no journal beside it to be opened.
        written.execute("pragma journal_mode = delete")
