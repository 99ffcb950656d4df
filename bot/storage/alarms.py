"""The alarms that last: what officers were told of, and is not over."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written


def begin(db: Database, key: str, letters: str, at: datetime) -> bool:
    """Note that it has begun; False where it lasts already. `letters` is the key of the letters that tell of it."""
    row = {"key": key, "letters": letters, "at": written(at)}
    cursor = db.execute(
        "insert into alarm (key, letters, at) values (:key, :letters, :at) on conflict (key) do nothing", row
    )
    return bool(cursor.rowcount)


def end(db: Database, key: str) -> str | None:
    """Note that it is over; the key of the letters that told of it, None where it did not last."""
    row = db.execute("delete from alarm where key = ? returning letters", [key]).fetchone()
    return str(row[0]) if row else None


def lasting(db: Database) -> frozenset[str]:
    """The keys of all that last."""
    return frozenset(row[0] for row in db.execute("select key from alarm").fetchall())
