"""What every imitation of a platform is: a server in a thread of its own, what goes wrong there, and what was seen."""

import asyncio
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Generic, Self, TypeVar

from loopback_http import Answer, LoopThread, Request, serving

CallT = TypeVar("CallT")
FaultT = TypeVar("FaultT")
_T = TypeVar("_T")
_SECONDS = 10


class LoopbackPlatform(ABC, Generic[CallT, FaultT]):
    """Must be entered; `address` is where it is then, for this process and for others.

    `calls` are all calls in order, those that failed included. `slips` is what the program should never do: at the end
    one fails the test, even if the program got over the refusal. `reach` tells where public addresses lead.
    """

    address: str

    def __init__(self, notices: bool = False) -> None:
        """With `notices`, who hangs up ends what is done for them."""
        self.calls: list[CallT] = []
        self.slips: list[str] = []
        self.reach: dict[str, str] = {}
        self._notices = notices
        self._faults: dict[str, list[FaultT]] = {}
        self._changed = threading.Condition()

    def __enter__(self) -> Self:
        self._thread = LoopThread()
        self._stack = AsyncExitStack()
        self._thread.run(self._open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.run(self._stack.aclose())
        self._thread.close()
        if error is None:
            assert not self.slips, self.slips

    async def _open(self) -> None:
        """Begin, in the thread's event loop; what has to be closed goes onto the stack."""
        self.address = await self._stack.enter_async_context(serving(self._heard, self._notices))

    @abstractmethod
    async def _answered(self, request: Request) -> Answer | None:
        """What the platform answers; None where the connection breaks."""

    def fail(self, name: str, *faults: FaultT) -> None:
        """The next calls of this name fail so, one after the other; then they work again."""
        self.there(lambda: self._faults.setdefault(name, []).extend(faults))

    def is_failing(self, name: str) -> bool:
        """Whether the next call of this name will fail."""
        return bool(self._faults.get(name))

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait, in a thread that is not the event loop's, until something holds that a call can bring about."""
        deadline = time.monotonic() + _SECONDS
        with self._changed:
            while not condition():
                assert time.monotonic() < deadline, f"waited in vain; calls: {self.calls[-20:]}"
                self._changed.wait(0.01)

    async def until(self, condition: Callable[[], bool]) -> None:
        """The same, in an event loop."""
        await asyncio.to_thread(self.wait, condition)

    def there(self, work: Callable[[], _T]) -> _T:
        """Do this in the platform's own thread, between two calls."""

        async def done() -> _T:
            return work()

        return self._thread.run(done())

    def _next_fault(self, name: str) -> FaultT | None:
        waiting = self._faults.get(name)
        return waiting.pop(0) if waiting else None

    def _reached(self, url: str) -> str:
        for public, local in self.reach.items():
            url = url.replace(public, local)
        return url

    async def _heard(self, request: Request) -> Answer | None:
        answer = await self._answered(request)
        with self._changed:
            self._changed.notify_all()
        return answer
