"""How the imitation delivers updates: by long polls or to a webhook, each again until it is acknowledged."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

_PAUSE = 0.005
"""Seconds before a webhook is tried again, where `pause` says nothing else; Telegram takes longer."""


@dataclass(frozen=True)
class Refusal(Exception):
    """An answer with `ok: false`."""

    code: int
    words: str
    parameters: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Hook:
    url: str
    secret: str | None
    connections: int


class Delivery:
    """The updates that were not acknowledged yet. Lives in one event loop."""

    def __init__(self, reach: Callable[[str], str]) -> None:
        self.pending: dict[int, dict[str, Any]] = {}
        self.allowed: list[str] = []
        self.hook: Hook | None = None
        self.hook_answers: list[int] = []
        self._again: list[dict[str, Any]] = []
        self._reach = reach
        self.latest = 1000
        self.longest_poll = float("inf")
        self.pause = _PAUSE
        self._news = asyncio.Event()
        self._poller: asyncio.Future[str] | None = None
        self._bringing: set[asyncio.Task[None]] = set()
        self._connections = asyncio.Semaphore(1)
        self._queues: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        # One for all updates: to make one takes as long as to bring several.
        self._http = httpx.AsyncClient(trust_env=False, timeout=10)

    def add(self, kind: str, payload: dict[str, Any]) -> int:
        """Something happened; it is never delivered where the bot does not want to know of it."""
        self.latest += 1
        if not self.allowed or kind in self.allowed:
            self.pending[self.latest] = {"update_id": self.latest, kind: payload}
            self._news.set()
            if self.hook:
                self._bring(self.latest)
        return self.latest

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """getUpdates. Raises Refusal where there is a webhook, or when another one asks meanwhile."""
        if self.hook:
            words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise Refusal(409, words)
        self._end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        self._acknowledge(offset)
        loop = asyncio.get_running_loop()
        ended = self._poller = loop.create_future()
        deadline = loop.time() + min(seconds, self.longest_poll)
        while not (self.pending or self._again) and loop.time() < deadline and not ended.done():
            self._news.clear()
            news = asyncio.create_task(self._news.wait())
            await asyncio.wait({news, ended}, timeout=deadline - loop.time(), return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
        if ended.done():
            raise Refusal(409, f"Conflict: {ended.result()}")
        self._poller = None
        again, self._again = self._again, []
        return [*again, *self.pending.values()][:limit]

    def set_hook(self, hook: Hook | None) -> None:
        self._end_poll("terminated by setWebhook request")
        self.hook = hook
        if hook:
            self._connections = asyncio.Semaphore(hook.connections)
            for number in self.pending:
                self._bring(number)

    def repeat(self, update: dict[str, Any]) -> None:
        """Deliver an update once more although it was acknowledged, as happens when an answer is lost."""
        if self.hook:
            self.pending[update["update_id"]] = update
            self._bring(update["update_id"])
        else:
            self._again.append(update)
            self._news.set()

    async def close(self) -> None:
        for task in self._bringing:
            task.cancel()
        await asyncio.gather(*self._bringing, return_exceptions=True)
        await self._http.aclose()

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            offset = ([0, *self.pending])[offset:][0]
        for number in [number for number in self.pending if number < offset]:
            del self.pending[number]

    def _end_poll(self, words: str) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_result(words)

    def _bring(self, number: int) -> None:
        task = asyncio.get_running_loop().create_task(self._bring_until_taken(number))
        self._bringing.add(task)
        task.add_done_callback(self._bringing.discard)

    async def _bring_until_taken(self, number: int) -> None:
        # As Telegram does: what one person does of one kind is brought in order, each when the one before was taken.
        if number in self.pending:
            async with self._queues[_queue_of(self.pending[number])]:
                await self._bring_again_and_again(number)

    async def _bring_again_and_again(self, number: int) -> None:
        while self.hook and number in self.pending:
            async with self._connections:
                # While it waited for a connection, another may have brought it, or the webhook been removed.
                if not self.hook or number not in self.pending:
                    return
                status = await self._bring_once(self.hook, self.pending[number])
            self.hook_answers.append(status)
            if 200 <= status < 300:
                self.pending.pop(number, None)
            else:
                await asyncio.sleep(self.pause)

    async def _bring_once(self, hook: Hook, update: dict[str, Any]) -> int:
        headers = {"content-type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        try:
            answer = await self._http.post(self._reach(hook.url), content=json.dumps(update).encode(), headers=headers)
        except httpx.HTTPError:
            return 0
        return answer.status_code


def _queue_of(update: dict[str, Any]) -> tuple[str, str]:
    kind = next(name for name in update if name != "update_id")
    content = update[kind]
    return kind, str(content.get("from")) if isinstance(content, dict) else ""
