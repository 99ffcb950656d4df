"""How well a question and phrases cover each other, each word and each pair of words weighing its rarity."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from bot.search.corpus import accented, pair
from bot.search.index import Index
from bot.search.passages import Passages
from bot.search.question import Term
from bot.search.rows import Floats, Ints, Longs, bounds, stretches
from bot.text.words import bare


class Covering(NamedTuple):
    """How well a question and a class cover each other; each 0 to 1.

    `same` tells how well the question and the best of its phrases do, `whole` how much of the question all of its
    phrases say together.
    """

    same: float = 0.0
    whole: float = 0.0


class Sought(NamedTuple):
    """Features that phrases are looked through for: their numbers, how far each counts, and what it says.

    `credits` tells how far a phrase that has it says what is asked, 0 to 1; `said` what it weighs in the question;
    `columns` which part of the question it says, of so many `parts`: what says the same part says it but once.
    `concepts` is how many of them are concepts; they stand last.
    """

    numbers: Ints
    credits: Floats
    said: Floats
    columns: Ints
    parts: int
    concepts: int


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The terms of a question, each once, with what every comparison needs; `mass` is what all of them weigh in sum,
    `words` what they weigh without their pairs.
    """

    terms: tuple[Term, ...]
    words: float
    mass: float
    sought_words: Sought
    sought_pairs: Sought


def asked(terms: Iterable[Term], index: Index) -> Asked:
    """The terms with what the index says of them."""
    terms = tuple({term.word: term for term in terms}.values())
    weights = [term_weight(term, index) for term in terms]
    pairs = _pair_weights(terms, index)
    return Asked(
        terms=terms,
        words=sum(weights),
        mass=sum(weights) + sum(pairs.values()),
        sought_words=_sought(_forms(terms, weights), index),
        sought_pairs=_sought(((each, 1.0, weight, place) for place, (each, weight) in enumerate(pairs.items())), index),
    )


def _pair_weights(terms: Sequence[Term], index: Index) -> dict[str, float]:
    apart = [index.rarity_of(term.known) for term in terms]
    return {
        (both := pair(first.known, second.known)): index.rarity.of_pair(sum(weights), index.number_of.get(both))
        for (first, second), weights in zip(pairwise(terms), pairwise(apart), strict=True)
    }


def term_weight(term: Term, index: Index) -> float:
    """How much a term tells; a misspelt one as much as what it is likely to mean."""
    return index.rarity_of(term.word if bare(term.word) == term.known else term.known)


_Form = tuple[str, float, float, int]
"""A feature, and in this order what `Sought` has of it: credit, said, column."""


def _forms(terms: Sequence[Term], weights: Sequence[float]) -> Iterator[_Form]:
    """The words that a phrase can have for those of the question, and then the concepts: each stands for all its words.

    A word comes before a concept, for it counts before it; of a term's words the one that counts most comes last.
    """
    concepts: dict[str, tuple[float, float]] = {}
    for place, (term, weight) in enumerate(zip(terms, weights, strict=True)):
        for form, credit in sorted(term.forms, key=lambda form: form[1]):
            if form.startswith("§"):
                concepts[form] = credit, concepts.get(form, (0.0, 0.0))[1] + credit * weight
            else:
                yield accented(form), credit, credit * weight, place
    for column, (form, (credit, weight)) in enumerate(concepts.items(), start=len(terms)):
        yield form, credit, weight, column


def _sought(forms: Iterable[_Form], index: Index) -> Sought:
    """Those of the forms that any phrase holds; of two alike the first."""
    known: dict[int, tuple[float, float, int]] = {}
    concepts = 0
    for feature, credit, said, column in forms:
        number = index.number_of.get(feature)
        if number is not None and number not in known:
            known[number] = credit, said, column
            concepts += feature.startswith("§")
    table = np.array(list(known.values()), np.float32).reshape(-1, 3)
    columns = table[:, 2].astype(np.int32)
    parts = int(columns.max(initial=0)) + 1
    return Sought(np.array(list(known), np.int32), table[:, 0], table[:, 1], columns, parts, concepts)


def coverings(asked: Asked, passages: Passages, numbers: Sequence[int]) -> list[Covering]:
    """How well the question and each of these classes cover each other. Each has a phrase at least."""
    if not asked.mass:
        return [Covering()] * len(numbers)
    classes = np.array(numbers)
    met = _met(asked, passages, passages.of_class[classes], passages.of_class[classes + 1])
    same = np.maximum.reduceat(_likenesses(asked, met), met.first[:-1])
    whole = (np.minimum(met.words.of_stretches, asked.words) + met.pairs.of_stretches) / asked.mass
    return [Covering(*each) for each in zip(same.tolist(), whole.tolist(), strict=True)]


