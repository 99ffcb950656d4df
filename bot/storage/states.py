"""Where each person's conversation stands."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written
from bot.storage.retention import RETENTION


def load(db: Database, account: str, person: str, now: datetime) -> str | None:
    """The state (JSON) after the person's last message; None if there is none or it has grown too old to go on from."""
    row = db.execute(
        "select state from state where account = ? and person = ? and at > ?",
        [account, person, written(now - RETENTION["state"])],
    ).fetchone()
    return None if row is None else str(row[0])


def save(db: Database, account: str, person: str, state: str, at: datetime) -> None:
    """Keep the state (JSON) in place of the one before."""
    db.table("state").upsert(
        {"account": account, "person": person, "state": state, "at": written(at)}, pk=("account", "person")
    )
