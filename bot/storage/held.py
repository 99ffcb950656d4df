"""Rows of the ledger that wait for their channel to work; the others of the same announcement go on.

A row is held while it waits with the reason `CHANNEL_DOWN`. It is released when its account has sent something.
"""

from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from bot.announcements.announcement import Firing
from bot.announcements.delivery import SkipReason
from bot.storage.moments import written

_DOWN = SkipReason.CHANNEL_DOWN.value


def hold(db: Database, firing: Firing, account: str, until: datetime) -> None:
    """Let all who wait on the account wait until then at least: it does not work now."""
    db.execute(
        "update delivery set not_before = max(not_before, ?), reason = ? where announcement = ? and firing = ?"
        " and status = 'waiting' and account = ?",
        [written(until), _DOWN, firing.announcement, firing.number, account],
    )


def hold_all_but(db: Database, firing: Firing, accounts: Collection[str]) -> int:
    """Note of those who wait on other accounts than these that their channel does not work; how many wait so."""
    marks = ", ".join("?" for _ in accounts)
    cursor = db.execute(
        "update delivery set reason = ? where announcement = ? and firing = ? and status = 'waiting'"  # noqa: S608
        f" and account not in ({marks})",
        [_DOWN, firing.announcement, firing.number, *accounts],
    )
    return cursor.rowcount


def others_go_on(db: Database, firing: Firing, account: str) -> bool:
    """Whether anybody on another account is being written to, or waits for their turn only."""
    query = (
        "select 1 from delivery where announcement = ? and firing = ? and status in ('waiting', 'sending')"
        " and account <> ? and reason <> ? limit 1"
    )
    return db.execute(query, [firing.announcement, firing.number, account, _DOWN]).fetchone() is not None


def release(db: Database, announcement: int, firing: int, account: str) -> None:
    """Note that the account works: whoever waits on it waits for their turn only."""
    db.execute(
        "update delivery set reason = '' where announcement = ? and firing = ? and status = 'waiting' and account = ?"
        " and reason = ?",
        [announcement, firing, account, _DOWN],
    )


def skip_held(db: Database, firing: Firing, at: datetime) -> int:
    """Send nothing more to whoever still waits for their channel to work; how many that were."""
    cursor = db.execute(
        "update delivery set status = 'skipped', at = ? where announcement = ? and firing = ? and status = 'waiting'"
        " and reason = ?",
        [written(at), firing.announcement, firing.number, _DOWN],
    )
    return cursor.rowcount
