"""Indentation by the tabulator, which YAML does not take."""

import re

from bot.files.yaml_nodes import Document, parse

_WIDTHS = (2, 4, 8)
_INDENTATION = re.compile(r"[ \t]*")


def without_tabs(text: str) -> str:
    """The text with spaces for the tabs that lines begin with, if it says the same however wide a tab is taken."""
    if not any("\t" in _indentation(line) for line in text.split("\n")):
        return text
    candidates = [_with_spaces(text, width) for width in _WIDTHS]
    readings = [(candidate, parse(candidate)) for candidate in candidates]
    right = [(candidate, document) for candidate, document in readings if _is_read(document)]
    if not right or any(document.content != right[0][1].content for _, document in right):
        return text
    return right[0][0]


def _with_spaces(text: str, width: int) -> str:
    return "\n".join(
        _INDENTATION.sub(lambda match: _spaces(match[0], width), line, count=1) for line in text.split("\n")
    )


def _spaces(indentation: str, width: int) -> str:
    return indentation.replace("\t", " " * width)


def _indentation(line: str) -> str:
    match = _INDENTATION.match(line)
    return match[0] if match else ""


def _is_read(document: Document) -> bool:
    return not any(slip.severity == "error" for slip in document.slips)
