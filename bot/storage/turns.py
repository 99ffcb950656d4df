"""Messages that were answered: their ids and the replies, without the citizen's words."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written


def replies_to(db: Database, account: str, person: str, message: str) -> str | None:
    """The replies (JSON) that this message has had already; None if it is new."""
    row = db.execute(
        "select replies from turn where account = ? and person = ? and message = ?", [account, person, message]
    ).fetchone()
    return None if row is None else str(row[0])


def add(db: Database, account: str, person: str, message: str, replies: str, at: datetime) -> None:
    """Keep the replies (JSON) to a message."""
    db.table("turn").insert(
        {"account": account, "person": person, "message": message, "at": written(at), "replies": replies}
    )
