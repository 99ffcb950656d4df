"""Who may use a data folder for long: one program at a time."""

import sqlite3
from pathlib import Path
from typing import Self

from bot.errors import OperatorError
from bot.storage.failures import file_failure, folder_failure

LOCK_FILE = "motcua.lock"


class FolderInUse(OperatorError):
    """Another program holds the folder."""


class FolderLock:
    """A data folder that is held against every other program. Made with `FolderLock.take`; must be closed.

    It is an empty database in an exclusive transaction: SQLite locks a file on every platform, and the system lets go
    of the lock when the process ends, however it ends. Whatever else opens the file in this process would release it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def take(cls, folder: Path) -> Self:
        """Hold the folder, making it where it is missing.

        Raises FolderInUse where another program holds it, OperatorError where it can not be used.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise folder_failure(folder, error) from None
        path = folder / LOCK_FILE
        try:
            connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        except sqlite3.Error as error:
            raise _refusal(folder, path, error) from None
        try:
            connection.execute("begin exclusive")
        except sqlite3.Error as error:
            connection.close()
            raise _refusal(folder, path, error) from None
        return cls(connection)

    def close(self) -> None:
        """Let others have the folder."""
        self._connection.close()


def _refusal(folder: Path, path: Path, error: sqlite3.Error) -> Exception:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        return FolderInUse(
            f"Thư mục dữ liệu «{folder}» đang được một chương trình motcua khác dùng. "
            "Hãy dừng chương trình đó rồi thử lại, hoặc chọn thư mục khác bằng MOTCUA_DATA (hay --data)."
        )
    return file_failure(path, error) or error
