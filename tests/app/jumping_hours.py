"""A clock that jumps over hours, where what is done between the jumps waits for real sockets and files."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from receiving import until

from bot.text.dates import VIETNAM


@dataclass
class Hours:
    """A clock that goes on when all of whom it is known that they sleep are asleep."""

    moment: datetime = datetime(2026, 11, 20, 8, tzinfo=VIETNAM)
    asleep: list[tuple[datetime, str, asyncio.Future[None]]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()

    async def sleep(self, seconds: float, name: str) -> None:
        future = asyncio.get_running_loop().create_future()
        self.asleep.append((self.moment + timedelta(seconds=seconds), name, future))
        await future

    async def pass_by(self, span: timedelta, sleepers: set[str]) -> None:
        """Let so much time go by, waking one after the other."""
        end = self.moment + span
        while await self.wake_next(end, sleepers):
            pass
        self.moment = end

    async def pass_until(self, condition: Callable[[], bool], sleepers: set[str]) -> None:
        """Let time go by until something holds, for at most a day."""
        end = self.moment + timedelta(days=1)
        while not condition():
            assert await self.wake_next(end, sleepers, condition), "waited in vain"

    async def wake_next(self, end: datetime, sleepers: set[str], or_when: Callable[[], bool] = lambda: False) -> bool:
        """Wake whoever wakes first, once all are asleep; False where that would be after the end."""
        await until(lambda: or_when() or sleepers <= self.sleepers())
        if or_when():
            return True
        first = min(self.asleep, key=lambda each: each[0])
        if first[0] > end:
            return False
        self.moment = max(self.moment, first[0])
        self.asleep.remove(first)
        first[2].set_result(None)
        return True

    def sleepers(self) -> set[str]:
        self.asleep = [each for each in self.asleep if not each[2].done()]
        return {name for _, name, _ in self.asleep}
