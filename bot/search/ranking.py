"""Ranking entries for a question, with scores from 0 to 1 that mean the same for every question.

Naive Bayes says which entries are the likeliest to be asked for in these words; but it always has a favourite. How sure
the favourite is comes from likeness: how well the question and the entry's best single phrase cover each other, each
word and each pair of words weighing its rarity. A word that no entry knows weighs too, so that a question about
something else scores low everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from bot.search.common_words import is_common
from bot.search.index import Index, Marked, Pair, Passage, features
from bot.search.question import Term
from bot.text.words import bare

_CANDIDATES = 8
_RECALL_SHARE = 0.5
# Each nat by which an entry is less likely than the likeliest costs so much, down to a most.
_COST_OF_A_NAT = 0.1
_DEAREST = 0.2
# So many nats a situation must be likelier than the entry itself to be answered in its place.
_NATS_FOR_A_SITUATION = 1.0
# A question whose words weigh less in sum, of the weight of one unknown word, says too little to be sure of anything.
_ENOUGH = 0.36
# Unless they are a phrase of the entry itself, such as "giờ làm việc".
_SAME = 0.92


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may be meant, its score, and the situation that is meant rather than the entry itself, if one is.

    `same` tells how well the question and one of its phrases cover each other, `covered` how much of the question one
    of its own phrases says, situations aside; both 0 to 1.
    """

    id: str
    score: float
    situation: int | None = None
    covered: float = 1.0
    same: float = 1.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """The terms of a question with what every comparison needs.

    The rarity of each, their pairs with the rarity of each, and the sum of all; what they match, by form, as the places
    of the terms and how far each counts; and of these forms the ones that make a phrase worth comparing.
    """

    rarities: tuple[float, ...]
    pairs: Mapping[Pair, float]
    rarity: float
    matches: Mapping[str, Sequence[tuple[int, float]]]
    telling: frozenset[str]


def ranked(terms: Sequence[Term], index: Index, only: frozenset[str] | None = None) -> tuple[Hit, ...]:
    """The entries likeliest to be meant, best first; with `only`, among those ids alone. Ties keep file order."""
    said = features([_marked(term) for term in terms])
    likelihoods = index.bayes.log_likelihoods(said)
    if only is not None:
        likelihoods = {number: nats for number, nats in likelihoods.items() if index.ids[number] in only}
    if not likelihoods:
        return ()
    asked = _asked(terms, index)
    evidence = min(1.0, sum(asked.rarities) / (_ENOUGH * index.unknown))
    candidates = nlargest(_CANDIDATES, likelihoods.items(), key=lambda item: (item[1], -item[0]))
    most = candidates[0][1]
    hits = [
        _hit(index.ids[number], index.passages[number], asked, evidence, most - nats, _situation(number, said, index))
        for number, nats in candidates
    ]
    return tuple(sorted(hits, key=lambda hit: -hit.score))


def _situation(number: int, said: Sequence[str], index: Index) -> int | None:
    bayes = index.situations[number]
    likelihoods = bayes.log_likelihoods(said) if bayes else {}
    if not likelihoods:
        return None
    likeliest = max(likelihoods, key=lambda place: (likelihoods[place], -place))
    itself = likelihoods.get(0)
    is_meant = likeliest and (itself is None or likelihoods[likeliest] > itself + _NATS_FOR_A_SITUATION)
    return likeliest - 1 if is_meant else None


def alike_beyond(terms: Sequence[Term], index: Index) -> float:
    """How well the question and a phrase of what nobody here can answer cover each other, at best; 0 to 1."""
    asked = _asked(terms, index)
    comparable = (each for each in index.beyond if not asked.telling.isdisjoint(each.held))
    return max((_likeness(each, asked).value for each in comparable), default=0.0)


def weight(terms: Sequence[Term], index: Index) -> float:
    """How much the terms say together: the sum of their rarities."""
    return sum(_term_rarity(term, index) for term in terms)


def _marked(term: Term) -> Marked:
    """The term as the phrases it is looked up among: misspelt words by what they are likely to mean."""
    concept = next((form for form, _ in term.forms if form.startswith("§")), None)
    word = term.word if bare(term.word) == term.known else term.known
    return Marked(word, concept or word)


def _asked(terms: Sequence[Term], index: Index) -> _Asked:
    rarities = tuple(_term_rarity(term, index) for term in terms)
    pairs = {pair: index.rarity_of_pair(pair) for pair in pairwise(term.known for term in terms)}
    matches = _matches(terms)
    return _Asked(rarities, pairs, sum(rarities) + sum(pairs.values()), matches, _telling(matches))


def _term_rarity(term: Term, index: Index) -> float:
    return index.rarity_of(term.word if bare(term.word) == term.known else term.known)


def _matches(terms: Sequence[Term]) -> dict[str, list[tuple[int, float]]]:
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


def _hit(
    entry_id: str,
    passages: Iterable[Passage],
    asked: _Asked,
    evidence: float,
    behind: float,
    situation: int | None,
) -> Hit:
    same = covered = 0.0
    for passage in passages:
        if not asked.telling.isdisjoint(passage.held):
            likeness = _likeness(passage, asked)
            same = max(same, likeness.value)
            covered = max(covered, likeness.recall if passage.situation is None else 0.0)
    sure = 1.0 if same > _SAME else evidence
    score = max(0.0, sure * same - min(_DEAREST, _COST_OF_A_NAT * behind))
    return Hit(entry_id, score, situation, covered, same)


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
    paired = sum(asked.pairs[pair] for pair in passage.pairs & asked.pairs.keys())
    said = sum(asked.rarities[place] * credit for place, credit in recalled.items())
    recall = (said + paired) / asked.rarity
    precision = (met + paired) / passage.rarity
    return _Likeness(float(precision ** (1 - _RECALL_SHARE) * recall**_RECALL_SHARE), recall)
