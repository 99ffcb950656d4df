"""Keeping below the requests a minute that an account's package allows."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

_MINUTE = 60.0


class Pace:
    """Lets at most so many calls begin in any minute, wherever Zalo's own minutes begin; who waits keeps their place.

    A question that comes alone is not held up: only who comes after many within a minute waits.
    """

    def __init__(
        self, per_minute: int, monotonic: Callable[[], float], sleep: Callable[[float], Awaitable[object]]
    ) -> None:
        self._begun: deque[float] = deque(maxlen=per_minute)
        self._monotonic = monotonic
        self._sleep = sleep
        self._line = asyncio.Lock()

    async def turn(self) -> None:
        """Return when the next call may begin."""
        async with self._line:
            if len(self._begun) == self._begun.maxlen:
                left = self._begun[0] + _MINUTE - self._monotonic()
                if left > 0:
                    await self._sleep(left)
            self._begun.append(self._monotonic())
