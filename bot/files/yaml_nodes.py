"""YAML as plain text in lists and mappings, with the line of everything, and no guessing of types.

PyYAML's own constructors turn "1.001610" into a float, "11:30" into 690 and a repeated key into a silent win. So only
its parser is used: its events are put together here, where anchors, tags and deep nesting are refused before they cost
anything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import yaml

from bot.errors import Severity
from bot.files.file_text import strange_character
from bot.files.slip import Slip
from bot.files.yaml_slips import slip_of

Node = dict[str, "Node"] | list["Node"] | str
Location = tuple[str | int, ...]


class Place(NamedTuple):
    """Where something stands in a file: its line and column, and the column of its value; all counted from 1."""

    line: int
    column: int = 1
    value: int = 1

    @property
    def of_key(self) -> "Place":
        """The place of the name rather than of what is written after it."""
        return self._replace(value=self.column)

    def slip(self, what: str, remedy: str, severity: Severity = "error") -> Slip:
        """A mistake in what is written here."""
        return Slip(self.line, what, remedy, severity, self.value)


Places = Mapping[Location, Place]

MAX_DEPTH = 20
"""Lists and mappings within each other; our own files need five."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNKNOWN = {"", "~", "null"}
_GLUED_HASH = re.compile(r"\s+#[^\s#]")
_GLUED_DASH = re.compile(r"-[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content (None: nothing is written in it), the place of each location, and what is wrong.

    With slips that are errors the content is incomplete. A key that stands without a value has a place, but is not in
    the content.
    """

    content: Node | None
    places: Places
    slips: tuple[Slip, ...]


def place_of(places: Places, location: Location) -> Place:
    """The place of the location, or of the nearest thing around it that has one."""
    while location and location not in places:
        location = location[:-1]
    return places.get(location, Place(1))


def parse(text: str) -> Document:
    """Read one YAML document. Scalars stay as typed; an empty one (or `~`, `null`) means not known and is left out."""
    builder = _Builder(text.split("\n"), yaml.parse(text, Loader=_Loader))
    try:
        content = _document(builder)
    except yaml.YAMLError as error:
        last = slip_of(text, error)
        return Document(None, {}, (*(slip for slip in builder.slips if slip.line != last.line), last))
    except _TooDeepError as error:
        return Document(None, {}, (error.slip,))
    return Document(content, builder.places, tuple(builder.slips))


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        self.slip = Slip(line, "Các mục lồng vào nhau quá sâu.", "Viết lại theo mẫu của một tệp đang đúng.")


@dataclass(frozen=True, slots=True)
class _Builder:
    """One run over the events of a text, with what was found on the way."""

    text_lines: list[str]
    events: Iterator[Any]
    places: dict[Location, Place] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)

    def slip(self, event: Any, what: str, remedy: str) -> None:
        self.slips.append(_place(event).slip(what, remedy))


def _place(event: Any) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1, mark.column + 1)


def _document(builder: _Builder) -> Node | None:
    content: Node | None = None
    documents = 0
    for event in builder.events:
        if not isinstance(event, yaml.DocumentStartEvent):
            continue
        documents += 1
        if documents == 1:
            content = _node(builder, next(builder.events), ())
        else:
            builder.slip(
                event, "Tệp này có nhiều phần ngăn bằng dấu ---.", "Giữ một phần, chuyển phần kia sang tệp khác."
            )
            break
    return content


def _node(builder: _Builder, event: Any, at: Location) -> Node | None:
    place = _place(event)
    known = builder.places.setdefault(at, place)
    if known.line == place.line:
        builder.places[at] = Place(known.line, known.column, place.column)
    if len(at) > MAX_DEPTH:
        raise _TooDeepError(place.line)
    if event.anchor or getattr(event, "tag", None):  # an alias has no tag
        builder.slip(event, "Chữ ở đây bắt đầu bằng dấu &, * hoặc !.", "Đặt cả câu trong ngoặc kép.")
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(builder, event)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(builder, at)
    return _sequence(builder, at) if isinstance(event, yaml.SequenceStartEvent) else None


def _scalar(builder: _Builder, event: Any) -> str | None:
    text = str(event.value)
    if not event.implicit[0]:
        _look_at_quoted(builder, event, text)
        return text
    _look_at_plain(builder, event, text)
    return None if text in _UNKNOWN else text


def _look_at_quoted(builder: _Builder, event: Any, text: str) -> None:
    """In double quotes a backslash and a number can spell any character, also one that nobody could print."""
    strange = strange_character(text) if event.style == '"' else None
    if strange:
        place = _place(event)
        builder.slips.append(replace(strange, line=place.line, column=place.value))


def _look_at_plain(builder: _Builder, event: Any, text: str) -> None:
    """What YAML reads without a murmur, but not as it was meant."""
    if _GLUED_DASH.match(text):
        builder.slip(event, "Thiếu dấu cách sau dấu gạch ngang.", "Viết dấu gạch ngang, dấu cách, rồi đến chữ.")
    start, end = event.start_mark, event.end_mark
    for at in range(start.line + 1, min(end.line + 1, len(builder.text_lines))):
        line = builder.text_lines[at][: end.column if at == end.line else None]
        if line.lstrip().startswith("- "):
            what = "Dấu gạch ngang này thụt sâu hơn dòng trên nên bị đọc nối vào câu trên."
            column = line.index("-") + 1
            builder.slips.append(Slip(at + 1, what, "Viết các dấu gạch ngang thẳng hàng.", column=column))
    line = builder.text_lines[end.line] if text and start.line == end.line else ""
    glued = end.column < len(line) and _GLUED_HASH.match(line, end.column)
    if glued:
        remedy = "Nếu là nội dung, đặt cả câu trong ngoặc kép; nếu là ghi chú, thêm dấu cách sau #."
        column = glued.end() - 1
        builder.slips.append(Slip(end.line + 1, "Chữ sau dấu # không được đọc.", remedy, "warning", column))


def _sequence(builder: _Builder, at: Location) -> list[Node]:
    items: list[Node] = []
    for event in builder.events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        item_at = (*at, len(items))
        item = _node(builder, event, item_at)
        if item is None:
            builder.places.pop(item_at)
        else:
            items.append(item)
    return items


def _mapping(builder: _Builder, at: Location) -> dict[str, Node]:
    content: dict[str, Node] = {}
    for event in builder.events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _key(builder, event, at)
        key_at = (*at, key)
        first = builder.places.get(key_at)
        if first and key:
            builder.slip(event, f"Mục «{key}» viết hai lần, lần đầu ở dòng {first.line}.", "Giữ lại một, xóa chỗ kia.")
        builder.places.setdefault(key_at, _place(event))
        value = _node(builder, next(builder.events), key_at)
        if value is not None:
            content[key] = value
    return content


def _key(builder: _Builder, event: Any, at: Location) -> str:
    if isinstance(event, yaml.ScalarEvent) and event.value:
        if event.anchor or event.tag:
            builder.slip(event, "Tên mục không bắt đầu bằng dấu &, * hoặc !.", "Bỏ dấu ấy đi.")
        _look_at_quoted(builder, event, str(event.value))
        return str(event.value)
    builder.slip(event, "Trước dấu hai chấm phải có tên mục.", "Viết như «ten: nội dung».")
    if not isinstance(event, yaml.ScalarEvent):
        _node(builder, event, (*at, ""))
    return ""
