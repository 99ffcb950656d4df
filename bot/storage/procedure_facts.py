"""Which dates of procedures have been seen, so that each change is proposed once."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written

Seen = tuple[str, str]
"""A procedure's code, and the key of a fact about it."""
_LOOKED: Seen = ("", "")
"""Stands for the first look: what there was then is no change."""


def seen(db: Database) -> frozenset[Seen] | None:
    """All that have been seen; None before the first look."""
    rows = frozenset((code, fact) for code, fact in db.execute("select code, fact from procedure_fact").fetchall())
    return rows - {_LOOKED} if rows else None


def add(db: Database, facts: set[Seen], at: datetime) -> None:
    """Note that these were seen now, and that was looked at all."""
    rows = [{"code": code, "fact": fact, "at": written(at)} for code, fact in sorted({*facts, _LOOKED})]
    db.table("procedure_fact").insert_all(rows, pk=("code", "fact"), ignore=True)
