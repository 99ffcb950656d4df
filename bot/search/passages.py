"""The phrases a question is compared with one by one, arranged by the words and pairs of words that they hold."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.search.reading import ReadPhrases
from bot.search.rows import Floats, Ints, Postings, Rows, bounds


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """All phrases, those of one class beside each other.

    Class `c` (`corpus.Phrase.number`) has the phrases from `of_class[c]` up to `of_class[c + 1]`; the last stretch is
    what nobody here can answer. `words` are the numbers of each phrase's words as accented. `places` tells at which
    places of `words.flat` a word stands, or a concept, `pairs` in which phrases a pair of words does. `weights` is what
    each feature weighs, `masses` what each phrase weighs in sum.
    """

    of_class: Ints
    words: Rows
    places: Postings
    pairs: Postings
    weights: Floats
    masses: Floats

    @classmethod
    def of(cls, read: ReadPhrases, classes: int, weights: Floats) -> Self:
        """Of phrases in the order of their numbers, each with a word at least."""
        words, pairs = read.words, read.pairs
        places = np.arange(len(words.flat), dtype=np.int32)
        is_concept = read.concepts.flat != words.flat
        return cls(
            of_class=bounds(np.bincount(read.class_of, minlength=classes + 1)),
            words=words,
            places=Postings.of(
                np.concatenate((words.flat, read.concepts.flat[is_concept])),
                np.concatenate((places, places[is_concept])),
                len(places),
            ),
            pairs=Postings.of(pairs.flat, pairs.numbers, len(read.class_of)),
            weights=weights,
            masses=words.sums(weights[words.flat]) + pairs.sums(weights[pairs.flat]),
        )
