"""Ranking entries for a question, with scores from 0 to 1 that mean the same for every question.

Two things are measured. Coverage: how much of what the question says (each word weighing its rarity) the entry says
anywhere. Likeness: how well the question and the entry's best single phrase cover each other. A word that no entry
knows weighs too, so that a question about something else scores low everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

from bot.search.common_words import is_common
from bot.search.index import Index, Passage
from bot.search.question import Term
from bot.text.words import bare

_CANDIDATES = 12
_COVERAGE_SHARE = 0.5
_RECALL_SHARE = 0.5
# A phrase of a situation must fit better than one of the entry itself for the situation to be answered.
_SITUATION_SHARE = 0.95
_CLEARLY_MORE = 0.15
_ABOUT_AS_GOOD = 0.8
# A question whose words weigh less in sum, of the weight of one unknown word, says too little to be sure of anything.
_ENOUGH = 0.36
# Unless they are a phrase of the entry itself, such as "giờ làm việc".
_SAME = 0.92


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may be meant, its score, and the situation whose phrase fitted best, if one did."""

    id: str
    score: float
    situation: int | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The terms of a question with what every comparison needs.

    Their rarities and the sum of these; what they match; and of that what makes a phrase worth comparing.
    """

    rarities: tuple[float, ...]
    rarity: float
    matches: Mapping[str, Sequence[tuple[int, float]]]
    telling: frozenset[str]


def ranked(terms: Sequence[Term], index: Index, only: frozenset[str] | None = None) -> tuple[Hit, ...]:
    """The entries that hold any of the terms, best first; with `only`, among those ids alone. Ties keep file order."""
    if not terms:
        return ()
    rarities = tuple(_term_rarity(term, index) for term in terms)
    matches = _matches(terms)
    asked = _Asked(rarities, sum(rarities), matches, _telling(matches))
    covered: dict[int, float] = defaultdict(float)
    for term, rarity in zip(terms, rarities, strict=True):
        for number, weight in _holders(term, index).items():
            covered[number] += rarity * weight / asked.rarity
    if only is not None:
        covered = {number: value for number, value in covered.items() if index.ids[number] in only}
    best = nlargest(_CANDIDATES, covered.items(), key=lambda item: (item[1], -item[0]))
    evidence = min(1.0, asked.rarity / (_ENOUGH * index.unknown))
    hits = [_hit(number, coverage, evidence, asked, index) for number, coverage in best]
    return tuple(sorted(hits, key=lambda hit: -hit.score))


def weight(terms: Sequence[Term], index: Index) -> float:
    """How much the terms say together: the sum of their rarities."""
    return sum(_term_rarity(term, index) for term in terms)


def _term_rarity(term: Term, index: Index) -> float:
    """The rarity of the typed word, or of the likeliest word it is misspelt for."""
    if bare(term.word) in index.rarity:
        return index.rarity_of(term.word)
    near = max(term.forms, key=lambda form: form[1], default=None)
    return index.rarity_of(near[0] if near else term.word)


def _holders(term: Term, index: Index) -> dict[int, float]:
    best: dict[int, float] = {}
    for form, credit in term.forms:
        for number, weight in index.postings.get(form, {}).items():
            if credit * weight > best.get(number, 0.0):
                best[number] = credit * weight
    return best


def _matches(terms: Sequence[Term]) -> dict[str, list[tuple[int, float]]]:
    """What the terms may match: by form, the places of the terms and how far each counts."""
    matches: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, term in enumerate(terms):
        for form, credit in term.forms:
            matches[form].append((place, credit))
    return matches


def _telling(matches: Iterable[str]) -> frozenset[str]:
    """What makes a phrase worth comparing: all but the words of everyday speech, unless there is nothing else."""
    return frozenset(form for form in matches if not is_common(form)) or frozenset(matches)


class _Likeness(NamedTuple):
    """How well a phrase and the question cover each other, and how much of the question the phrase covers; 0 to 1."""

    value: float
    recall: float
    situation: int | None


def _hit(number: int, coverage: float, evidence: float, asked: _Asked, index: Index) -> Hit:
    own = situated = _Likeness(0.0, 0.0, None)
    for passage in index.passages[number]:
        if passage.held.isdisjoint(asked.telling):
            continue
        likeness = _likeness(passage, asked)
        if passage.situation is None:
            own = max(own, likeness, key=lambda each: each.value)
        else:
            situated = max(situated, likeness, key=lambda each: each.value)
    best = situated if _is_of_situation(situated, own) else own
    value = max(own.value, situated.value)
    if value > _SAME:
        evidence = 1.0
    score = evidence * (_COVERAGE_SHARE * coverage + (1 - _COVERAGE_SHARE) * value)
    return Hit(index.ids[number], score, best.situation)


def _is_of_situation(situated: _Likeness, own: _Likeness) -> bool:
    """Whether the question is about a situation: its phrase fits better, or says clearly more of the question.

    "chồng người Hàn, đăng ký kết hôn" resembles the plain entry more, but only the situation knows of the foreigner.
    """
    fits_better = _SITUATION_SHARE * situated.value > own.value
    says_more = situated.recall >= own.recall + _CLEARLY_MORE and situated.value >= _ABOUT_AS_GOOD * own.value
    return fits_better or says_more


def _likeness(passage: Passage, asked: _Asked) -> _Likeness:
    """A weighted geometric mean of how much of the question the phrase covers, and of the phrase the question."""
    met = 0.0
    recalled: dict[int, float] = {}
    for word, concept, rarity in passage.terms:
        matches = asked.matches.get(word) or asked.matches.get(concept)
        if not matches:
            continue
        best = 0.0
        for place, credit in matches:
            best = max(best, credit)
            if credit > recalled.get(place, 0.0):
                recalled[place] = credit
        met += rarity * best
    recall = sum(asked.rarities[place] * credit for place, credit in recalled.items()) / asked.rarity
    value = float((met / passage.rarity) ** (1 - _RECALL_SHARE) * recall**_RECALL_SHARE)
    return _Likeness(value, recall, passage.situation)
