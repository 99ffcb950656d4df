"""The firings of announcements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.announcements.announcement import Firing
from bot.storage.moments import written

_COLUMNS = "announcement, number, version, urgent, audience, due, deadline, ended_at"


def add(db: Database, firing: Firing, at: datetime) -> None:
    """Keep a new one."""
    row = {"announcement": firing.announcement, "number": firing.number, "version": firing.version}
    row |= {"urgent": int(firing.is_urgent), "audience": firing.audience}
    moments = {"due": written(firing.due), "deadline": written(firing.deadline), "at": written(at)}
    ended_at = written(firing.ended_at) if firing.ended_at else None
    db.table("firing").insert(row | moments | {"ended_at": ended_at})


def of(db: Database, announcement: int) -> list[Firing]:
    """All firings of the announcement, the first one first."""
    query = f"select {_COLUMNS} from firing where announcement = ? order by number"  # noqa: S608 (own names)
    return [_read(row) for row in db.execute(query, [announcement]).fetchall()]


def latest(db: Database, announcement: int) -> Firing | None:
    """The last firing of the announcement; None before the first."""
    found = of(db, announcement)
    return found[-1] if found else None


def being_sent(db: Database) -> list[Firing]:
    """Those whose rows may leave: urgent ones first, then by when they were due."""
    columns = ", ".join(f"f.{name.strip()}" for name in _COLUMNS.split(","))
    query = (
        f"select {columns} from firing f join announcement a on a.id = f.announcement"  # noqa: S608 (own names)
        " where a.status = 'sending' and f.ended_at is null order by f.urgent desc, f.due, f.announcement"
    )
    return [_read(row) for row in db.execute(query).fetchall()]


def sent_at(db: Database, announcement: int) -> list[datetime]:
    """When those of the announcement ended that reached somebody, the first one first."""
    rows = db.execute(
        "select f.ended_at from firing f where f.announcement = ? and f.ended_at is not null and exists (select 1 from"
        " delivery d where d.announcement = f.announcement and d.firing = f.number and d.status = 'sent')"
        " order by f.number",
        [announcement],
    )
    return [datetime.fromisoformat(ended_at) for (ended_at,) in rows.fetchall()]


def end(db: Database, firing: Firing, at: datetime) -> None:
    """Note that it is over."""
    _set(db, firing, "ended_at = ?", written(at))


def reopen(db: Database, firing: Firing, deadline: datetime, at: datetime) -> None:
    """Take it up again, until that moment; what failed before does not count against it any more."""
    _set(db, firing, "ended_at = null, deadline = ?", written(deadline))
    go_on(db, firing, at)


def go_on(db: Database, firing: Firing, at: datetime) -> None:
    """Note that an officer let it go on at that moment."""
    _set(db, firing, "at = ?", written(at))


def _set(db: Database, firing: Firing, change: str, moment: str) -> None:
    query = f"update firing set {change} where announcement = ? and number = ?"  # noqa: S608 (own names)
    db.execute(query, [moment, firing.announcement, firing.number])


def _read(row: Sequence[Any]) -> Firing:
    announcement, number, version, urgent, audience, due, deadline, ended_at = row
    return Firing(
        announcement=announcement,
        number=number,
        version=version,
        is_urgent=bool(urgent),
        audience=audience,
        due=datetime.fromisoformat(due),
        deadline=datetime.fromisoformat(deadline),
        ended_at=datetime.fromisoformat(ended_at) if ended_at else None,
    )
