"""Announcements and their versions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.announcements.announcement import Announcement
from bot.announcements.codes import code_of
from bot.announcements.content import Content
from bot.announcements.lifecycle import Status
from bot.storage import publications
from bot.storage.moments import written

_SELECT = (
    "select a.id, a.status, a.version, v.content, a.author, a.approved, a.firing, a.due, a.reason,"
    " (select key from code_key) from announcement a"
    " join announcement_version v on v.announcement = a.id and v.number = a.version "
)


def add(db: Database, content: Content, author: str, at: datetime) -> Announcement:
    """A new draft."""
    row = {"status": Status.DRAFT.value, "version": 1, "author": author, "approved": "", "firing": 0}
    db.table("announcement").insert(row | {"reason": "", "at": written(at)})
    number = int(db.execute("select last_insert_rowid()").fetchone()[0])
    _add_version(db, number, 1, content, at)
    return Announcement(number, Status.DRAFT, 1, content, author, code=_code(db, number, 1, content))


def rewrite(db: Database, announcement: Announcement, content: Content, at: datetime) -> Announcement:
    """Give it a new version; the former ones stay."""
    version = announcement.version + 1
    _add_version(db, announcement.id, version, content, at)
    code = _code(db, announcement.id, version, content)
    return replace(announcement, version=version, content=content, code=code)


def save(db: Database, announcement: Announcement, at: datetime) -> None:
    """Keep everything but the content, which `rewrite` does."""
    db.execute(
        "update announcement set status = ?, version = ?, author = ?, approved = ?, firing = ?, due = ?, reason = ?,"
        " at = ? where id = ?",
        [
            announcement.status.value,
            announcement.version,
            announcement.author,
            announcement.approved,
            announcement.firing,
            written(announcement.due) if announcement.due else None,
            announcement.reason,
            written(at),
            announcement.id,
        ],
    )


def load(db: Database, number: int) -> Announcement | None:
    """The announcement of that number; None if there is none."""
    row = db.execute(f"{_SELECT} where a.id = ?", [number]).fetchone()
    return _read(row) if row else None


def everything(db: Database) -> list[Announcement]:
    """All, the newest first."""
    return [_read(row) for row in db.execute(f"{_SELECT} order by a.id desc").fetchall()]


def in_status(db: Database, *statuses: Status) -> list[Announcement]:
    """Those that stand there, the oldest first."""
    marks = ", ".join("?" for _ in statuses)
    rows = db.execute(f"{_SELECT} where a.status in ({marks}) order by a.id", [each.value for each in statuses])
    return [_read(row) for row in rows.fetchall()]


def content_of(db: Database, number: int, version: int) -> Content:
    """The content of a version that is there."""
    query = "select content from announcement_version where announcement = ? and number = ?"
    return Content.model_validate_json(db.execute(query, [number, version]).fetchone()[0])


def _code(db: Database, number: int, version: int, content: Content) -> str:
    return code_of(publications.key(db), number, version, content)


def _add_version(db: Database, announcement: int, number: int, content: Content, at: datetime) -> None:
    row = {"announcement": announcement, "number": number, "fingerprint": content.fingerprint}
    db.table("announcement_version").insert(row | {"content": content.model_dump_json(), "at": written(at)})


def _read(row: Sequence[Any]) -> Announcement:
    number, status, version, written_content, author, approved, firing, due, reason, key = row
    content = Content.model_validate_json(written_content)
    return Announcement(
        id=number,
        status=Status(status),
        version=version,
        content=content,
        author=author,
        approved=approved,
        firing=firing,
        due=datetime.fromisoformat(due) if due else None,
        reason=reason,
        code=code_of(key, number, version, content),
    )
