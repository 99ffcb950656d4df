"""A reply as calls of Telegram's sendMessage: https://core.telegram.org/bots/api#sendmessage and #html-style."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from bot.channels.cutting import cut, packed, units
from bot.messages import Choice, Link, Reply
from bot.text.sentences import shortened

LONGEST_TEXT = 4096
"""How long a message may be, in UTF-16 units. Telegram counts after the markup is read; we count it with."""

LONGEST_DATA = 64
"""How long the data of a button may be, in bytes of UTF-8."""

_LONGEST_PART = LONGEST_TEXT // 2
_LONGEST_LABEL = 40
"""More than that no telephone shows on a button."""
_SHORT_LABEL = 16
"""Two of these stand side by side on a telephone."""
_MOST_BUTTONS = 30
"""Telegram takes 100 at most, and a keyboard of 10 kB at most."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message, and what comes back when it is pressed."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Call:
    """One message to send: `text` is HTML if `is_html`; `words` say the same without markup. Buttons stand in rows."""

    text: str
    words: str
    rows: tuple[tuple[Button, ...], ...] = ()
    is_html: bool = True


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that is not cut any more, in words and in HTML."""

    words: str
    html: str


def calls(reply: Reply) -> tuple[Call, ...]:
    """The messages that a reply is, in order; none where it says nothing. The buttons stand under the last one.

    Choices are numbered by their place, so that a number can be typed as well. Where a choice has no button, because
    its value is too long for one, or can not be read on it, the whole list stands in the text.
    """
    buttons = tuple(_buttons(reply.choices))
    groups = packed(_parts(reply, _needs_list(reply, buttons)), lambda part: units(part.html), LONGEST_TEXT)
    messages = [_call(group) for group in groups if any(part.words.strip() for part in group)]
    if messages and buttons:
        messages[-1] = replace(messages[-1], rows=tuple(_rows(buttons)))
    return tuple(messages)


def plain(call: Call) -> Call:
    """The same message without markup, for when the markup is refused."""
    return replace(call, text=call.words, is_html=False)


def _call(parts: Sequence[_Part]) -> Call:
    return Call("".join(part.html for part in parts).strip(), "".join(part.words for part in parts).strip())


def _numbered(choices: Sequence[Choice]) -> Iterator[str]:
    return (f"{number}. {choice.label}" for number, choice in enumerate(choices, start=1))


def _buttons(choices: Sequence[Choice]) -> Iterator[Button]:
    for number, choice in enumerate(choices[:_MOST_BUTTONS], start=1):
        if 1 <= len(choice.value.encode()) <= LONGEST_DATA:
            yield Button(f"{number}. {shortened(choice.label, _LONGEST_LABEL)}", choice.value)


def _needs_list(reply: Reply, buttons: Sequence[Button]) -> bool:
    says_nothing_else = not (reply.heading.strip() or reply.text.strip() or reply.links)
    return says_nothing_else or [button.label for button in buttons] != list(_numbered(reply.choices))


def _rows(buttons: Sequence[Button]) -> Iterator[tuple[Button, ...]]:
    """One button a row, or two where both are short."""
    waiting: Button | None = None
    for button in buttons:
        is_short = len(button.label) <= _SHORT_LABEL
        if waiting and is_short:
            yield waiting, button
            waiting = None
            continue
        if waiting:
            yield (waiting,)
        waiting = button if is_short else None
        if not is_short:
            yield (button,)
    if waiting:
        yield (waiting,)


def _parts(reply: Reply, with_list: bool) -> Iterator[_Part]:
    if reply.heading.strip():
        yield from (_Part(words, f"<b>{_escaped(words)}</b>") for words in cut(reply.heading.strip(), _fits, ()))
        yield _as_it_is("\n")
    yield from _cut_text(reply.text.strip())
    if reply.links:
        yield _as_it_is("\n")
    for link in reply.links:
        yield _as_it_is("\n")
        yield from _link(link)
    if with_list and reply.choices:
        yield _as_it_is("\n")
        for line in _numbered(reply.choices):
            yield from _cut_text(f"\n{line}")


def _as_it_is(words: str) -> _Part:
    return _Part(words, _escaped(words))


def _escaped(words: str) -> str:
    return escape(words, quote=False)


def _cut_text(text: str) -> Iterator[_Part]:
    return (_as_it_is(words) for words in cut(text, _fits))


def _link(link: Link) -> Iterator[_Part]:
    label = link.label.strip() or link.url
    html = f'<a href="{escape(link.url)}">{_escaped(label)}</a>'
    words = f"{label}: {link.url}"
    if units(html) <= LONGEST_TEXT:
        yield _Part(words, html)
    else:
        yield from _cut_text(words)


def _fits(words: str) -> bool:
    return units(_escaped(words)) <= _LONGEST_PART
