"""The plain variant among alike entries: what "kết hôn" means to whoever says no more."""

from collections.abc import Iterable

from bot.search import Library, Question
from bot.text.words import bare, words_of

# Words of an entry's name that tell it from no other of its kind.
_SILENT = frozenset(map(bare, words_of("đăng ký cấp làm xin giấy thủ tục thành lập mới trong nước")))


def plain_among(ids: Iterable[str], question: Question, library: Library) -> str | None:
    """The one of these whose name says no more than the question does; None where none does, or several."""
    said = {bare(term.word) for term in question.content}
    named = {each: {bare(word) for word in words_of(library.knowledge.entries[each].name)} for each in ids}
    plain = [each for each, words in named.items() if words - _SILENT and words - _SILENT <= said]
    return plain[0] if len(plain) == 1 else None
