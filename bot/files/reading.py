"""One knowledge file: its value with the lines, or all that is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.commune import Commune
from bot.errors import Problem, Severity
from bot.files.catalogue_csv import parse_catalogue
from bot.files.file_text import Stamp, closed, read_text, stamp_of, unreadable
from bot.files.model_keys import keys_at, likely
from bot.files.placeholders import unknown_placeholders
from bot.files.plans import plan_slips
from bot.files.slip import Slip
from bot.files.tree import Found, Kind
from bot.files.validation import validated
from bot.files.yaml_nodes import Node, Places, parse, place_of
from bot.knowledge.draft import STATUS, Draft
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.override import Override
from bot.knowledge.plan import Plan
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary

FileValue = Procedure | Topic | Override | Commune | Plan | Vocabulary | tuple[ListedProcedure, ...]

_YAML_LIMIT = 1_000_000
_CSV_LIMIT = 10_000_000
_MOST_TOLD = 100
_CLAIM = re.compile(r"""^ma: *["']?([\w.-]+)""", re.MULTILINE)
_ROW_CODE = re.compile(r"""^"?(\d\.\d{6})"?[,;]""", re.MULTILINE)
_RESERVED = frozenset({"static", "webhook", "healthz", "tin"})
"""What stands in the program's own web addresses, where a commune's code stands for others."""
_PROCEDURE_KEYS = keys_at(Procedure, ())
_MODELS: Mapping[Kind, type[Procedure | Topic | Commune | Plan | Vocabulary]] = {
    Kind.PROCEDURE: Procedure,
    Kind.TOPIC: Topic,
    Kind.COMMUNE: Commune,
    Kind.PLAN: Plan,
    Kind.VOCABULARY: Vocabulary,
}


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says, and the text in which it stands."""

    value: FileValue
    text: str

    @property
    def places(self) -> Places:
        """The place of each part of it in the text, which is read once more: seldom is a place told, and to keep those
        of all files would take as much memory as all that they say.
        """
        return parse_catalogue(self.text)[2] if isinstance(self.value, tuple) else parse(self.text).places


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file's text was found to say: its content (None if it is wrong), its claims, and what is wrong.

    For `claims` see `ReadFile`. Of a text that is not `readable` as YAML, what comes after the slip is not known.
    """

    content: Content | None
    claims: frozenset[str] | None
    slips: tuple[Slip, ...]
    readable: bool = True


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was read.

    `stamp` is None where the file could not be opened; it is then tried again at the next load. `content` is None if
    the file is wrong; of a catalogue it holds the rows that are right. `claims` are the ids that the file writes down
    for itself, also where it is wrong, so that others may refer to them without being wrong too; None if the file could
    not be looked into.
    """

    found: Found
    stamp: Stamp | None
    content: Content | None
    claims: frozenset[str] | None
    problems: tuple[Problem, ...]

    @property
    def right(self) -> bool:
        """Whether nothing but warnings was found in the file itself."""
        return self.content is not None and not any(problem.severity == "error" for problem in self.problems)

    def says(self, text: str, found: Found) -> bool:
        """Whether it holds that text in the same place of its folder, so that the text means the same there."""
        return self.content is not None and self.content.text == text and self.found.place == found.place


def read(found: Found, before: ReadFile | None = None) -> ReadFile:
    """Read the file, unless it is unchanged since `before`; what it says is taken from there if the text is the same.

    Never raises for what a file holds or how it is kept.
    """
    try:
        stamp = stamp_of(found.file)
    except OSError:
        return _wrong(found, None, closed(found.file))
    if before and before.stamp == stamp and before.found == found:
        return before
    text = read_text(found.file, limit_of(found.kind))
    if isinstance(text, Slip):
        return _wrong(found, None if text == unreadable() else stamp, text)
    if before and before.says(text, found):
        return replace(before, found=found, stamp=stamp)
    understood = understand(found, text)
    return ReadFile(found, stamp, understood.content, understood.claims, _problems(found, understood.slips))


def limit_of(kind: Kind) -> int:
    """How many bytes a file of that kind may have."""
    return _CSV_LIMIT if kind is Kind.CATALOGUE else _YAML_LIMIT


def understand(found: Found, text: str) -> Understood:
    """What the text of that file says. Never raises for what it holds."""
    return _catalogue(text) if found.kind is Kind.CATALOGUE else _yaml(found, text)


def foreseen(found: Found, text: str) -> tuple[Problem, ...]:
    """What would be wrong with the file by itself, were this written in it."""
    return _problems(found, understand(found, text).slips)


def _wrong(found: Found, stamp: Stamp | None, slip: Slip) -> ReadFile:
    return ReadFile(found, stamp, None, None, _problems(found, (slip,)))


def _problems(found: Found, slips: tuple[Slip, ...]) -> tuple[Problem, ...]:
    """All that is wrong with a file; of one that is nothing but mistakes, so much as a person would read."""
    shown = sorted(slips)[:_MOST_TOLD]
    if len(slips) > len(shown):
        remedy = "Sửa những chỗ trên trước rồi kiểm tra lại."
        severity: Severity = "error" if any(slip.severity == "error" for slip in slips) else "warning"
        shown.append(Slip(shown[-1].line, f"Tệp này còn {len(slips) - len(shown)} chỗ sai nữa.", remedy, severity))
    return tuple(slip.in_file(found.path) for slip in shown)


def _catalogue(text: str) -> Understood:
    rows, slips, _ = parse_catalogue(text)
    # Without a row nobody can say which ids there are: a half-written file is not to make references wrong.
    claims = frozenset(_ROW_CODE.findall(text)) | {row.code for row in rows} if rows else None
    return Understood(Content(rows, text), claims, slips)


def _yaml(found: Found, text: str) -> Understood:
    claims = frozenset(_CLAIM.findall(text)[:1])
    document = parse(text)
    if any(slip.severity == "error" for slip in document.slips):
        return Understood(None, claims, document.slips, readable=False)
    if document.content is None:
        return Understood(None, claims, (Slip(1, "Tệp này chưa có nội dung.", "Viết vào, hoặc xóa tệp."),))
    value = _value(found, document.content, document.places)
    slips = document.slips
    if found.kind in {Kind.PROCEDURE, Kind.TOPIC}:
        slips += unknown_placeholders(document.content, document.places, text)
    if isinstance(value, tuple):
        return Understood(None, claims, (*slips, *value))
    if isinstance(value, Plan):
        slips += plan_slips(value, document.places)
    broken = any(slip.severity == "error" for slip in slips)
    return Understood(None if broken else Content(value, text), claims, slips)


def _value(
    found: Found, content: Node, places: Places
) -> Procedure | Topic | Override | Commune | Plan | Vocabulary | tuple[Slip, ...]:
    if found.kind is Kind.PROCEDURE and found.scope and isinstance(content, dict) and "sua_cho" in content:
        return validated(Override, content, places)
    if found.kind is Kind.PROCEDURE and _is_draft(content):
        return validated(Draft, content, places)
    if found.kind is Kind.COMMUNE and found.scope in _RESERVED:
        what = f"Mã xã «{found.scope}» trùng với một địa chỉ riêng của chương trình."
        return (place_of(places, ("ma",)).slip(what, "Đặt mã khác, và đổi tên thư mục theo mã ấy."),)
    return validated(_MODELS[found.kind], content, places)


def _is_draft(content: Node) -> bool:
    """Whether the key that makes it one stands there, even if it is misspelt."""
    strange = content.keys() - _PROCEDURE_KEYS.keys() if isinstance(content, dict) else ()
    return any(likely(key, (STATUS,)) for key in strange)
