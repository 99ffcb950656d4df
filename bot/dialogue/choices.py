"""Choices: what their values mean, and how a number or a name takes one.

A value is understood without any state, because a button lives as long as the chat it stands in:
"1.001193" opens an entry, "1.001193/fee" one aspect of it, "1.001193#dang-ky-muon" one of its situations, and
"1.001193#" the list of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Situation
from bot.messages import Choice
from bot.search.aspects import Aspect
from bot.text.words import bare, words_of

_NUMBERS = {
    "1": "1 một nhất đầu", "2": "2 hai nhì", "3": "3 ba", "4": "4 bốn tư", "5": "5 năm", "6": "6 sáu", "7": "7 bảy",
    "8": "8 tám", "9": "9 chín",
}  # fmt: skip
_NUMBER_OF = {
    form: int(number) for number, words in _NUMBERS.items() for word in words.split() for form in (word, bare(word))
}
_COUNTERS = {
    "cái",
    "số",
    "thứ",
    "câu",
    "mục",
    "chọn",
    "ý",
    "dòng",
    "tiên",
    "lựa",
    "nút",
    "bấm",
    "việc",
    "thủ",
    "tục",
    "cùng",
}
_COUNTERS |= {bare(word) for word in _COUNTERS}
_POLITE = {
    "ạ",
    "a",
    "nhé",
    "nhe",
    "nha",
    "đi",
    "di",
    "em",
    "anh",
    "chị",
    "chi",
    "ok",
    "dạ",
    "da",
    "là",
    "la",
    "cho",
    "tôi",
    "toi",
}
_LAST = {"cuối", "cuoi", "chót", "chot"}
_BESIDE_NUMBERS = _COUNTERS | _POLITE | _LAST
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """What a choice opens: an entry, and of it an aspect, a situation, or the list of its situations."""

    entry: Entry
    aspect: Aspect | None = None
    situation: int | None = None
    list_situations: bool = False


def value_of(entry_id: str, aspect: Aspect | None = None, situation: Situation | None = None) -> str:
    """The value of a choice that opens this."""
    if situation is not None:
        return f"{entry_id}#{situation.slug}"
    return f"{entry_id}/{aspect.value}" if aspect else entry_id


def taken(value: str, knowledge: Knowledge) -> Taken | None:
    """What the value opens in today's knowledge; None where that no longer exists."""
    match = re.fullmatch(r"([^/#]+)(?:/(\w+)|#([\w-]*))?", value)
    entry = knowledge.entries.get(match[1]) if match else None
    if match is None or entry is None:
        return None
    if match[2] is not None:
        return Taken(entry, aspect=Aspect(match[2])) if match[2] in set(Aspect) else Taken(entry)
    if match[3] is None or isinstance(entry, ListedProcedure):
        return Taken(entry)
    for number, situation in enumerate(entry.situations):
        if situation.slug == match[3]:
            return Taken(entry, situation=number)
    return Taken(entry, list_situations=not match[3] and bool(entry.situations))


def picked(text: str, offered: Sequence[Choice]) -> Choice | None:
    """The offered choice that the text takes by its number ("2", "cái thứ hai", "cái cuối") or by its words."""
    words = words_of(text)
    spoken = " ".join(bare(word) for word in words)
    for choice in offered:
        if spoken and spoken == " ".join(bare(word) for word in words_of(choice.label)):
            return choice
    number = number_in(words, len(offered))
    return offered[number - 1] if number and 0 < number <= len(offered) else None


def is_number(text: str) -> bool:
    """Whether the text is but a number to choose by."""
    return number_in(words_of(text), 1) is not None


def _value(word: str) -> int | None:
    """The number that a word is; digits beyond three are no choice but an amount or a year."""
    return int(word) if word.isdecimal() and word.isascii() and len(word) <= _DIGITS else _NUMBER_OF.get(word)


def number_in(words: Sequence[str], count: int) -> int | None:
    """The number a text consists of, apart from words that go with a number; the last of all is `count`."""
    if not all(word in _BESIDE_NUMBERS or _value(word) is not None for word in words):
        return None
    rest = [word for word in words if word not in _POLITE]
    if any(word in _LAST for word in rest):
        return count if all(word in _LAST or word in _COUNTERS for word in rest) else None
    numbers = [number for word in rest if (number := _value(word)) is not None]
    return numbers[0] if len(numbers) == 1 else None
