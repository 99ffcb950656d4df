"""A reply as messages of the OA API: plain text, every choice as a numbered line, and up to five buttons beside.

Buttons are the least certain part of the API, so nothing stands on a button alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.cutting import plain_messages, units
from bot.channels.zalo_oa.events import press_words
from bot.dialogue.confirming import confirms
from bot.messages import Choice, Reply
from bot.text.sentences import shortened

LONGEST_TEXT = 2000
"""Characters of a message. What counts as one is not published; UTF-16 units after NFC are the stricter count."""

MOST_BUTTONS = 5
LONGEST_TITLE = 100
LONGEST_PAYLOAD = 1000
_LONGEST_LABEL = 45
"""Characters; even if each is of two units, it stays below the limit with its number."""


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


def _is_carried(value: str) -> bool:
    """Whether a button carries the value; what confirms something is only ever taken in words."""
    return not confirms(value) and not any(letter.isspace() for letter in value)


def _with_a_button(choices: Sequence[Choice]) -> Sequence[tuple[int, Choice]]:
    """The choices, each with its number; of too many the first ones and the last, which is the way out of an answer."""
    numbered = list(enumerate(choices, start=1))
    return numbered if len(numbered) <= MOST_BUTTONS else [*numbered[: MOST_BUTTONS - 1], numbered[-1]]


def _buttons(choices: Sequence[Choice]) -> Iterator[Button]:
    for number, choice in _with_a_button(choices):
        hidden = _is_carried(choice.value)
        payload = press_words(choice.value, choice.label) if hidden else choice.said or choice.label
        if units(payload) <= LONGEST_PAYLOAD:
            yield Button(f"{number}. {shortened(choice.label, _LONGEST_LABEL)}", payload, hidden)
