"""The words in braces of a text, which the commune's own words take the place of."""

import re
from collections.abc import Iterator, Sequence

from bot.commune.wording import PLACEHOLDERS
from bot.files.model_keys import likely
from bot.files.slip import Slip
from bot.files.word_places import place_of_word
from bot.files.yaml_nodes import Location, Node, Place, Places, place_of

_BRACED = re.compile(r"\{([^{}]*)\}")


def unknown_placeholders(content: Node, places: Places, text: str) -> tuple[Slip, ...]:
    """Braces anywhere in the file that hold a name for which there are no words. `text` is that of the file."""
    if "{" not in text:
        return ()
    lines = text.split("\n")
    return tuple(
        sorted({slip for at, value in _texts(content, ()) for slip in _slips(lines, place_of(places, at), value)})
    )


def _slips(lines: Sequence[str], place: Place, value: str) -> Iterator[Slip]:
    for braced in _BRACED.finditer(value):
        if braced[1] not in PLACEHOLDERS:
            yield _slip(braced[1], place_of_word(lines, place, value, braced.start()))


def _slip(name: str, place: Place) -> Slip:
    meant = likely(name, PLACEHOLDERS)
    if meant:
        return place.slip(f"Không có chỗ điền «{{{name}}}».", f"Có phải bạn muốn viết {{{meant}}} không?")
    known = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
    return place.slip(f"Không có chỗ điền «{{{name}}}».", f"Dùng một trong: {known}.")


def _texts(content: Node, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(content, str):
        yield at, content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from _texts(value, (*at, key))
    else:
        for index, item in enumerate(content):
            yield from _texts(item, (*at, index))
