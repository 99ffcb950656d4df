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

_PRECISION_SHARE = 0.75
"""How much of a phrase the question says counts for more than how much of the question the phrase says: people tell a
story before they ask."""


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
    `columns` which part of the question it says: what says the same part says it but once.
    """

    numbers: Ints
    credits: Floats
    said: Floats
    columns: Ints


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

    A word comes before a concept, for it counts before it.
    """
    concepts: dict[str, tuple[float, float]] = {}
    for place, (term, weight) in enumerate(zip(terms, weights, strict=True)):
        for form, credit in term.forms:
            if form.startswith("§"):
                concepts[form] = credit, concepts.get(form, (0.0, 0.0))[1] + credit * weight
            else:
                yield accented(form), credit, credit * weight, place
    for column, (form, (credit, weight)) in enumerate(concepts.items(), start=len(terms)):
        yield form, credit, weight, column


def _sought(forms: Iterable[_Form], index: Index) -> Sought:
    """Those of the forms that any phrase holds; of two alike the first."""
    known: dict[int, tuple[float, float, int]] = {}
    for feature, credit, said, column in forms:
        number = index.number_of.get(feature)
        if number is not None:
            known.setdefault(number, (credit, said, column))
    table = np.array(list(known.values()), np.float32).reshape(-1, 3)
    return Sought(np.array(list(known), np.int32), table[:, 0], table[:, 1], table[:, 2].astype(np.int32))


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
    """What phrases have in common with a question, of words or of pairs.

    `weighed` is how much of the weight of each phrase is met, `said` what each says of the question, `of_stretches`
    what all phrases of a stretch say of it together.
    """

    weighed: Longs
    said: Floats
    of_stretches: Floats


class _Met(NamedTuple):
    """The same of both, for stretches of phrases one after the other; each begins at its `first`, the last ends at the
    last of them.
    """

    words: _Share
    pairs: _Share
    masses: Floats
    first: Ints


def _likenesses(asked: Asked, met: _Met) -> Floats:
    """How well the question and each phrase cover each other; 0 to 1."""
    paired = met.pairs.said
    recall = (np.minimum(met.words.said, asked.words) + paired) / asked.mass
    precision = (met.words.weighed + paired) / met.masses
    return np.asarray(precision**_PRECISION_SHARE * recall ** (1 - _PRECISION_SHARE))


def _met(asked: Asked, passages: Passages, begins: Ints | Longs, ends: Ints | Longs) -> _Met:
    """What the phrases of these stretches, each up to, not including, its end, have in common with the question."""
    first = bounds(ends - begins)
    moved = first[:-1] - begins
    places, row, stretch = passages.places.within(
        asked.sought_words.numbers, passages.words.starts[begins], passages.words.starts[ends]
    )
    # A word of the question itself counts before its concept, which comes after it.
    _, once = np.unique(places, return_index=True)
    places, row, stretch = places[once], row[once], stretch[once]
    phrase = passages.words.numbers[places] + moved[stretch]
    weights = asked.sought_words.credits[row] * passages.weights[passages.words.flat[places]]
    words = _share(asked.sought_words, row, phrase, stretch, weights, first)
    phrase, row, stretch = passages.pairs.within(asked.sought_pairs.numbers, begins, ends)
    weights = passages.weights[asked.sought_pairs.numbers[row]]
    pairs = _share(asked.sought_pairs, row, phrase + moved[stretch], stretch, weights, first)
    return _Met(words, pairs, passages.masses[stretches(begins, ends)], first)


def _share(sought: Sought, row: Longs, phrase: Ints, stretch: Longs, weights: Floats, first: Ints) -> _Share:
    return _Share(
        np.bincount(phrase, weights, first[-1]),
        _said(sought, row, phrase, int(first[-1])),
        _said(sought, row, stretch, len(first) - 1),
    )


def _said(sought: Sought, row: Longs, group_of: Longs | Ints, groups: int) -> Floats:
    """What each group of matches weighs in the question; what says the same part of it counts once."""
    said = np.zeros((groups, int(sought.columns.max(initial=0)) + 1), np.float32)
    said[group_of, sought.columns[row]] = sought.said[row]
    return np.asarray(said.sum(axis=1))
