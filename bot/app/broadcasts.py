"""Who sends the announcements of each commune, while the program runs."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from bot.announcements.quiet import QuietHours
from bot.app.accounts import Platform
from bot.app.channels import Lines
from bot.app.databases import Databases
from bot.app.ways import pace_of, ways
from bot.channels.rehearsal import RehearsalChannel
from bot.commune import Commune
from bot.services.broadcasting import Broadcaster
from bot.services.clock import Clock, MovingClock, SystemClock
from bot.services.knowledge import LiveKnowledge, Served
from bot.services.officers_in_chat import prepared
from bot.services.pace import Pace
from bot.services.sending import NewsChannel
from bot.settings import Settings
from bot.storage import Database

Channels = Mapping[str, tuple[NewsChannel, Pace]]

ACCOUNTS = tuple(platform.value for platform in Platform)
"""The accounts that announcements can be sent on."""
_SECONDS_TO_FINISH = 3
"""How long the calls under way may take after the program was told to stop; the rest is sent at the next start."""
_LONGEST_JITTER = 0.5


def sending_clock(settings: Settings) -> Clock:
    """The clock of everything that sends: it goes on, also from a moment that was set."""
    return MovingClock(settings.now) if settings.now else SystemClock()


def rehearsal_channels(settings: Settings) -> Channels:
    """For a commune that rehearses."""
    return {account: (RehearsalChannel(account), pace_of(settings, account)) for account in ACCOUNTS}


def broadcaster(
    settings: Settings, database: Database, channels: Channels, commune: Callable[[], Commune]
) -> Broadcaster:
    """Who sends for a commune on these channels; where it only rehearses, nobody is kept out by a platform."""
    clock = sending_clock(settings)
    gates = {} if commune().rehearsal == "có" else {account: way.gate for account, way in ways(settings).items()}
    return Broadcaster(
        database,
        channels,
        lambda: QuietHours(*commune().quiet_hours),
        clock,
        calls_at_once=settings.calls_at_once,
        # Not a secret: so that several programs do not come back in the same moment.
        jitter=lambda: random.uniform(0, _LONGEST_JITTER),  # noqa: S311
        prepared=prepared(commune, clock.now),
        rehearses=lambda: commune().rehearsal == "có",
        gates=gates,
    )


@asynccontextmanager
async def broadcasting(
    settings: Settings, knowledge: LiveKnowledge, databases: Databases, lines: Lines
) -> AsyncIterator[None]:
    """Send what is due, of all communes that have a database; at the end the calls under way are finished."""
    found = [
        broadcaster(settings, database, _channels(settings, knowledge, lines, code), _commune(Served(knowledge, code)))
        for code, database in databases.opened().items()
        if code in knowledge.shelf.libraries
    ]
    tasks = [asyncio.create_task(each.run()) for each in found]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(each.close(_SECONDS_TO_FINISH) for each in found))


def _commune(served: Served) -> Callable[[], Commune]:
    return lambda: served().knowledge.commune


def _channels(settings: Settings, knowledge: LiveKnowledge, lines: Lines, code: str) -> Channels:
    if knowledge.shelf.libraries[code].knowledge.commune.rehearsal == "có":
        return rehearsal_channels(settings)
    return {line.channel.account: (line.channel, line.pace) for (_, served), line in lines.items() if served == code}
