"""A small data folder of fictional communes, and a command run on it."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click
from click.testing import CliRunner, Result

from bot.settings import Settings
from bot.storage import Connection, Database, states
from bot.storage.moments import written
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
CITIZEN = ("telegram", "900000001")
NEIGHBOUR = ("telegram", "900000002")


def write_data(folder: Path, *communes: str) -> Path:
    """The folder, with a database of each commune in which two people have asked something."""

    def fill(db: Connection) -> None:
        for account, person in (CITIZEN, NEIGHBOUR):
            states.save(db, account, person, "{}", NOON)
            row = {"account": account, "person": person, "message": "1", "at": written(NOON), "replies": "[]"}
            db.table("turn").insert(row)

    async def write(path: Path) -> None:
        database = Database.open(path)
        await database.run(fill)
        await database.close()

    for commune in communes:
        asyncio.run(write(folder / f"{commune}.sqlite3"))
    return folder


def people(path: Path) -> list[str]:
    """Whose conversations are kept."""
    with closing(sqlite3.connect(path)) as db:
        return [row[0] for row in db.execute("select person from state order by person")]


def invoke(
    command: click.Command, data: Path, *arguments: str, commune: str | None = None, typed: str | None = None
) -> Result:
    """The command with that data folder and that on standard input, at noon of a fixed day."""
    settings = Settings(data=data, commune=commune, now=NOON)
    return CliRunner().invoke(command, list(arguments), obj=settings, input=typed)
