"""A procedure as the national portal tells it: all of it, or the few columns of a list."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.files.file_text import without_invisible

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NO_BRACES = str.maketrans("{}", "()")
_CODE = re.compile(r"(\d\.\d{6})(?:\.000\.00\.00\.H\d+)?", re.ASCII)
_NUMBERING = re.compile(r"^(?:(?:\d{1,2}[.)]|[-+*•]|bước \d{1,2}\s*[:.])\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something in the file that found no place: the row where it stands (0: the whole file), the code if known."""

    row: int
    code: str
    what: str
    text: str = ""


def tidy(text: str) -> str:
    """The text in one line, without what cannot be seen, and without braces: in our files words take their place."""
    plain = unicodedata.normalize("NFC", _BREAK.sub(" ", text)).translate(_NO_BRACES)
    return " ".join(without_invisible(plain).split())


def tidy_lines(text: str) -> list[str]:
    """The lines of the text, each without its number, dash or "Bước 1:"; empty ones are left out."""
    lines = [tidy(line) for line in _BREAK.sub("\n", text).splitlines()]
    return [text for line in lines if (text := _NUMBERING.sub("", line))]


def code_in(text: str) -> str:
    """The code that a cell holds, also with the ending that ministries add ("1.001193.000.00.00.H41"); "" if none."""
    found = _CODE.fullmatch(tidy(text))
    return found[1] if found else ""


def _text(value: Any) -> Any:
    return "" if value is None else str(value) if isinstance(value, int | float) else value


def _lines(value: Any) -> Any:
    """A list of lines; a text is one by its line breaks."""
    return tidy_lines(value) if isinstance(value, str) else () if value is None else value


Text = Annotated[str, BeforeValidator(_text)]
TextLines = Annotated[tuple[str, ...], BeforeValidator(_lines)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Paper(_Row):
    """One row among the documents. Without an original or a copy it is mostly a note."""

    group: Text = ""
    name: Text = ""
    original: Text = ""
    copies: Text = Field("", alias="copy")
    form: TextLines = ()


class Method(_Row):
    """One way of handing in, as one crawl (`seen`) saw it."""

    seen: Text = ""
    method: Text = ""
    time: Text = ""
    fee: Text = ""
    note: Text = ""


class Law(_Row):
    """One legal basis."""

    name: Text = ""
    number: Text = ""


def _law(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class PortalRecord(_Row):
    """One procedure, with the names of the portal's export. Of a list only the first seven are known."""

    code: Text = ""
    name: Text = ""
    field: Text = ""
    agency: Text = ""
    url: Text = ""
    scope: Text = ""
    decision: Text = ""
    crawled: Text = ""
    documents: tuple[Paper, ...] = ()
    methods: tuple[Method, ...] = ()
    fee_caution: bool = False
    steps: TextLines = ()
    requirements: TextLines = ()
    results: TextLines = ()
    legal_basis: tuple[Annotated[Law, BeforeValidator(_law)], ...] = ()


@dataclass(frozen=True, slots=True)
class Portal:
    """What a file tells: the records by row, what could not be read, and the names of columns that are not used."""

    records: tuple[tuple[int, PortalRecord], ...]
    leftovers: tuple[Leftover, ...]
    unused: tuple[str, ...]
