"""How much of its plan a commune's Zalo bot has used: messages by month, and people, without saying who."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written


def add(db: Database, month: str, at: datetime, person: str | None) -> None:
    """Count one message, and its person (a hash), if it came from one; a person counts once."""
    db.execute(
        "insert into zalo_bot_month (month, messages, at) values (?, 1, ?) "
        "on conflict (month) do update set messages = messages + 1, at = excluded.at",
        [month, written(at)],
    )
    if person is not None:
        db.table("zalo_bot_person").upsert({"hash": person, "at": written(at)}, pk="hash")


def counted(db: Database, month: str) -> tuple[int, int]:
    """How many people have been heard from, and how many messages went to and fro in that month."""
    (people,) = db.execute("select count(*) from zalo_bot_person").fetchone()
    row = db.execute("select messages from zalo_bot_month where month = ?", [month]).fetchone()
    return int(people), int(row[0]) if row else 0
