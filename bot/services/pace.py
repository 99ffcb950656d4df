"""The pace of one channel account: announcements wait their turn, replies overtake, "slow down" stops everybody."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from math import ceil

from bot.announcements.pace import Bucket
from bot.services.clock import Clock
from bot.storage.buckets import Kept

AHEAD = timedelta(seconds=0.1)
"""So far ahead turns are given out: enough to have the next call ready, and little to wait for after a pause."""
_FARTHEST = timedelta(seconds=10)
"""A turn farther away than that, or than the platform counts, was reckoned by a clock that has been put back since."""
_LONGER = 1.03
"""In a span so much longer leave no more messages than the platform takes: some of them are late on the way."""
_UNNOTICED = timedelta(milliseconds=5)
"""So much may a turn be late without those after it being later too."""


class Pace:
    """Shared by all who send on the account. `a_second` of 0 is no limit.

    `counted_over` is the span in which the platform counts; what has to wait there, waits for its end. `holds_replies`
    tells whether replies count as well; they still leave before any announcement.
    """

    def __init__(
        self,
        a_second: float,
        clock: Clock,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        *,
        counted_over: timedelta = timedelta(seconds=1),
        holds_replies: bool = True,
    ) -> None:
        self._bucket = Bucket(a_second)
        self._most = max(1.0, round(a_second * counted_over.total_seconds(), 6))
        self._window = counted_over * _LONGER
        self._farthest = max(_FARTHEST, self._window)
        self._holds_replies = holds_replies
        self._clock = clock
        self._sleep = sleep
        self._open = asyncio.Event()
        self._open.set()
        self._shut_by = 0
        self._closed_until: datetime | None = None
        self._left: deque[datetime] = deque()
        self._replies_waiting = 0
        self._turns_waiting = 0
        self._next_turn = asyncio.Lock()

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

    async def reply(self) -> None:
        """Let a reply leave now, or as soon as the platform would take it; announcements wait for it."""
        self._replies_waiting += 1
        try:
            while full := self._full_for(reserved=0):
                await self._sleep(full)
        finally:
            self._replies_waiting -= 1
        now = self._now()
        self._bucket = self._bucket.overtaken(now)
        self._left.append(now)

    def room(self, most: int) -> int:
        """How many announcements, `most` at most, could leave in a moment."""
        if not self.is_open:
            return 0
        waiting = self._turns_waiting
        return max(0, self._bucket.free_within(self._now(), AHEAD, most + waiting) - waiting)

    def wait(self) -> float:
        """Seconds until there is room again, the account being open."""
        now = self._now()
        return max(0.0, (self._bucket.leaves_at(now, self._turns_waiting) - now - AHEAD).total_seconds())

    async def turn(self) -> bool:
        """Wait for the turn to send one announcement; False where the account was shut meanwhile."""
        self._turns_waiting += 1
        try:
            async with self._next_turn:
                await self._own_turn()
        finally:
            self._turns_waiting -= 1
        return self.is_open

    async def _own_turn(self) -> None:
        self._bucket, leaves = self._bucket.taken(self._now())
        if (seconds := (leaves - self._now()).total_seconds()) > 0:
            await self._sleep(seconds)
        while full := self._full_for(reserved=self._replies_waiting):
            await self._sleep(full)
        now = self._now()
        self._left.append(now)
        # Those who come after a late one keep their distance from it; else a second would hold too many.
        late = now - leaves - _UNNOTICED
        if self._bucket.next_at and late > timedelta(0):
            self._bucket = Bucket(self._bucket.a_second, self._bucket.next_at + late)

    def _full_for(self, reserved: int) -> float:
        """Seconds until one more message may leave, so many others being let before it; 0 for now."""
        now = self._now()
        if self._left and self._left[-1] > now:
            # The clock has been put back: what it said before means nothing now.
            self._left.clear()
        while self._left and self._left[0] <= now - self._window:
            self._left.popleft()
        over = len(self._left) + reserved + 1 - self._most
        if not self._bucket.a_second or not self._holds_replies or over <= 0:
            return 0.0
        oldest = self._left[min(len(self._left), ceil(over)) - 1] if self._left else now
        return max(0.001, (oldest + self._window - now).total_seconds())

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
        if self._bucket.next_at and self._bucket.next_at > now + self._farthest:
            self._bucket = Bucket(self._bucket.a_second, now)
        return now
