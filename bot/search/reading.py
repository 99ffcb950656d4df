"""Phrases read one after the other into rows of numbers, so that no more than one of them is ever held as words."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bot.search.corpus import Phrase, accented, features, pairs_in
from bot.search.rows import Growing, Ints, Longs, Rows
from bot.text.words import bare


@dataclass(frozen=True, slots=True, eq=False)
class ReadPhrases:
    """What phrases consist of, by the numbers of features, in the order of the phrases' numbers (`Phrase.number`).

    `features` are all of a phrase, `words` its words as accented, `concepts` in the same places those of their
    concepts, or of the words again, `pairs` its pairs of words. `class_of` is the number of each phrase, `part` that of
    its situation plus one, or 0.
    """

    features: Rows
    words: Rows
    concepts: Rows
    pairs: Rows
    class_of: Ints
    part: Ints

    def before(self, number: int) -> "ReadPhrases":
        """Those of the phrases whose number is lower."""
        return self._in_order(np.arange(np.searchsorted(self.class_of, number)))

    def _in_order(self, order: Longs) -> "ReadPhrases":
        return ReadPhrases(
            self.features.in_order(order),
            self.words.in_order(order),
            self.concepts.in_order(order),
            self.pairs.in_order(order),
            self.class_of[order],
            self.part[order],
        )


def read_phrases(phrases: Iterable[Phrase], number_of: dict[str, int]) -> ReadPhrases:
    """Read phrases, each with a word at least; a feature without a number in `number_of` is given the next."""
    told, words, concepts, pairs = Growing(), Growing(), Growing(), Growing()
    class_of, part = array("i"), array("i")
    for phrase in phrases:
        told.append([number_of.setdefault(each, len(number_of)) for each in features(phrase.words)])
        words.append([number_of[accented(word)] for word, _ in phrase.words])
        concepts.append([number_of[c if c != w else accented(w)] for w, c in phrase.words])
        pairs.append([number_of[each] for each in dict.fromkeys(pairs_in([bare(word) for word, _ in phrase.words]))])
        class_of.append(phrase.number)
        part.append(0 if phrase.situation is None else phrase.situation + 1)
    numbers = np.array(class_of, np.int32)
    read = ReadPhrases(told.rows(), words.rows(), concepts.rows(), pairs.rows(), numbers, np.array(part, np.int32))
    return read._in_order(np.argsort(numbers, kind="stable"))
