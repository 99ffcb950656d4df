"""When to answer, when to offer a choice, and when to say that we do not know.

The thresholds stand here and nowhere else. They belong to the scores of `search.ranking` (0 to 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp
from typing import NamedTuple

from bot.search import Found
from bot.search.confidence import EXACT
from bot.search.ranking import Hit

DOUBTFUL = 0.5
"""From this probability on that what is asked is not here, we say that we do not know."""
OPEN = 0.5
"""From this share on of all that is likely, a family of entries is offered that the question may leave open."""
FITS = 0.5
"""From this score on an entry fits well enough to compete with what fits the conversation."""
SURER = 0.7
"""From this score on a message stands for itself, whatever was said before."""
CLEAR = 0.85
"""From this score on a question stands for itself even where something near to what was answered last fits."""
SURE_OF_PART = 0.5
"""From this score on a part of a message asks for something of its own …"""
SURE_WHERE_TOLD = 0.4
"""… or from this one, where the message says that it asks for several things, …"""
SURE_OF_LIGHT = 0.75
"""… or only from this one, where the part is of everyday words."""
SURE_OF_ENDING = 0.7
"""From this score on the end of a long message, which as a whole asks for nothing, asks for something."""
TOLD_IN_PART = 1.0
"""A part that leaves a choice open asks for the likeliest, if the logarithms of the odds of the next are so far off."""
IN_LIST = 0.02
"""From this score on one of an open list is taken: that it is one of these is known already, …"""
TOLD_IN_LIST = 0.5
"""… or, by these words and those of the question before, if the logarithms of its odds and the next differ by so much.
"""
SITUATION_FITS = 0.2
"""From this score on a situation of what was answered last is meant, where nothing else fits better."""
NEARBY = 0.3
"""From this score on something near to what was answered last may be meant, or one of an open list where something else
fits well …"""
NEARBY_GOING_ON = 0.05
"""… or from this one, where the message says that it goes on ("còn …"), …"""
FROM_CONTEXT = 0.1
"""… if it fits the message no worse than this behind what fits best."""
APART = 1.0
"""By so much, in logarithms of odds, a part must fit its own entry better than the other part's, or the message asks
for one thing only."""
CLOSE = 0.25
"""Entries cannot be told apart by what was said if the odds between them are less than the exponential of this."""
BESIDE = 3.5
"""Entries this near to the answered one are offered beside it."""
TOLD_APART = 3.0
"""A question tells an entry from the others of its family if the logarithms of their odds differ by so much, and by
half of what the family itself is ahead of the entry."""
TOLD_BY_ASPECT = 1.0
"""… or by so much, where it asks for an aspect: who asks for the fee knows what for. The others are offered
beside."""
AHEAD_OF_OTHERS = 2.5
"""A family is offered where the best entry is none of it, if the logarithms of their odds differ by so much."""
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


class Rule(StrEnum):
    """Which rule decided; the words are those of `motcua ask --explain --json`."""

    NOTHING_FOUND = "nothing found"
    DOUBTFUL = "doubtful"
    NAMES_FAMILY = "names a family"
    LEAVES_OPEN = "leaves a family open"
    CLOSE = "close"
    CLEAR = "clear"


class Threshold(NamedTuple):
    """One of those above, with its name."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision, the rule that decided, and what was measured against which threshold; None where there was nothing to
    measure.
    """

    decision: Answer | Choose | Unknown
    rule: Rule
    measured: float | None = None
    threshold: Threshold | None = None


def decide(found: Found) -> Answer | Choose | Unknown:
    """What to do with what was found."""
    return ruled(found).decision


def ruled(found: Found) -> Ruling:
    """What to do with what was found, and why."""
    odds = {hit: exp(hit.logit) for hit in (*found.hits, *found.families)}
    likely = sum(odds.values())
    nearest = Unknown(tuple(hit.id for hit in found.hits[:3]))
    if not odds:
        return Ruling(nearest, Rule.NOTHING_FOUND)
    doubt = 1 / (1 + likely)
    if doubt > DOUBTFUL:
        return Ruling(nearest, Rule.DOUBTFUL, doubt, Threshold("DOUBTFUL", DOUBTFUL))
    open_share = sum(odds[family] for family in found.families) / likely
    if open_share > OPEN and _leaves_open(found):
        family = found.families[0]
        is_named = family.measures.same >= EXACT
        rule = Rule.NAMES_FAMILY if is_named else Rule.LEAVES_OPEN
        ids = family.ids if is_named else _likeliest_first(family.ids, found.hits)
        return Ruling(Choose(ids[:MOST_CHOICES], is_named), rule, open_share, Threshold("OPEN", OPEN))
    return _by_lead(found.hits)


def _likeliest_first(ids: Sequence[str], hits: Sequence[Hit]) -> tuple[str, ...]:
    """The ids in the order of the hits; those that are none keep theirs behind."""
    found = [hit.id for hit in hits if hit.id in ids]
    return (*found, *(each for each in ids if each not in found))


def _by_lead(hits: Sequence[Hit]) -> Ruling:
    """What is ahead of all others is answered; what is not is offered with those that it is level with."""
    best, close = hits[0], Threshold("CLOSE", CLOSE)
    lead = best.logit - hits[1].logit if len(hits) > 1 else None
    rivals = [hit for hit in hits[1:] if best.logit - hit.logit < CLOSE]
    if rivals:
        return Ruling(Choose(tuple(hit.id for hit in [best, *rivals][:MOST_CHOICES])), Rule.CLOSE, lead, close)
    beside = tuple(hit for hit in hits[1:3] if best.logit - hit.logit < BESIDE)
    return Ruling(Answer(best, beside), Rule.CLEAR, lead, None if lead is None else close)


def _leaves_open(found: Found) -> bool:
    """Whether the question is a phrase of the likeliest family, or does not tell its best entry from the next."""
    family = found.families[0]
    if family.measures.same >= EXACT:
        return True
    if not found.hits:
        return True
    ahead = family.logit - found.hits[0].logit
    if found.hits[0].id not in family.ids:
        return ahead >= AHEAD_OF_OTHERS
    own = [hit.logit for hit in found.hits if hit.id in family.ids]
    asks_of_one = bool(found.aspects) and found.hits[0].score >= FITS
    if len(own) == 1 and (asks_of_one or found.hits[0].score > CLEAR):
        # Those of the family that are not among the hits are less likely than the last of these.
        own.append(found.hits[-1].logit)
    least = TOLD_BY_ASPECT if asks_of_one else TOLD_APART + max(0.0, ahead) / 2
    return len(own) < 2 or own[0] - own[1] < least
