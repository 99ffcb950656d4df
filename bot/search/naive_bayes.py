"""What is likeliest to be asked for in these words: multinomial naive Bayes over phrases, each an example of a class.

The classes are the entries, or the situations of one entry. A phrase counts as one, however many features it has, so
that a long one does not outvote the others. A feature of the question weighs its inverse document frequency. All
classes are equally likely before anything is said: a rare procedure is not answered less surely than a common one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import NamedTuple

_SMOOTHING = 0.05
"""How often each feature is taken to have been seen in each class; chosen on phrases held out from training."""


class Likelihoods(NamedTuple):
    """The logarithm of each class's likelihood, for those that hold any feature; and of a class that says nothing."""

    by_class: dict[int, float]
    silent: float


@dataclass(frozen=True, slots=True)
class NaiveBayes:
    """`evidence` maps a feature to the classes whose phrases hold it, and by how many nats it speaks for each.

    `weights` are the features' inverse document frequencies. `prior` is what a class has for a feature that none of its
    phrases holds: less for a class with many phrases, for it had more chances to say it. `silent` is that of a class
    without any phrase.
    """

    evidence: Mapping[str, Sequence[tuple[int, float]]]
    weights: Mapping[str, float]
    prior: Sequence[float]
    silent: float

    def log_likelihoods(self, features: Iterable[str]) -> Likelihoods:
        """How likely each class is to say these features, each counting once."""
        known = {feature: weight for feature in features if (weight := self.weights.get(feature))}
        length = sqrt(sum(weight * weight for weight in known.values()))
        sums: dict[int, float] = defaultdict(float)
        for feature, weight in known.items():
            share = weight / length
            for number, nats in self.evidence.get(feature, ()):
                sums[number] += share * nats
        total = sum(known.values()) / length if known else 0.0
        by_class = {number: nats + total * self.prior[number] for number, nats in sums.items()}
        return Likelihoods(by_class, total * self.silent)


def train(
    examples: Iterable[tuple[int, Sequence[str]]], classes: int, weights: Mapping[str, float] | None = None
) -> NaiveBayes:
    """Learn from phrases, each given as the number of its class and its features, each feature once.

    `weights` are those to take, if they are not to be reckoned from these phrases.
    """
    counts: dict[str, dict[int, float]] = defaultdict(dict)
    totals, holding, phrases = [0.0] * classes, Counter[str](), 0
    for number, features in examples:
        phrases += 1
        holding.update(features)
        for feature in features:
            share = 1 / sqrt(len(features))
            counts[feature][number] = counts[feature].get(number, 0.0) + share
            totals[number] += share
    everything = _SMOOTHING * len(counts)
    return NaiveBayes(
        evidence={
            feature: tuple((number, log(count / _SMOOTHING + 1)) for number, count in held.items())
            for feature, held in counts.items()
        },
        weights=weights or {feature: log((1 + phrases) / (1 + held)) + 1 for feature, held in holding.items()},
        prior=tuple(log(_SMOOTHING / (total + everything)) if everything else 0.0 for total in totals),
        silent=log(_SMOOTHING / everything) if everything else 0.0,
    )
