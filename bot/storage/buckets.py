"""The pace of each channel account, so that a restart makes no burst and forgets no "slow down"."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written

Kept = tuple[datetime | None, datetime | None]
"""When the next message may leave, and until when the account is closed."""


def load(db: Database, account: str, now: datetime) -> Kept:
    """As it was saved last; nothing where that was by a clock that has been put back since."""
    query = "select next_at, closed_until from bucket where account = ? and at <= ?"
    row = db.execute(query, [account, written(now)]).fetchone()
    next_at, closed_until = row or (None, None)
    return _moment(next_at), _moment(closed_until)


def save(db: Database, account: str, kept: Kept, at: datetime) -> None:
    """Keep it in place of the one before."""
    next_at, closed_until = (written(moment) if moment else None for moment in kept)
    row = {"account": account, "next_at": next_at, "closed_until": closed_until, "at": written(at)}
    db.table("bucket").upsert(row, pk="account")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
