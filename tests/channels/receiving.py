"""What stands behind a channel in its tests: an inbox in place of the conversation, and pauses that are not waited for."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.messages import Incoming

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


@dataclass
class Inbox:
    """Keeps what it receives. `failures` are raised by the next messages; `gate` holds messages of some persons."""

    received: list[Incoming] = field(default_factory=list)
    begun: list[Incoming] = field(default_factory=list)
    changes: list[object] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    held: dict[str, asyncio.Event] = field(default_factory=dict)

    async def receive(self, incoming: Incoming) -> None:
        self.begun.append(incoming)
        if incoming.person in self.held:
            await self.held[incoming.person].wait()
        if self.failures:
            raise self.failures.pop(0)
        self.received.append(incoming)

    async def change(self, change: object) -> None:
        self.changes.append(change)

    def texts(self, person: int | str | None = None) -> list[str]:
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


async def until(condition: Callable[[], object]) -> None:
    """Wait until something holds in this event loop."""
    for _ in range(10_000):
        if condition():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("waited in vain")
