"""Web addresses in a text."""

import re
from collections.abc import Iterator

_ADDRESS = re.compile(r"https://[^\s<>\"'«»“”]+")
_CLOSING = ".,;:!?…)]}"
"""What ends the sentence rather than the address. `chat.js` has the same two rules."""


def addresses_in(text: str) -> Iterator[tuple[int, str]]:
    """What looks like an https address, each with the index of its first character."""
    return ((found.start(), found[0].rstrip(_CLOSING)) for found in _ADDRESS.finditer(text))
