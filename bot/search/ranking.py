"""Ranking what a question may be about, with scores from 0 to 1 that mean the same for every question.

Naive Bayes says which entries are the likeliest to be asked for in these words; but it always has a favourite. How sure
the favourite is comes from how well the question and the entry's phrases cover each other, each word and each pair of
words weighing its rarity: a word that no entry knows weighs too, so that a question about something else scores low
everywhere. `confidence` brings both to one score.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.search.confidence import Measures, doubt, logit, probability
from bot.search.corpus import Marked, features
from bot.search.covering import Asked, closest_in_pairs, coverings, term_weight
from bot.search.index import Index
from bot.search.naive_bayes import Likelihoods
from bot.search.question import Term
from bot.search.rows import Floats
from bot.text.words import bare

Mask = npt.NDArray[np.bool_]
"""Which entries and families may be meant, by their numbers."""

_ENTRIES = 4
_ALIKE = 2
_FAMILIES = 2
# So many nats a situation must be likelier than the entry itself to be answered in its place.
_NATS_FOR_A_SITUATION = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry or a family of entries that may be meant: its id, or their ids.

    `number` is its place in the index. `score` is how likely it is that the question is about this rather than about
    nothing here; `logit` is the logarithm of these odds. `situation` is the one that is meant rather than the entry
    itself, if one is.
    """

    ids: tuple[str, ...]
    number: int
    logit: float
    measures: Measures
    situation: int | None = None

    @property
    def id(self) -> str:
        """The id of the entry; of a family that of its first entry."""
        return self.ids[0]

    @property
    def is_family(self) -> bool:
        """Whether these are several entries between which the question does not choose."""
        return len(self.ids) > 1

    @property
    def score(self) -> float:
        """Between 0 and 1."""
        return probability(self.logit)


def ranked(question: Asked, index: Index, only: Mask, beyond: float) -> tuple[Hit, ...]:
    """What is likeliest to be meant of what `only` marks, best first. Ties keep file order.

    `beyond` tells how well the question and a phrase of what nobody here can answer cover each other, 0 to 1.
    """
    said = index.known(features(marked_terms(question.terms)))
    heard = index.bayes.heard(said)
    likely = index.bayes.log_likelihoods(heard)
    likely = likely._replace(by_class=np.where(only, likely.by_class, -np.inf))
    cosines = np.where(only & ~index.is_family, index.bayes.cosines(heard), 0)
    numbers = _likeliest(likely.by_class, cosines, index)
    if not numbers:
        return ()
    parts = index.parts.log_likelihoods(index.parts.heard(said)).by_class
    against = doubt(beyond)
    hits = (
        Hit(index.ids[number], number, logit(measures) - against, measures, _situation(number, parts, index))
        for number, measures in zip(numbers, _measured(question, numbers, likely, cosines, index), strict=True)
    )
    return tuple(sorted(hits, key=lambda hit: -hit.logit))


def _likeliest(likelihoods: Floats, cosines: Floats, index: Index) -> list[int]:
    """The numbers of what is looked at closely, each once."""
    numbers = [
        *_greatest(likelihoods[: index.entries], _ENTRIES, above=-np.inf),
        *_greatest(cosines[: index.entries], _ALIKE, above=0),
        # Families have few phrases, and so are never the likeliest; but a question can be one of their phrases.
        *(index.entries + each for each in _greatest(likelihoods[index.entries :], _FAMILIES, above=-np.inf)),
    ]
    return list(dict.fromkeys(numbers))


def _measured(
    question: Asked, numbers: Sequence[int], likely: Likelihoods, cosines: Floats, index: Index
) -> Iterator[Measures]:
    """What is measured of the question and each of these."""
    of_these = likely.by_class[numbers]
    evidence = question.words / index.rarity.unknown
    columns = (
        of_these.max() - of_these,
        _ahead(numbers, likely, index),
        likely.spoken[numbers],
        np.where(index.is_family[numbers], 0, cosines.max() - cosines[numbers]),
        index.is_topic[numbers],
        index.is_listed[numbers],
        index.is_family[numbers],
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for covering, row in zip(coverings(question, index.passages, numbers), rows, strict=True):
        # In the order of the fields of `Measures`.
        yield Measures(covering.same, covering.whole, evidence, *row)


def _greatest(values: Floats, count: int, above: float) -> list[int]:
    """The places of the greatest of these values, if they are greater than `above`; of equals the first first."""
    if len(values) > count:
        above = max(above, np.nextafter(np.partition(values, -count)[-count], -np.inf))
    places = np.flatnonzero(values > above)
    return [int(place) for place in places[np.argsort(-values[places], kind="stable")][:count]]


def _ahead(numbers: Sequence[int], likely: Likelihoods, index: Index) -> Floats:
    """By how many nats each is ahead of all that is of other fields."""
    best = np.maximum.reduceat(likely.by_class[index.by_field], index.first_of_field)
    first, second = np.argsort(-best, kind="stable")[:2] if len(best) > 1 else (0, 0)
    runner_up = best[second] if first != second else -np.inf
    others = np.where(index.fields[numbers] == first, runner_up, best[first])
    return np.asarray(likely.by_class[numbers] - np.maximum(others, likely.silent))


def _situation(number: int, parts: Floats, index: Index) -> int | None:
    likelihoods = parts[index.first_part[number] : index.first_part[number + 1]]
    likeliest = int(likelihoods.argmax())
    is_meant = likeliest and likelihoods[likeliest] > likelihoods[0] + _NATS_FOR_A_SITUATION
    return likeliest - 1 if is_meant else None


def alike_beyond(question: Asked, index: Index) -> float:
    """How well the question and a phrase of what nobody here can answer cover each other, at best; 0 to 1."""
    return closest_in_pairs(question, index.passages, len(index.ids)).same


def weight(terms: Sequence[Term], index: Index) -> float:
    """How much the terms say together: the sum of their rarities."""
    return sum(term_weight(term, index) for term in terms)


def marked_terms(terms: Iterable[Term]) -> list[Marked]:
    """The terms as naive Bayes looks them up."""
    return [_marked(term) for term in terms]


def _marked(term: Term) -> Marked:
    """The term as the phrases it is looked up among: misspelt words by what they are likely to mean."""
    word = term.word if bare(term.word) == term.known else term.known
    return Marked(word, term.concept or word)
