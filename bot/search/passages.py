"""The phrases a question is compared with one by one, as numbers of their words and pairs."""

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
    places those of their concepts, or of the words again. `pairs` are its pairs of words. `weights` is what each
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
        counts = np.bincount(read.class_of, minlength=classes + 1)
        masses = read.words.sums(weights[read.words.flat]) + read.pairs.sums(weights[read.pairs.flat])
        return cls(bounds(counts), read.words, read.concepts.flat, read.pairs, weights, masses)

    def phrases_of(self, number: int) -> Ints:
        """All phrases of a class."""
        return np.arange(self.of_class[number], self.of_class[number + 1], dtype=np.int32)

    def sharing(self, is_asked: Ints, number: int) -> Ints:
        """The phrases of a class that have a pair of words for which `is_asked`, by feature, is not 0."""
        first, end = self.pairs.starts[self.of_class[number]], self.pairs.starts[self.of_class[number + 1]]
        shared = np.flatnonzero(is_asked[self.pairs.flat[first:end]]) + first
        return np.unique(self.pairs.numbers[shared])
