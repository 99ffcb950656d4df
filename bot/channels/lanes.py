"""Doing what arrives: a person's one after the other, that of different persons at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any
from weakref import WeakValueDictionary

from bot.errors import OperatorError


class Lanes:
    """One lane for each person. What is in hand is to be awaited before they are given up.

    `log` gets an event `<name>_update_failed` for what breaks the program: once broken it breaks again, and must not
    keep everybody else waiting.
    """

    def __init__(self, log: logging.Logger, name: str, fields: dict[str, str]) -> None:
        self._log = log
        self._name = name
        self._fields = fields
        self._lanes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._in_hand: set[asyncio.Task[None]] = set()

    @property
    def in_hand(self) -> frozenset[asyncio.Task[None]]:
        """What has been begun and is not done."""
        return frozenset(self._in_hand)

    async def do(self, person: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do this after all else of the person that was begun before. Raises OperatorError, and nothing else."""
        lane = self._lanes.setdefault(person, asyncio.Lock())
        async with lane:
            try:
                await work()
            except OperatorError:
                raise
            except Exception:
                self._log.exception(f"{self._name}_update_failed", extra={"fields": self._fields})

    def begin(self, person: str, work: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        """The same in the background. Whoever is told to stop awaiting the task does not stop it."""
        return self.aside(self.do(person, work))

    def aside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do this in the background, in no lane."""
        task = asyncio.create_task(work)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        return task


async def ended(tasks: Iterable[asyncio.Task[Any]], seconds: float) -> None:
    """Let these finish, for at most that many seconds, and cancel what is left."""
    in_hand = set(tasks)
    if in_hand:
        _, late = await asyncio.wait(in_hand, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
