"""Where the work of each officer in a chat stands. What they have typed is in it, so it outlives every restart."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written


def load(db: Database, account: str, person: str) -> str | None:
    """The state (JSON) after the officer's last message; None where there is none."""
    query = "select state from officer_talk where account = ? and person = ?"
    row = db.execute(query, [account, person]).fetchone()
    return None if row is None else str(row[0])


def save(db: Database, account: str, person: str, state: str, at: datetime) -> None:
    """Keep the state (JSON) in place of the one before."""
    row = {"account": account, "person": person, "state": state, "at": written(at)}
    db.table("officer_talk").upsert(row, pk=("account", "person"))
