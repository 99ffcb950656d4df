"""A strict imitation of Zalo's two servers for Official Accounts on loopback, with a clock that tests move.

What Zalo refuses, it refuses, in Zalo's own form. What Zalo might let pass, but should not happen (another content
type, parameters that nobody documents) is kept in `slips`, and at the end a slip fails the test.
"""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import zalo_oa_events as events
from loopback_faults import Late, Lost, Page, on_its_way
from loopback_http import Answer, Request, json_answer
from loopback_platform import LoopbackPlatform
from zalo_oa_account import Account, Refused, Sent, Slip, Spent
from zalo_oa_events import APP_ID

from bot.channels.zalo_oa.signature import signature

WEBHOOK_SECRET = "fictional-webhook-secret"
NOON = 1_795_150_800.0
"""12:00 on 20 November 2026 in Vietnam."""
SENDING = ("/v3.0/oa/message/cs", "/v2.0/oa/message")
TOKEN = "/v4/oa/access_token"
RECENT = "/v2.0/oa/listrecentchat"
ABOUT = "/v2.0/oa/getoa"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Half:
    """Only one half of the pair comes back."""

    name: str


Fault = Refused | Lost | Late | Page | Half


@dataclass(frozen=True, slots=True)
class Called:
    path: str
    headers: dict[str, str]
    content: dict[str, Any]


Brought = tuple[bytes, dict[str, str]]
"""The body and the headers of what Zalo brings to a webhook."""


