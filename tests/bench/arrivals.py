"""When each message arrived at an imitated platform."""

import time
from typing import TypeVar

SentT = TypeVar("SentT")


class Arrivals(list[SentT]):
    """What has arrived, and when, on the clock of `time.perf_counter`."""

    def __init__(self) -> None:
        super().__init__()
        self.moments: list[float] = []

    def append(self, sent: SentT) -> None:
        # The moment first: who sees the message in another thread finds its moment, too.
        self.moments.append(time.perf_counter())
        super().append(sent)
