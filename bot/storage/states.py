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


def saved_at(db: Database, account: str, person: str) -> datetime | None:
    """When the state that is there was kept: the moment of the bot's last answer; None if there is none."""
    row = db.execute("select at from state where account = ? and person = ?", [account, person]).fetchone()
    return None if row is None else datetime.fromisoformat(row[0])


def save(db: Database, account: str, person: str, state: str, at: datetime) -> None:
    """Keep the state (JSON) in place of the one before."""
    # Not sqlite-utils' upsert, which looks the table's columns up each time: this is written with every message.
    db.execute(
        "insert into state (account, person, state, at) values (?, ?, ?, ?)"
        " on conflict (account, person) do update set state = excluded.state, at = excluded.at",
        [account, person, state, written(at)],
    )
