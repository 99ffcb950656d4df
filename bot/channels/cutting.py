"""Bringing a text into messages that are short enough, cut where a reader would."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from bot.channels.failures import Unacceptable
from bot.messages import Reply, plain_text

BREAKS = (re.compile(r"\n+"), re.compile(r"(?<=[.!?…])\s+"), re.compile(r"\s+"))
"""Where a text is cut, the best place first: between its lines, its sentences, its words."""

LONGEST_SLICE = 300
"""Characters of a word without end. With each escaped, or of two units, they still fit into any platform's message."""

_T = TypeVar("_T")


def units(text: str) -> int:
    """How long the platforms find a text: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def must_be_one(messages: Sequence[object]) -> None:
    """Raise Unacceptable where a reply makes more messages than one, or none: it is sent whole or not at all."""
    if len(messages) != 1:
        raise Unacceptable(f"the text makes {len(messages)} messages instead of one")


def plain_messages(reply: Reply, longest: int) -> tuple[str, ...]:
    """The reply for a platform that shows nothing but text, in order; none where it says nothing.

    The choices are numbered lines. No message is longer than `longest` UTF-16 units, which must be above 1,200. The
    letters are composed (NFC): decomposed, Vietnamese is a quarter longer.
    """
    text = unicodedata.normalize("NFC", plain_text((reply,))).strip()
    pieces = cut(text, lambda piece: units(piece) <= longest // 2)
    messages = ("".join(pieces).strip() for pieces in packed(pieces, units, longest))
    return tuple(message for message in messages if message)


def cut(text: str, fits: Callable[[str], bool], breaks: Sequence[re.Pattern[str]] = BREAKS) -> Iterator[str]:
    """The text in parts: each whole if it fits, else its lines, its sentences, its words, or less."""
    if fits(text):
        yield text
    elif not breaks:
        yield from (text[start : start + LONGEST_SLICE] for start in range(0, len(text), LONGEST_SLICE))
    else:
        start = 0
        for match in breaks[0].finditer(text):
            yield from cut(text[start : match.end()], fits, breaks[1:])
            start = match.end()
        yield from cut(text[start:], fits, breaks[1:])


def packed(parts: Iterable[_T], size: Callable[[_T], int], longest: int) -> Iterator[list[_T]]:
    """The parts in as few groups as they fit into, in order."""
    group: list[_T] = []
    length = 0
    for part in parts:
        if group and length + size(part) > longest:
            yield group
            group, length = [], 0
        group.append(part)
        length += size(part)
    if group:
        yield group
