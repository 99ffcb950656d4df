"""The phrases a question is compared with one by one, as numbers of their words and pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.search.corpus import Phrase, accented, pairs_in
from bot.search.rows import Floats, Ints, Rows, bounds
from bot.text.words import bare


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
    def of(cls, phrases: Sequence[Phrase], classes: int, number_of: Mapping[str, int], weights: Floats) -> Self:
        """Of phrases in the order of their numbers, each with a word at least."""
        words = Rows.of([number_of[accented(word)] for word, _ in phrase.words] for phrase in phrases)
        concepts = Rows.of([number_of[c if c != w else accented(w)] for w, c in phrase.words] for phrase in phrases)
        pairs = Rows.of(
            [number_of[each] for each in dict.fromkeys(pairs_in([bare(word) for word, _ in phrase.words]))]
            for phrase in phrases
        )
        return cls(
            of_class=bounds(np.bincount([phrase.number for phrase in phrases], minlength=classes + 1)),
            words=words,
            concepts=concepts.flat,
            pairs=pairs,
            weights=weights,
            masses=words.sums(weights[words.flat]) + pairs.sums(weights[pairs.flat]),
        )
