"""The loop in which the program looks after the plans of all communes, while it runs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.knowledge.knowledge import Knowledge
from bot.knowledge.plan import Plan
from bot.services.clock import Clock
from bot.services.proposing import propose
from bot.services.reminding import remind
from bot.storage import Connection, Database

LOOK_EVERY_SECONDS = 60.0

_LOG = logging.getLogger("motcua.plans")


@dataclass(frozen=True, slots=True)
class Office:
    """A commune whose plan is looked after: its database, its knowledge, and its plan if it has one."""

    database: Database
    knowledge: Knowledge
    plan: Plan | None


async def keep_plans(
    offices: Callable[[], Iterable[Office]],
    clock: Clock,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Look at once, and again every minute, without end. Where one commune's file fails, the others' go on."""
    while True:
        for office in offices():
            await _look(office, clock)
        await sleep(LOOK_EVERY_SECONDS)


async def _look(office: Office, clock: Clock) -> None:
    def work(db: Connection) -> None:
        now = clock.now()
        propose(db, office.knowledge, now)
        if office.plan:
            remind(db, office.knowledge.commune, office.plan, now)

    # The outermost loop of the plans: whatever happens at one look, the next goes on.
    try:
        await office.database.run(work)
    except Exception:
        _LOG.exception("plan_not_kept", extra={"fields": {"commune": office.knowledge.commune.code}})
