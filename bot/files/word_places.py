"""Where a word of a value stands in the file: in which line of a folded text, behind which quotes."""

import re
from collections.abc import Iterator, Sequence

from bot.files.yaml_nodes import Place

_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
_Character = tuple[int, int, str]
"""Line and column, counted from 1, and the character that stands there."""


def place_of_word(lines: Sequence[str], place: Place, value: str, at: int) -> Place:
    """The place of the character `at` of the value that is written from `place` on.

    Reading folds a value's spaces and line breaks and takes its quotes away, so both are walked along together without
    them. Where they part (an escape for a letter), the place of the value itself is returned.
    """
    written = _written(lines, place)
    found: _Character | None = None
    for character in "".join(value[: at + 1].split()):
        found = _next(written, character)
        if found is None:
            return place
    return Place(found[0], found[1], found[1]) if found else place


def _next(written: Iterator[_Character], character: str) -> _Character | None:
    """Where the character stands next; quotes and backslashes before it are only there to be taken away."""
    for line, column, char in written:
        if char == character:
            return line, column, char
        if char not in "'\"\\":
            return None
    return None


def _written(lines: Sequence[str], place: Place) -> Iterator[_Character]:
    """What is written from the place on, without spaces, a block's sign, the key before, the quote around."""
    line, start = place.line, place.value - 1
    rest = lines[line - 1][start:] if line <= len(lines) else ""
    if _BLOCK_HEAD.match(rest) or rest.rstrip().endswith(":"):
        line, start = line + 1, 0
    elif rest[:1] in {"'", '"'}:
        start += 1
    for number, text in enumerate(lines[line - 1 :], line):
        yield from ((number, at + 1, text[at]) for at in range(start, len(text)) if not text[at].isspace())
        start = 0
