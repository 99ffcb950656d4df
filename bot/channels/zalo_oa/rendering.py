"""A reply as messages of the OA API: plain text, every choice as a numbered line, and up to five buttons beside.

Buttons are the least certain part of the API, so nothing stands on a button alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.cutting import plain_messages, units
from bot.channels.zalo_oa.events import press_words
from bot.messages import Choice, Reply
from bot.text.sentences import shortened

LONGEST_TEXT = 2000
"""Characters of a message. What counts as one is not published; UTF-16 units after NFC are the stricter count."""

MOST_BUTTONS = 5
LONGEST_TITLE = 100
LONGEST_PAYLOAD = 1000
_LONGEST_LABEL = 45
"""Characters; even if each is of two units, it stays below the limit with its number."""

_OWN_VALUE = "!"
"""Values that begin so are no entries: they confirm something, and that is only ever taken in words."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button, and what it sends as the person's own text; that is shown in the chat unless it is `hidden`."""

    title: str
    payload: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Call:
    """One message to send."""

    text: str
    buttons: tuple[Button, ...] = ()


def calls(reply: Reply) -> tuple[Call, ...]:
    """The messages that a reply is, in order; none where it says nothing. The buttons stand under the last one."""
    messages = [Call(text) for text in plain_messages(reply, LONGEST_TEXT)]
    if messages:
        messages[-1] = replace(messages[-1], buttons=tuple(_buttons(reply.choices)))
    return tuple(messages)


def plain(call: Call) -> Call:
    """The same without buttons, for when they are refused."""
    return replace(call, buttons=())


def body(person: str, call: Call) -> Mapping[str, Any]:
    """The message as it is sent; the same for both addresses."""
    message: dict[str, Any] = {"text": call.text}
    if call.buttons:
        buttons = [_button(button) for button in call.buttons]
        message["attachment"] = {"type": "template", "payload": {"buttons": buttons}}
    return {"recipient": {"user_id": person}, "message": message}


def _button(button: Button) -> Mapping[str, str]:
    kind = "oa.query.hide" if button.hidden else "oa.query.show"
    return {"title": button.title, "type": kind, "payload": button.payload}


def _is_entry(value: str) -> bool:
    return not value.startswith(_OWN_VALUE) and not any(letter.isspace() for letter in value)


def _buttons(choices: Sequence[Choice]) -> Iterator[Button]:
    for number, choice in enumerate(choices[:MOST_BUTTONS], start=1):
        hidden = _is_entry(choice.value)
        payload = press_words(choice.value, choice.label) if hidden else choice.label
        if units(payload) <= LONGEST_PAYLOAD:
            yield Button(f"{number}. {shortened(choice.label, _LONGEST_LABEL)}", payload, hidden)
