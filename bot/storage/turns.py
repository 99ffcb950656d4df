"""Messages that were answered: their ids and the replies, without the citizen's words."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlite_utils import Database

from bot.storage.moments import written


class Status(StrEnum):
    """How far the sending of a turn's replies is. Those that the citizen fetches, as on the web, are done at once."""

    WAITING = "waiting"
    CALLING = "calling"
    DONE = "done"


class TurnKey(NamedTuple):
    """What names a turn: the channel account, the person, and the message that was answered."""

    account: str
    person: str
    message: str


def replies_to(db: Database, key: TurnKey) -> str | None:
    """The replies (JSON) that this message has had already; None if it is new."""
    row = db.execute("select replies from turn where account = ? and person = ? and message = ?", list(key)).fetchone()
    return None if row is None else str(row[0])


def add(db: Database, key: TurnKey, replies: str, status: Status, at: datetime) -> None:
    """Keep the replies (JSON) to a message."""
    db.table("turn").insert({**key._asdict(), "at": written(at), "replies": replies, "status": status.value})


def mark(db: Database, key: TurnKey, status: Status) -> None:
    """Note how far the sending is."""
    db.execute("update turn set status = ? where account = ? and person = ? and message = ?", [status.value, *key])


def waiting(db: Database, account: str, since: datetime) -> list[tuple[TurnKey, str]]:
    """What has been answered since then and never sent: the keys and the replies (JSON), oldest first."""
    rows = db.execute(
        "select account, person, message, replies from turn where account = ? and status = ? and at >= ? order by at",
        [account, Status.WAITING.value, written(since)],
    ).fetchall()
    return [(TurnKey(*row[:3]), str(row[3])) for row in rows]
