"""Who did what: only appended to, which triggers of the table see to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written

PROGRAM = ""
"""In the place of an officer's code: the program itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed. `officer` is a code, or `PROGRAM`; `announcement` is 0 where it is about officers."""

    at: datetime
    officer: str
    step: str
    announcement: int
    details: Mapping[str, object]


def append(
    db: Database, officer: str, step: str, announcement: int, at: datetime, details: Mapping[str, object]
) -> None:
    """Add what was done."""
    row = {"at": written(at), "officer": officer, "step": step, "announcement": announcement}
    db.table("audit").insert(row | {"details": json.dumps(dict(details), ensure_ascii=False, sort_keys=True)})


def about(db: Database, announcement: int) -> list[Entry]:
    """What was done to the announcement, oldest first."""
    rows = db.execute(
        "select at, officer, step, announcement, details from audit where announcement = ? order by id", [announcement]
    )
    return [
        Entry(datetime.fromisoformat(at), officer, step, number, json.loads(details))
        for at, officer, step, number, details in rows.fetchall()
    ]
