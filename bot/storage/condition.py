"""How a database file is, looked at from outside and left as it is."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import sqlite_utils

from bot.storage.failures import file_failure
from bot.storage.schema import migrations

Check = Literal["quick_check", "integrity_check"]
"""SQLite's two ways to look a file through; the quick one does not compare the indexes with their tables."""

_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


@dataclass(frozen=True, slots=True)
class Condition:
    """`sound` is what SQLite's check says; the steps are those of `storage.schema`.

    `applied` have been taken, `pending` have yet to be, `unknown` were taken by a newer program. `size` and `journal`
    are in bytes; the journal is what has not been carried over into the file yet.
    """

    sound: bool
    applied: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]
    size: int
    journal: int


def condition(path: Path, check: Check) -> Condition:
    """Look the file through; blocks for as long as reading it takes.

    Raises OperatorError where the file is not there, or can not be opened or read at all.
    """
    journal = _size(path.with_name(f"{path.name}-wal"))
    size = _size(path)
    try:
        with closing(existing(path)) as raw:
            sound = raw.execute(f"pragma {check}").fetchall() == [("ok",)]
            steps, database = migrations(), sqlite_utils.Database(raw, execute_plugins=False)
            applied = tuple(step.name for step in steps.applied(database))
            pending = tuple(step.name for step in steps.pending(database))
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            return Condition(False, (), (), (), size, journal)
        raise file_failure(path, error) or error from None
    known = _all_steps()
    return Condition(sound, applied, pending, tuple(step for step in applied if step not in known), size, journal)


def existing(path: Path) -> sqlite3.Connection:
    """A plain connection to a file that is there already; SQLite would else make an empty one. Raises sqlite3.Error."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=5, isolation_level=None)


def _all_steps() -> set[str]:
    """What an empty database has yet to go through."""
    empty = sqlite_utils.Database(memory=True, execute_plugins=False)
    with closing(empty.conn):
        return {step.name for step in migrations().pending(empty)}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
