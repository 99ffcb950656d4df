"""A file's text with everything mended of which it is certain how it was meant.

No line is added or taken away, and what a right file says stays the same: where a mend would change that, the file is
left as it is. Whoever writes YAML anew from its values loses remarks, order and quotes; so only words are replaced.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.files.file_text import normalised, stamp_of
from bot.files.mending.forms import edits_of_form
from bot.files.mending.tabs import without_tabs
from bot.files.reading import Understood, limit_of, understand
from bot.files.slip import Edit
from bot.files.tree import Found, Kind, Tree

_MARK = b"\xef\xbb\xbf"
_MOST_ROUNDS = 100
"""One slip of YAML hides those after it, so each round shows the next; no file has as many as this."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line, counted from 1, before and after."""

    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A file, what it holds and what it is to hold, the lines that change, and what changes throughout, in words."""

    found: Found
    before: bytes
    after: bytes
    changes: tuple[Change, ...]
    throughout: tuple[str, ...]


def look_through(tree: Tree) -> Iterator[Mended]:
    """Those of the files in which something is to be mended, mended. Nothing is written."""
    for found in tree.files:
        try:
            _, size, _ = stamp_of(found.file)
            data = found.file.read_bytes() if size <= limit_of(found.kind) else b""
        except OSError:
            continue  # the check says so
        file = mended(found, data)
        if file:
            yield file


def mended(found: Found, data: bytes) -> Mended | None:
    """The file mended; None where nothing is to be mended, or it is no text."""
    try:
        written = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    text = normalised(written)
    result = _mended_text(found, text)
    after = result.encode()
    if after == data:
        return None
    lines = enumerate(zip(text.split("\n"), result.split("\n"), strict=True), 1)
    changes = tuple(Change(line, old, new) for line, (old, new) in lines if old != new)
    return Mended(found, data, after, changes, tuple(_throughout(data, written)))


def _throughout(data: bytes, written: str) -> Iterable[str]:
    if data.startswith(_MARK):
        yield "bỏ dấu BOM ở đầu tệp"
    if "\r" in written:
        yield "đổi cách xuống dòng của Windows thành cách thường"
    if not unicodedata.is_normalized("NFC", written):
        yield "ghép chữ và dấu thanh rời thành chữ có dấu"


def _mended_text(found: Found, text: str) -> str:
    before = understand(found, text)
    result = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    if found.kind is not Kind.CATALOGUE:
        result = _without_slips(found, result)
        result = applied(result, edits_of_form(result))
    return result if _says_the_same(before, understand(found, result)) else text


def _says_the_same(before: Understood, after: Understood) -> bool:
    """Whether the file says what it said; one that was wrong said nothing yet."""
    if before.content is None:
        return True
    return after.content is not None and after.content.value == before.content.value


def _without_slips(found: Found, text: str) -> str:
    """The text without tabs and with the mends that its slips bring along, as long as each round leaves less wrong."""
    for _ in range(_MOST_ROUNDS):
        understood = understand(found, text)
        mends = [slip.mend for slip in understood.slips if slip.mend]
        # All at once, or if that is no better (two keys that were meant to be the same one) the first that helps.
        candidates = (without_tabs(applied(text, edits)) for edits in (mends, *([mend] for mend in mends)))
        now = _state(understood)
        better = next((each for each in candidates if each != text and _state(understand(found, each)) < now), None)
        if better is None:
            break
        text = better
    return text


def _state(understood: Understood) -> tuple[int, ...]:
    """How wrong a text is; less is better. In one that is no YAML yet, a slip further down counts as progress."""
    if understood.readable:
        return 0, len(understood.slips)
    return 1, -max((slip.line for slip in understood.slips), default=0)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with the words replaced. An edit whose words do not stand at its place is passed over."""
    lines = text.split("\n")
    for edit in sorted(set(edits), reverse=True):
        line = lines[edit.line - 1]
        start = edit.column - 1
        if line[start : start + 1] in {"'", '"'} and not line.startswith(edit.old, start):
            start += 1
        if line.startswith(edit.old, start):
            lines[edit.line - 1] = line[:start] + edit.new + line[start + len(edit.old) :]
    return "\n".join(lines)
