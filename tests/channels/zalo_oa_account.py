"""One Official Account at the imitated Zalo: its tokens, its chats, and what its two servers answer."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import zalo_oa_events as events
from zalo_oa_events import APP_ID, OA_ID

ACCESS_LIVES = 25 * 3600
REFRESH_LIVES = 90 * 24 * 3600
CODE_LIVES = 600
SEVEN_DAYS = 7 * 24 * 3600
APP_SECRET = "fictional-app-secret"
REDIRECT = "https://hoidap.example.vn/"


@dataclass(frozen=True)
class Refused(Exception):
    """A business answer with an error."""

    code: int
    words: str


class Spent(Exception):
    """HTTP 200 with nothing at all: this refresh token was used before."""


class Slip(Exception):
    """Something that the real one might let pass, but that should not happen."""


@dataclass(frozen=True, slots=True)
class Button:
    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that arrived at a person."""

    person: str
    number: str
    text: str
    buttons: tuple[Button, ...]
    endpoint: str


@dataclass
class Account:
    """Lives in one event loop. `now` gives seconds since the epoch."""

    now: Callable[[], float]
    is_government: bool = False
    has_buttons: bool = True
    requests_per_minute: int = 1_000_000
    refuses: dict[str, int] = field(default_factory=dict)
    """Persons whom Zalo refuses, with the code."""
    everything_refused: int = 0
    """A code that every message and `listrecentchat` are refused with, as when the package has ended."""
    sent: list[Sent] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    contacts: dict[str, float] = field(default_factory=dict)
    renewals: int = 0
    unused: set[str] = field(default_factory=set)
    """Access tokens with which no call was ever accepted."""
    _access: dict[str, float] = field(default_factory=dict)
    _refresh: dict[str, float] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _codes: dict[str, tuple[float, str]] = field(default_factory=dict)
    _requests: list[float] = field(default_factory=list)
    _number: int = 0

    def number(self, name: str) -> str:
        self._number += 1
        return f"{name}{self._number:016x}"

    # OAuth

    def grant(self) -> dict[str, str]:
        """A new pair; the access token before it dies."""
        self._access = {self.number("access-"): self.now() + ACCESS_LIVES}
        self.unused |= self._access.keys()
        refresh = self.number("refresh-")
        self._refresh[refresh] = self.now() + REFRESH_LIVES
        return {"access_token": next(iter(self._access)), "refresh_token": refresh, "expires_in": str(ACCESS_LIVES)}

    def forget_tokens(self) -> None:
        """An admin has taken the permission back."""
        self._access, self._refresh = {}, {}

    def spoil_access(self) -> None:
        """The access token dies before its time."""
        self._access = {}

    def agree(self, challenge: str) -> str:
        """An admin agrees; the code that Zalo leads to the registered address with."""
        code = self.number("code-")
        self._codes[code] = (self.now() + CODE_LIVES, challenge)
        return code

    def token(self, headers: dict[str, str], form: dict[str, str]) -> dict[str, str]:
        """What `/v4/oa/access_token` answers. Raises Refused and Spent."""
        if form.get("app_id") != APP_ID or headers.get("secret_key") != APP_SECRET:
            raise Refused(-14002, "Invalid app.")
        match form.get("grant_type"):
            case "refresh_token":
                self._use(form.get("refresh_token", ""))
                self.renewals += 1
            case "authorization_code":
                self._redeem(form.get("code", ""), form.get("code_verifier", ""))
            case other:
                raise Slip(f"grant_type {other}")
        return self.grant()

    def _use(self, refresh: str) -> None:
        if refresh in self._used:
            raise Spent
        if self._refresh.pop(refresh, 0) <= self.now():
            raise Refused(-14014, "Invalid refresh token.")
        self._used.add(refresh)

    def _redeem(self, code: str, verifier: str) -> None:
        ends, challenge = self._codes.pop(code, (0.0, ""))
        if ends <= self.now() or _challenge(verifier) != challenge:
            raise Refused(-14014, "Invalid code.")

    # The OA API

    def would_be_new(self, headers: dict[str, str]) -> bool:
        """Whether the call is the first with its token."""
        access = headers.get("access_token", "")
        return access in self._access and access in self.unused

    def check(self, headers: dict[str, str]) -> None:
        """Raise Refused where the token or the pace is not good."""
        ends = self._access.get(headers.get("access_token", ""))
        if ends is None:
            raise Refused(-216, "Access token is invalid")
        if ends <= self.now():
            raise Refused(-216, "Access token has expired")
        self._requests = [at for at in self._requests if at > self.now() - 60]
        if len(self._requests) >= self.requests_per_minute:
            raise Refused(-32, "Rate limit exceeded")
        self._requests.append(self.now())
        self.unused.discard(headers["access_token"])

    def about(self) -> dict[str, Any]:
        return {
            "oa_id": OA_ID,
            "name": "UBND xã Suối Mẫu",
            "is_verified": True,
            "oa_type": 4 if self.is_government else 2,
            "num_follower": 12,
            "package_name": "Tăng trưởng",
            "package_valid_through_date": "31/12/2027",
        }

    def recent(self, data: str) -> list[dict[str, Any]]:
        """What `listrecentchat` answers, newest first. Raises Refused."""
        asked = json.loads(data)
        if set(asked) != {"offset", "count"}:
            raise Slip(f"listrecentchat with {sorted(asked)}")
        if not 1 <= asked["count"] <= 10:
            raise Refused(-210, "count is over its limit")
        if self.everything_refused:
            raise Refused(self.everything_refused, "refused")
        rows = sorted(self.rows, key=lambda row: -int(row["time"]))
        return rows[asked["offset"] : asked["offset"] + asked["count"]]

    def send(self, endpoint: str, body: dict[str, Any]) -> dict[str, str]:
        """Take a message to a person. Raises Refused."""
        if set(body) != {"recipient", "message"} or set(body["recipient"]) != {"user_id"}:
            raise Slip(f"a message of {sorted(body)}")
        person, message = body["recipient"]["user_id"], body["message"]
        if self.is_government != (endpoint == "/v2.0/oa/message"):
            raise Refused(-235 if self.is_government else -240, "API does not support this type of OA")
        if self.everything_refused:
            raise Refused(self.everything_refused, "refused")
        if person in self.refuses:
            raise Refused(self.refuses[person], "refused")
        contact = self.contacts.get(person)
        if contact is None:
            raise Refused(-232, "User has not interacted with the OA")
        if self.now() - contact > SEVEN_DAYS:
            raise Refused(-230, "User has not interacted with the OA in the past 7 days")
        text, buttons = _text(message), tuple(self._buttons(message))
        number = self.number("sent-")
        self.sent.append(Sent(person, number, text, buttons, endpoint))
        self.rows.append(events.row(person, number, text, self.milliseconds(), is_persons=False))
        return {"message_id": number, "user_id": person}

    def milliseconds(self) -> int:
        """The moment, each one later than the one before."""
        self._number += 1
        return int(self.now() * 1000) + self._number

    def _buttons(self, message: dict[str, Any]) -> list[Button]:
        if set(message) - {"text", "attachment"}:
            raise Slip(f"a message with {sorted(message)}")
        if "attachment" not in message:
            return []
        attachment = message["attachment"]
        if attachment.get("type") != "template" or set(attachment["payload"]) != {"buttons"}:
            raise Slip(f"an attachment {attachment}")
        buttons = attachment["payload"]["buttons"]
        if not self.has_buttons:
            raise Refused(-233, "Message type is not supported")
        if not 1 <= len(buttons) <= 5:
            raise Refused(-210, "buttons is over its limit")
        return [_button(button) for button in buttons]


def _text(message: dict[str, Any]) -> str:
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refused(-201, "text is invalid")
    # The stricter count of the two that can be meant.
    if len(text.encode("utf-16-le")) // 2 > 2000:
        raise Refused(-210, "text is over its limit")
    return text


def _button(button: dict[str, Any]) -> Button:
    if set(button) != {"title", "type", "payload"} or button["type"] not in {"oa.query.show", "oa.query.hide"}:
        raise Slip(f"a button {button}")
    if not 1 <= len(button["title"]) <= 100 or not 1 <= len(button["payload"]) <= 1000:
        raise Refused(-210, "button is over its limit")
    return Button(button["title"], button["payload"])


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
