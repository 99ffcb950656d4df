"""The phrases a question is compared with one by one, as the words and pairs of words that they hold."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.search.reading import ReadPhrases
from bot.search.rows import Floats, Ints, Rows, bounds


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """All phrases, those of one class beside each other.

    Class `c` (`corpus.Phrase.number`) has the phrases from `of_class[c]` up to `of_class[c + 1]`; the last stretch is
    what nobody here can answer. `words` are the numbers of each phrase's words as accented, `concepts` in the same
    places those of their concepts, or of the words again, `pairs` those of its pairs of words. `weights` is what each
    feature weighs, `masses` what each phrase weighs in sum.
    """

    of_class: Ints
    words: Rows
    concepts: Ints
    pairs: Rows
    weights: Floats
    masses: Floats

    @classmethod
    def of(cls, read: ReadPhrases, classes: int, weights: Floats) -> Self:
        """Of phrases in the order of their numbers, each with a word at least."""
        return cls(
            of_class=bounds(np.bincount(read.class_of, minlength=classes + 1)),
            words=read.words,
            concepts=read.concepts.flat,
            pairs=read.pairs,
            weights=weights,
            masses=read.words.sums(weights[read.words.flat]) + read.pairs.sums(weights[read.pairs.flat]),
        )
