"""Invitations of officers to a chat: hashes of one-time codes, and who has tried how often."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written


def add(db: Database, digest: str, officer: str, until: datetime, at: datetime) -> None:
    """Keep an invitation, in place of all that the officer had before."""
    db.execute("delete from invitation where officer = ?", [officer])
    row = {"hash": digest, "officer": officer, "until": written(until), "at": written(at)}
    db.table("invitation").insert(row)


def used(db: Database, digest: str, now: datetime) -> str | None:
    """Use up the invitation; the code of its officer, None where there is none that still holds."""
    query = "delete from invitation where hash = ? and until > ? returning officer"
    row = db.execute(query, [digest, written(now)]).fetchone()
    return str(row[0]) if row else None


def add_try(db: Database, who: str, at: datetime) -> None:
    """Count a wrong code. `who` is a hash."""
    db.table("invitation_try").insert({"who": who, "at": written(at)})


def tries(db: Database, since: datetime, who: str | None = None) -> int:
    """How many wrong codes have come since then, from that one or from everybody."""
    query = "select count(*) from invitation_try where at > ? and (? is null or who = ?)"
    return int(db.execute(query, [written(since), who, who]).fetchone()[0])
