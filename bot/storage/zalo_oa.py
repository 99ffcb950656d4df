"""What a Zalo Official Account has to remember: who was in touch, to whom the staff writes, what was dealt with."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.moments import written


def add_contact(db: Database, account: str, person: str, at: datetime) -> None:
    """The person was in touch at that moment; an earlier one changes nothing."""
    _latest(db, "zalo_oa_contact", account, person, at)


def contact(db: Database, account: str, person: str) -> datetime | None:
    """When the person was last in touch, as far as it is still kept."""
    return _moment(db, "zalo_oa_contact", account, person)


def add_staff(db: Database, account: str, person: str, at: datetime) -> None:
    """Somebody of the staff wrote to the person at that moment; an earlier one changes nothing."""
    _latest(db, "zalo_oa_staff", account, person, at)


def staff(db: Database, account: str, person: str) -> datetime | None:
    """When somebody of the staff last wrote to the person, as far as it is still kept."""
    return _moment(db, "zalo_oa_staff", account, person)


def is_done(db: Database, account: str, event: str) -> bool:
    """Whether the event was dealt with."""
    row = db.execute("select 1 from zalo_oa_event where account = ? and id = ?", [account, event]).fetchone()
    return row is not None


def add_done(db: Database, account: str, event: str, at: datetime) -> None:
    """The event was dealt with at that moment."""
    db.execute("insert or ignore into zalo_oa_event (account, id, at) values (?, ?, ?)", [account, event, written(at)])


def _latest(db: Database, table: str, account: str, person: str, at: datetime) -> None:
    db.execute(
        f"insert into {table} (account, person, at) values (?, ?, ?) "  # noqa: S608 (own names)
        "on conflict do update set at = max(at, excluded.at)",
        [account, person, written(at)],
    )


def _moment(db: Database, table: str, account: str, person: str) -> datetime | None:
    found = db.execute(f"select at from {table} where account = ? and person = ?", [account, person])  # noqa: S608
    row = found.fetchone()
    return datetime.fromisoformat(row[0]) if row else None
