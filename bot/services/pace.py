"""The pace of one channel account: announcements wait their turn, replies overtake, "slow down" stops everybody."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.announcements.pace import Bucket
from bot.services.clock import Clock
from bot.storage.buckets import Kept

AHEAD = timedelta(seconds=0.1)
"""So far ahead turns are given out: enough to have the next call ready, and little to wait for after a pause."""
_FARTHEST = timedelta(seconds=10)
"""A turn farther away than that was reckoned by a clock that has been put back since."""


class Pace:
    """Shared by all who send on the account. `a_second` of 0 is no limit."""

    def __init__(
        self, a_second: float, clock: Clock, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._bucket = Bucket(a_second)
        self._clock = clock
        self._sleep = sleep
        self._open = asyncio.Event()
        self._open.set()
        self._shut_by = 0
        self._closed_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the platform takes messages of this account, as far as is known."""
        return self._open.is_set()

    async def opened(self) -> None:
        """Wait until the platform takes messages again."""
        await self._open.wait()

    async def shut(self, seconds: float) -> None:
        """Keep everybody on this account waiting, as the platform asked; returns when it is over."""
        until = self._clock.now() + timedelta(seconds=seconds)
        self._closed_until = max(until, self._closed_until or until)
        self._open.clear()
        self._shut_by += 1
        try:
            await self._sleep(seconds)
        finally:
            self._shut_by -= 1
            if not self._shut_by:
                self._open.set()

    def overtake(self) -> None:
        """A reply leaves now, without waiting; what comes later waits for it."""
        self._bucket = self._bucket.overtaken(self._now())

    def room(self, most: int) -> int:
        """How many announcements, `most` at most, could leave in a moment."""
        return self._bucket.free_within(self._now(), AHEAD, most) if self.is_open else 0

    def wait(self) -> float:
        """Seconds until there is room again, the account being open."""
        now = self._now()
        return max(0.0, ((self._bucket.next_at or now) - now - AHEAD).total_seconds())

    async def turn(self) -> bool:
        """Wait for the turn to send one announcement; False where the account was shut meanwhile."""
        now = self._now()
        self._bucket, leaves = self._bucket.taken(now)
        if leaves > now:
            await self._sleep((leaves - now).total_seconds())
        return self.is_open

    def kept(self) -> Kept:
        """What has to outlive a restart."""
        return self._bucket.next_at, self._closed_until

    def restore(self, kept: Kept) -> float:
        """Take over what was kept; for how many seconds the account is still to be shut."""
        next_at, closed_until = kept
        self._bucket = Bucket(self._bucket.a_second, next_at)
        return max(0.0, (closed_until - self._clock.now()).total_seconds()) if closed_until else 0.0

    def _now(self) -> datetime:
        now = self._clock.now()
        if self._bucket.next_at and self._bucket.next_at > now + _FARTHEST:
            self._bucket = Bucket(self._bucket.a_second, now)
        return now
