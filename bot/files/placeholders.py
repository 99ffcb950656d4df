"""The words in braces of a text, which the commune's own words take the place of."""

import re
from collections.abc import Iterator

from bot.commune.wording import PLACEHOLDERS
from bot.files.model_keys import likely
from bot.files.slip import Slip
from bot.files.yaml_nodes import Location, Node, Place, Places, place_of

_BRACED = re.compile(r"\{([^{}]*)\}")


def unknown_placeholders(content: Node, places: Places) -> tuple[Slip, ...]:
    """Braces anywhere in the file that hold a name for which there are no words."""
    return tuple(
        sorted({_slip(name, place_of(places, at)) for at, name in _braced(content, ()) if name not in PLACEHOLDERS})
    )


def _slip(name: str, place: Place) -> Slip:
    meant = likely(name, PLACEHOLDERS)
    if meant:
        return place.slip(f"Không có chỗ điền «{{{name}}}».", f"Có phải bạn muốn viết {{{meant}}} không?")
    known = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
    return place.slip(f"Không có chỗ điền «{{{name}}}».", f"Dùng một trong: {known}.")


def _braced(content: Node, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(content, str):
        for name in _BRACED.findall(content):
            yield at, name
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from _braced(value, (*at, key))
    else:
        for index, item in enumerate(content):
            yield from _braced(item, (*at, index))
