"""Putting databases in the place of those that are there, which are kept beside."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import OperatorError
from bot.storage.backup import settle_folder
from bot.storage.condition import condition, existing
from bot.storage.disk_failures import write_failure
from bot.storage.failures import file_failure

_JOURNALS = ("-wal", "-shm", "-journal")
_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


@dataclass(frozen=True, slots=True)
class Swap:
    """A checked database, the file that it is to become, and where to keep what may stand there now."""

    commune: str
    staged: Path
    place: Path
    aside: Path

    @property
    def replaces(self) -> bool:
        """Whether something stands there now."""
        return self.place.exists()


def check_staged(commune: str, staged: Path) -> None:
    """Raise OperatorError unless the database is sound, and not from a newer program."""
    found = condition(staged, "integrity_check")
    if not found.sound:
        raise OperatorError(
            f"Dữ liệu của xã {commune} trong bản sao lưu bị hỏng, nên chưa khôi phục gì. Hãy dùng bản sao lưu khác."
        )
    if found.unknown:
        raise OperatorError(
            f"Dữ liệu của xã {commune} trong bản sao lưu do một bản motcua mới hơn tạo ra. "
            "Hãy cập nhật motcua rồi khôi phục lại."
        )


def carry_out(swaps: Sequence[Swap], folder: Path) -> None:
    """Do all the swaps, or none. The folder must be held with a `FolderLock`.

    Raises OperatorError where another program has one of the files open, or the disk fails.
    """
    for each in swaps:
        _put_down(each.place)
    done: list[tuple[Path, Path]] = []
    try:
        for each in swaps:
            _flush(each.staged)
        for each in swaps:
            for now, then in _moves(each):
                _move(now, then, keep=now == each.place)
                done.append((now, then))
        settle_folder(folder)
    except OSError as error:
        for now, then in reversed(done):
            with suppress(OSError):
                then.replace(now)
                # Two names of one file: then the line above does nothing.
                then.unlink(missing_ok=True)
        raise write_failure(folder, error) from None


def _put_down(place: Path) -> None:
    """Have SQLite carry the journal over into the file; refuse if any other program has the file open."""
    if not place.exists():
        return
    try:
        with closing(existing(place)) as connection:
            connection.execute("pragma busy_timeout = 1000")
            connection.execute("pragma locking_mode = exclusive")
            connection.execute("begin exclusive")
            connection.execute("commit")
            connection.execute("pragma wal_checkpoint(truncate)")
    except sqlite3.Error as error:
        # A damaged file is what one restores for; it is put aside with its journal as it is.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            raise file_failure(place, error) or error from None


def _flush(staged: Path) -> None:
    with staged.open("rb+") as stream:
        os.fsync(stream.fileno())


def _moves(each: Swap) -> Iterator[tuple[Path, Path]]:
    """From where to where, in the order that leaves no journal beside a database that it does not belong to."""
    for ending in _JOURNALS:
        journal = each.place.with_name(each.place.name + ending)
        if journal.exists():
            yield journal, each.aside.with_name(each.aside.name + ending)
    if each.replaces:
        yield each.place, each.aside
    yield each.staged, each.place


def _move(now: Path, then: Path, *, keep: bool) -> None:
    if keep:
        # A second name, so that there is no moment without a database: a program that started then would make an empty
        # one. Where the file system has no second names, it is moved.
        with suppress(OSError):
            then.hardlink_to(now)
            return
    now.replace(then)
