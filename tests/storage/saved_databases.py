"""Databases of fictional communes, to be saved and put back."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.storage import Database
from bot.storage.archive import Manifest, unpack
from bot.storage.backup import Target, write_backup
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
ADD = "insert into miss (at, question, nearest) values ('2026-11-20', ?, '[]')"


def ignore(*_: object) -> None:
    """Nobody looks at the progress."""


def make_database(path: Path, *questions: str) -> Path:
    async def fill() -> None:
        database = Database.open(path)
        await database.run(lambda db: [db.execute(ADD, [question]) for question in questions])
        await database.close()

    asyncio.run(fill())
    return path


def questions(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [row[0] for row in db.execute("select question from miss order by id")]


def save(target: Path, *files: Path, overwrite: bool = False) -> Manifest:
    return write_backup({file.stem: file for file in files}, Target(target, overwrite), NOON, "1.2.3", ignore)


def unpacked(archive: Path, into: Path) -> Path:
    into.mkdir()
    unpack(archive, into, ignore)
    return into


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def damage(path: Path) -> None:
    """Overwrite the middle of the file, and leave its beginning, which is looked at first."""
    content = bytearray(path.read_bytes())
    content[4096 : len(content) - 4096] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
