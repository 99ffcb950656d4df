"""How much a word, or two words beside each other, tells entries apart."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.search.common_words import is_common
from bot.search.rows import Floats, Ints, distinct
from bot.text.words import bare

# A word of everyday speech weighs this share of what its rarity here would give it, and this much at most.
_COMMON_SHARE = 0.25
_COMMON_MOST = 0.3
# Two words beside each other weigh this share of what they weigh apart, at most: "mặt trời" is not "trời mưa".
_PAIR_SHARE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """The inverse document frequency of each feature by its number; `unknown` is that of a word no entry has.

    A word that no entry holds weighs like the rarest: it may be a name, or another subject altogether.
    """

    of_feature: Floats
    unknown: float

    def of_word(self, word: str, feature: int | None) -> float:
        """How much the word tells; `feature` is its number without accents, None where no phrase holds it. Positive."""
        rarity = self.unknown if feature is None else float(self.of_feature[feature])
        return min(_COMMON_MOST, _COMMON_SHARE * rarity) if is_common(word) else rarity

    def of_pair(self, apart: float, feature: int | None) -> float:
        """How much two words tell by standing beside each other, beyond what they tell `apart`. Positive."""
        rarity = self.unknown if feature is None else float(self.of_feature[feature])
        return _PAIR_SHARE * min(rarity, apart)

    def weights(self, number_of: Mapping[str, int]) -> Floats:
        """What each feature weighs by its number: accented words and pairs of words; anything else nothing."""
        found = np.zeros(len(number_of), np.float32)
        alone = {feature: self.of_word(feature, number) for feature, number in number_of.items()}
        for feature, number in number_of.items():
            if feature.startswith("="):
                word = feature[1:]
                found[number] = self.of_word(word, number_of.get(bare(word)))
            elif " " in feature:
                first, second = feature.split(" ")
                found[number] = self.of_pair(alone[first] + alone[second], number)
        return found


def rarity(features: Ints, entries: Ints, count: int, is_spoken: npt.NDArray[np.bool_]) -> Rarity:
    """From what each entry holds: two arrays of the same length, a feature and the number of an entry that holds it.

    It is minus the logarithm of the share of entries that hold the feature. The share is taken among the entries told
    in people's words (`is_spoken`) and among those known by name only, and the larger counts: names alone never say
    "tôi" or "làm sao", which would make such words look rare. `count` is how many features there are.
    """
    held = distinct(features.astype(np.int64) * len(is_spoken) + entries)
    feature_of, entry_of = held // max(1, len(is_spoken)), held % max(1, len(is_spoken))
    spoken = is_spoken[entry_of]
    shares = [
        (np.bincount(feature_of[group], minlength=count) + 0.5) / (entries_of_group + 1)
        for group, entries_of_group in ((spoken, is_spoken.sum()), (~spoken, (~is_spoken).sum()))
    ]
    found = -np.log(np.maximum(*shares)).astype(np.float32)
    return Rarity(found, float(found[feature_of].max()) if len(held) else 1.0)
