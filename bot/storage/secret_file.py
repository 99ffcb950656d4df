"""A secret that changes while the program runs: kept in a file of its own, beside the commune's database.

Not in the database, for two reasons: a backup holds no secrets, and a backup that is put back must not bring a secret
back that has been used up since.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.storage.failures import file_failure, folder_failure

FILE_SUFFIX = ".zalo-oa"
"""What the name of a commune's file ends with; the one secret that changes is that of its Official Account."""

_PUT = "insert or replace into secret (id, text) values (1, ?)"


@dataclass(frozen=True, slots=True)
class SecretFile:
    """One text in a small SQLite file, which makes it safe against a kill, and lets two processes change it.

    Every method blocks and raises OperatorError where the disk or the file fails.
    """

    path: Path

    @classmethod
    def of(cls, folder: Path, commune: str) -> Self:
        """The commune's file in the data folder."""
        return cls(folder / f"{commune}{FILE_SUFFIX}")

    def load(self) -> str | None:
        """The text; None where none was written yet."""
        if not self.path.exists():
            return None
        with self._opened() as connection:
            return _text(connection)

    def replace(self, former: str | None, new: str) -> str:
        """Write the new text if the former one is still there; what is there then. On return it is on the disk."""
        with self._opened() as connection:
            there = _text(connection)
            if there != former:
                return there or ""
            connection.execute(_PUT, [new])
            return new

    def put(self, new: str) -> None:
        """Write the new text, whatever was there."""
        with self._opened() as connection:
            connection.execute(_PUT, [new])

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Made here, so that nobody else can ever read it; SQLite gives its journal the same rights.
            self.path.touch(mode=0o600)
        except OSError as error:
            raise folder_failure(self.path.parent, error) from None
        try:
            with closing(sqlite3.connect(self.path, timeout=5, isolation_level=None)) as connection:
                connection.execute("pragma synchronous = extra")
                connection.execute("pragma secure_delete = on")
                connection.execute("begin immediate")
                connection.execute("create table if not exists secret (id integer primary key, text not null)")
                yield connection
                connection.execute("commit")
        except sqlite3.Error as error:
            raise file_failure(self.path, error) or error from None


def _text(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("select text from secret where id = 1").fetchone()
    return None if row is None else str(row[0])
