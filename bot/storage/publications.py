"""What was sent to citizens, as everybody may know it: nobody who received it is in here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.announcements.announcement import Firing
from bot.announcements.content import Content
from bot.announcements.publication import Publication
from bot.storage.moments import written

_SELECT = (
    "select p.announcement, v.content, p.code, p.sent_at, case a.status when 'cancelled' then a.at end,"
    " (select min(f.sent_at) from publication f where f.announcement = p.announcement)"
    " from publication p join announcement a on a.id = p.announcement"
    " join announcement_version v on v.announcement = p.announcement and v.number = p.version"
    " where p.sent_at is not null and "
)
_LATEST = (
    "p.firing = (select max(l.firing) from publication l where l.announcement = p.announcement and"
    " l.sent_at is not null)"
)


def key(db: Database) -> bytes:
    """The commune's own key of the codes; made with its database, and saved and restored with it."""
    return bytes(db.execute("select key from code_key").fetchone()[0])


def add(db: Database, firing: Firing, code: str, digests: tuple[str, str], at: datetime) -> None:
    """Note what a firing to citizens is going to send; by the digests its words are found."""
    row = {"announcement": firing.announcement, "firing": firing.number, "version": firing.version, "code": code}
    whole, alone = digests
    db.table("publication").insert(row | {"whole": whole, "alone": alone, "at": written(at)})


def begun(db: Database, firing: Firing, at: datetime) -> None:
    """Note that the first call is about to be made: from now on somebody may have it."""
    db.execute(
        "update publication set sent_at = ? where announcement = ? and firing = ? and sent_at is null",
        [written(at), firing.announcement, firing.number],
    )


def by_code(db: Database, code: str) -> Publication | None:
    """What was sent last with that code; None if nothing was."""
    return _one(db, "p.code = ?", [code])


def by_words(db: Database, digest: str) -> Publication | None:
    """What was sent last with those words; None if nothing was."""
    return _one(db, "(p.whole = ? or p.alone = ?)", [digest, digest])


def of(db: Database, announcement: int) -> Publication | None:
    """The announcement as it was sent last; None if it was not."""
    return _one(db, f"p.announcement = ? and {_LATEST}", [announcement])


def newest(db: Database, most: int, skipped: int) -> list[Publication]:
    """At most so many announcements, each as it was sent last, the newest first, without the first `skipped`."""
    query = f"{_SELECT} {_LATEST} order by p.sent_at desc, p.announcement desc limit ? offset ?"
    return [_read(row) for row in db.execute(query, [most, skipped]).fetchall()]


def _one(db: Database, condition: str, values: list[object]) -> Publication | None:
    row = db.execute(f"{_SELECT} {condition} order by p.sent_at desc limit 1", values).fetchone()
    return _read(row) if row else None


def _read(row: Sequence[Any]) -> Publication:
    number, content, code, last, stopped, first = row
    words = Content.model_validate_json(content)
    moments = (datetime.fromisoformat(first), datetime.fromisoformat(last))
    return Publication(
        number, words.title, words.text, code, *moments, datetime.fromisoformat(stopped) if stopped else None
    )
