"""Finding known phrases in a sequence of words."""

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from bot.text.words import bare, words_of

Meaning = TypeVar("Meaning")


class Span(NamedTuple, Generic[Meaning]):
    """The words from `start` up to, not including, `end`, and what they mean."""

    start: int
    end: int
    meaning: Meaning


def agrees(typed: str, meant: str) -> bool:
    """Whether a typed word can be the meant one: the same, or typed without any accent."""
    return typed == meant or typed == bare(meant)


class PhraseTable(Generic[Meaning]):
    """Phrases with their meanings. Made once from the knowledge, read only afterwards."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        self._by_key: dict[tuple[str, ...], list[tuple[tuple[str, ...], Meaning]]] = {}
        self._longest: dict[str, int] = {}
        for phrase, meaning in phrases:
            words = words_of(phrase)
            key = tuple(bare(word) for word in words)
            if key:
                self._by_key.setdefault(key, []).append((words, meaning))
                self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def meaning(self, meaning: Meaning) -> list[str]:
        """All phrases that mean this; for showing, for it looks at every phrase."""
        return [" ".join(words) for known in self._by_key.values() for words, each in known if each == meaning]

    def holds(self, word: str) -> bool:
        """Whether the word alone is one of the phrases."""
        return self._at((word,), (bare(word),), 0) is not None

    def spans(self, words: Sequence[str]) -> list[Span[Meaning]]:
        """The phrases in the words, left to right, none overlapping another, the longest first at each place."""
        plain = tuple(map(bare, words))
        found: list[Span[Meaning]] = []
        end = 0
        for position, word in enumerate(plain):
            # Few words begin a phrase, and this is asked for each word of each phrase of the knowledge.
            if position >= end and word in self._longest and (span := self._at(words, plain, position)):
                found.append(span)
                end = span.end
        return found

    def _at(self, words: Sequence[str], plain: tuple[str, ...], start: int) -> Span[Meaning] | None:
        """The longest phrase that begins at that word; `plain` are the words without accents."""
        key = plain[start : start + self._longest.get(plain[start], 0)]
        for length in range(len(key), 0, -1):
            for phrase, meaning in self._by_key.get(key[:length], ()):
                if all(map(agrees, words[start : start + length], phrase)):
                    return Span(start, start + length, meaning)
        return None
