"""Finding known phrases in a sequence of words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Node(Generic[Meaning]):
    """What is known of phrases that begin alike: those that end here, and by the next word those that go on."""

    phrases: list[tuple[tuple[str, ...], Meaning]] = field(default_factory=list)
    after: dict[str, "_Node[Meaning]"] = field(default_factory=dict)


class PhraseTable(Generic[Meaning]):
    """Phrases with their meanings, as a tree (trie) of their words without accents. Made once from the knowledge, read
    only afterwards.
    """

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        self._root: _Node[Meaning] = _Node()
        self._known: list[tuple[tuple[str, ...], Meaning]] = []
        for phrase, meaning in phrases:
            words = words_of(phrase)
            node = self._root
            for word in words:
                node = node.after.setdefault(bare(word), _Node())
            if words:
                node.phrases.append((words, meaning))
                self._known.append((words, meaning))

    def meaning(self, meaning: Meaning) -> list[str]:
        """All phrases that mean this; for showing, for it looks at every phrase."""
        return [" ".join(words) for words, each in self._known if each == meaning]

    def holds(self, word: str) -> bool:
        """Whether the word alone is one of the phrases."""
        return bool(self.spans((word,)))

    def spans(self, words: Sequence[str]) -> list[Span[Meaning]]:
        """The phrases in the words, left to right, none overlapping another, the longest first at each place."""
        plain = (*map(bare, words), "")
        begins = self._root.after
        found: list[Span[Meaning]] = []
        end = 0
        # This is asked for each word of each phrase of the knowledge; few words begin a phrase, fewer with the next.
        for start in [place for place, word in enumerate(plain) if word in begins]:
            first = begins[plain[start]]
            if start >= end and (first.phrases or plain[start + 1] in first.after):
                span = self._at(words, plain, start)
                if span:
                    found.append(span)
                    end = span.end
        return found

    def _at(self, words: Sequence[str], plain: Sequence[str], start: int) -> Span[Meaning] | None:
        """The longest phrase that begins at that word; `plain` are the words without accents."""
        longest, node = None, self._root
        for end in range(start + 1, len(plain)):
            following = node.after.get(plain[end - 1])
            if following is None:
                break
            node = following
            for phrase, meaning in node.phrases:
                if all(map(agrees, words[start:end], phrase)):
                    longest = Span(start, end, meaning)
                    break
        return longest
