"""What speaks for a class, and how much for one of many phrases."""

import numpy as np

from bot.search.naive_bayes import NaiveBayes, train
from bot.search.rows import Rows

MANY, ONE = 0, 1
WORD = 0


def learnt(evened: bool) -> NaiveBayes:
    """From thirty phrases of one class and one of another, each the same word and one of its own."""
    phrases = Rows.of([number for own in range(1, 32) for number in (WORD, own)], [2] * 31)
    class_of = np.array([MANY] * 30 + [ONE], np.int32)
    return train(phrases, class_of, np.zeros(2, np.int32), np.full(2, evened), 32)


def lead_of_many(bayes: NaiveBayes) -> float:
    likely = bayes.log_likelihoods(bayes.heard([WORD])).by_class
    return float(likely[MANY] - likely[ONE])


def test_what_is_written_about_at_length_is_less_ahead_where_classes_are_evened() -> None:
    assert lead_of_many(learnt(evened=False)) > lead_of_many(learnt(evened=True)) > 0


def test_evened_or_not_the_centroids_are_the_same() -> None:
    one, other = learnt(evened=False), learnt(evened=True)
    assert np.allclose(one.cosines(one.heard([WORD, 5])), other.cosines(other.heard([WORD, 5])))
