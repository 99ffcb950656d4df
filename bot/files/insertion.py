"""One more item in a list of a YAML file, with every other byte of the text as it was.

ruamel.yaml keeps comments, but not the layout: it re-indents lists, folds long lines and moves blank lines. So the line
is put in by hand: what may be right is tried, and taken if the text then says what it said, with the new item, and
nothing else. A layout that no trial fits is left to a person.
"""

import io
import json
import re
from collections.abc import Iterator

from bot.files.file_text import text_of
from bot.files.slip import Slip
from bot.files.yaml_nodes import Document, Node, parse

_MOST_LINES = 40
"""An item that is longer, or a comment below it, is nothing that an official's list holds."""
_INDENT = "  "


def quoted(text: str) -> str:
    """The text in double quotes, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)


def with_item(data: bytes, key: str, item: str, after: tuple[str, ...]) -> bytes | None:
    """The file with one more item at the end of the list under the key; None where that cannot be done surely.

    Where there is no such list yet, it is put below the last of the keys in `after` that the file has.
    """
    before = _read(data)
    if before is None or not isinstance(before.content, dict):
        return None
    there = before.content.get(key, [])
    items = [there] if isinstance(there, str) else there
    if not isinstance(items, list):
        return None
    wanted = {**before.content, key: [*items, item]}
    lines = _lines(data.decode("utf-8"))
    for scalar in _scalars(lines, before, key, item):
        for text in _trials(lines, before, key, scalar, after):
            if _says(text, wanted, before):
                return text.encode("utf-8")
    return None


def with_entry(data: bytes, entry: str) -> bytes | None:
    """The file, a list, with one more line of YAML as the last item; None where that cannot be done surely."""
    before, added = _read(data), parse(entry).content
    if before is None or added is None or not isinstance(before.content or [], list):
        return None
    items = before.content if isinstance(before.content, list) else []
    lines = _lines(data.decode("utf-8"))
    indent = _indent(lines, before.places[len(items) - 1,].line) if items else ""
    text = _inserted(lines, len(lines), f"{indent}- {entry}")
    return text.encode("utf-8") if _says(text, [*items, added], before) else None


def _read(data: bytes) -> Document | None:
    text = text_of(data)
    return None if isinstance(text, Slip) else parse(text)


def _says(text: str, wanted: Node, before: Document) -> bool:
    now = _read(text.encode("utf-8"))
    return now is not None and now.content == wanted and len(now.slips) <= len(before.slips)


def _lines(text: str) -> list[str]:
    """The lines with their ends, whichever these are."""
    return list(io.StringIO(text, newline=""))


def _inserted(lines: list[str], at: int, new: str) -> str:
    """The text with the new lines before the one at that place, ended as the others are."""
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    above = "".join(lines[:at])
    if above and not above.endswith(("\n", "\r")):
        above += end
    return above + new.replace("\n", end) + end + "".join(lines[at:])


def _scalars(lines: list[str], before: Document, key: str, item: str) -> tuple[str, ...]:
    """The ways to write the item, that of its neighbour first."""
    last = max((place.line for at, place in before.places.items() if at[:1] == (key,)), default=0)
    neighbour = lines[last - 1] if 0 < last <= len(lines) else ""
    in_quotes = re.search(r"""(?:-|:|,|\[)\s*["']""", neighbour)
    return (quoted(item),) if in_quotes or not neighbour else (item, quoted(item))


def _trials(lines: list[str], before: Document, key: str, scalar: str, after: tuple[str, ...]) -> Iterator[str]:
    place = before.places.get((key,))
    if place is None:
        anchors = [before.places[name,].line for name in after if (name,) in before.places]
        if anchors:
            yield from _below(lines, max(anchors), f"{key}:\n{_INDENT}- {scalar}")
        return
    there = (before.content or {})[key] if isinstance(before.content, dict) and key in before.content else None
    if there is None:
        yield from _below(lines, place.line, f"{_INDENT}- {scalar}")
    elif isinstance(there, str):
        yield from _after_single(lines, place.line, key, scalar)
    else:
        yield from _in_brackets(lines, place.line, scalar)
        last = before.places[key, len(there) - 1].line if there else place.line
        yield from _below(lines, last, f"{_indent(lines, last)}- {scalar}")


def _indent(lines: list[str], line: int) -> str:
    return re.match(r"\ufeff?([ ]*)", lines[line - 1])[1]  # type: ignore[index]


def _below(lines: list[str], line: int, new: str) -> Iterator[str]:
    """Below that line, or further below where what begins there goes on."""
    for at in range(line, min(line + _MOST_LINES, len(lines)) + 1):
        yield _inserted(lines, at, new)


def _after_single(lines: list[str], line: int, key: str, scalar: str) -> Iterator[str]:
    """A single way behind the key stands for a list of one; it becomes the first of two."""
    match = re.match(rf"(\s*{re.escape(key)}:)[ \t]+(\S.*?)(\r?\n?)$", lines[line - 1], re.DOTALL)
    if match:
        end = match[3] or "\n"
        opened = [*lines[: line - 1], f"{match[1]}{end}", f"{_INDENT}- {match[2]}{end}", *lines[line:]]
        yield from _below(opened, line + 1, f"{_INDENT}- {scalar}")


def _in_brackets(lines: list[str], line: int, scalar: str) -> Iterator[str]:
    """Before a closing bracket, right behind what stands there."""
    start = sum(map(len, lines[: line - 1]))
    text = "".join(lines)
    reach = sum(map(len, lines[line - 1 : line - 1 + _MOST_LINES]))
    for match in re.finditer(r"\s*\]", text[start : start + reach]):
        end = start + match.start()
        joint = "" if text[:end].endswith("[") else " " if text[:end].endswith(",") else ", "
        yield f"{text[:end]}{joint}{scalar}{text[end:]}"
