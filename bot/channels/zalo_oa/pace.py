"""Keeping below the requests a minute that an account's package allows."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

_MINUTE = timedelta(minutes=1)


class Pace:
    """Lets at most so many calls begin in any minute, wherever Zalo's own minutes begin; who waits keeps their place.

    A question that comes alone is not held up: only who comes after many within a minute waits.
    """

    def __init__(
        self, per_minute: int, now: Callable[[], datetime], sleep: Callable[[float], Awaitable[object]]
    ) -> None:
        self._begun: deque[datetime] = deque(maxlen=per_minute)
        self._now = now
        self._sleep = sleep
        self._line = asyncio.Lock()

    async def turn(self) -> None:
        """Return when the next call may begin."""
        async with self._line:
            if len(self._begun) == self._begun.maxlen:
                left = (self._begun[0] + _MINUTE - self._now()).total_seconds()
                if left > 0:
                    await self._sleep(left)
            self._begun.append(self._now())
