"""Which keys a place in a file may have, and which of them was probably meant."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from bot.files.yaml_nodes import Location
from bot.text.words import bare

Keys = dict[str, str]
"""Key to description, in the order of the model."""


def keys_at(model: type[BaseModel], location: Location) -> Keys:
    """The keys that the mapping at this location knows; none if no model stands there."""
    here: type[BaseModel] | None = model
    for part in location:
        if here is None:
            return {}
        if isinstance(part, str):
            fields = (field for name, field in here.model_fields.items() if (field.alias or name) == part)
            here = next((_model_in(field.annotation) for field in fields), None)
    fields_here = here.model_fields.items() if here else ()
    return {field.alias or name: field.description or "" for name, field in fields_here}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def likely(typed: str, known: Collection[str]) -> str | None:
    """The known name that was probably meant: accents, case, and spaces for underscores do not count."""
    plain = {_plain(name): name for name in known}
    close = get_close_matches(_plain(typed), plain, n=1, cutoff=0.75)
    return plain[close[0]] if close else None


def certain(typed: str, known: Collection[str]) -> str | None:
    """The known name that must have been meant: the likely one, if no other comes near."""
    close = get_close_matches(_plain(typed), {_plain(name) for name in known}, n=2, cutoff=0.75)
    return likely(typed, known) if len(close) == 1 else None


def same(typed: str, known: Iterable[str]) -> str | None:
    """The known name that differs from the typed one in nothing that counts."""
    return next((name for name in known if _plain(name) == _plain(typed)), None)


def _plain(name: str) -> str:
    return bare(name).lower().replace(" ", "_").replace("-", "_")
