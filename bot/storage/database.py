"""One commune's database file, and the one thread that owns it."""

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

import sqlite_utils

from bot.storage.failures import file_failure, folder_failure
from bot.storage.schema import migrations

Connection = sqlite_utils.Database
"""What a piece of work gets: the connection, inside a transaction."""

T = TypeVar("T")

MOST_TOGETHER = 8
"""So many pieces of work share a transaction: the disk is waited for seldom, and none waits long for the others."""

PATIENCE = 5
"""Seconds that another program may hold the file before it is said to be in use."""


class Database:
    """An open database file. Made with `Database.open`; must be closed.

    All pieces of work are done on one thread, one after the other: two messages of a person never start from the same
    state. Those that wait at the same moment are committed together, for it is the disk's confirmation that takes time;
    each is undone alone where it fails, and has its result when it is on the disk.
    """

    def __init__(self, path: Path, thread: ThreadPoolExecutor, connection: Connection) -> None:
        self.path = path
        self._thread = thread
        self._connection = connection
        self._waiting: deque[_Piece] = deque()
        self._is_called = False

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
        """Do the work, wholly or not at all; an exception in it undoes all of it and is raised here.

        Raises OperatorError where the disk or the file fails.
        """
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[T] = loop.create_future()
        self._waiting.append(_Piece(work, loop, ended))
        self._call()
        return await ended

    async def settle(self) -> None:
        """Write the log of changes into the file and empty it: only then is what was deleted gone from the disk.

        Where somebody else is reading, as much as can be is settled; the rest is by the next time.
        """
        await asyncio.get_running_loop().run_in_executor(self._thread, self._settled)

    async def close(self) -> None:
        """Finish the work in hand and close the file."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._finished)
        self._thread.shutdown()

    def _settled(self) -> None:
        # Read to its end: a cursor left open would hold a lock against the next transaction.
        self._connection.execute("pragma wal_checkpoint(truncate)").fetchall()

    def _finished(self) -> None:
        while self._waiting:
            self._do_next()
        self._connection.close()

    def _call(self) -> None:
        """Have the thread do what waits. Called once too often does no harm; never is it called too seldom."""
        if not self._is_called:
            self._is_called = True
            self._thread.submit(self._do_next)

    def _do_next(self) -> None:
        # First: whoever comes while it is looked what waits, calls again.
        self._is_called = False
        pieces = [self._waiting.popleft() for _ in range(min(MOST_TOGETHER, len(self._waiting)))]
        # Who has given up waiting for work that was not begun does not want it any more.
        wanted = [piece for piece in pieces if not piece.ended.cancelled()]
        if wanted:
            _tell(wanted, _done_together(self.path, self._connection, wanted))
        # Not in a loop here: what was asked of the thread meanwhile has its turn.
        if self._waiting:
            self._call()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of work, and who waits for it where."""

    work: Callable[[Connection], Any]
    loop: asyncio.AbstractEventLoop
    ended: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Failed:
    """What came of work that raised."""

    error: Exception


def _tell(pieces: Sequence[_Piece], results: Sequence[object]) -> None:
    def told() -> None:
        for piece, result in zip(pieces, results, strict=True):
            if piece.ended.done():
                continue
            if isinstance(result, _Failed):
                piece.ended.set_exception(result.error)
            else:
                piece.ended.set_result(result)

    for loop in {piece.loop for piece in pieces}:
        loop.call_soon_threadsafe(told)


def _connected(path: Path) -> Connection:
    try:
        raw = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
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
        _enable_wal(connection)
        for setting in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"pragma {setting}")
    except sqlite3.Error as error:
        raise file_failure(path, error) or error from None
    _transaction(path, connection, migrations().apply)


def _enable_wal(connection: Connection) -> None:
    """Have changes logged beside the file.

    Only here does SQLite not wait by itself: of several that open a fresh file at the same moment some are refused at
    once, for two that hold a read lock and both wait to write would wait for ever.
    """
    given_up = time.monotonic() + PATIENCE
    while True:
        try:
            return connection.enable_wal()
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > given_up:
                raise
            time.sleep(0.02)


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


def _done_together(path: Path, connection: Connection, pieces: Sequence[_Piece]) -> Sequence[object]:
    """What each piece of work gave, all in one transaction; a `_Failed` where it failed, or the transaction did."""
    try:
        return _transaction(path, connection, lambda db: [_done(path, db, piece.work) for piece in pieces])
    except Exception as error:
        return [_Failed(error)] * len(pieces)


def _done(path: Path, connection: Connection, work: Callable[[Connection], T]) -> T | _Failed:
    connection.execute("SAVEPOINT piece")
    try:
        result = work(connection)
    except Exception as error:
        if not connection.conn.in_transaction:
            # A full disk may undo the whole transaction, and with it what the others have done.
            raise
        connection.execute("ROLLBACK TO piece")
        connection.execute("RELEASE piece")
        known = file_failure(path, error) if isinstance(error, sqlite3.Error) else None
        return _Failed(known or error)
    connection.execute("RELEASE piece")
    return result
