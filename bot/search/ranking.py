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
from math import inf
from operator import itemgetter
from typing import NamedTuple

from bot.search.common_words import is_common
from bot.search.index import Index, Marked, Pair, Passage, features
from bot.search.question import Term
from bot.text.words import bare

_CANDIDATES = 6
# So many nats something is ahead that was named by its code or whole name.
_CERTAIN = 10.0
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
    of its own phrases says, situations aside, `whole` how much all of them together say; each 0 to 1. `ahead` are the
    nats by which it is likelier than any entry of another field, siblings aside; negative where one is likelier.
    """

    id: str
    score: float
    situation: int | None = None
    covered: float = 1.0
    same: float = 1.0
    whole: float = 1.0
    ahead: float = _CERTAIN


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
    likelihoods, silent = index.bayes.log_likelihoods(said)
    if only is not None:
        likelihoods = {number: nats for number, nats in likelihoods.items() if index.ids[number] in only}
    if not likelihoods:
        return ()
    asked = _asked(terms, index)
    evidence = min(1.0, sum(asked.rarities) / (_ENOUGH * index.unknown))
    candidates = nlargest(_CANDIDATES, likelihoods.items(), key=lambda item: (item[1], -item[0]))
    elsewhere = _best_by_field(likelihoods, index)
    hits = []
    for number, nats in candidates:
        rival = max((best for field, best in elsewhere if field != index.fields[number]), default=silent)
        candidate = _Candidate(number, nats - max(rival, silent), candidates[0][1] - nats)
        hits.append(_hit(candidate, asked, evidence, _situation(number, said, index), index))
    return tuple(sorted(hits, key=lambda hit: -hit.score))


def _best_by_field(likelihoods: Mapping[int, float], index: Index) -> list[tuple[str, float]]:
    """The two fields with the likeliest entries, and how likely these are."""
    best: dict[str, float] = {}
    for number, nats in likelihoods.items():
        field = index.fields[number]
        if nats > best.get(field, -inf):
            best[field] = nats
    return nlargest(2, best.items(), key=itemgetter(1))


def _situation(number: int, said: Sequence[str], index: Index) -> int | None:
    bayes = index.situations[number]
    likelihoods = bayes.log_likelihoods(said).by_class if bayes else {}
    if not likelihoods:
        return None
    likeliest = max(likelihoods, key=lambda place: (likelihoods[place], -place))
    itself = likelihoods.get(0)
    is_meant = likeliest and (itself is None or likelihoods[likeliest] > itself + _NATS_FOR_A_SITUATION)
    return likeliest - 1 if is_meant else None


def alike_beyond(terms: Sequence[Term], index: Index) -> float:
    """How well the question and a phrase of what nobody here can answer cover each other, at best; 0 to 1."""
    asked = _asked(terms, index)
    return max((_likeness(each, asked).value for each in _comparable(index.beyond, asked)), default=0.0)


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


class _Candidate(NamedTuple):
    """An entry's number, by how many nats it is ahead of other fields, and behind the likeliest of all."""

    number: int
    ahead: float
    behind: float


def _hit(candidate: _Candidate, asked: _Asked, evidence: float, situation: int | None, index: Index) -> Hit:
    same = covered = 0.0
    for passage in _comparable(index.passages[candidate.number], asked):
        likeness = _likeness(passage, asked)
        same = max(same, likeness.value)
        covered = max(covered, likeness.recall if passage.situation is None else 0.0)
    sure = 1.0 if same > _SAME else evidence
    return Hit(
        id=index.ids[candidate.number],
        score=max(0.0, sure * same - min(_DEAREST, _COST_OF_A_NAT * candidate.behind)),
        situation=situation,
        covered=covered,
        same=same,
        whole=_whole(candidate.number, asked, index),
        ahead=candidate.ahead,
    )


def _comparable(passages: Iterable[Passage], asked: _Asked) -> list[Passage]:
    """The phrases worth comparing: those that share at least half as many telling words as the one that shares most."""
    shared = [(len(asked.telling & passage.held), passage) for passage in passages]
    least = max(1, max((count for count, _ in shared), default=0) / 2)
    return [passage for count, passage in shared if count >= least]


def _whole(number: int, asked: _Asked, index: Index) -> float:
    """How much of the question the entry's phrases together say."""
    said: dict[int, float] = {}
    for form in index.words[number] & asked.matches.keys():
        for place, credit in asked.matches[form]:
            said[place] = max(said.get(place, 0.0), credit)
    words = sum(asked.rarities[place] * credit for place, credit in said.items())
    pairs = sum(asked.pairs[pair] for pair in index.pairs[number] & asked.pairs.keys())
    return (words + pairs) / asked.rarity


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
