"""A commune's bot at the imitated Telegram, with an inbox in place of the conversation, and no real pauses."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr
from telegram_api import TelegramApi

from bot.channels.telegram import Membership, TelegramChannel
from bot.messages import Incoming

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


@dataclass
class Inbox:
    """Keeps what it receives. `failures` are raised by the next messages; `gate` holds messages of some persons."""

    received: list[Incoming] = field(default_factory=list)
    begun: list[Incoming] = field(default_factory=list)
    changes: list[Membership] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    held: dict[str, asyncio.Event] = field(default_factory=dict)

    async def receive(self, incoming: Incoming) -> None:
        self.begun.append(incoming)
        if incoming.person in self.held:
            await self.held[incoming.person].wait()
        if self.failures:
            raise self.failures.pop(0)
        self.received.append(incoming)

    async def change(self, membership: Membership) -> None:
        self.changes.append(membership)

    def texts(self, person: int | None = None) -> list[str]:
        return [seen.text for seen in self.received if person is None or seen.person == str(person)]


@dataclass
class Naps:
    """Remembers how long it was told to sleep, and sleeps a millisecond; as long as `endless` or longer, for ever."""

    seconds: list[float] = field(default_factory=list)
    endless: float = float("inf")

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if seconds >= self.endless:
            await asyncio.Event().wait()
        await asyncio.sleep(0.001)


def bot_at(api: TelegramApi, **settings: Any) -> TelegramChannel:
    """The bot, not yet listening."""
    defaults: dict[str, Any] = {"commune": "suoi-mau", "now": lambda: NOON, "api": api.address, "sleep": Naps()}
    return TelegramChannel(settings.pop("token", SecretStr(api.token)), **(defaults | settings))


@asynccontextmanager
async def listening(api: TelegramApi, inbox: Inbox, **settings: Any) -> AsyncIterator[TelegramChannel]:
    """The bot while it listens."""
    channel = bot_at(api, **settings)
    await channel.start(inbox.receive, inbox.change)
    try:
        yield channel
    finally:
        await channel.stop(5)


async def until(condition: Callable[[], object]) -> None:
    """Wait until something holds in this event loop."""
    for _ in range(10_000):
        if condition():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("waited in vain")
