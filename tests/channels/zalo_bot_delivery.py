"""How the imitation delivers what people write: one message a poll, gone when it is read; or once to a webhook."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

Update = dict[str, Any]


@dataclass(frozen=True)
class Refusal(Exception):
    """An answer with `ok: false`, which is an HTTP 200 all the same."""

    code: int
    words: str


@dataclass(frozen=True, slots=True)
class Hook:
    url: str
    secret: str


class Delivery:
    """The updates that nobody has read yet. Lives in one event loop.

    `wrapped` is whether a webhook gets its updates in `result`, as they were written about, or flat, as they were seen.
    """

    def __init__(self, reach: Callable[[str], str], slip: Callable[[str], None]) -> None:
        self.pending: deque[Update] = deque()
        self.hook: Hook | None = None
        self.hook_answers: list[int] = []
        self.probes: list[int] = []
        self.wrapped = False
        self.longest_poll = float("inf")
        self._reach = reach
        self._slip = slip
        self._news = asyncio.Event()
        self._polls = 0
        self._bringing: set[asyncio.Task[None]] = set()

    def add(self, update: Update) -> None:
        if self.hook:
            self._bring(self.hook, update)
        else:
            self.pending.append(update)
            self._news.set()

    async def poll(self, seconds: float) -> Update:
        """getUpdates: what it gives is gone, whether it arrives or not. Raises Refusal where there is nothing."""
        if self.hook:
            raise Refusal(400, "Bad request: a webhook is set")
        if self._polls:
            self._slip("two polls at a time")
        self._polls += 1
        try:
            deadline = asyncio.get_running_loop().time() + min(seconds, self.longest_poll)
            while not self.pending:
                left = deadline - asyncio.get_running_loop().time()
                if left <= 0:
                    raise Refusal(408, "Request timeout")
                self._news.clear()
                try:
                    await asyncio.wait_for(self._news.wait(), left)
                except TimeoutError:
                    continue
            return self.pending.popleft()
        finally:
            self._polls -= 1

    async def set_hook(self, hook: Hook | None) -> None:
        """Whoever sets an address has it looked at: an empty body, without the secret. It is kept whatever comes of it."""
        self.hook = hook
        if hook:
            self.probes.append(await self._post(hook.url, b"", {}))
            while self.pending:
                self._bring(hook, self.pending.popleft())

    async def close(self) -> None:
        for task in self._bringing:
            task.cancel()
        await asyncio.gather(*self._bringing, return_exceptions=True)

    def _bring(self, hook: Hook, update: Update) -> None:
        task = asyncio.get_running_loop().create_task(self._brought(hook, update))
        self._bringing.add(task)
        task.add_done_callback(self._bringing.discard)

    async def _brought(self, hook: Hook, update: Update) -> None:
        """Bring it once: nothing is known of another try."""
        body = {"ok": True, "result": update} if self.wrapped else update
        headers = {"content-type": "application/json", "X-Bot-Api-Secret-Token": hook.secret}
        self.hook_answers.append(await self._post(hook.url, json.dumps(body).encode(), headers))

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        async with httpx.AsyncClient(trust_env=False, timeout=10) as http:
            try:
                answer = await http.post(
                    self._reach(url), content=body, headers={"user-agent": "Java/1.8.0_192"} | headers
                )
            except httpx.HTTPError:
                return 0
        return answer.status_code
