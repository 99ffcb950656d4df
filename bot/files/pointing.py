"""The line that a problem is about, with a mark under the place."""

import unicodedata
from pathlib import Path

from bot.errors import Problem
from bot.files.file_text import normalised, stamp_of

_WIDEST = 100
_BEFORE = 40


def pointed_out(folder: Path, problem: Problem) -> str:
    """The line as it stands in the file and a caret below it, each ended; "" where there is no such line to show.

    Of a long line only the part around the place is shown.
    """
    file = folder / problem.path
    try:
        stamp_of(file)  # a pipe would block
        written = file.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return ""
    lines = normalised(written).split("\n")
    line = lines[problem.line - 1].rstrip() if problem.line <= len(lines) else ""
    if not line.strip():
        return ""
    at = min(problem.column - 1 if problem.column else len(line) - len(line.lstrip()), len(line) - 1)
    start = max(0, at - _BEFORE) if len(line) > _WIDEST else 0
    shown = "".join(_printable(char) for char in line[start : start + _WIDEST])
    gap = " " * (at - start)
    return f"    {shown}\n    {gap}^\n"


def _printable(char: str) -> str:
    """One column for each character, so that the caret stands where it should."""
    return "·" if unicodedata.category(char) in {"Cc", "Cf", "Mn", "Cs", "Co", "Cn"} else char
