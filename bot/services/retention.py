"""Deleting what has been kept long enough."""

import logging
from collections.abc import Awaitable, Callable, Mapping

from bot.services.clock import Clock
from bot.storage import Database, retention

EVERY_SECONDS = 3600.0
"""How often is looked for what has reached its term: what is kept a day is then kept an hour longer at most."""

_LOG = logging.getLogger("motcua.retention")


async def purge_regularly(
    databases: Callable[[], Mapping[str, Database]], clock: Clock, sleep: Callable[[float], Awaitable[object]]
) -> None:
    """Delete at once, and again every hour, without end. Where one commune's file fails, the others' go on."""
    while True:
        for code, database in databases().items():
            await _purge(code, database, clock)
        await sleep(EVERY_SECONDS)


async def _purge(code: str, database: Database, clock: Clock) -> None:
    now = clock.now()
    try:
        deleted = await database.run(lambda db: retention.purge(db, now))
        if any(deleted.values()):
            await database.settle()
    # This is the outermost loop: whatever happens to one file, the terms of the others and of tomorrow hold.
    except Exception:
        _LOG.exception("purge_failed", extra={"fields": {"commune": code}})
    else:
        level = logging.INFO if any(deleted.values()) else logging.DEBUG
        _LOG.log(level, "purged", extra={"fields": {"commune": code, "deleted": deleted}})
