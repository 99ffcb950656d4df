"""Who receives announcements: one row for each person of a channel account that ever said yes."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.announcements.subscription import Group, NewsTopic, Status, Subscription
from bot.storage.moments import written

_COLUMNS = "account, person, topics, grp, village, status, reason, paused_until, consented_at, consent_version"


def load(db: Database, account: str, person: str) -> Subscription | None:
    """The person's subscription, whatever has become of it; None if they never had one, or it was deleted."""
    query = f"select {_COLUMNS} from subscription where account = ? and person = ?"  # noqa: S608 (own names)
    row = db.execute(query, [account, person]).fetchone()
    return _read(row) if row else None


def audience(db: Database) -> list[Subscription]:
    """Every subscription, whatever its status, in the order of the key."""
    rows = db.execute(f"select {_COLUMNS} from subscription order by account, person")  # noqa: S608 (own names)
    return [_read(row) for row in rows.fetchall()]


def save(db: Database, subscription: Subscription, at: datetime) -> None:
    """Keep the subscription in place of the one before."""
    row = {
        "account": subscription.account,
        "person": subscription.person,
        "at": written(at),
        "topics": json.dumps(sorted(subscription.topics)),
        "grp": subscription.group.value,
        "village": subscription.village,
        "status": subscription.status.value,
        "reason": subscription.reason,
        "paused_until": written(subscription.paused_until) if subscription.paused_until else None,
        "consented_at": written(subscription.consented_at),
        "consent_version": subscription.consent_version,
    }
    db.table("subscription").upsert(row, pk=("account", "person"))


def unreachable(db: Database, account: str, person: str, reason: str, at: datetime) -> bool:
    """Note that the platform refuses to write to the person; whether that is news.

    Who has stopped stays stopped: what a platform says is never in the place of a person's own word.
    """
    return _moved(db, account, person, (Status.ACTIVE, Status.UNREACHABLE), reason, at)


def revived(db: Database, account: str, person: str, at: datetime) -> bool:
    """Note that the person has written again, and so can be written to; whether they could not. Never who stopped."""
    return _moved(db, account, person, (Status.UNREACHABLE, Status.ACTIVE), "", at)


def _moved(db: Database, account: str, person: str, change: tuple[Status, Status], reason: str, at: datetime) -> bool:
    """Change the status, if it is the one expected."""
    before, after = change
    cursor = db.execute(
        "update subscription set status = ?, reason = ?, at = ? where account = ? and person = ? and status = ?",
        [after.value, reason, written(at), account, person, before.value],
    )
    return cursor.rowcount > 0


def _read(row: Sequence[Any]) -> Subscription:
    account, person, topics, group, village, status, reason, paused_until, consented_at, version = row
    return Subscription(
        account=account,
        person=person,
        topics=frozenset(NewsTopic(topic) for topic in json.loads(topics)),
        group=Group(group),
        village=village,
        status=Status(status),
        reason=reason,
        paused_until=datetime.fromisoformat(paused_until) if paused_until else None,
        consented_at=datetime.fromisoformat(consented_at),
        consent_version=version,
    )
