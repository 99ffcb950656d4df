"""What is likeliest to be asked for in these words, told in two ways from phrases, each an example of a class.

Multinomial naive Bayes tells what the rare words speak for; the cosine between the question and the centroid of a class
(Rocchio's classifier) what all of them do. The classes are the entries, or the parts of all entries (each itself, and
its situations). A phrase counts as one, however many features it has, so that a long one does not outvote the others;
and the less, the more phrases its class has: what has been written about at length is not likelier to be asked for. A
feature of the question weighs its inverse document frequency. All classes are equally likely before anything is said: a
rare procedure is not answered less surely than a common one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.search.rows import Floats, Ints, Rows, bounds, distinct, stretches

_SMOOTHING = 0.05
"""How often each feature is taken to have been seen in each class; chosen on phrases held out from training."""

_EVENNESS = 1 / 3
"""From 0, where phrases count alike, to 1, where classes do, however many phrases they have. Chosen between 0
and a half: the further, the better listed procedures are found, and from here on the others the worse.
"""


class Likelihoods(NamedTuple):
    """The logarithm of each class's likelihood, minus infinity where it holds none of the features; how much of it the
    features speak for; and that of a class that says nothing.
    """

    by_class: Floats
    spoken: Floats
    silent: float


class Heard(NamedTuple):
    """What features say: what each weighs, so that all of them are a vector of length 1; and one feature after the
    other, for each class that holds it, its place in `NaiveBayes.holders`, the class, and that weight. `counts` is how
    many classes hold each.
    """

    weights: Floats
    places: Ints
    holders: Ints
    shares: Floats
    counts: Ints


@dataclass(frozen=True, slots=True, eq=False)
class NaiveBayes:
    """From `starts[f]` on, up to the next feature's, `holders` are the classes whose phrases hold the feature `f`, and
    `nats` by how much it speaks for each; `shares` is its part in the centroid of each, a vector of length 1.

    `weights` are the features' inverse document frequencies. `prior` is what a class has for a feature that none of its
    phrases holds: less for a class with many phrases, for it had more chances to say it. `silent` is that of a class
    without any phrase.
    """

    holders: Ints
    starts: Ints
    nats: Floats
    shares: Floats
    weights: Floats
    prior: Floats
    silent: float

    def heard(self, features: Sequence[int]) -> Heard:
        """What these features, each given once, say."""
        numbers = np.array(features, np.int32)
        weights = self.weights.take(numbers)
        weights /= float(np.sqrt(np.square(weights).sum())) or 1.0
        firsts, ends = self.starts.take(numbers), self.starts.take(numbers + 1)
        places = stretches(firsts, ends)
        return Heard(weights, places, self.holders.take(places), np.repeat(weights, ends - firsts), ends - firsts)

    def log_likelihoods(self, heard: Heard) -> Likelihoods:
        """How likely each class is to say that."""
        spoken = np.bincount(heard.holders, self.nats.take(heard.places) * heard.shares, len(self.prior))
        total = float(heard.weights.sum())
        by_class = np.where(spoken > 0, spoken + total * self.prior, -np.inf)
        return Likelihoods(by_class, spoken.astype(np.float32), total * self.silent)

    def cosines(self, heard: Heard) -> Floats:
        """How alike that and the centroid of each class are; 0 to 1."""
        products = self.shares.take(heard.places) * heard.shares
        return np.bincount(heard.holders, products, len(self.prior)).astype(np.float32)

    def contributions(self, features: Sequence[int], number: int) -> Floats:
        """By how many nats each of these features speaks for that class."""
        heard = self.heard(features)
        own = heard.holders == number
        of_feature = np.repeat(np.arange(len(features)), heard.counts)[own]
        spoken = np.bincount(of_feature, self.nats[heard.places][own], len(features)) * heard.weights
        return np.asarray(spoken, np.float32)


def train(phrases: Rows, class_of: Ints, family_of: Ints, evened: npt.NDArray[np.bool_], features: int) -> NaiveBayes:
    """Learn from phrases: their features, each once in a phrase, and the class that each phrase is of.

    `family_of` tells for each class which classes it is to be told from; what none of these ever says is not counted
    with what they could have said. `evened` marks the classes whose phrases count the less, the more there are.
    `features` is how many features there are.
    """
    classes = len(family_of)
    share = (1 / np.sqrt(np.diff(phrases.starts)))[phrases.numbers]
    class_of_each = class_of[phrases.numbers]
    held, inverse = np.unique(phrases.flat * np.int64(classes) + class_of_each, return_inverse=True)
    counts = np.bincount(inverse, share, len(held)).astype(np.float64)
    totals = np.bincount(class_of_each, share, classes).astype(np.float64)
    discounts = _discounts(totals, evened)
    counts, totals = counts / discounts[held % classes], totals / discounts
    holding = np.bincount(phrases.flat, minlength=features)
    families = int(family_of.max(initial=0)) + 1
    said = distinct(phrases.flat * np.int64(families) + family_of[class_of_each]) % families
    everything = _SMOOTHING * np.bincount(said, minlength=families)[family_of]
    weights = np.where(holding, np.log((1 + len(class_of)) / (1 + holding)) + 1, 0).astype(np.float32)
    vectors = counts * weights[held // classes]
    lengths = np.sqrt(np.bincount(held % classes, np.square(vectors), classes))
    return NaiveBayes(
        holders=(held % classes).astype(np.int32),
        starts=bounds(np.bincount(held // classes, minlength=features)),
        nats=np.log(counts / _SMOOTHING + 1).astype(np.float32),
        shares=(vectors / lengths[held % classes]).astype(np.float32),
        weights=weights,
        prior=np.log(_SMOOTHING / np.maximum(totals + everything, _SMOOTHING)).astype(np.float32),
        silent=float(np.log(_SMOOTHING / everything.max(initial=_SMOOTHING))),
    )


def _discounts(totals: npt.NDArray[np.float64], evened: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """By what the phrases of each class are divided: by 1 in a class as large as that in which a phrase mostly is."""
    usual = np.square(totals).sum() / max(totals.sum(), _SMOOTHING)
    return np.where(evened, np.maximum(totals / max(usual, _SMOOTHING), _SMOOTHING) ** _EVENNESS, 1.0)
