"""Zalo's Bot Platform as our values, without any network. What is known of it was read on 20 November 2026.

An update comes flat or wrapped in `result`; ids and error codes come as numbers or as texts. Choices are numbered
lines, since there are no buttons, and no `parse_mode` is used: the platform changes texts that it reads as markup.
"""

import json
from collections.abc import Mapping
from typing import Any

from bot.channels.cutting import plain_messages
from bot.channels.failures import AccountRefused, ChannelError, Refused, SlowDown, Unacceptable, Unreachable
from bot.messages import Attachment, Incoming, Reply

ACCOUNT = "zalo_bot"
"""The `Incoming.account` of everything that arrives here."""
LONGEST_TEXT = 2000
"""How long a message may be. Whether letters or UTF-16 units are counted is not published: the latter are more."""
QUOTA_USED_UP = "the month's messages are used up"
UNSAID_PAUSE = 5.0
"""Seconds to wait after "too many requests", of which the platform never says how long."""

_A_DAY = 24 * 3600.0
_TIMED_OUT = "error code 408"
_LONGEST_ID = 100
_PRIVATE = "PRIVATE"
_ATTACHMENTS = {
    "message.image.received": Attachment.PHOTO,
    "message.sticker.received": Attachment.STICKER,
    "message.voice.received": Attachment.VOICE,
    "message.unsupported.received": Attachment.UNREADABLE,
}
_TEXT = "message.text.received"


class Unreadable(Exception):
    """Something that is no update of the shape that is known. Its words hold nothing of the content."""


def read(body: Any) -> Incoming | None:
    """The citizen's message in an update; None for an event that is not known, a group, a bot. Raises Unreadable."""
    update = body.get("result", body) if isinstance(body, dict) else body
    if not isinstance(update, dict):
        raise Unreadable("no object")
    event = update.get("event_name")
    attachment = _ATTACHMENTS.get(event) if isinstance(event, str) else None
    if event != _TEXT and attachment is None:
        return None
    message = update.get("message")
    if not isinstance(message, dict):
        raise Unreadable("no message")
    chat, sender = message.get("chat"), message.get("from")
    if not isinstance(chat, dict):
        raise Unreadable("no chat")
    if chat.get("chat_type") != _PRIVATE or (isinstance(sender, dict) and sender.get("is_bot") is True):
        return None
    person, number = _id(chat, "id"), _id(message, "message_id")
    words = message.get("caption" if attachment else "text")
    return Incoming(ACCOUNT, person, number, words if isinstance(words, str) else "", attachment=attachment)


def texts(reply: Reply) -> tuple[str, ...]:
    """The messages that a reply is, in order; none where it says nothing."""
    return plain_messages(reply, LONGEST_TEXT)


def result_of(status: int, body: bytes) -> Any:
    """What a call gave; None where it says that it succeeded and nothing more. Raises ChannelError.

    Every refusal of the platform itself is an HTTP 200 with `ok: false`. What is no JSON comes of something in between:
    it tells nothing about the token, and its status only whether the call may have gone through.
    """
    answer = _object(body)
    if answer is None or not isinstance(answer.get("ok"), bool):
        raise _of_something_between(status)
    if answer["ok"]:
        return answer.get("result")
    raise refusal(_code(answer.get("error_code")), str(answer.get("description", "")))


def refusal(code: int | None, words: str) -> ChannelError:
    """What follows from an error code. `words` are the platform's, and hold no token any more."""
    match code:
        case 400 if "chat_id" in words.lower():
            # Reasons are logged, and the platform's words may quote what was sent.
            return Refused("the chat is refused")
        case 401:
            return AccountRefused("the token is not accepted")
        case 403:
            # Documented as an error of the server, not as something forbidden.
            return Unreachable("error code 403", may_have_arrived=False)
        case 408:
            return Unreachable(_TIMED_OUT, may_have_arrived=True)
        case 426:
            return SlowDown(_A_DAY)
        case 429:
            return AccountRefused(QUOTA_USED_UP)
        case _:
            # 400 and 404, and whatever is not known: asked in the same way, the answer would be the same.
            return Unacceptable(words)


def is_used_up(failure: ChannelError) -> bool:
    """Whether it is the month's messages, and not the token."""
    return str(failure) == QUOTA_USED_UP


def is_empty_poll(failure: ChannelError) -> bool:
    """Whether a poll ended as it does when nobody has written."""
    return isinstance(failure, Unreachable) and str(failure) == _TIMED_OUT


def is_empty(result: Any) -> bool:
    """Whether a poll brought nothing, in the form in which nothing is brought as a success."""
    return result is None or result == {}


def message_id(result: Any) -> str:
    """The id of a message that was sent; "" where the platform does not tell it, for sent it is all the same."""
    found = result.get("message_id") if isinstance(result, dict) else None
    return str(found) if isinstance(found, str | int) else ""


def _of_something_between(status: int) -> ChannelError:
    if status == 429:
        return SlowDown(UNSAID_PAUSE)
    # A 4xx was refused before the platform saw it. Behind a 5xx, or a 200 without sense, it may have been done.
    return Unreachable(f"HTTP {status} without an answer of the platform", may_have_arrived=not 300 <= status < 500)


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _code(written: Any) -> int | None:
    try:
        return int(written)
    except (TypeError, ValueError):
        return None


def _id(holder: Mapping[str, Any], name: str) -> str:
    found = holder.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int) or not 1 <= len(str(found)) <= _LONGEST_ID:
        raise Unreadable(f"no {name}")
    return str(found)