class ZaloOa(LoopbackPlatform[Called, Fault]):
    """Zalo, with one account; `address` is what both settings are set to. Faults are by path."""

    def __init__(self, now: Callable[[], float] = lambda: NOON) -> None:
        super().__init__()
        self.account = Account(now)
        self.hook = ""
        self.hook_answers: list[int] = []
        self.is_holding = False
        """Whether the first call with a new token is kept waiting, and nothing of it is done."""
        self.renewed_at: list[float] = []
        """When each renewal was answered, on the clock of `time.perf_counter`."""

    async def _open(self) -> None:
        self._http = httpx.Client(timeout=5, trust_env=False)
        self._stack.callback(self._http.close)
        await super()._open()

    # What persons and the staff do

    def says(self, person: str, words: str) -> Brought:
        """A person writes; gives what Zalo brings, and brings it where there is a `hook`."""
        return self._happens(person, lambda number, at: events.text(person, number, words, at), words)

    def attaches(self, person: str, kind: str, words: str = "") -> Brought:
        """A person sends something else."""
        return self._happens(person, lambda number, at: events.attached(person, number, kind, at, words), "")

    def presses(self, person: str, title: str) -> Brought:
        """A person presses the latest button with this title: its payload comes as their own words."""
        buttons = [button for sent in reversed(self.told(person)) for button in sent.buttons]
        return self.says(person, next(button.payload for button in buttons if button.title == title))

    def follows(self, person: str) -> Brought:
        return self._happens(person, lambda _, at: events.follow(person, at), None)

    def unfollows(self, person: str) -> Brought:
        """A person follows the account no longer, which is no contact of theirs."""
        return self._bring(events.unfollow(person, self.there(self.account.milliseconds)))

    def withdraws(self, person: str) -> Brought:
        return self._happens(person, lambda _, at: events.withdraw(person, at), None)

    def staff_writes(self, person: str, words: str) -> Brought:
        """Somebody of the staff writes to the person in the OA's manager."""
        return self._bring(self.there(lambda: self._staff_event(person, words)))

    def echoes(self, sent: Sent, admin: str | None = None) -> Brought:
        """A message of the program's own comes back."""
        at = self.there(self.account.milliseconds)
        return self._bring(events.echo(sent.person, sent.number, at, admin, sent.text))

    def signed(self, payload: dict[str, Any], secret: str = WEBHOOK_SECRET) -> Brought:
        """A body as Zalo signs it."""
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        stamp = str(payload.get("timestamp", ""))
        mac = signature(APP_ID, body, stamp, secret)
        headers = {"content-type": "application/json", "x-zevent-signature": f"mac={mac}", "x-zevent-timestamp": stamp}
        return body, headers

    def _happens(self, person: str, event: Callable[[str, int], dict[str, Any]], words: str | None) -> Brought:
        return self._bring(self.there(lambda: self._persons_event(person, event, words)))

    def _persons_event(
        self, person: str, event: Callable[[str, int], dict[str, Any]], words: str | None
    ) -> dict[str, Any]:
        number, at = self.account.number("said-"), self.account.milliseconds()
        self.account.contacts[person] = at / 1000
        if words is not None:
            self.account.rows.append(events.row(person, number, words, at, is_persons=True))
        return event(number, at)

    def _staff_event(self, person: str, words: str) -> dict[str, Any]:
        number, at = self.account.number("staff-"), self.account.milliseconds()
        self.account.rows.append(events.row(person, number, words, at, is_persons=False))
        return events.echo(person, number, at, admin="77", words=words)

    def _bring(self, payload: dict[str, Any]) -> Brought:
        body, headers = self.signed(payload)
        if self.hook:
            self.hook_answers.append(self._http.post(self.hook, content=body, headers=headers).status_code)
        return body, headers

    # What is seen

    def told(self, person: str) -> list[Sent]:
        """What has arrived at this person."""
        return [sent for sent in list(self.account.sent) if sent.person == person]

    def called(self, *paths: str) -> list[Called]:
        """The calls of these paths, those that failed included."""
        return [call for call in list(self.calls) if call.path in paths]

    # The wire

    async def _answered(self, request: Request) -> Answer | None:
        try:
            return await self._strictly_answered(request)
        except Slip as slip:
            self.slips.append(str(slip))
            return Answer(500, b"", "text/plain")

    async def _strictly_answered(self, request: Request) -> Answer | None:
        path = urlsplit(request.path).path
        content = _content(path, request)
        self.calls.append(Called(path, request.headers, content))
        fault = self._next_fault(path)
        match fault:
            case Page():
                return fault.answer
            case Refused():
                return _refusal(path, fault)
            case Lost.CALL:
                return None
        if self.is_holding and self.account.would_be_new(request.headers):
            await asyncio.Event().wait()
        try:
            answer = self._done(path, request.headers, content)
        except Refused as refusal:
            return _refusal(path, refusal)
        except Spent:
            return Answer(200, b"", "text/plain")
        if isinstance(fault, Half):
            answer = {key: value for key, value in answer.items() if key in {fault.name, "expires_in"}}
        return await on_its_way(json_answer(200, answer), fault)

    def _done(self, path: str, headers: dict[str, str], content: dict[str, Any]) -> dict[str, Any]:
        if path == TOKEN:
            pair = dict(self.account.token(headers, content))
            self.renewed_at.append(time.perf_counter())
            return pair
        if path not in (*SENDING, RECENT, ABOUT):
            raise Refused(404, "Empty api")
        self.account.check(headers)
        if path == ABOUT:
            return _success(self.account.about())
        if path == RECENT:
            return _success(self.account.recent(content["data"]))
        return _success(self.account.send(path, content))


def _content(path: str, request: Request) -> dict[str, Any]:
    """The parameters of a call, in the one form that is documented for it."""
    if request.verb != ("GET" if path in (RECENT, ABOUT) else "POST"):
        raise Slip(f"{request.verb} {path}")
    if path == TOKEN:
        if request.headers.get("content-type") != _FORM:
            raise Slip(f"a renewal as {request.headers.get('content-type')}")
        return dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    if "authorization" in request.headers:
        raise Slip("the token in another header")
    if path in SENDING:
        if request.headers.get("content-type") != "application/json":
            raise Slip(f"a message as {request.headers.get('content-type')}")
        content = json.loads(request.body)
        assert isinstance(content, dict)
        return content
    query = parse_qs(urlsplit(request.path).query, strict_parsing=bool(urlsplit(request.path).query))
    if set(query) - {"data"}:
        raise Slip(f"parameters {sorted(query)}")
    return {name: values[0] for name, values in query.items()}


def _success(data: object) -> dict[str, Any]:
    return {"data": data, "error": 0, "message": "Success"}


def _refusal(path: str, refusal: Refused) -> Answer:
    more = {"error_name": refusal.words} if path == TOKEN else {"message": refusal.words}
    return json_answer(200, {"error": refusal.code} | more)
