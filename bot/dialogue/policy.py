"""When to answer, when to offer a choice, and when to say that we do not know.

The thresholds stand here and nowhere else. They belong to the scores of `search.ranking` (0 to 1).
"""

from dataclasses import dataclass
from math import exp, log1p

from bot.search import Found
from bot.search.ranking import Hit

SURE = 0.25
"""From this confidence on the best entry is answered, unless another is too close."""
FITS = 0.36
"""From this score on an entry fits well enough to compete with what fits the conversation."""
SURER = 0.6
"""From this score on a message stands for itself, whatever was said before."""
CLEAR = 0.8
"""From this score on a question stands for itself even where something near to what was answered last fits."""
SURE_OF_PART = 0.5
"""From this score on a part of a message asks for something of its own."""
NAMED_ALL_THE_SAME = 0.9
"""From this score on words that look like an aspect alone ("nộp hồ sơ qua mạng") are the name of something."""
IN_LIST = FITS / 2
"""From this score on one of an open list is taken: that it is one of these is known already."""
SITUATION_FITS = 0.3
"""From this score on a situation of what was answered last is meant, where nothing else fits better."""
NEARBY = 0.3
"""From this score on something near to what was answered last may be meant …"""
FROM_CONTEXT = 0.15
"""… if it fits the message no worse than this behind what fits best."""
SEEN_IN_WHOLE = 0.15
"""What a part of a message asks for must score so much on the whole message too."""
APART = 0.2
"""By so much a part must fit its own entry better than the other part's, or the message asks for one thing only."""
CLOSE = 0.03
"""Entries whose scores differ by less cannot be told apart by what was said."""
COVERED = 0.9
"""An entry one of whose phrases says so much of the question may be meant by it …"""
WITHIN = 0.25
"""… if its score is not further behind the best; where several are, the question was too short to tell them apart."""
NAMED = 0.95
"""A question so much like a phrase of the best entry means that one, whatever others may be meant."""
BESIDE = 0.12
"""Entries this near to the answered one are offered beside it."""
MOST_CHOICES = 4

_LIKE, _WHOLE, _AHEAD, _BEYOND, _DOUBT = 10.5, 5.4, 3.6, 16.0, 8.4
"""What each measure counts in `confidence`, and what has to be outweighed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer `hit`; offer the entries of `beside` in case another was meant."""

    hit: Hit
    beside: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """Ask which of these was meant, best first."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Say that we do not know; `nearest` are the ids that came closest, for whoever mends the knowledge."""

    nearest: tuple[str, ...]


def confidence(found: Found) -> float:
    """How likely it is, 0 to 1, that the first of what was found is what the question is about.

    A logistic regression (`tests/search/calibration.py` prints it, and the curve): how well the best phrase fits, how
    much of the question the entry says anywhere, how far it is ahead of all other fields, and how much the question
    resembles what nobody here can answer.
    """
    if not found.hits:
        return 0.0
    best = found.hits[0]
    logit = _LIKE * best.same + _WHOLE * best.whole + _AHEAD * log1p(max(0.0, best.ahead)) - _BEYOND * found.beyond
    return 1 / (1 + exp(_DOUBT - logit))


def decide(found: Found) -> Answer | Choose | Unknown:
    """What to do with what was found."""
    hits = found.hits
    if not hits or confidence(found) < SURE:
        return Unknown(tuple(hit.id for hit in hits[:3]))
    best = hits[0]
    rivals = [hit for hit in hits[1:] if _may_be_meant(hit, best)]
    if rivals:
        return Choose(tuple(hit.id for hit in [best, *rivals][:MOST_CHOICES]))
    return Answer(best, tuple(hit for hit in hits[1:3] if best.score - hit.score < BESIDE and hit.score >= FITS))


def _may_be_meant(hit: Hit, best: Hit) -> bool:
    """Whether the question does not tell this entry from the best: about as good, or the question says too little."""
    says_little = best.same < NAMED and min(hit.covered, best.covered) >= COVERED
    return best.score - hit.score < (WITHIN if says_little else CLOSE)
