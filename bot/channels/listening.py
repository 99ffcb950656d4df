"""Listening to a platform for as long as the program runs, whatever happens on the way."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeVar

from bot.channels.failures import AccountRefused, ChannelError, SlowDown
from bot.channels.status import Condition, Status

LONGEST_PAUSE = 300.0
"""Seconds between two tries, at the most."""

_T = TypeVar("_T")


class Source(Protocol):
    """Where a platform's messages come from."""

    async def prepare(self) -> None:
        """Make everything ready, at the start and after failures. Raises ChannelError."""

    async def listen(self, listening: "Listening") -> bool:
        """Take what comes in one round, and tell that it runs; False where something has to be tried again.

        Raises ChannelError. A round ends soon after the program was told to stop: see `Listening.unless_stopping`.
        """

    async def finish(self, listening: "Listening") -> None:
        """Tell the platform what it has to know at the end. Raises nothing."""

    def must_prepare_after(self, failure: ChannelError) -> bool:
        """Whether everything has to be made ready again after this."""

    def advice(self, failure: ChannelError) -> str:
        """What the failure means, and what the person who runs the program can do about it, in Vietnamese."""


class Listening:
    """The loop, and how it is at the moment. Each change is one event of the log: `<platform>_<condition>`."""

    def __init__(
        self,
        platform: str,
        commune: str,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self._platform = platform
        self._commune = commune
        self._now = now
        self._sleep = sleep
        self._log = logging.getLogger(f"motcua.{platform}")
        self._stopping = asyncio.Event()
        self.status = Status(Condition.STARTING, now())

    def stop(self) -> None:
        """Let `run` end as soon as what is in hand is stored."""
        self._stopping.set()

    @property
    def is_stopping(self) -> bool:
        """Whether it was told to stop."""
        return self._stopping.is_set()

    async def run(self, source: Source) -> None:
        """Listen until told to stop, or until the account is refused; after any other failure try again."""
        failures, is_ready = 0, False
        while not self.is_stopping:
            try:
                if not is_ready:
                    await source.prepare()
                is_ready = True
                if await source.listen(self):
                    failures = 0
                    continue
                pause = pause_after(failures)
            except AccountRefused as failure:
                self.tell(Condition.STOPPED, source.advice(failure))
                return
            except ChannelError as failure:
                self.tell(Condition.UNREACHABLE, source.advice(failure))
                asked = failure.seconds if isinstance(failure, SlowDown) else 0.0
                pause = max(asked, pause_after(failures))
                is_ready = is_ready and not source.must_prepare_after(failure)
            except Exception:
                self._log.exception(f"{self._platform}_listening_failed", extra={"fields": {"commune": self._commune}})
                pause = pause_after(failures)
            failures += 1
            await self.nap(pause)
        await source.finish(self)

    async def nap(self, seconds: float) -> None:
        """Sleep so long, or until told to stop."""
        await self.unless_stopping(self._sleep(seconds))

    async def unless_stopping(self, work: Awaitable[_T]) -> _T | None:
        """What the work gives; None where the program was told to stop before."""
        task = asyncio.ensure_future(work)
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            task.cancel()
            stopping.cancel()
            await asyncio.gather(task, stopping, return_exceptions=True)

    def tell(self, condition: Condition, words: str = "") -> None:
        """Note how it is now, and what to do about it; a change is logged once, whatever reports it again."""
        if (condition, words) == (self.status.condition, self.status.words):
            return
        since = self.status.since if condition is self.status.condition else self._now()
        self.status = Status(condition, since, words)
        level = logging.INFO if condition is Condition.RUNNING else logging.WARNING
        fields = {"commune": self._commune, "words": words}
        self._log.log(level, f"{self._platform}_{condition}", extra={"fields": fields})


def pause_after(failures: int) -> float:
    """1 s, 2 s, 4 s … 5 minutes."""
    return min(LONGEST_PAUSE, 2.0 ** min(failures, 10))
