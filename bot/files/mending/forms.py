"""The one form in which codes, hours, days and amounts are written, where another one means the same.

Codes and hours without quotes are read as they are typed by this program; but editors and other programs take 1.001610
for a number and 11:30 for 690.
"""

import re
from collections.abc import Iterator
from datetime import date

from pydantic import TypeAdapter, ValidationError

from bot.files.slip import Edit
from bot.files.yaml_nodes import Location, Node, parse
from bot.text.fields import Day, Dong

DAY_KEYS = frozenset({"tu", "den", "ngay_xem", "ra_soat"})
AMOUNT_KEY = "so_tien"
_QUOTED = re.compile(r"\d\.\d{6}|\d{1,2}[:h]\d{2}\s*[-–]\s*\d{1,2}[:h]\d{2}", re.ASCII)
_DAY: TypeAdapter[date] = TypeAdapter(Day)
_AMOUNT: TypeAdapter[int] = TypeAdapter(Dong)


def edits_of_form(text: str) -> list[Edit]:
    """What to write otherwise in a YAML text, so that it is in the one form."""
    document = parse(text)
    lines = text.split("\n")
    edits = []
    for at, written in _scalars(document.content, ()):
        place = document.places.get(at)
        if place is None:
            continue
        bare = lines[place.line - 1].startswith(written, place.value - 1)
        new = f'"{written}"' if bare and _QUOTED.fullmatch(written) else _form(at, written)
        if new not in {None, written}:
            edits.append(Edit(place.line, place.value, written, str(new)))
    return edits


def _scalars(node: Node | None, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(node, str):
        yield at, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _scalars(value, (*at, key))
    else:
        for index, item in enumerate(node or ()):
            yield from _scalars(item, (*at, index))


def _form(at: Location, written: str) -> str | None:
    try:
        if at and at[-1] in DAY_KEYS:
            return _DAY.validate_python(written).isoformat()
        if at and at[-1] == AMOUNT_KEY:
            amount = _AMOUNT.validate_python(written)
            return f"{amount:,}".replace(",", ".") if amount else None
    except ValidationError:
        return None
    return None
