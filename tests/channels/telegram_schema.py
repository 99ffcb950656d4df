"""Whether a call or a payload is of the form that the Bot API describes (`telegram_methods.json`, facts of its docs)."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_SCALARS: dict[str, tuple[type, ...]] = {"Integer": (int,), "Float": (int, float), "Boolean": (bool,), "String": (str,)}


@cache
def _api() -> dict[str, Any]:
    book = json.loads(Path(__file__).with_name("telegram_methods.json").read_text(encoding="utf-8"))
    assert isinstance(book, dict)
    return book


def methods() -> frozenset[str]:
    return frozenset(_api()["methods"])


def read_form(method: str, form: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The parameters of a call whose values came as texts, and what is wrong with them."""
    declared = _api()["methods"][method]
    values = {name: _read(text, declared.get(name, "")) for name, text in form.items()}
    return values, list(_field_problems(values, declared, method))


def problems(value: Any, declared: str, where: str) -> list[str]:
    """What keeps a value from being of the declared type; a type that the book does not hold is a problem, too."""
    found = [list(_problems(value, kind, where)) for kind in declared.removesuffix("!").split("|")]
    return min(found, key=len)


def _read(text: str, declared: str) -> Any:
    kinds = declared.removesuffix("!").split("|")
    if "String" in kinds:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _problems(value: Any, kind: str, where: str) -> Iterator[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            yield f"{where}: not a list"
            return
        for number, item in enumerate(value):
            yield from problems(item, kind.removeprefix("Array of "), f"{where}[{number}]")
    elif kind in _SCALARS:
        is_right = isinstance(value, _SCALARS[kind]) and (kind == "Boolean" or not isinstance(value, bool))
        if not is_right:
            yield f"{where}: not of type {kind}"
    elif kind in _api()["unions"]:
        yield from problems(value, "|".join(_api()["unions"][kind]), where)
    elif kind not in _api()["types"]:
        yield f"{where}: {kind} is not in telegram_methods.json"
    elif not isinstance(value, dict):
        yield f"{where}: not an object"
    else:
        yield from _field_problems(value, _api()["types"][kind], where)


def _field_problems(values: dict[str, Any], declared: dict[str, str], where: str) -> Iterator[str]:
    for name, kind in declared.items():
        if kind.endswith("!") and name not in values:
            yield f"{where}.{name}: missing"
    for name, value in values.items():
        if name in declared:
            yield from problems(value, declared[name], f"{where}.{name}")
        else:
            yield f"{where}.{name}: unknown"
