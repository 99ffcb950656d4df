"""A clock that jumps to the next moment for which somebody sleeps, once nobody has anything left to do before it."""

import asyncio
import heapq
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

from bot.storage import Connection, Database
from bot.text.dates import VIETNAM

T = TypeVar("T")
NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
_LIVED = timedelta(seconds=40)
_TURNS = 10
"""So often everybody in the event loop is let run before they count as asleep."""


class WatchedDatabase(Database):
    """A real database file of which is known whether it has work in hand."""

    def __init__(self, path: Path, thread: ThreadPoolExecutor, connection: Connection) -> None:
        super().__init__(path, thread, connection)
        self.in_hand = 0
        self.has_ended = asyncio.Event()

    async def run(self, work: Callable[[Connection], T]) -> T:
        self.in_hand += 1
        try:
            return await super().run(work)
        finally:
            self.in_hand -= 1
            self.has_ended.set()


@dataclass
class SimulatedTime:
    """Is a clock, and sleeps."""

    database: WatchedDatabase
    moment: datetime = NOON
    _sleeping: list[tuple[datetime, int, asyncio.Future[None]]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleeping, (self.moment + timedelta(seconds=seconds), next(self._numbers), future))
        await future

    async def pass_by(self, span: timedelta) -> None:
        """Let so much time go by; of a long span only the ends are lived through, as if the machine slept between."""
        end = self.moment + span
        if span > 2 * _LIVED:
            await self._live(self.moment + _LIVED)
            self.moment = end - _LIVED
        await self._live(end)

    async def reach(self, moment: datetime) -> None:
        """Let time go by until then."""
        await self.pass_by(moment - self.moment)

    async def _live(self, end: datetime) -> None:
        await self._idle()
        while await self._step(end):
            pass
        self.moment = end

    async def until(self, condition: Callable[[], bool], span: timedelta = timedelta(hours=2)) -> None:
        """Let time go by until something holds, for at most that long."""
        end = self.moment + span
        await self._idle()
        while not condition():
            assert await self._step(end), f"waited in vain until {end}"

    async def _step(self, end: datetime) -> bool:
        """Wake whoever sleeps the shortest, and all who wake with them; False where that is after the end."""
        while self._sleeping and self._sleeping[0][2].done():
            heapq.heappop(self._sleeping)
        if not self._sleeping or self._sleeping[0][0] > end:
            return False
        self.moment = max(self.moment, self._sleeping[0][0])
        while self._sleeping and self._sleeping[0][0] <= self.moment:
            _, _, future = heapq.heappop(self._sleeping)
            if not future.done():
                future.set_result(None)
        await self._idle()
        return True

    async def _idle(self) -> None:
        """Until all that runs in the event loop, and on the database's thread, waits for time to go by."""
        quiet = 0
        while quiet < _TURNS:
            if self.database.in_hand:
                self.database.has_ended.clear()
                await self.database.has_ended.wait()
                quiet = 0
            await asyncio.sleep(0)
            quiet += 1
