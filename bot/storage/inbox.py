"""Messages that were taken from a platform and are not answered yet, without personal numbers in them."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written
from bot.storage.retention import RETENTION


def add(db: Database, account: str, person: str, message: str, content: str, at: datetime) -> None:
    """Keep a message (`content` is JSON); one that waits already is left as it is."""
    row = {"account": account, "person": person, "message": message, "content": content, "at": written(at)}
    db.table("inbox").insert(row, ignore=True)


def remove(db: Database, account: str, person: str, message: str) -> None:
    """Forget a message: it is answered."""
    db.execute("delete from inbox where account = ? and person = ? and message = ?", [account, person, message])


def waiting(db: Database, account: str, now: datetime) -> list[str]:
    """The messages (JSON) that are not answered and not too old to be, in the order in which they came."""
    since = written(now - RETENTION["inbox"])
    rows = db.execute("select content from inbox where account = ? and at > ? order by at, rowid", [account, since])
    return [str(row[0]) for row in rows.fetchall()]
