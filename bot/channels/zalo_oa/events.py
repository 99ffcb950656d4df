"""What Zalo brings to an Official Account's webhook, and the rows of `listrecentchat`, as our values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.dialogue.confirming import confirms
from bot.messages import Attachment, Incoming

ACCOUNT = "zalo_oa"
"""The `Incoming.account` of everything that arrives here."""

_ATTACHMENTS = {
    "user_send_image": Attachment.PHOTO,
    "user_send_audio": Attachment.VOICE,
    "user_send_gif": Attachment.STICKER,
    "user_send_sticker": Attachment.STICKER,
    "user_send_location": Attachment.LOCATION,
    "user_send_file": Attachment.FILE,
    "user_send_video": Attachment.FILE,
    "user_send_business_card": Attachment.FILE,
}
_WORDS = ("user_send_text", "user_send_link")
_CONTACTS = ("follow", "user_click_chatnow")
_PRESS = re.compile(r"/chon (\S+)(?: (.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """A citizen's message."""

    id: str
    person: str
    at: datetime
    incoming: Incoming


@dataclass(frozen=True, slots=True)
class MadeContact:
    """A citizen has followed the account or opened a chat: from now on may be written to, as after a message."""

    id: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """A citizen follows the account no longer."""

    id: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StaffSpoke:
    """Somebody of the staff has written to the person in the OA's own manager; `text` is "" if it was no words."""

    id: str
    person: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Withdrew:
    """The person wants their data deleted."""

    id: str
    person: str
    at: datetime


Event = Said | MadeContact | Left | StaffSpoke | Withdrew


def press_words(value: str, label: str) -> str:
    """What a button sends as the person's own text. Typed by hand it does the same, so it is never a proof."""
    return f"/chon {value} {label}"


def read_event(payload: Mapping[str, Any]) -> Event | None:
    """The event in a webhook's body; None for what is nothing to us, our own messages above all.

    Raises ValueError where it has not the form that it has at Zalo.
    """
    name = _text(payload, "event_name")
    match name:
        case _ if name in _WORDS or name in _ATTACHMENTS:
            return _said(name, payload)
        case _ if name in _CONTACTS:
            return MadeContact(*_once(name, _person(payload), payload))
        case "unfollow":
            return Left(*_once(name, _person(payload), payload))
        case "user_withdraw":
            return Withdrew(*_once(name, _person(payload), payload))
        case _ if name.startswith("oa_send_") and not name.startswith("oa_send_anonymous_"):
            return _staff_spoke(payload)
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of `listrecentchat`: a message between the person and the account, whoever wrote it."""

    id: str
    person: str
    at: datetime
    is_persons: bool
    text: str


def read_row(row: Mapping[str, Any]) -> Row:
    """A row; `text` is "" where it was no words. Raises ValueError as `read_event`."""
    is_persons = _text(row, "src") == "1"
    words = row.get("message")
    return Row(
        _text(row, "message_id"),
        _text(row, "from_id" if is_persons else "to_id"),
        _moment(row.get("time")),
        is_persons,
        words if isinstance(words, str) else "",
    )


def said_in(row: Row) -> Said:
    """What the person said in a row of their own."""
    return Said(row.id, row.person, row.at, _incoming(row.person, row.id, row.text, None))


def account_of(payload: Mapping[str, Any]) -> str:
    """The id of the account that an event is about; "" where it is not told. It is not checked, only read."""
    side = "sender" if str(payload.get("event_name", "")).startswith("oa_send_") else "recipient"
    holder = payload.get(side)
    found = holder.get("id") if isinstance(holder, Mapping) else payload.get("oa_id")
    return str(found) if isinstance(found, str | int) else ""


def timestamp_of(payload: Mapping[str, Any]) -> str:
    """The body's own timestamp as it stands there; "" where there is none."""
    given = payload.get("timestamp", "")
    return str(given) if isinstance(given, str | int) else ""


def _said(name: str, payload: Mapping[str, Any]) -> Said:
    message = _mapping(payload, "message")
    person, id_ = _text(_mapping(payload, "sender"), "id"), _text(message, "msg_id")
    words = message.get("text")
    text = words if isinstance(words, str) else ""
    return Said(id_, person, _moment(payload.get("timestamp")), _incoming(person, id_, text, _ATTACHMENTS.get(name)))


def _staff_spoke(payload: Mapping[str, Any]) -> StaffSpoke | None:
    # What we send ourselves comes back as well; only a person at the manager has an `admin_id`.
    if not _mapping(payload, "sender").get("admin_id"):
        return None
    message, person = _mapping(payload, "message"), _text(_mapping(payload, "recipient"), "id")
    words = message.get("text")
    text = words if isinstance(words, str) else ""
    return StaffSpoke(_text(message, "msg_id"), person, _moment(payload.get("timestamp")), text)


def _incoming(person: str, message: str, text: str, attachment: Attachment | None) -> Incoming:
    press = _PRESS.fullmatch(text)
    if press and not confirms(press[1]):
        return Incoming(ACCOUNT, person, message, press[2] or "", press[1], attachment)
    return Incoming(ACCOUNT, person, message, text, attachment=attachment)


def _person(payload: Mapping[str, Any]) -> str:
    for holder in ("follower", "sender"):
        if isinstance(payload.get(holder), Mapping):
            return _text(payload[holder], "id")
    return _text(payload, "user_id")


def _once(name: str, person: str, payload: Mapping[str, Any]) -> tuple[str, str, datetime]:
    """An id for what has none of its own; nobody can be read from it, for it is kept after the person is forgotten."""
    digest = sha256(f"{name} {person} {timestamp_of(payload)}".encode()).hexdigest()
    return digest[:32], person, _moment(payload.get("timestamp"))


def _mapping(payload: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = payload.get(key)
    if not isinstance(found, Mapping):
        raise ValueError(f"{key} is missing")
    return found


def _text(payload: Mapping[str, Any], key: str) -> str:
    """Ids and numbers come as text or as numbers."""
    found = payload.get(key)
    if isinstance(found, bool) or not isinstance(found, str | int) or found == "":
        raise ValueError(f"{key} is missing")
    return str(found)


def _moment(milliseconds: object) -> datetime:
    try:
        return datetime.fromtimestamp(int(str(milliseconds)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        raise ValueError("a moment is missing") from None
