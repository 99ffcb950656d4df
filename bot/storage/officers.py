"""The commune's officers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.announcements.audience import Person
from bot.announcements.officer import Officer, Role
from bot.storage.moments import written

_COLUMNS = "code, name, role, account, chat"


def load(db: Database, code: str) -> Officer | None:
    """The officer of that code; None if there is none."""
    row = db.execute(f"select {_COLUMNS} from officer where code = ?", [code]).fetchone()  # noqa: S608 (own names)
    return _read(row) if row else None


def everyone(db: Database) -> list[Officer]:
    """All officers, in the order of their codes."""
    return [_read(row) for row in db.execute(f"select {_COLUMNS} from officer order by code").fetchall()]  # noqa: S608


def chats(db: Database) -> frozenset[Person]:
    """The chats of those who have one."""
    return frozenset((each.account, each.person) for each in everyone(db) if each.has_chat)


def save(db: Database, officer: Officer, at: datetime) -> None:
    """Keep the officer, in place of the one with that code."""
    row = {"code": officer.code, "name": officer.name, "role": officer.role.value}
    row |= {"account": officer.account, "chat": officer.person, "at": written(at)}
    db.table("officer").upsert(row, pk="code")


def remove(db: Database, code: str) -> None:
    """Delete the officer; what they did stays in the log under their code."""
    db.execute("delete from officer where code = ?", [code])


def _read(row: Sequence[Any]) -> Officer:
    code, name, role, account, chat = row
    return Officer(code, name, Role(role), account, chat)
