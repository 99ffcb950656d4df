"""Messages that were answered: their ids and the replies, without the citizen's words."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlite_utils import Database

from bot.storage.moments import written


class Status(StrEnum):
    """Whether replies of a turn are still to be sent. Where the citizen fetches them, as on the web, none ever is."""

    WAITING = "waiting"
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
    # Not sqlite-utils' insert, which looks the table's columns up each time: this is written with every message.
    db.execute(
        "insert into turn (account, person, message, at, replies, status) values (?, ?, ?, ?, ?, ?)",
        [*key, written(at), replies, status.value],
    )


def begin(db: Database, key: TurnKey, begun: int) -> None:
    """Note of how many of the replies, from the first on, the sending has begun.

    To be written before a reply is sent: what a dead program had begun may have arrived.
    """
    db.execute("update turn set begun = ? where account = ? and person = ? and message = ?", [begun, *key])


def finish(db: Database, key: TurnKey) -> None:
    """Note that nothing of the turn is to be sent any more, nor being sent."""
    db.execute("update turn set status = ? where account = ? and person = ? and message = ?", [Status.DONE.value, *key])


class Waiting(NamedTuple):
    """A turn of whose replies (JSON) those after the first `begun` are still to be sent, if there are any."""

    key: TurnKey
    replies: str
    begun: int


def waiting(db: Database, account: str, since: datetime) -> list[Waiting]:
    """What has been answered since then and is not done, oldest first."""
    rows = db.execute(
        "select account, person, message, replies, begun from turn where account = ? and status = ? and at >= ?"
        " order by at, rowid",
        [account, Status.WAITING.value, written(since)],
    ).fetchall()
    return [Waiting(TurnKey(*row[:3]), str(row[3]), int(row[4])) for row in rows]
