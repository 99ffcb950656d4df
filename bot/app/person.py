"""What a commune keeps about one person, for a command that ends. The database file suffices; no knowledge is read."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import OperatorError
from bot.settings import Settings
from bot.storage import Connection, Database, person
from bot.storage.commune_files import database_files
from bot.storage.person import Kept


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a channel account of a commune knows them."""

    commune: str
    account: str
    id: str
    database: Path


def find_person(settings: Settings, account: str, id_: str) -> Person:
    """The person in the commune that the settings name, or in the only one that has data.

    Raises OperatorError where it is not clear which commune is meant, or it has no data.
    """
    files = database_files(settings.data)
    known = ", ".join(files)
    if not files:
        raise OperatorError(f"Trong «{settings.data}» chưa có dữ liệu nào. Hãy xem lại MOTCUA_DATA (hay --data).")
    if settings.commune is None and len(files) > 1:
        raise OperatorError(f"Có dữ liệu của nhiều xã: {known}. Thêm --commune và mã xã để chọn một.")
    commune = settings.commune or next(iter(files))
    if commune not in files:
        raise OperatorError(f"Chưa có dữ liệu của xã «{commune}». Các xã có dữ liệu: {known}.")
    return Person(commune, account, id_, files[commune])


def kept(whom: Person) -> Kept:
    """What is there now. Blocks. Raises OperatorError where the file fails."""
    return _done(whom, lambda db: person.kept(db, whom.account, whom.id))


def forget(whom: Person) -> Kept:
    """Delete it, from SQLite's journal too if nobody is just reading; what it was. Raises OperatorError as `kept`."""
    gone = _done(whom, lambda db: person.forget(db, whom.account, whom.id))
    person.empty_journal(whom.database)
    return gone


def _done(whom: Person, work: Callable[[Connection], Kept]) -> Kept:
    async def transaction() -> Kept:
        database = Database.open(whom.database)
        try:
            return await database.run(work)
        finally:
            await database.close()

    return asyncio.run(transaction())
