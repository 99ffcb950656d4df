"""What a text was most likely meant to say: with the accents that were left out, and without slips of the finger.

"anh" is "ánh" after "phan", and an elder brother elsewhere. A noisy channel: of all words that a typed one may be,
those are taken that stand beside each other likeliest, by a bigram model of the knowledge's own texts, found as Viterbi
(1967) does. Whatever the knowledge never says, nor anything like it, stays as it is typed.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.numbering import Numbering
from bot.search.rows import Longs
from bot.text.words import bare

_BREAK, _UNKNOWN = 0, 1
"""The numbers of what stands between two texts, and of a word that no text holds."""
_TRUST = 20
"""So often must a word be seen before what follows it counts as much as what is frequent anywhere."""
_UNHEARD = 1e-4
"""How likely a word is that no text holds."""
_SLIP = 4.0
"""By so many nats it is less likely that a finger slipped than that it did not."""
_SHORTEST = 2
"""A word of fewer letters can be any."""
_EDGE = {_BREAK: 0.0}
"""What stands before and after a text."""


class Accents:
    """The words of many texts, and how often each follows each. Read only once made."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        numbers: Numbering[str] = Numbering(first=_UNKNOWN + 1)
        read = array("i", [_BREAK])
        for text in texts:
            read.extend(map(numbers.__getitem__, text))
            read.append(_BREAK)
        self._numbers = dict(numbers)
        self._words = ["", "", *numbers]
        self._accented: dict[str, list[int]] = {}
        for word, number in self._numbers.items():
            self._accented.setdefault(bare(word), []).append(number)
        self._plain = list(self._accented)
        told = np.array(read, np.int64)
        # Beside the pairs stands one of nothing, so that there is always one to look at.
        pairs = np.concatenate((told[:-1] * len(self._words) + told[1:], [np.iinfo(np.int64).max]))
        self._pairs, counts = np.unique(pairs, return_counts=True)
        self._pair_counts = counts.astype(np.int32)
        self._counts = np.bincount(told, minlength=len(self._words)).astype(np.int32)
        self._shares = self._counts / len(told)
        self._shares[_UNKNOWN] = _UNHEARD

    def restored(self, words: Sequence[str], accented: bool) -> tuple[str, ...]:
        """The words as they were most likely meant; what is in no text, and like nothing in one, as typed.

        `accented` tells whether they were typed with accents: then a word without any is meant so.
        """
        ways = [self._ways(word, accented) for word in words]
        if all(len(each) == 1 for each in ways):
            return tuple(words)
        likeliest = self._likeliest([_EDGE, *ways, _EDGE])[1:-1]
        return tuple(self._words[number] or word for number, word in zip(likeliest, words, strict=True))

    def _ways(self, word: str, accented: bool) -> dict[int, float]:
        """What a typed word may be, and by how many nats that is less likely than that it is typed right."""
        if not accented and (ways := self._accented.get(word)):
            return dict.fromkeys(ways, 0.0)
        if (number := self._numbers.get(word)) is not None:
            return {number: 0.0}
        return {_UNKNOWN: 0.0} | dict.fromkeys(self._like(word), _SLIP)

    def _like(self, word: str) -> list[int]:
        """The words that one slip makes such a one of: a letter wrong, left out, too many, or changed places."""
        if len(word) < _SHORTEST or not word.isalpha():
            return []
        among = self._plain if word == bare(word) else self._words
        near = process.extract(word, among, scorer=OSA.distance, score_cutoff=1, limit=None)
        if among is self._plain:
            return [number for plain, _, _ in near for number in self._accented[plain]]
        return [place for _, _, place in near if place > _UNKNOWN]

    def _likeliest(self, ways: Sequence[Mapping[int, float]]) -> list[int]:
        """The path through one of the ways at each place that is likeliest as a whole; of equals the first."""
        steps = list(pairwise(ways))
        firsts = [first for before, after in steps for first in before for _ in after]
        seconds = [second for before, after in steps for _ in before for second in after]
        nats = self._nats(np.array(firsts, np.int64), np.array(seconds, np.int64)).tolist()
        best, pointers, begin = [0.0], [], 0
        # A word has few ways, of which Python finds the best sooner than numpy does.
        for before, after in steps:
            end = begin + len(before) * len(after)
            reached = [
                [former + nat - loss for former, nat in zip(best, nats[begin + place : end : len(after)], strict=True)]
                for place, loss in enumerate(after.values())
            ]
            best, begin = [max(each) for each in reached], end
            pointers.append([each.index(most) for each, most in zip(reached, best, strict=True)])
        path, at = [], 0
        for way, pointer in zip(reversed(ways), reversed(pointers), strict=False):
            path.append(list(way)[at])
            at = pointer[at]
        return [next(iter(ways[0])), *reversed(path)]

    def _nats(self, firsts: Longs, seconds: Longs) -> npt.NDArray[np.float64]:
        """The logarithm of how likely each second word is to follow its first."""
        pairs = firsts * len(self._words) + seconds
        places = np.searchsorted(self._pairs, pairs)
        beside = np.where(self._pairs[places] == pairs, self._pair_counts[places], 0)
        anywhere = self._shares[seconds]
        return np.asarray(np.log((beside + _TRUST * anywhere) / (self._counts[firsts] + _TRUST)))
