"""The plain variant among alike entries: what "kết hôn" means to whoever says no more."""

import re
from collections.abc import Iterable

from bot.search import Library, Question
from bot.text.words import bare, words_of

_JOINING = re.compile(r"\b(?:và|kết hợp|làm gộp)\b")
# Words of an entry's name that tell it from no other of its kind.
_SILENT = frozenset(map(bare, words_of("đăng ký cấp làm xin giấy thủ tục thành lập mới trong nước")))


def plain_among(ids: Iterable[str], question: Question, library: Library) -> str | None:
    """The one of these whose name says no more than the question does; None where none does, or several."""
    said = {bare(term.word) for term in question.content}
    told = {each: _told_by(library.knowledge.entries[each].name) for each in ids}
    plain = [each for each, words in told.items() if words and words <= said]
    return plain[0] if len(plain) == 1 else None


def is_joined_in(name: str, other: str) -> bool:
    """Whether the other name joins several things, and is of one of them all that the first says."""
    return bool(_JOINING.search(other)) and _told_by(name) <= _told_by(other)


def _told_by(name: str) -> set[str]:
    return {bare(word) for word in words_of(name)} - _SILENT
