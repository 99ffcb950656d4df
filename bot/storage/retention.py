"""How long what is stored is kept. Every table of personal or conversation data has its term here."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlite_utils import Database

from bot.storage.moments import written

RETENTION: Mapping[str, timedelta] = MappingProxyType(
    {
        "turn": timedelta(days=1),
        "state": timedelta(hours=24),
        "miss": timedelta(days=90),
        "subscription": timedelta(days=365),
        "delivery": timedelta(days=365),
        "announcement": timedelta(days=730),
        "announcement_version": timedelta(days=730),
        "firing": timedelta(days=730),
        "plan_booking": timedelta(days=730),
        "publication": timedelta(days=730),
        "bucket": timedelta(days=1),
        "inbox": timedelta(days=1),
        "zalo_bot_month": timedelta(days=400),
        "zalo_bot_person": timedelta(days=365),
        # After that nothing may be sent to the person before they write again.
        "zalo_oa_contact": timedelta(days=7),
        "zalo_oa_staff": timedelta(days=1),
        # An event brought again after that is too old to be taken.
        "zalo_oa_event": timedelta(days=7),
        # So long nobody is told the same twice.
        "letter": timedelta(days=400),
        "alarm": timedelta(days=400),
        # What an officer has typed and not finished waits for them.
        "officer_talk": timedelta(days=90),
        "invitation": timedelta(days=2),
        "invitation_try": timedelta(hours=1),
    }
)
"""How long after its `at` a row of a table is deleted."""

KEPT: Mapping[str, str] = MappingProxyType(
    {
        "officer_chat": "Whose chat it is has to be known for as long as the officer has the role.",
        "officer": "An officer's row is there as long as they have the role; `motcua officers remove` deletes it.",
        "procedure_fact": "Without it a change of a procedure would be proposed again; no person is in it.",
        "audit": "Who wrote, approved and sent what has to be answered for later; no citizen is named in it.",
        "code_key": "Codes that were sent are asked about for years; it is one key, and nobody's.",
    }
)
"""The tables without a term, and why."""

_OVER = {
    "subscription": "status <> 'active'",
    "delivery": "status not in ('waiting', 'sending')",
    "announcement": "status in ('draft', 'finished', 'cancelled', 'expired')",
    "announcement_version": "announcement not in (select id from announcement)",
    "firing": "announcement not in (select id from announcement)",
    "publication": "announcement not in (select id from announcement)",
}
"""The rows whose term runs, where not all do.

Somebody who agreed to receive news goes on receiving them until they say otherwise. After that, or when the platform
does not let us write to them, the row is kept a year: it shows that the person did agree, and that we did stop. What is
on its way or will be sent again has no end yet; versions, firings and publications go with their announcement, after it
in order.
"""


def purge(db: Database, now: datetime) -> dict[str, int]:
    """Delete what has been kept long enough; how many rows of each table that was."""
    deleted = {}
    for table, term in RETENTION.items():
        over = _OVER.get(table, "true")
        cursor = db.execute(f"delete from [{table}] where at <= ? and {over}", [written(now - term)])  # noqa: S608 (own names)
        deleted[table] = cursor.rowcount
    return deleted
