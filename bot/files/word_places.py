"""Where a word of a value stands in the file: in which line of a folded text, behind which quotes."""

import re
from collections.abc import Iterator, Sequence

from bot.files.yaml_nodes import Place

_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")


def place_of_word(lines: Sequence[str], place: Place, value: str, at: int) -> Place:
    """The place of the character `at` of the value that is written from `place` on."""
    return places_of(lines, place, value)[letters_before(value, at)]


def letters_before(value: str, at: int) -> int:
    """How many characters that are no spaces stand before `at`."""
    return len("".join(value[:at].split()))


def places_of(lines: Sequence[str], place: Place, value: str) -> Sequence[Place]:
    """The places of all the characters of a value that are no spaces.

    Reading folds a value's spaces and line breaks and takes its quotes away, so both are walked along together without
    them. From where they part (an escape for a letter), the place is that of the value itself.
    """
    written = _written(lines, place)
    letters = "".join(value.split())
    places: list[Place] = []
    for letter in letters:
        found = _next(written, letter)
        if found is None:
            break
        places.append(found)
    return places + [place] * (len(letters) - len(places))


def _next(written: Iterator[tuple[Place, str]], letter: str) -> Place | None:
    """Where the letter stands next; quotes and backslashes before it are only there to be taken away."""
    for place, char in written:
        if char == letter:
            return place
        if char not in "'\"\\":
            return None
    return None


def _written(lines: Sequence[str], place: Place) -> Iterator[tuple[Place, str]]:
    """What is written from the place on, without spaces, a block's sign, the key before, the quote around."""
    line, start = place.line, place.value - 1
    rest = lines[line - 1][start:] if line <= len(lines) else ""
    if _BLOCK_HEAD.match(rest) or rest.rstrip().endswith(":"):
        line, start = line + 1, 0
    elif rest[:1] in {"'", '"'}:
        start += 1
    for number in range(line, len(lines) + 1):
        text = lines[number - 1]
        yield from (
            (Place(number, at + 1, at + 1), text[at]) for at in range(start, len(text)) if not text[at].isspace()
        )
        start = 0
