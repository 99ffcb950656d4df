"""A strict imitation of Telegram's Bot API on loopback, for tests: what Telegram would refuse, it refuses.

What Telegram lets pass, but should not happen (a parameter that does not exist, a missing one, a wrong type), is
refused as well and kept in `slips`; at the end a slip fails the test even if the program got over the refusal.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

import telegram_updates as updates
from loopback_faults import Late, Lost, Page, on_its_way
from loopback_http import Answer, Request, json_answer
from loopback_platform import LoopbackPlatform
from telegram_account import Account, Chat, Sent
from telegram_delivery import Delivery, Refusal
from telegram_schema import methods, problems, read_form

TOKEN = "4000:fictional-token-of-a-bot"

Fault = Refusal | Lost | Late | Page


def too_many(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


SERVER_ERROR = Refusal(500, "Internal Server Error")


@dataclass(frozen=True, slots=True)
class Called:
    method: str
    given: dict[str, Any]


class TelegramApi(LoopbackPlatform[Called, Fault]):
    """Telegram, with one bot. `address` is what MOTCUA_TELEGRAM_API is set to; faults are by method."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__()
        self.token = token

    async def _open(self) -> None:
        self.delivery = Delivery(self._reached)
        self.account = Account(self.delivery)
        self._stack.push_async_callback(self.delivery.close)
        await super()._open()

    # What persons do

    def writes(self, person: int, text: str) -> int:
        """A person writes; returns the number of the message."""
        return self.sends(person, text=text)

    def sends(self, person: int, **content: Any) -> int:
        """A person sends anything: `photo=[…]`, `voice={…}`, `sticker={…}` …; who was a stranger begins the chat."""
        number = self.there(self.account.next_number)
        self.there(lambda: self.account.chats.__setitem__(person, Chat.OPEN))
        self.happens("message", updates.message(person, number, **content))
        return number

    def presses(self, person: int, data: str) -> str:
        """A person presses the latest button with this data; returns the id of the press."""
        sent = next(sent for sent in reversed(self.account.sent) if data in [d for row in sent.buttons for _, d in row])
        query = f"press-{self.there(self.account.next_number)}"
        self.there(lambda: self.account.waiting_presses.add(query))
        below = updates.bots_message(person, sent.number, sent.text, sent.buttons)
        self.happens("callback_query", updates.press(person, query, data, below))
        return query

    def is_now(self, person: int, chat: Chat) -> None:
        """A person blocks the bot, lets it in again, leaves Telegram …"""
        self.there(lambda: self.account.chats.__setitem__(person, chat))
        if chat in {Chat.BLOCKED, Chat.OPEN}:
            self.happens("my_chat_member", updates.membership(person, "kicked" if chat is Chat.BLOCKED else "member"))

    def happens(self, kind: str, payload: dict[str, Any]) -> int:
        """Anything happens; returns the id of the update."""
        assert not (wrong := problems({"update_id": 1, kind: payload}, "Update", "Update")), wrong
        return self.there(lambda: self.delivery.add(kind, payload))

    def delivers_as_it_is(self, kind: str, payload: dict[str, Any]) -> None:
        """Deliver an update of a form that the imitation itself would call wrong."""
        self.there(lambda: self.delivery.add(kind, payload))

    def repeats(self, update: dict[str, Any]) -> None:
        """Deliver an update again that was acknowledged."""
        self.there(lambda: self.delivery.repeat(update))

    # What is seen

    def told(self, person: int) -> list[Sent]:
        """What has arrived at this person."""
        return [sent for sent in self.account.sent if sent.person == person]

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of each call of this method, those that failed included."""
        return [call.given for call in list(self.calls) if call.method == method]

    # The wire

    async def _answered(self, request: Request) -> Answer | None:
        token, _, method = unquote(request.path).removeprefix("/bot").partition("/")
        form = dict(parse_qsl(request.body.decode(), keep_blank_values=True, strict_parsing=bool(request.body)))
        if token != self.token:
            return _refused(Refusal(401, "Unauthorized") if ":" in token else Refusal(404, "Not Found"))
        if method not in methods():
            self.slips.append(f"{method} is not imitated")
            return _refused(Refusal(404, "Not Found"))
        given, wrong = read_form(method, form)
        self.calls.append(Called(method, given))
        if wrong:
            self.slips += wrong
            return _refused(Refusal(400, f"Bad Request: {wrong[0]}"))
        fault = self._next_fault(method)
        if isinstance(fault, Page):
            return fault.answer
        if isinstance(fault, Refusal):
            return _refused(fault)
        return None if fault is Lost.CALL else await self._done(method, given, fault)

    async def _done(self, method: str, given: dict[str, Any], fault: Fault | None) -> Answer | None:
        try:
            result = await self.account.do(method, given)
        except Refusal as refusal:
            return _refused(refusal)
        return await on_its_way(json_answer(200, {"ok": True, "result": result}), fault)


def _refused(refusal: Refusal) -> Answer:
    more = {"parameters": refusal.parameters} if refusal.parameters else {}
    return json_answer(refusal.code, {"ok": False, "error_code": refusal.code, "description": refusal.words} | more)
