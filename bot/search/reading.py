"""Phrases read one after the other into rows of numbers, so that no more than one of them is ever held as words."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.corpus import Marked, Phrase, accented, pair
from bot.search.numbering import Numbering
from bot.search.rows import Ints, Longs, Rows
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
    places: Numbering[Marked] = Numbering()
    flat, lengths, class_of, part = array("i"), array("i"), array("i"), array("i")
    for phrase in phrases:
        flat.extend(map(places.__getitem__, phrase.words))
        lengths.append(len(phrase.words))
        class_of.append(phrase.number)
        part.append(0 if phrase.situation is None else phrase.situation + 1)
    told = _told(Rows.of(flat, lengths), tuple(places), number_of)
    numbers = np.array(class_of, np.int32)
    return ReadPhrases(*told, numbers, np.array(part, np.int32))._in_order(np.argsort(numbers, kind="stable"))


def _told(phrases: Rows, met: Sequence[Marked], number_of: dict[str, int]) -> tuple[Rows, Rows, Rows, Rows]:
    """The features, words, concepts and pairs of phrases, which are rows of places in `met`; see `corpus.features`."""
    plain = _numbers((bare(word) for word, _ in met), number_of)
    words = _numbers((accented(word) for word, _ in met), number_of)
    concepts = _numbers((accented(w) if c == w else c for w, c in met), number_of)
    first = np.flatnonzero(phrases.numbers[:-1] == phrases.numbers[1:])
    pairs, in_phrase = _pairs(phrases.of_each(plain).flat, first, number_of), phrases.numbers[first]
    singles = [numbers[phrases.flat] for numbers in (plain, words, concepts)]
    features = np.concatenate((*singles, pairs))
    in_phrases = np.concatenate((*[phrases.numbers] * len(singles), in_phrase))
    count = len(phrases.starts) - 1
    return (
        Rows.once(features, in_phrases, count),
        phrases.of_each(words),
        phrases.of_each(concepts),
        Rows.once(pairs, in_phrase, count),
    )


def _pairs(words: Ints, first: Longs, number_of: dict[str, int]) -> Ints:
    """The numbers of the pairs that the words at the places `first` and those after them are; words without accents."""
    names = tuple(number_of)
    kinds, kind_of = np.unique(words[first] * np.int64(len(names)) + words[first + 1], return_inverse=True)
    spelt = (pair(names[kind // len(names)], names[kind % len(names)]) for kind in kinds.tolist())
    return _numbers(spelt, number_of)[kind_of]


def _numbers(names: Iterable[str], number_of: dict[str, int]) -> Ints:
    return np.array([number_of.setdefault(name, len(number_of)) for name in names], np.int32)
