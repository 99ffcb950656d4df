"""A commune's knowledge with the index that finds things in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar

import numpy as np

from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.topic import Topic
from bot.search.aspects import Aspect
from bot.search.common_words import is_common
from bot.search.confidence import EXACT, NAMED
from bot.search.corpus import texts_of
from bot.search.covering import Asked, asked
from bot.search.emergencies import Emergencies
from bot.search.index import Index, build
from bot.search.lexicon import Lexicon
from bot.search.phrases import PhraseTable
from bot.search.question import Question, read
from bot.search.ranking import Hit, Mask, alike_beyond, ranked, weight
from bot.text.words import bare

_LIGHT = 0.3
"""Of the weight of one unknown word: what weighs less in sum names nothing."""
_SLIGHT = 2.0
"""Likewise: what weighs less hardly names anything."""
_CLEAR = 0.95
"""A reading with this score needs no other: what looks like an aspect is one."""
_CERTAIN = 20.0
"""The logarithm of the odds of what is named by its code or its whole name."""


@dataclass(frozen=True, slots=True)
class Found:
    """What may be meant, best first, and the aspects that are asked of it.

    `hits` are entries, `families` are sets of entries between which the question does not choose. `beyond` tells
    how well the question and a phrase of what nobody here can answer cover each other; 0 to 1. `by` are the terms that
    all this was found by; None where it was named, or nothing was looked for.
    """

    hits: tuple[Hit, ...]
    aspects: tuple[Aspect, ...]
    families: tuple[Hit, ...] = ()
    beyond: float = 0.0
    by: Asked | None = field(default=None, compare=False, repr=False)

    def without(self, ids: Iterable[str]) -> Self:
        """The same without the entries of those ids."""
        refused = set(ids)
        return replace(self, hits=tuple(hit for hit in self.hits if hit.id not in refused), families=())


@dataclass(frozen=True, slots=True)
class Library:
    """A commune's knowledge and its index; made once for each version of the knowledge.

    Several communes share one index, for nearly all that they tell is the same. `numbers` are those that the commune's
    own entries have there, by id.
    """

    knowledge: Knowledge
    lexicon: Lexicon
    index: Index
    numbers: Mapping[str, int]
    own: Mask
    emergencies: Emergencies
    names: Mapping[tuple[str, ...], tuple[str, ...]]

    @classmethod
    def of(cls, knowledge: Knowledge) -> Self:
        """Index the knowledge of one commune."""
        return cls.of_all({"": knowledge})[""]

    @classmethod
    def of_all(cls, communes: Mapping[str, Knowledge]) -> dict[str, Self]:
        """Index the knowledge of several communes, whose vocabularies differ in their shared phrases only."""
        if not communes:
            return {}
        vocabularies = {code: knowledge.vocabulary for code, knowledge in communes.items()}
        entry_numbers, entries = _numbered({code: known.entries.values() for code, known in communes.items()})
        family_numbers, families = _numbered({code: known.shared for code, known in vocabularies.items()})
        vocabulary = next(iter(vocabularies.values()))
        texts = [text for entry in entries for text, _ in texts_of(entry)]
        texts += [phrase for family in families for phrase in family.phrases]
        lexicon = Lexicon(vocabulary, (*texts, *vocabulary.beyond))
        index = build(entries, families, lexicon, vocabulary.beyond)
        spellings = [_spellings(entry, lexicon) for entry in entries]
        return {
            code: cls._of_one(
                knowledge,
                lexicon,
                index,
                dict(zip(knowledge.entries, entry_numbers[code], strict=True)),
                [len(entries) + number for number in family_numbers[code]],
                spellings,
            )
            for code, knowledge in communes.items()
        }

    @classmethod
    def _of_one(
        cls,
        knowledge: Knowledge,
        lexicon: Lexicon,
        index: Index,
        numbers: Mapping[str, int],
        families: Iterable[int],
        spellings: Sequence[Iterable[tuple[str, ...]]],
    ) -> Self:
        entries = knowledge.entries.values()
        topics = [entry for entry in entries if isinstance(entry, Topic)]
        sure = PhraseTable((sign, topic.id) for topic in topics for sign in topic.emergency_signs)
        possible = PhraseTable((sign, topic.id) for topic in topics for sign in topic.possible_signs)
        mask = _marking((*numbers.values(), *families), index)
        emergencies = Emergencies(sure, possible)
        names: dict[tuple[str, ...], tuple[str, ...]] = {}
        for entry_id, number in numbers.items():
            for spelling in spellings[number]:
                names[spelling] = (*names.get(spelling, ()), entry_id)
        return cls(knowledge, lexicon, index, numbers, mask, emergencies, names)

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
        among = self.own if only is None else self._mask(only)
        content = everything = asked(question.content, self.index)
        if len(question.everything) != len(question.content):
            everything = asked(question.everything, self.index)
        beyond = alike_beyond(everything, self.index)
        plain = ranked(content, self.index, among, beyond)
        if everything is content or _best(plain) >= _CLEAR:
            return _found(plain, question.aspects, beyond, content)
        whole = ranked(everything, self.index, among & ~self.index.is_family, beyond)
        if _best(whole) <= _best(plain):
            return _found(plain, question.aspects, beyond, content)
        # What the words of an aspect name is a topic; people tell of a procedure with them as well.
        is_topic = isinstance(self.knowledge.entries[whole[0].id], Topic)
        return _found(whole, () if is_topic else question.aspects, beyond, everything)

    def _mask(self, ids: Iterable[str]) -> Mask:
        return _marking((self.numbers[entry_id] for entry_id in ids if entry_id in self.numbers), self.index)

    def knows_any(self, question: Question) -> bool:
        """Whether any word of the question, beyond everyday speech, stands in the knowledge."""
        return any(not is_common(term.word) and self.lexicon.knows(term.word) for term in question.content)

    def _named(self, question: Question, only: frozenset[str] | None) -> tuple[Hit, ...]:
        """What is named by its code, or by its whole name and nothing else: sure, whatever else is alike."""
        ids = [word for word in question.words if not word.isalpha() and word in self.knowledge.entries]
        ids += self.names.get(question.words, ())
        return tuple(
            Hit((entry_id,), self.numbers[entry_id], _CERTAIN, NAMED)
            for entry_id in dict.fromkeys(ids)
            if only is None or entry_id in only
        )

    def is_slight(self, question: Question) -> bool:
        """Whether the question names next to nothing, its aspects aside: after an answer it is hardly about another."""
        return weight(question.content, self.index) < _SLIGHT * self.index.rarity.unknown

    def is_light(self, question: Question) -> bool:
        """Whether the question names nothing, its aspects aside: it only makes sense after another."""
        return weight(question.content, self.index) < _LIGHT * self.index.rarity.unknown


def _best(hits: tuple[Hit, ...]) -> float:
    return hits[0].score if hits else 0.0


def _marking(numbers: Iterable[int], index: Index) -> Mask:
    marked = np.zeros(len(index.ids), np.bool_)
    marked[list(numbers)] = True
    return marked


def _found(hits: Sequence[Hit], aspects: tuple[Aspect, ...], beyond: float, by: Asked) -> Found:
    entries = tuple(hit for hit in hits if not hit.is_family)
    named = max((hit.measures.same for hit in entries if hit.measures.same >= EXACT), default=0.0)
    # Who says the very words of one entry means that one, whatever family has some of them.
    families = tuple(hit for hit in hits if hit.is_family and hit.measures.same > named)
    return Found(entries, aspects, families, beyond, by)


T = TypeVar("T")


def _numbered(of_communes: Mapping[str, Iterable[T]]) -> tuple[dict[str, list[int]], list[T]]:
    """All things, those that communes share once; and for each commune the places of its own, in order."""
    things: list[T] = []
    places: dict[int, int] = {}
    numbers: dict[str, list[int]] = {}
    for code, own in of_communes.items():
        numbers[code] = []
        for thing in own:
            if id(thing) not in places:
                places[id(thing)] = len(things)
                things.append(thing)
            numbers[code].append(places[id(thing)])
    return numbers, things


def _spellings(entry: Entry, lexicon: Lexicon) -> frozenset[tuple[str, ...]]:
    """The names of an entry by their words, as they are and as typed without accents."""
    names = (lexicon.understood(name or "") for name in (entry.name, getattr(entry, "official_name", None)))
    return frozenset(form for words in names if words for form in (words, tuple(map(bare, words))))
