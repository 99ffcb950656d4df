"""A text of unknown origin, as it may be shown."""

import unicodedata

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def in_one_line(text: str) -> str:
    """The text without what cannot be seen: a citizen's message must not be able to steer an official's terminal."""
    seen = (" " if unicodedata.category(char) in _UNSEEN else char for char in text)
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())
