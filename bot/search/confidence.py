"""How likely it is that a question is about an entry, from what was measured of the two.

A conditional logistic regression: of all that may be meant, and of something that is not here, each has a sum of what
was measured, weighed; the likelihoods are as the exponentials of these sums. `python -m tests.search.calibration`
learns the weights from the question files under tests/search and prints them, with what each threshold costs.
"""

from math import exp, sqrt
from operator import mul
from typing import NamedTuple

EXACT = 0.95
"""From this likeness on the question is one of the phrases."""
_ENOUGH_EVIDENCE = 3.0
_FURTHEST_AHEAD = 3.0


class Measures(NamedTuple):
    """What was measured of a question and an entry, or a family of entries.

    `same` tells how well the question and one of its phrases cover each other, `whole` how much of the question all of
    them together say; both 0 to 1. `evidence` is what the question's words weigh, in weights of an unknown word. In
    nats of naive Bayes: `behind` the likeliest of all, `ahead` of all that is of another field (negative where one of
    these is likelier), `above` what is likely of it without these words. `less_alike` tells by how much the cosine
    between the question and all its phrases together is less than that of the entry where it is the greatest; 0 to 1,
    of a family 0.
    """

    same: float
    whole: float
    evidence: float
    behind: float
    ahead: float
    above: float
    less_alike: float = 0.0
    is_topic: bool = False
    is_listed: bool = False
    is_family: bool = False


NAMED = Measures(same=1, whole=1, evidence=_ENOUGH_EVIDENCE, behind=0, ahead=_FURTHEST_AHEAD, above=10)
"""Those of an entry that is named by its code or whole name."""


DESCRIBED = (
    "same_by_evidence", "same", "whole", "exact", "behind", "ahead", "above", "less_alike", "topic",
    "listed", "family", "family_same", "family_whole",
)  # fmt: skip
"""What to call each of the following."""


def described(measures: Measures) -> tuple[float, ...]:
    """What the regression weighs of an entry or a family, in the order of `WEIGHTS`."""
    same, family = measures.same, float(measures.is_family)
    return (
        same * min(1.0, measures.evidence / _ENOUGH_EVIDENCE),
        same,
        measures.whole,
        float(same >= EXACT),
        -measures.behind,
        max(-_FURTHEST_AHEAD, min(_FURTHEST_AHEAD, measures.ahead)),
        sqrt(max(0.0, measures.above)),
        -measures.less_alike,
        float(measures.is_topic),
        float(measures.is_listed),
        family,
        family * same,
        family * measures.whole,
    )


def doubted(beyond: float) -> tuple[float, ...]:
    """What the regression weighs of something that is not here, in the order of `DOUBTS`."""
    return 1.0, beyond, beyond**2


WEIGHTS = (2.78, 3.44, 0.81, 1.67, 0.14, 0.39, 2.27, 4.92, 0.54, 0.84, 2.25, 2.09, 3.69)
DOUBTS = (9.75, 5.53, 4.03)
"""Three quarters of the way from those learnt before listed procedures had ways of asking to those that the calibration
printed when they had just got them. The latter rest more on `above`, which is small where there are few phrases: a
commune that has just begun would be answered less. The share was chosen by what all question files score.
"""


def logit(measures: Measures) -> float:
    """The logarithm of how likely the entry is; only differences mean something."""
    return sum(weighed(measures))


def weighed(measures: Measures) -> tuple[float, ...]:
    """What each measure adds to that, in the order of `DESCRIBED`."""
    return tuple(map(mul, WEIGHTS, described(measures)))


def doubt(beyond: float) -> float:
    """The same of something that is not here; `beyond` tells how well the question and a phrase of what nobody here can
    answer cover each other, 0 to 1.
    """
    return sum(weight * value for weight, value in zip(DOUBTS, doubted(beyond), strict=True))


def probability(logit: float) -> float:
    """The probability whose odds have that logarithm."""
    return 1 / (1 + exp(-logit)) if logit > 0 else exp(logit) / (1 + exp(logit))
