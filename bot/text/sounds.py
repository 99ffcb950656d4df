"""How a syllable sounds where dialects run together: people write as they speak."""

import re

_INITIALS = {
    "tr": "ch", "x": "s", "gi": "d", "r": "d", "v": "d", "l": "n", "ngh": "ng", "gh": "g", "k": "c", "q": "c",
    "f": "ph", "w": "qu", "z": "d", "j": "d",
}  # fmt: skip
"""Beginnings of a syllable that some region does not tell apart from another: l and n in the North, d and v in the
South; and letters borrowed for them."""
_FINALS = {"ng": "n", "nh": "n", "c": "t", "ch": "t", "y": "i"}
"""Ends of a syllable that the South does not tell apart."""
_BEGINNING = re.compile(rf"^({'|'.join(sorted(_INITIALS, key=len, reverse=True))})(?=[aeiouy])")
_END = re.compile(rf"(?<=[aeiouy])({'|'.join(sorted(_FINALS, key=len, reverse=True))})$")


def sound(syllable: str) -> str:
    """What a syllable without accents sounds like; equal for "tru" and "chu", for "hon" and "hong"."""
    begun = _BEGINNING.sub(lambda match: _INITIALS[match[1]], syllable)
    return _END.sub(lambda match: _FINALS[match[1]], begun)
