"""A knowledge file to be filled in: every key of its model with what belongs there, and the values known already."""

import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.files.file_text import without_invisible
from bot.files.yaml_writing import Written, as_yaml

Notes = Mapping[str, Sequence[str]]
"""Remarks for the writer of the file, by the key above which they stand ("" for the top of the file)."""

_WIDTH = 114


def skeleton(model: type[BaseModel], known: Mapping[str, Written], notes: Notes, first: Sequence[str] = ()) -> str:
    """The text of the file, without its first line. The keys in `first` come first, the others as in the model.

    A key whose value is not known stands empty, which means just that. What it may hold is shown below it as remarks:
    whoever takes away the # of such lines has the keys in their places.
    """
    keys = {str(field.alias): field for field in model.model_fields.values()}
    parts = ["".join(_remark(note) for note in notes.get("", ()))]
    for key in (*first, *(key for key in keys if key not in first)):
        parts.append("".join(_key(key, keys[key], known, notes)))
    return "\n".join(part for part in parts if part)


def _key(key: str, field: FieldInfo, known: Mapping[str, Written], notes: Notes) -> Iterator[str]:
    yield _remark(_explained(field))
    for note in notes.get(key, ()):
        yield _remark(note)
    if key in known:
        yield as_yaml({key: known[key]})
    else:
        yield f"{key}:\n"
        for line in _sample(field.annotation):
            yield f"  # {line}\n"


def _remark(text: str) -> str:
    plain = without_invisible(unicodedata.normalize("NFC", text))
    return "".join(f"# {line}\n" for line in textwrap.wrap(plain, _WIDTH, break_on_hyphens=False))


def _explained(field: FieldInfo) -> str:
    """The description of the field, with the words to choose from where it does not name them all."""
    told = field.description or ""
    choices = [str(choice) for choice in _choices(field.annotation)]
    return told if all(choice in told for choice in choices) else f"{told} (chọn: {', '.join(choices)})"


def _choices(annotation: Any) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [choice.value for choice in annotation]
    return [] if _inside(annotation) else [found for part in get_args(annotation) for found in _choices(part)]


def _sample(annotation: Any) -> list[str]:
    """What a value of this type looks like, line by line; nothing for one that stands behind its key."""
    inside = _inside(annotation)
    if _is_list(annotation):
        return [f"{'  ' if at else '- '}{line}" for at, line in enumerate(_keys(inside))] if inside else ["-"]
    return list(_keys(inside)) if inside else []


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for field in model.model_fields.values():
        yield f"{field.alias}: # {_explained(field)}"
        for line in _sample(field.annotation):
            yield f"  {line}"


def _is_list(annotation: Any) -> bool:
    parts = get_args(annotation)
    return (get_origin(annotation) is tuple and parts[-1] is ...) or any(_is_list(part) for part in parts)


def _inside(annotation: Any) -> type[BaseModel] | None:
    """The model that the value is, or a list of which it is."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inside(part))), None)