class Closest(NamedTuple):
    """The phrase that covers the question best, as it does the phrase, 0 to 1; None where none has anything of it."""

    phrase: int | None = None
    same: float = 0.0


def closest(asked: Asked, passages: Passages, number: int) -> Closest:
    """The closest phrase of a class."""
    return _closest(asked, passages, np.arange(passages.of_class[number], passages.of_class[number + 1]))


def closest_in_pairs(asked: Asked, passages: Passages, number: int) -> Closest:
    """The closest phrase of a class among those that have a pair of words in common with the question.

    For telling that a question is like none of many phrases: what has no pair is hardly alike.
    """
    first, end = passages.of_class[number : number + 1], passages.of_class[number + 1 : number + 2]
    sharing, _, _ = passages.pairs.within(asked.sought_pairs.numbers, first, end)
    return _closest(asked, passages, np.unique(sharing))


def _closest(asked: Asked, passages: Passages, phrases: Longs | Ints) -> Closest:
    if not asked.mass or not len(phrases):
        return Closest()
    alike = _likenesses(asked, _met(asked, passages, phrases, phrases + 1))
    best = int(alike.argmax())
    return Closest(int(phrases[best]), float(alike[best])) if alike[best] else Closest()


class _Share(NamedTuple):
    """What phrases have in common with a question, of words or of pairs: which row of what is sought stands in which
    phrase of which stretch, and what it weighs there; and how many phrases and stretches there are.
    """

    sought: Sought
    rows: Longs
    phrase_of: Longs | Ints
    stretch_of: Longs
    weights: Floats
    phrases: int
    stretches: int

    @property
    def weighed(self) -> Longs:
        """How much of the weight of each phrase is met."""
        return np.bincount(self.phrase_of, self.weights, self.phrases)

    @property
    def said(self) -> Floats:
        """What each phrase says of the question."""
        return self._said(self.phrase_of, self.phrases)

    @property
    def of_stretches(self) -> Floats:
        """What all phrases of each stretch say of it together."""
        return self._said(self.stretch_of, self.stretches)

    def _said(self, group_of: Longs | Ints, groups: int) -> Floats:
        """What says the same part of the question counts once: the best of it, which stands last."""
        said = np.zeros((groups, self.sought.parts), np.float32)
        said[group_of, self.sought.columns[self.rows]] = self.sought.said[self.rows]
        return np.asarray(said.sum(axis=1))


class _Met(NamedTuple):
    """The same of both, for stretches of phrases one after the other; each begins at its `first`, the last ends at the
    last of them.
    """

    words: _Share
    pairs: _Share
    masses: Floats
    first: Ints


def _likenesses(asked: Asked, met: _Met) -> Floats:
    """How well the question and each phrase cover each other; 0 to 1.

    It is precision to the power of 3/4 times recall to that of 1/4: how much of a phrase the question says counts for
    more than how much of the question the phrase says, for people tell a story before they ask.
    """
    paired = met.pairs.said
    recall = (np.minimum(met.words.said, asked.words) + paired) / asked.mass
    precision = (met.words.weighed + paired) / met.masses
    return np.asarray(np.sqrt(precision * np.sqrt(precision * recall)))


def _met(asked: Asked, passages: Passages, begins: Ints | Longs, ends: Ints | Longs) -> _Met:
    """What the phrases of these stretches, each up to, not including, its end, have in common with the question."""
    first = bounds(ends - begins)
    moved = first[:-1] - begins
    count = int(first[-1]), len(begins)
    sought = asked.sought_words
    places, rows, stretch = passages.places.within(
        sought.numbers, passages.words.starts[begins], passages.words.starts[ends]
    )
    if sought.concepts:
        # A word of the question itself counts before its concept.
        is_word = rows < len(sought.numbers) - sought.concepts
        is_said = np.zeros(len(passages.words.flat), np.bool_)
        is_said[places[is_word]] = True
        once = is_word | ~is_said[places]
        places, rows, stretch = places[once], rows[once], stretch[once]
    phrase = passages.words.numbers[places] + moved[stretch]
    weights = sought.credits[rows] * passages.weights[passages.words.flat[places]]
    words = _Share(sought, rows, phrase, stretch, weights, *count)
    sought = asked.sought_pairs
    phrase, rows, stretch = passages.pairs.within(sought.numbers, begins, ends)
    weights = passages.weights[sought.numbers[rows]]
    pairs = _Share(sought, rows, phrase + moved[stretch], stretch, weights, *count)
    return _Met(words, pairs, passages.masses[stretches(begins, ends)], first)
