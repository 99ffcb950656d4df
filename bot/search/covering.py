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
from bot.search.rows import Floats, Ints, Rows, Shorts, bounds, distinct, stretches
from bot.text.words import bare


class Covering(NamedTuple):
    """How well a question and a class cover each other; each 0 to 1.

    `same` tells how well the question and the best of its phrases do, `whole` how much of the question all of its
    phrases say together.
    """

    same: float = 0.0
    whole: float = 0.0


class Sought(NamedTuple):
    """Features that phrases are looked through for: how far each counts, and what it says.

    `row_of` gives each feature of the index its row here, -1 where it is not looked for. In each row, `credits` tells
    how far a phrase that has it says what is asked, 0 to 1; `said` what it weighs in the question; `columns` which part
    of the question it says, of so many `parts`: what says the same part says it but once.
    """

    row_of: Shorts
    credits: Floats
    said: Floats
    columns: Ints
    parts: int


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


_CONCEPT_CREDIT = 0.9
_Form = tuple[str, float, float, int]
"""A feature, and in this order what `Sought` has of it: credit, said, column."""


def _forms(terms: Sequence[Term], weights: Sequence[float]) -> Iterator[_Form]:
    """The concepts, each of which stands for all its words; then the words that a phrase can have for those asked."""
    concepts: dict[str, float] = {}
    for term, weight in zip(terms, weights, strict=True):
        if term.concept:
            concepts[term.concept] = concepts.get(term.concept, 0.0) + _CONCEPT_CREDIT * weight
    for column, (concept, weight) in enumerate(concepts.items(), start=len(terms)):
        yield concept, _CONCEPT_CREDIT, weight, column
    for place, (term, weight) in enumerate(zip(terms, weights, strict=True)):
        for form, credit in term.forms:
            yield accented(form), credit, credit * weight, place


def _sought(forms: Iterable[_Form], index: Index) -> Sought:
    """Those of the forms that any phrase holds; of two alike the first."""
    known: dict[int, tuple[float, float, int]] = {}
    for feature, credit, said, column in forms:
        number = index.number_of.get(feature)
        if number is not None and number not in known:
            known[number] = credit, said, column
    table = np.array(list(known.values()), np.float32).reshape(-1, 3)
    columns = table[:, 2].astype(np.int32)
    row_of = np.full(len(index.number_of), -1, np.int16)
    row_of[list(known)] = np.arange(len(known))
    return Sought(row_of, table[:, 0], table[:, 1], columns, int(columns.max(initial=0)) + 1)


def coverings(asked: Asked, passages: Passages, numbers: Sequence[int]) -> list[Covering]:
    """How well the question and each of these classes cover each other. Each has a phrase at least."""
    if not asked.mass:
        return [Covering()] * len(numbers)
    starts, ends = passages.of_class.take(numbers), passages.of_class.take(np.add(numbers, 1))
    met = _met(asked, passages, stretches(starts, ends))
    first = bounds(ends - starts)[:-1]
    same = np.maximum.reduceat(_likenesses(asked, met), first)
    words, pairs = (_sums(np.maximum.reduceat(each.said, first)) for each in (met.words, met.pairs))
    whole = (np.minimum(words, asked.words) + pairs) / asked.mass
    return [Covering(*each) for each in zip(same.tolist(), whole.tolist(), strict=True)]


class Closest(NamedTuple):
    """The phrase that covers the question best, as it does the phrase, 0 to 1; None where none has anything of it."""

    phrase: int | None = None
    same: float = 0.0


def closest(asked: Asked, passages: Passages, number: int) -> Closest:
    """The closest phrase of a class."""
    return _closest(asked, passages, np.arange(*passages.of_class[number : number + 2], dtype=np.int32))


def closest_in_pairs(asked: Asked, passages: Passages, number: int) -> Closest:
    """The closest phrase of a class among those that have a pair of words in common with the question.

    For telling that a question is like none of many phrases: what has no pair is hardly alike.
    """
    pairs = passages.pairs
    places = slice(*pairs.starts[passages.of_class[number : number + 2]].tolist())
    shared = asked.sought_pairs.row_of.take(pairs.flat[places]) >= 0
    return _closest(asked, passages, distinct(pairs.numbers[places][shared]))


def _closest(asked: Asked, passages: Passages, phrases: Ints) -> Closest:
    if not asked.mass or not len(phrases):
        return Closest()
    alike = _likenesses(asked, _met(asked, passages, phrases))
    best = int(alike.argmax())
    return Closest(int(phrases[best]), float(alike[best])) if alike[best] else Closest()


class _Shared(NamedTuple):
    """What phrases have in common with a question, of words or of pairs: what each says of each part of the question
    (phrases × parts), and how much of the weight of each is met.
    """

    said: Floats
    weighed: Floats


class _Met(NamedTuple):
    """The same of both, and what each of the phrases weighs."""

    words: _Shared
    pairs: _Shared
    masses: Floats


def _likenesses(asked: Asked, met: _Met) -> Floats:
    """How well the question and each phrase cover each other; 0 to 1.

    It is precision to the power of 3/4 times recall to that of 1/4: how much of a phrase the question says counts for
    more than how much of the question the phrase says, for people tell a story before they ask.
    """
    paired = _sums(met.pairs.said)
    recall = (np.minimum(_sums(met.words.said), asked.words) + paired) / asked.mass
    precision = (met.words.weighed + paired) / met.masses
    return np.asarray(np.sqrt(precision * np.sqrt(precision * recall)))


def _met(asked: Asked, passages: Passages, phrases: Ints) -> _Met:
    """What these phrases have in common with the question."""
    return _Met(
        words=_shared(asked.sought_words, passages.words, passages.concepts, passages.weights, phrases),
        pairs=_shared(asked.sought_pairs, passages.pairs, None, passages.weights, phrases),
        masses=passages.masses.take(phrases),
    )


def _shared(sought: Sought, held: Rows, concepts: Ints | None, weights: Floats, phrases: Ints) -> _Shared:
    """What these phrases hold of what is sought. A word of the question itself counts before its concept."""
    places, phrase_of = held.members(phrases)
    features = held.flat.take(places)
    rows = sought.row_of.take(features)
    if concepts is not None:
        # Concepts have the lower rows.
        rows = np.maximum(rows, sought.row_of.take(concepts.take(places)))
    met = np.flatnonzero(rows >= 0)
    rows, phrase_of = rows.take(met), phrase_of.take(met)
    said = np.zeros(len(phrases) * sought.parts, np.float32)
    np.maximum.at(said, phrase_of * sought.parts + sought.columns.take(rows), sought.said.take(rows))
    weighed = np.bincount(phrase_of, sought.credits.take(rows) * weights.take(features.take(met)), len(phrases))
    return _Shared(said.reshape(-1, sought.parts), weighed.astype(np.float32))


def _sums(table: Floats) -> Floats:
    """The sum of each row; for short rows ten times as fast as `sum`."""
    return np.asarray(table @ np.ones(table.shape[1], np.float32))
