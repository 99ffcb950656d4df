"""The ledger: one row for each firing of an announcement, channel account and person. The only checkpoint there is."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from sqlite_utils import Database

from bot.announcements.announcement import Firing
from bot.announcements.audience import Person
from bot.announcements.delivery import DIED, LEFT, Delivery, DeliveryStatus, LedgerRow, SkipReason
from bot.announcements.pace import GAP
from bot.storage.moments import written


def freeze(db: Database, firing: Firing, members: Iterable[Person], at: datetime) -> None:
    """Write the audience down, everybody waiting. A person twice is an error of the database."""
    key, now = (firing.announcement, firing.number), written(at)
    rows = ((*key, account, person, DeliveryStatus.WAITING.value, now, now) for account, person in members)
    db.conn.executemany(
        "insert into delivery (announcement, firing, account, person, status, not_before, at, tries, message, reason)"
        " values (?, ?, ?, ?, ?, ?, ?, 0, '', '')",
        rows,
    )


def ready(db: Database, firing: Firing, account: str, most: int, now: datetime) -> list[Delivery]:
    """Rows that may be claimed now, those that have waited longest first."""
    rows = db.execute(
        "select id, announcement, firing, account, person, tries + 1, reason = ? from delivery where announcement = ?"
        " and firing = ? and status = 'waiting' and account = ? and not_before <= ? order by not_before, id limit ?",
        [SkipReason.CHANNEL_DOWN.value, firing.announcement, firing.number, account, written(now), most],
    )
    return [_claimable(*row) for row in rows.fetchall()]


def _claimable(*row: Any) -> Delivery:
    number, announcement, number_of_firing, account, person, tries, is_held = row
    return Delivery(number, announcement, number_of_firing, account, person, tries, bool(is_held))


def claim(db: Database, delivery: Delivery, at: datetime) -> None:
    """Note that the call is about to be made; what a dead program leaves so may have arrived."""
    db.execute(
        "update delivery set status = 'sending', tries = ?, at = ? where id = ? and status = 'waiting'",
        [delivery.tries, written(at), delivery.id],
    )


def was_just_written_to(db: Database, account: str, person: str, now: datetime) -> bool:
    """Whether an announcement has left for the person within the gap that a person is left between two.

    What seems to have left later than now was written by a clock that has been put back since.
    """
    row = db.execute(
        "select 1 from delivery where account = ? and person = ? and at > ? and at < ? and status in"
        " ('sending', 'sent')",
        [account, person, written(now - GAP), written(now + GAP)],
    ).fetchone()
    return row is not None


def settle(
    db: Database, number: int, status: DeliveryStatus, at: datetime, *, message: str = "", reason: str = ""
) -> None:
    """Write what became of a claimed or waiting row: how it ended, with the platform's id of the message."""
    db.execute(
        "update delivery set status = ?, message = ?, reason = ?, at = ? where id = ? and status in"
        " ('sending', 'waiting')",
        [status.value, message, reason, written(at), number],
    )


def postpone(db: Database, number: int, until: datetime, at: datetime, *, reason: str, is_try: bool) -> None:
    """Let a row wait until then; where the call was not a try that counts, as if it had not been made."""
    db.execute(
        "update delivery set status = 'waiting', not_before = ?, reason = ?, tries = tries - ?, at = ? where id = ?"
        " and status in ('sending', 'waiting')",
        [written(until), reason, 0 if is_try else 1, written(at), number],
    )


def put_off(db: Database, delivery: Delivery, by: timedelta, now: datetime) -> None:
    """Let a waiting row, which was not claimed, wait a little longer."""
    db.execute("update delivery set not_before = ? where id = ?", [written(now + by), delivery.id])


def counts(db: Database, firing: Firing) -> dict[DeliveryStatus, int]:
    """How many rows of the firing stand where; every status is named."""
    rows = db.execute(
        "select status, count(*) from delivery where announcement = ? and firing = ? group by status",
        [firing.announcement, firing.number],
    )
    return dict.fromkeys(DeliveryStatus, 0) | {DeliveryStatus(status): count for status, count in rows.fetchall()}


def reasons(db: Database, firing: Firing) -> list[tuple[DeliveryStatus, str, int]]:
    """The reasons of the rows that have one, with how many, the most frequent first."""
    rows = db.execute(
        "select status, reason, count(*) from delivery where announcement = ? and firing = ? and reason <> ''"
        " group by status, reason order by count(*) desc, status, reason",
        [firing.announcement, firing.number],
    )
    return [(DeliveryStatus(status), reason, count) for status, reason, count in rows.fetchall()]


def latest_failed(db: Database, firing: Firing, account: str, most: int) -> list[bool]:
    """Of the account's deliveries that ended last, whether each failed, the newest first.

    Only those since an officer let it go on; refusals do not belong to them.
    """
    rows = db.execute(
        "select status from delivery where announcement = :of and firing = :number and account = :account and status in"
        " ('sent', 'failed', 'unsure') and at >= (select at from firing where announcement = :of and number = :number)"
        " order by at desc, id desc limit :most",
        {"of": firing.announcement, "number": firing.number, "account": account, "most": most},
    )
    return [status != DeliveryStatus.SENT for (status,) in rows.fetchall()]


