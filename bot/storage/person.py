"""What is kept about one person, in all tables at once."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.announcements.subscription import Subscription
from bot.storage import deliveries, states, subscriptions, zalo_oa
from bot.storage.failures import file_failure
from bot.storage.retention import RETENTION

TABLES = frozenset(
    {
        "turn", "state", "subscription", "delivery", "inbox", "zalo_oa_contact", "zalo_oa_staff",
        "officer_chat", "officer_talk",
    }
)  # fmt: skip
"""The tables that say of a row whom it is about; `kept` and `forget` know each of them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is there about a person.

    `messages` counts the messages that wait for an answer or whose replies are kept, the first of them at `oldest`, the
    last at `newest` (None without any). `conversation_until` is when the state of the conversation reaches its term;
    None if there is none. `subscription` is there whatever its status; None if the person never agreed to receive
    announcements. `deliveries` counts the announcements of which the ledger says what became of them for this person.
    `contact` is when the person was last in touch with a Zalo Official Account, `staff` when its staff last wrote to
    them. `officer` is the code of the officer whose chat it is, "" for everybody else's.
    """

    messages: int
    oldest: datetime | None
    newest: datetime | None
    conversation_until: datetime | None
    subscription: Subscription | None = None
    deliveries: int = 0
    contact: datetime | None = None
    staff: datetime | None = None
    officer: str = ""

    def __bool__(self) -> bool:
        kept = (self.messages, self.conversation_until, self.subscription, self.deliveries, self.contact, self.staff)
        return any((*kept, self.officer))


def kept(db: Database, account: str, person: str) -> Kept:
    """What is kept about the person of that account."""
    whose = [account, person]
    theirs = "select message, at from {} where account = ? and person = ?"
    counted = f"select count(distinct message), min(at), max(at) from ({theirs} union all {theirs})"  # noqa: S608 (own names)
    messages, oldest, newest = db.execute(counted.format("turn", "inbox"), whose * 2).fetchone()
    talked = states.saved_at(db, account, person)
    until = talked + RETENTION["state"] if talked else None
    news = subscriptions.load(db, account, person)
    sent = deliveries.received(db, account, person)
    contact, staff = zalo_oa.contact(db, account, person), zalo_oa.staff(db, account, person)
    officer = db.execute("select officer from officer_chat where account = ? and person = ?", whose).fetchone()
    code = str(officer[0]) if officer else ""
    return Kept(messages, _moment(oldest), _moment(newest), until, news, sent, contact, staff, code)


def forget(db: Database, account: str, person: str) -> Kept:
    """Delete all that is kept about the person of that account; what that was.

    Of the ledger only the person is deleted, since its rows have to add up.
    """
    there = kept(db, account, person)
    deliveries.forget(db, account, person)
    for table in sorted(TABLES - {"delivery"}):
        db.execute(f"delete from [{table}] where account = ? and person = ?", [account, person])  # noqa: S608 (own names)
    return there


def empty_journal(path: Path) -> bool:
    """Carry what SQLite's journal holds over into the file, and empty it. False where a reader stands in the way.

    What was deleted would else stay readable in the journal until it is written over. Blocks; not for the thread and
    the moment of a transaction. Raises OperatorError where the file fails.
    """
    try:
        with closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as connection:
            busy, *_ = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
    except sqlite3.Error as error:
        raise file_failure(path, error) or error from None
    return not busy


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
