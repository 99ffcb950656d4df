"""One commune's database file, and the one thread that owns it."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar

import sqlite_utils

from bot.storage.failures import file_failure, folder_failure
from bot.storage.schema import migrations

Connection = sqlite_utils.Database
"""What a piece of work gets: the connection, inside a transaction."""

T = TypeVar("T")


class Database:
    """An open database file. Made with `Database.open`; must be closed.

    Every piece of work is one transaction on one thread: two messages of a person never start from the same state.
    """

    def __init__(self, path: Path, thread: ThreadPoolExecutor, connection: Connection) -> None:
        self.path = path
        self._thread = thread
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, making it and its folder where they are missing, and bring its tables up to date.

        Blocks. Raises OperatorError where the folder or the file can not be used.
        """
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise folder_failure(path.parent, error) from None
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"database-{path.stem}")
        try:
            connection = thread.submit(_connected, path).result()
        except BaseException:
            thread.shutdown()
            raise
        return cls(path, thread, connection)

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Do the work as one transaction; an exception in it undoes all of it and is raised here.

        Raises OperatorError where the disk or the file fails.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._transaction, work)

    async def settle(self) -> None:
        """Write the log of changes into the file and empty it: only then is what was deleted gone from the disk.

        Where somebody else is reading, as much as can be is settled; the rest is by the next time.
        """
        await asyncio.get_running_loop().run_in_executor(self._thread, self._settled)

    async def close(self) -> None:
        """Finish the work in hand and close the file."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._connection.close)
        self._thread.shutdown()

    def _settled(self) -> None:
        # Read to its end: a cursor left open would hold a lock against the next transaction.
        self._connection.execute("pragma wal_checkpoint(truncate)").fetchall()

    def _transaction(self, work: Callable[[Connection], T]) -> T:
        return _transaction(self.path, self._connection, work)


def _connected(path: Path) -> Connection:
    try:
        raw = sqlite3.connect(path, timeout=5, isolation_level=None)
    except sqlite3.Error as error:
        raise file_failure(path, error) or error from None
    connection = sqlite_utils.Database(raw, execute_plugins=False)
    try:
        _set_up(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(path: Path, connection: Connection) -> None:
    try:
        connection.enable_wal()
        for setting in ("synchronous = FULL", "busy_timeout = 5000", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"pragma {setting}")
    except sqlite3.Error as error:
        raise file_failure(path, error) or error from None
    _transaction(path, connection, migrations().apply)


def _transaction(path: Path, connection: Connection, work: Callable[[Connection], T]) -> T:
    try:
        # Not sqlite-utils' own atomic(): its BEGIN is deferred, and a transaction that first reads and then writes
        # fails at once with SQLITE_BUSY_SNAPSHOT when another process has written in between.
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(connection)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
    except sqlite3.Error as error:
        raise file_failure(path, error) or error from None
    return result
