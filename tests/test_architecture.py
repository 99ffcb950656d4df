"""The map in `bot/__init__.py` is the truth about who may know whom; this test reads both it and the code."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot

PACKAGE = Path(bot.__file__).parent
HOMES = {
    "telegram": "channels",
    "httpx": "channels",
    "sqlite_utils": "storage",
    "yaml": "files",
    "openpyxl": "files",
    "rapidfuzz": "search",
    "numpy": "search",
    "starlette": "web",
    "jinja2": "web",
    "markupsafe": "web",
    "click": "cli",
    "rich": "cli",
    "dateutil": "announcements",
    "uvicorn": "app",
    "pydantic_settings": "settings",
    "dotenv": "settings",
}
EVERYWHERE = {"pydantic", "pydantic_core"}
PURE_LIBRARIES = {"numpy", "rapidfuzz", "pydantic", "pydantic_core", "dateutil"}
PURE_STANDARD = {
    "array", "bisect", "collections", "copy", "dataclasses", "datetime", "difflib", "email", "enum", "functools", "hashlib", "heapq", "hmac", "html", "itertools", "math",
    "operator", "re", "string", "textwrap", "typing", "unicodedata",
}  # fmt: skip


def map_lines() -> list[list[str]]:
    rows = re.findall(r"^    ((?:[a-z]+ )+) {2,}\S.*$", bot.__doc__ or "", re.MULTILINE)
    return [row.split() for row in rows]


def rank_of() -> dict[str, int]:
    return {room: rank for rank, rooms in enumerate(map_lines()) for room in rooms}


def pure_rooms() -> set[str]:
    below = rank_of()["dialogue"]
    return {room for room, rank in rank_of().items() if rank >= below}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room not in {"__init__", "__main__"}:
            yield room, path


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            own = node.module == "bot"
            yield from (f"bot.{name.name}" for name in node.names) if own else (node.module or "",)


def test_every_room_is_on_the_map() -> None:
    assert {room for room, _ in modules()} <= set(rank_of())


def test_the_map_was_read() -> None:
    assert map_lines()[0] == ["cli"]
    assert map_lines()[-1] == ["messages", "text", "errors"]


@pytest.mark.parametrize(("room", "path"), list(modules()), ids=lambda value: str(value).rsplit("/", 2)[-1])
def test_a_room_imports_lower_rooms_only(room: str, path: Path) -> None:
    rank = rank_of()
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "bot" and len(parts) > 1 and parts[1] != room:
            assert rank[parts[1]] > rank[room], f"{path.relative_to(PACKAGE)} imports {name}"


@pytest.mark.parametrize(("room", "path"), list(modules()), ids=lambda value: str(value).rsplit("/", 2)[-1])
def test_each_library_has_one_home(room: str, path: Path) -> None:
    for name in imported(path):
        library = name.split(".")[0]
        if library != "bot" and library not in sys.stdlib_module_names | EVERYWHERE:
            assert HOMES[library] == room, f"{path.relative_to(PACKAGE)} imports {library}"


@pytest.mark.parametrize(("room", "path"), list(modules()), ids=lambda value: str(value).rsplit("/", 2)[-1])
def test_pure_rooms_know_nothing_of_the_world(room: str, path: Path) -> None:
    if room not in pure_rooms():
        return
    for name in imported(path):
        library = name.split(".")[0]
        allowed = PURE_LIBRARIES | (PURE_STANDARD if library in sys.stdlib_module_names else set())
        assert library == "bot" or library in allowed or name == "collections.abc", f"{path.name} imports {name}"


@pytest.mark.parametrize(("room", "path"), list(modules()), ids=lambda value: str(value).rsplit("/", 2)[-1])
def test_pure_rooms_do_not_look_at_the_clock(room: str, path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    asked = [call.attr for call in calls if isinstance(call, ast.Attribute)]
    assert room not in pure_rooms() or not {"now", "today", "utcnow"} & set(asked)


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    for _, path in modules():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path
