"""A strict imitation of Zalo's Bot Platform on loopback, for tests, made after what is known of the real one.

Refusals are HTTP 200 with `ok: false`, their codes now a number and now a text. What the program should never do (a
parameter that is not known, two polls at a time, another method than POST with JSON) is refused and kept in `slips`; at
the end a slip fails the test even if the program got over the refusal.
"""

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import unquote

from loopback_faults import Late, Lost, Page
from loopback_http import Answer, LoopThread, Request, json_answer, serving
from zalo_bot_account import KNOWN, Account, Sent
from zalo_bot_delivery import Delivery, Refusal, Update

from bot.text.dates import VIETNAM

TOKEN = "5000:fictional-token-of-a-zalo-bot"
NAME = "Người Mẫu"
TOO_MANY = Page(429, "<html><head><title>429 Too Many Requests</title></head><body>nginx</body></html>")
SERVER_ERROR = Page(502, "<html>Bad Gateway</html>")
_SECONDS = 10
_T = TypeVar("_T")

Fault = Refusal | Lost | Late | Page


@dataclass(frozen=True, slots=True)
class Called:
    method: str
    given: dict[str, Any]


class ZaloBotApi:
    """Zalo, with one bot. `address` is what MOTCUA_ZALO_BOT_API is set to. Works for this process and others."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.moment = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
        self.calls: list[Called] = []
        self.slips: list[str] = []
        self.reach: dict[str, str] = {}
        self._faults: dict[str, list[Fault]] = {}
        self._changed = threading.Condition()
        self._numbers = itertools.count(1)
        self._as_text = itertools.cycle([False, True])

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
        self.delivery = Delivery(self._reached, self.slips.append)
        self.account = Account(self.delivery, self._milliseconds)
        self._stack.push_async_callback(self.delivery.close)
        self.address = await self._stack.enter_async_context(serving(self._answer, notices=True))

    # What persons do

    def writes(self, person: str, text: str) -> str:
        """A person writes; returns the id of the message."""
        return self.sends(person, "message.text.received", text=text)

    def sends(self, person: str, event: str, **content: Any) -> str:
        """A person sends anything: `photo_url="…"`, `voice_url="…"`, nothing …"""
        update = self.update(person, event, **content)
        self.happens(update)
        return str(update["message"]["message_id"])

    def update(self, person: str, event: str, **content: Any) -> Update:
        """What the platform tells of it."""
        message = {
            "message_id": f"{next(self._numbers):020x}",
            "date": self._milliseconds(),
            "message_type": "CHAT_MESSAGE",
            "from": {"id": person, "display_name": NAME, "is_bot": False},
            "chat": {"id": person, "chat_type": "PRIVATE"},
        }
        return {"event_name": event, "message": message | content}

    def happens(self, update: Update) -> None:
        """Anything happens; of a message, its person may be written to from now on."""
        message = update.get("message")
        person = message.get("chat", {}).get("id") if isinstance(message, dict) else None
        self._there(lambda: self.account.persons.add(str(person)))
        self._there(lambda: self.delivery.add(update))

    # What goes wrong, and what is seen

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of this method fail so, one after the other; then they work again."""
        self._there(lambda: self._faults.setdefault(method, []).extend(faults))

    def fail_after(self, calls: int, method: str, fault: Fault) -> None:
        """The same after so many more calls that work."""
        self.fail(method, *[Late(0)] * calls, fault)

    def told(self, person: str) -> list[Sent]:
        """What has arrived at this person."""
        return [sent for sent in list(self.account.sent) if sent.person == person]

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of each call of this method, those that failed included."""
        return [call.given for call in list(self.calls) if call.method == method]

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

    def _there(self, work: Callable[[], _T]) -> _T:
        async def done() -> _T:
            return work()

        return self._thread.run(done())

    def _reached(self, url: str) -> str:
        for public, local in self.reach.items():
            url = url.replace(public, local)
        return url

    def _milliseconds(self) -> int:
        return int(self.moment.timestamp() * 1000)

    # The wire

    async def _answer(self, request: Request) -> Answer | None:
        token, _, method = unquote(request.path).removeprefix("/bot").partition("/")
        answer = await self._answered(token, method, request)
        with self._changed:
            self._changed.notify_all()
        return answer

    async def _answered(self, token: str, method: str, request: Request) -> Answer | None:
        given, wrong = _read(method, request)
        self.calls.append(Called(method, given))
        faults = self._faults.get(method)
        fault = faults.pop(0) if faults else None
        if isinstance(fault, Page):
            return Answer(fault.status, fault.text.encode(), "text/html")
        if token != self.token:
            return self._refused(Refusal(401, "Unauthorized"))
        if wrong:
            self.slips.append(wrong)
            return self._refused(Refusal(404 if method not in KNOWN else 400, f"Bad request: {wrong}"))
        if isinstance(fault, Refusal):
            return self._refused(fault)
        return None if fault is Lost.CALL else await self._done(method, given, fault)

    async def _done(self, method: str, given: dict[str, Any], fault: Late | Lost | None) -> Answer | None:
        try:
            result = await self.account.do(method, given)
        except Refusal as refusal:
            return self._refused(refusal)
        if isinstance(fault, Late):
            await asyncio.sleep(fault.seconds)
        content = {"ok": True} if result is None else {"ok": True, "result": result}
        return None if fault is Lost.ANSWER else json_answer(200, content)

    def _refused(self, refusal: Refusal) -> Answer:
        code = str(refusal.code) if next(self._as_text) else refusal.code
        return json_answer(200, {"ok": False, "description": refusal.words, "error_code": code})


def _read(method: str, request: Request) -> tuple[dict[str, Any], str]:
    """What was given, and what is wrong with it."""
    if method not in KNOWN:
        return {}, f"{method} is not known"
    if request.verb != "POST" or request.headers.get("content-type") != "application/json":
        return {}, f"{method}: not a POST of JSON"
    given = json.loads(request.body)
    for name, value in given.items():
        if name not in KNOWN[method]:
            return given, f"{method}.{name} is not known"
        if not isinstance(value, KNOWN[method][name]):
            return given, f"{method}.{name} is of the wrong type"
    missing = set(KNOWN[method]) - set(given) - {"timeout"}
    return given, f"{method}.{sorted(missing)[0]} is missing" if missing else ""
