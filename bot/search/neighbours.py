"""Which words stand beside which in the knowledge, without accents."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

from bot.search.rows import Longs, distinct


class Neighbours:
    """Pairs of words as numbers in order: tens of thousands of them as sets would take ten times the memory."""

    def __init__(self, words: Sequence[str], texts: Iterable[Sequence[str]]) -> None:
        """`words` are all that stand in the texts, in order."""
        self._words = words
        self._number_of = {word: number for number, word in enumerate(words)}
        between = len(words)
        read = array("q", [between])
        for text in texts:
            read.extend(map(self._number_of.__getitem__, text))
            read.append(between)
        numbers = np.array(read, np.int64)
        beside = (numbers[:-1] != between) & (numbers[1:] != between)
        firsts, seconds = numbers[:-1][beside], numbers[1:][beside]
        self._after = _in_order(firsts * len(words) + seconds)
        self._before = _in_order(seconds * len(words) + firsts)

    def after(self, word: str) -> list[str]:
        """The words that stand after this one, in order."""
        return self._beside(self._after, word)

    def before(self, word: str) -> list[str]:
        """The words that stand before this one, in order."""
        return self._beside(self._before, word)

    def are(self, first: str, second: str) -> bool:
        """Whether the second stands after the first."""
        number, other = self._number_of.get(first), self._number_of.get(second)
        if number is None or other is None:
            return False
        pair = number * len(self._words) + other
        place = bisect_left(self._after, pair)
        return place < len(self._after) and self._after[place] == pair

    def _beside(self, pairs: "array[int]", word: str) -> list[str]:
        if word not in self._number_of:
            return []
        lowest = self._number_of[word] * len(self._words)
        found = pairs[bisect_left(pairs, lowest) : bisect_left(pairs, lowest + len(self._words))]
        return [self._words[pair - lowest] for pair in found]


def _in_order(pairs: Longs) -> "array[int]":
    """Each pair once; an array of Python's, in which single numbers are found faster."""
    return array("q", distinct(pairs).tobytes())
