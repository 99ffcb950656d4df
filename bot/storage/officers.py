"""The commune's officers, and the chats that are theirs."""

from datetime import datetime

from sqlite_utils import Database

from bot.announcements.audience import Person
from bot.announcements.officer import Officer, Role
from bot.storage.moments import written

_SELECT = "select code, name, role, unit from officer"


def load(db: Database, code: str) -> Officer | None:
    """The officer of that code; None if there is none."""
    row = db.execute(f"{_SELECT} where code = ?", [code]).fetchone()
    return _read(db, *row) if row else None


def everyone(db: Database) -> list[Officer]:
    """All officers, in the order of their codes."""
    return [_read(db, *row) for row in db.execute(f"{_SELECT} order by code").fetchall()]


def of_chat(db: Database, account: str, person: str) -> Officer | None:
    """The officer whose chat this is; None for everybody else's."""
    query = "select officer from officer_chat where account = ? and person = ?"
    row = db.execute(query, [account, person]).fetchone()
    return load(db, row[0]) if row else None


def chats(db: Database) -> frozenset[Person]:
    """The chats of those who have one."""
    return frozenset(db.execute("select account, person from officer_chat").fetchall())


def save(db: Database, officer: Officer, at: datetime) -> None:
    """Keep the officer and their chats, in place of the one with that code."""
    row = {"code": officer.code, "name": officer.name, "role": officer.role.value, "unit": officer.unit}
    db.table("officer").upsert(row | {"at": written(at)}, pk="code")
    db.execute("delete from officer_chat where officer = ?", [officer.code])
    for account, person in officer.chats:
        add_chat(db, officer.code, account, person, at)


def add_chat(db: Database, code: str, account: str, person: str, at: datetime) -> None:
    """Note that the chat is that officer's, and nobody else's any more."""
    db.execute("delete from officer_chat where account = ? and person = ?", [account, person])
    db.table("officer_chat").insert({"account": account, "person": person, "officer": code, "at": written(at)})


def remove(db: Database, code: str) -> None:
    """Delete the officer and whose chats they were; what they did stays in the log under their code."""
    db.execute("delete from officer_chat where officer = ?", [code])
    db.execute("delete from officer where code = ?", [code])


def _read(db: Database, code: str, name: str, role: str, unit: str) -> Officer:
    query = "select account, person from officer_chat where officer = ? order by rowid"
    (account, person), *further = db.execute(query, [code]).fetchall() or [("", "")]
    return Officer(code, name, Role(role), account, person, unit, tuple(further))
