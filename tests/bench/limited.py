"""The imitated Telegram with its real limits: so many messages in any second, each answered after a while."""

import asyncio
import time
from collections import deque
from typing import Any

from loopback_http import Answer
from telegram_api import Fault, _refused, too_many

from .imitation import TimedApi

A_SECOND = 30
ANSWERED_AFTER = 0.15


class LimitedApi(TimedApi):
    """`a_second` of 0 is no limit; `refused` counts the answers 429, `most` the most messages that a second held."""

    def __init__(self, a_second: int = A_SECOND, answered_after: float = ANSWERED_AFTER) -> None:
        super().__init__()
        self.a_second, self.answered_after = a_second, answered_after
        self.refused = self.most = 0
        self._last: deque[float] = deque()

    async def _done(self, method: str, given: dict[str, Any], fault: Fault | None) -> Answer | None:
        if method != "sendMessage":
            return await super()._done(method, given, fault)
        now = time.perf_counter()
        while self._last and now - self._last[0] >= 1:
            self._last.popleft()
        if self.a_second and len(self._last) >= self.a_second:
            self.refused += 1
            return _refused(too_many(1))
        self._last.append(now)
        self.most = max(self.most, len(self._last))
        answer = await super()._done(method, given, fault)
        await asyncio.sleep(self.answered_after)
        return answer
