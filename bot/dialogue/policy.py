"""When to answer, when to offer a choice, and when to say that we do not know.

The thresholds stand here and nowhere else. They belong to the scores of `search.ranking` (0 to 1).
"""

from dataclasses import dataclass
from math import exp

from bot.search import Found
from bot.search.confidence import EXACT
from bot.search.ranking import Hit

DOUBTFUL = 0.52
"""From this probability on that what is asked is not here, we say that we do not know."""
OPEN = 0.5
"""From this share on of all that is likely, a family of entries is offered that the question may leave open."""
FITS = 0.5
"""From this score on an entry fits well enough to compete with what fits the conversation."""
SURER = 0.7
"""From this score on a message stands for itself, whatever was said before."""
CLEAR = 0.85
"""From this score on a question stands for itself even where something near to what was answered last fits."""
SURE_OF_PART = 0.7
"""From this score on a part of a message asks for something of its own …"""
SURE_WHERE_TOLD = 0.4
"""… or from this one, where the message says that it asks for several things."""
IN_LIST = 0.02
"""From this score on one of an open list is taken: that it is one of these is known already."""
SITUATION_FITS = 0.2
"""From this score on a situation of what was answered last is meant, where nothing else fits better."""
NEARBY = 0.3
"""From this score on something near to what was answered last may be meant …"""
NEARBY_GOING_ON = 0.05
"""… or from this one, where the message says that it goes on ("còn …"), …"""
FROM_CONTEXT = 0.1
"""… if it fits the message no worse than this behind what fits best."""
APART = 0.2
"""By so much a part must fit its own entry better than the other part's, or the message asks for one thing only."""
CLOSE = 0.25
"""Entries cannot be told apart by what was said if the odds between them are less than the exponential of this."""
BESIDE = 2.5
"""Entries this near to the answered one are offered beside it."""
TOLD_APART = 2.0
"""A question tells an entry from the others of its family if the logarithms of their odds differ by so much."""
MOST_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer `hit`; offer the entries of `beside` in case another was meant."""

    hit: Hit
    beside: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """Ask which of these was meant, best first; `is_named` where the question is the very name of them all."""

    ids: tuple[str, ...]
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Say that we do not know; `nearest` are the ids that came closest, for whoever mends the knowledge."""

    nearest: tuple[str, ...]


def decide(found: Found) -> Answer | Choose | Unknown:
    """What to do with what was found."""
    hits = found.hits
    odds = {hit: exp(hit.logit) for hit in (*hits, *found.families)}
    likely = sum(odds.values())
    if not odds or 1 / (1 + likely) > DOUBTFUL:
        return Unknown(tuple(hit.id for hit in hits[:3]))
    if sum(odds[family] for family in found.families) > OPEN * likely and _leaves_open(found):
        family = found.families[0]
        return Choose(family.ids[:MOST_CHOICES], is_named=family.measures.same >= EXACT)
    best = hits[0]
    rivals = [hit for hit in hits[1:] if best.logit - hit.logit < CLOSE]
    if rivals:
        return Choose(tuple(hit.id for hit in [best, *rivals][:MOST_CHOICES]))
    return Answer(best, tuple(hit for hit in hits[1:3] if best.logit - hit.logit < BESIDE))


def _leaves_open(found: Found) -> bool:
    """Whether the question is a phrase of the likeliest family, or does not tell its best entry from the next."""
    family = found.families[0]
    if family.measures.same >= EXACT:
        return True
    if found.hits and found.hits[0].id not in family.ids:
        return family.logit - found.hits[0].logit >= TOLD_APART
    own = [hit.logit for hit in found.hits if hit.id in family.ids]
    return len(own) < 2 or own[0] - own[1] < TOLD_APART
