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


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """What a question matches: the features of phrases, each with how far it counts and what it says of the question.

    `row_of` is 0 for the features that are not matched; for any other the row in the other three, where the first
    stands for nothing. `credits` tells how far the match counts, 0 to 1; `said` what it weighs in the question;
    `columns` which part of the question it says: what says the same part says it but once.
    """

    row_of: Ints
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
    word_matches: Matches
    pair_matches: Matches


def asked(terms: Iterable[Term], index: Index) -> Asked:
    """The terms with what the index says of them."""
    terms = tuple({term.word: term for term in terms}.values())
    weights = [term_weight(term, index) for term in terms]
    pairs = [pair(first.known, second.known) for first, second in pairwise(terms)]
    pair_weights = {
        each: index.rarity.of_pair(
            index.rarity_of(first.known) + index.rarity_of(second.known), index.number_of.get(each)
        )
        for each, (first, second) in zip(pairs, pairwise(terms), strict=True)
    }
    pair_matches = [(each, 1.0, weight, column) for column, (each, weight) in enumerate(pair_weights.items())]
    return Asked(
        terms=terms,
        words=sum(weights),
        mass=sum(weights) + sum(pair_weights.values()),
        word_matches=_matches(_word_matches(terms, weights), index),
        pair_matches=_matches(pair_matches, index),
    )


def term_weight(term: Term, index: Index) -> float:
    """How much a term tells; a misspelt one as much as what it is likely to mean."""
    return index.rarity_of(term.word if bare(term.word) == term.known else term.known)


_Match = tuple[str, float, float, int]
"""A feature, how far it counts, what it weighs in the question, and the part of the question that it says."""


def _word_matches(terms: Sequence[Term], weights: Sequence[float]) -> Iterator[_Match]:
    """The words that a phrase can have for those of the question, and the concepts: each stands for all its words."""
    concepts: dict[str, tuple[float, float]] = {}
    for place, (term, weight) in enumerate(zip(terms, weights, strict=True)):
        for form, credit in term.forms:
            if form.startswith("§"):
                concepts[form] = credit, concepts.get(form, (0.0, 0.0))[1] + credit * weight
            else:
                yield accented(form), credit, credit * weight, place
    for column, (form, (credit, weight)) in enumerate(concepts.items(), start=len(terms)):
        yield form, credit, weight, column


def _matches(matches: Iterable[_Match], index: Index) -> Matches:
    row_of = np.zeros(len(index.number_of), np.int32)
    rows = [(0.0, 0.0, 0)]
    for feature, credit, said, column in matches:
        number = index.number_of.get(feature)
        if number is not None and not row_of[number]:
            row_of[number] = len(rows)
            rows.append((credit, said, column))
    table = np.array(rows, np.float32)
    return Matches(row_of, table[:, 0], table[:, 1], table[:, 2].astype(np.int32))


def coverings(asked: Asked, passages: Passages, numbers: Sequence[int]) -> list[Covering]:
    """How well the question and each of these classes cover each other. Each has a phrase at least."""
    if not asked.mass:
        return [Covering()] * len(numbers)
    first, end = passages.of_class[numbers], passages.of_class[np.array(numbers) + 1]
    phrases = stretches(first, end)
    class_of = np.repeat(np.arange(len(numbers)), end - first)
    words, pairs = _words_met(asked.word_matches, passages, phrases), _pairs_met(asked.pair_matches, passages, phrases)
    same = np.maximum.reduceat(_likenesses(asked, passages, phrases, words, pairs), bounds(end - first)[:-1])
    together = np.minimum(words.of_groups(class_of), asked.words) + pairs.of_groups(class_of)
    return [Covering(*each) for each in zip(same.tolist(), (together / asked.mass).tolist(), strict=True)]


def closest(asked: Asked, passages: Passages, number: int) -> float:
    """How well the question and the best phrase of a class cover each other; looked for among those that have a pair of
    words in common with it, for what has none is hardly alike. 0 to 1.
    """
    return float(_alike(asked, passages, comparable(asked, passages, number)).max(initial=0.0))


def comparable(asked: Asked, passages: Passages, number: int) -> Ints:
    """The phrases among which the closest one of a class is looked for."""
    return passages.sharing(asked.pair_matches.row_of, number)


def closest_phrase(asked: Asked, passages: Passages, phrases: Ints) -> int | None:
    """Which of these phrases and the question cover each other best; None where none has anything in common with it."""
    likeness = _alike(asked, passages, phrases)
    return int(phrases[likeness.argmax()]) if likeness.max(initial=0.0) else None


def _alike(asked: Asked, passages: Passages, phrases: Ints) -> Floats:
    if not asked.mass or not len(phrases):
        return np.zeros(len(phrases), np.float32)
    words, pairs = _words_met(asked.word_matches, passages, phrases), _pairs_met(asked.pair_matches, passages, phrases)
    return _likenesses(asked, passages, phrases, words, pairs)


class _Met(NamedTuple):
    """What phrases have in common with a question: the rows matched, the phrase of each, and what it weighs there."""

    matches: Matches
    rows: Ints
    phrase_of: Longs
    weights: Floats
    phrases: int

    @property
    def weighed(self) -> Longs:
        """How much of the weight of each phrase is met."""
        return np.bincount(self.phrase_of, self.weights, self.phrases)

    @property
    def said(self) -> Floats:
        """What each phrase says of the question."""
        return _said(self.matches, self.rows, self.phrase_of, self.phrases)

    def of_groups(self, group_of: Longs) -> Floats:
        """What each group of phrases says of the question together."""
        return _said(self.matches, self.rows, group_of[self.phrase_of], int(group_of[-1]) + 1)


def _likenesses(asked: Asked, passages: Passages, phrases: Ints, words: _Met, pairs: _Met) -> Floats:
    """How well the question and each phrase cover each other; 0 to 1."""
    paired = pairs.said
    recall = (np.minimum(words.said, asked.words) + paired) / asked.mass
    precision = (words.weighed + paired) / passages.masses[phrases]
    return np.asarray(precision**_PRECISION_SHARE * recall ** (1 - _PRECISION_SHARE))


def _words_met(matches: Matches, passages: Passages, phrases: Ints) -> _Met:
    """The words of phrases that are met. A word of the question itself counts before its concept."""
    words, phrase_of = passages.words.members(phrases)
    rows = matches.row_of[passages.words.flat[words]]
    rows = np.where(rows, rows, matches.row_of[passages.concepts[words]])
    hit = np.flatnonzero(rows)
    words, rows = words[hit], rows[hit]
    weights = matches.credits[rows] * passages.weights[passages.words.flat[words]]
    return _Met(matches, rows, phrase_of[hit], weights, len(phrases))


def _pairs_met(matches: Matches, passages: Passages, phrases: Ints) -> _Met:
    pairs, phrase_of = passages.pairs.members(phrases)
    rows = matches.row_of[passages.pairs.flat[pairs]]
    hit = np.flatnonzero(rows)
    return _Met(matches, rows[hit], phrase_of[hit], passages.weights[passages.pairs.flat[pairs[hit]]], len(phrases))


def _said(matches: Matches, rows: Ints, group_of: Longs, groups: int) -> Floats:
    """What each group of matches weighs in the question; what says the same part of it counts once."""
    said = np.zeros((groups, int(matches.columns.max()) + 1), np.float32)
    said[group_of, matches.columns[rows]] = matches.said[rows]
    return np.asarray(said.sum(axis=1))
