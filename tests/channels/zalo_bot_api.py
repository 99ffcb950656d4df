"""A strict imitation of Zalo's Bot Platform on loopback, for tests, made after what is known of the real one.

Refusals are HTTP 200 with `ok: false`, their codes now a number and now a text. What the program should never do (a
parameter that is not known, two polls at a time, another method than POST with JSON) is refused and kept in `slips`; at
the end a slip fails the test even if the program got over the refusal.
"""

import itertools
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from loopback_faults import Late, Lost, Page, on_its_way
from loopback_http import Answer, Request, json_answer
from loopback_platform import LoopbackPlatform
from zalo_bot_account import KNOWN, Account, Sent
from zalo_bot_delivery import Delivery, Refusal, Update

from bot.text.dates import VIETNAM

TOKEN = "5000:fictional-token-of-a-zalo-bot"
NAME = "Người Mẫu"
TOO_MANY = Page(429, "<html><head><title>429 Too Many Requests</title></head><body>nginx</body></html>")
SERVER_ERROR = Page(502, "<html>Bad Gateway</html>")

Fault = Refusal | Lost | Late | Page


@dataclass(frozen=True, slots=True)
class Called:
    method: str
    given: dict[str, Any]


class ZaloBotApi(LoopbackPlatform[Called, Fault]):
    """Zalo, with one bot. `address` is what MOTCUA_ZALO_BOT_API is set to; faults are by method."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__(notices=True)
        self.token = token
        self.moment = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
        self._numbers = itertools.count(1)
        self._as_text = itertools.cycle([False, True])

    async def _open(self) -> None:
        self.delivery = Delivery(self._reached, self.slips.append)
        self.account = Account(self.delivery, self._milliseconds)
        self._stack.push_async_callback(self.delivery.close)
        await super()._open()

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
        self.there(lambda: self.account.persons.add(str(person)))
        self.there(lambda: self.delivery.add(update))

    # What goes wrong, and what is seen

    def fail_after(self, calls: int, method: str, fault: Fault) -> None:
        """A call of this method fails after so many more that work."""
        self.fail(method, *[Late(0)] * calls, fault)

    def told(self, person: str) -> list[Sent]:
        """What has arrived at this person."""
        return [sent for sent in list(self.account.sent) if sent.person == person]

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of each call of this method, those that failed included."""
        return [call.given for call in list(self.calls) if call.method == method]

    def _milliseconds(self) -> int:
        return int(self.moment.timestamp() * 1000)

    # The wire

    async def _answered(self, request: Request) -> Answer | None:
        token, _, method = unquote(request.path).removeprefix("/bot").partition("/")
        given, wrong = _read(method, request)
        self.calls.append(Called(method, given))
        fault = self._next_fault(method)
        if isinstance(fault, Page):
            return fault.answer
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
        content = {"ok": True} if result is None else {"ok": True, "result": result}
        return await on_its_way(json_answer(200, content), fault)

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
