"""A commune's knowledge with the index that finds things in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.topic import Topic
from bot.search.aspects import Aspect
from bot.search.common_words import is_common
from bot.search.emergencies import Emergencies
from bot.search.index import Index, build, texts_of
from bot.search.lexicon import Lexicon
from bot.search.phrases import PhraseTable
from bot.search.question import Question, read
from bot.search.ranking import Hit, alike_beyond, ranked, weight
from bot.text.words import bare

_LIGHT = 0.3
"""Of the weight of one unknown word: what weighs less in sum names nothing."""
_CLEAR = 0.7
"""A reading with this score needs no other: what looks like an aspect is one."""


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that may be meant, best first, and the aspects that are asked of them.

    `beyond` tells how well the question and a phrase of what nobody here can answer cover each other; 0 to 1.
    """

    hits: tuple[Hit, ...]
    aspects: tuple[Aspect, ...]
    beyond: float = 0.0

    def without(self, ids: Iterable[str]) -> Self:
        """The same without the entries of those ids."""
        refused = set(ids)
        return replace(self, hits=tuple(hit for hit in self.hits if hit.id not in refused))


@dataclass(frozen=True, slots=True)
class Library:
    """Knowledge and its index; made with `Library.of`, once for each version of the knowledge."""

    knowledge: Knowledge
    lexicon: Lexicon
    index: Index
    emergencies: Emergencies
    names: Mapping[tuple[str, ...], tuple[str, ...]]

    @classmethod
    def of(cls, knowledge: Knowledge) -> Self:
        """Index the knowledge."""
        entries = knowledge.entries.values()
        beyond = knowledge.vocabulary.beyond
        texts = (text for entry in entries for text, _ in texts_of(entry))
        lexicon = Lexicon(knowledge.vocabulary, (*texts, *beyond))
        topics = [entry for entry in entries if isinstance(entry, Topic)]
        sure = PhraseTable((sign, topic.id) for topic in topics for sign in topic.emergency_signs)
        possible = PhraseTable((sign, topic.id) for topic in topics for sign in topic.possible_signs)
        index = build(entries, lexicon, beyond)
        return cls(knowledge, lexicon, index, Emergencies(sure, possible), _names(entries, lexicon))

    def read(self, text: str) -> Question:
        """The question as understood with this knowledge's words."""
        return read(text, self.lexicon)

    def emergency(self, question: Question) -> str | None:
        """The id of the topic whose sign of an emergency stands in the question, if one does."""
        return self.emergencies.in_words(question.words)

    def is_emergency(self, entry_id: str) -> bool:
        """Whether the entry is a topic for emergencies."""
        entry = self.knowledge.entries[entry_id]
        return isinstance(entry, Topic) and bool(entry.emergency_signs)

    def near(self, ids: Iterable[str]) -> frozenset[str]:
        """The ids of what is near to these entries: of the same field, or named as related; without themselves."""
        entries = self.knowledge.entries
        known = [entries[entry_id] for entry_id in ids if entry_id in entries]
        fields = {entry.field for entry in known if not isinstance(entry, Topic)}
        related = {other for entry in known if not isinstance(entry, ListedProcedure) for other in entry.related}
        same = {entry.id for entry in entries.values() if not isinstance(entry, Topic) and entry.field in fields}
        return frozenset(same | related) - frozenset(ids)

    def find(self, question: Question, only: frozenset[str] | None = None) -> Found:
        """The entries that may be meant. Unless clear without the aspects' words, the better reading of the two counts.

        "nộp hồ sơ qua mạng" names an aspect of no procedure: it is a topic whose words look like one. A code is sure.
        """
        named = self._named(question, only)
        if named:
            return Found(named, question.aspects)
        plain = ranked(question.content, self.index, only)
        beyond = 0.0 if only else alike_beyond(question.everything, self.index)
        if len(question.everything) == len(question.content) or _best(plain) >= _CLEAR:
            return Found(plain, question.aspects, beyond)
        whole = ranked(question.everything, self.index, only)
        if _best(whole) <= _best(plain):
            return Found(plain, question.aspects, beyond)
        # What the words of an aspect name is a topic; people tell of a procedure with them as well.
        is_topic = isinstance(self.knowledge.entries[whole[0].id], Topic)
        return Found(whole, () if is_topic else question.aspects, beyond)

    def knows_any(self, question: Question) -> bool:
        """Whether any word of the question, beyond everyday speech, stands in the knowledge."""
        return any(not is_common(term.word) and self.lexicon.knows(term.word) for term in question.content)

    def _named(self, question: Question, only: frozenset[str] | None) -> tuple[Hit, ...]:
        """What is named by its code, or by its whole name and nothing else: sure, whatever else is alike."""
        ids = [word for word in question.words if not word.isalpha() and word in self.knowledge.entries]
        ids += self.names.get(question.words, ())
        return tuple(Hit(entry_id, 1.0) for entry_id in dict.fromkeys(ids) if only is None or entry_id in only)

    def is_light(self, question: Question) -> bool:
        """Whether the question names nothing, its aspects aside: it only makes sense after another."""
        return weight(question.content, self.index) < _LIGHT * self.index.unknown


def _best(hits: tuple[Hit, ...]) -> float:
    return hits[0].score if hits else 0.0


def _names(entries: Iterable[Entry], lexicon: Lexicon) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The ids by the words of their names, as they are and as typed without accents."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for entry in entries:
        for name in (entry.name, getattr(entry, "official_name", None)):
            words = lexicon.understood(name or "")
            for form in {words, tuple(bare(word) for word in words)} if words else ():
                found[form] = (*found.get(form, ()), entry.id)
    return found