def skip_waiting(db: Database, firing: Firing, why: SkipReason, at: datetime) -> int:
    """Send nothing more to whoever still waits; how many that were."""
    cursor = db.execute(
        "update delivery set status = 'skipped', reason = ?, at = ? where announcement = ? and firing = ? and"
        " status = 'waiting'",
        [why.value, written(at), firing.announcement, firing.number],
    )
    return cursor.rowcount


def skip_cancelled(db: Database, at: datetime) -> int:
    """Send nothing more to whoever waits again although it was cancelled while they were written to; how many."""
    cursor = db.execute(
        "update delivery set status = 'skipped', reason = ?, at = ? where status = 'waiting' and (announcement, firing)"
        " in (select f.announcement, f.number from firing f join announcement a on a.id = f.announcement"
        " where a.status = 'cancelled' and f.ended_at is null)",
        [SkipReason.CANCELLED.value, written(at)],
    )
    return cursor.rowcount


def under_way(db: Database, firing: Firing, account: str) -> int:
    """How many people are being written to on the account at the moment."""
    query = "select count(*) from delivery where announcement = ? and firing = ? and status = 'sending' and account = ?"
    return int(db.execute(query, [firing.announcement, firing.number, account]).fetchone()[0])


def left_behind(db: Database, claimed: Sequence[int], at: datetime) -> int:
    """Mark what was being sent, and is not any more, as unsure; where it is urgent as waiting. How many that were."""
    marks = ", ".join("?" for _ in claimed)
    abandoned = f"status = 'sending' and id not in ({marks})"
    urgent = "(select urgent from firing f where f.announcement = delivery.announcement and f.number = delivery.firing)"
    again = db.execute(
        f"update delivery set status = 'waiting', not_before = ?, at = ? where {abandoned} and {urgent} = 1",  # noqa: S608
        [written(at), written(at), *claimed],
    )
    unsure = db.execute(
        f"update delivery set status = 'unsure', reason = ?, at = ? where {abandoned}",  # noqa: S608 (own names)
        [DIED, written(at), *claimed],
    )
    return again.rowcount + unsure.rowcount


def revive(db: Database, firing: Firing, status: DeliveryStatus, at: datetime, reason: str | None = None) -> int:
    """Let the rows of that status, and of that reason if one is given, wait anew; how many that were."""
    cursor = db.execute(
        "update delivery set status = 'waiting', tries = 0, reason = '', not_before = ?, at = ? where announcement = ?"
        " and firing = ? and status = ? and (? is null or reason = ?) and reason <> ?",
        [written(at), written(at), firing.announcement, firing.number, status.value, reason, reason, LEFT],
    )
    return cursor.rowcount


def renew(db: Database, firing: Firing, at: datetime) -> None:
    """Let whoever waits be tried at once, and as often as if it were the first time."""
    db.execute(
        "update delivery set tries = 0, not_before = ? where announcement = ? and firing = ? and status = 'waiting'",
        [written(at), firing.announcement, firing.number],
    )


def leave(db: Database, firing: Firing, at: datetime) -> int:
    """Note that the unsure rows are not to be sent again; how many that were."""
    cursor = db.execute(
        "update delivery set reason = ?, at = ? where announcement = ? and firing = ? and status = 'unsure'"
        " and reason <> ?",
        [LEFT, written(at), firing.announcement, firing.number, LEFT],
    )
    return cursor.rowcount


def rows(db: Database, announcement: int) -> list[LedgerRow]:
    """Every row of the announcement, without the person, in the order of firing, account and time."""
    found = db.execute(
        "select firing, account, status, reason, tries, at from delivery where announcement = ?"
        " order by firing, account, at, id",
        [announcement],
    )
    return [
        LedgerRow(firing, account, DeliveryStatus(status), reason, tries, datetime.fromisoformat(at))
        for firing, account, status, reason, tries, at in found.fetchall()
    ]


def received(db: Database, account: str, person: str) -> int:
    """How many rows there are about the person."""
    query = "select count(*) from delivery where account = ? and person = ?"
    return int(db.execute(query, [account, person]).fetchone()[0])


def forget(db: Database, account: str, person: str) -> None:
    """Put a salted hash in the place of the person, and send them nothing that still waits.

    The salt is thrown away: the counts go on adding up, and nobody can find out who it was, not even by trying all ids.
    """
    db.execute(
        "update delivery set status = 'skipped', reason = ? where account = ? and person = ? and status = 'waiting'",
        [SkipReason.FORGOTTEN.value, account, person],
    )
    stand_in = "-" + sha256(token_bytes(16) + person.encode()).hexdigest()[:24]
    db.execute(
        "update delivery set person = ?, message = '' where account = ? and person = ?", [stand_in, account, person]
    )
