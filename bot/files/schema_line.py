"""The first line of a knowledge file: a remark that tells editors which schema describes it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import OperatorError
from bot.files.json_schema import COMMUNE, FOLDER, OVERRIDE, PLAN, PROCEDURE, QUESTIONS, TOPIC, VOCABULARY, schema_files
from bot.files.tree import QUESTIONS as QUESTION_FILE
from bot.files.tree import Kind, survey
from bot.files.writing import replace

_SCHEMAS: Mapping[Kind, str] = {
    Kind.PROCEDURE: PROCEDURE,
    Kind.TOPIC: TOPIC,
    Kind.COMMUNE: COMMUNE,
    Kind.PLAN: PLAN,
    Kind.VOCABULARY: VOCABULARY,
}
_MARK = b"\xef\xbb\xbf"
_REMARKS = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)|[ \t]*#[^\r\n]*\Z)*")
_LINE = re.compile(rb"[ \t]*#[ \t]*yaml-language-server:[^\r\n]*(?:\r\n|\n|\r|\Z)")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_AMENDS = re.compile(rb"^sua_cho[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A knowledge file whose first line is not the one that it should have, and the bytes that it would have."""

    path: str
    file: Path
    linked: bytes


def schema_line(path: str, schema: str) -> str:
    """The line for a file at this path of the knowledge folder, with the way from there to the schema."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{FOLDER}/{schema}"


def linked(data: bytes, line: str) -> bytes:
    """The file with this as its first line, in place of any like it among the remarks above the content.

    A byte order mark stays in front, and lines go on ending as they do.
    """
    mark, text = (_MARK, data[len(_MARK) :]) if data.startswith(_MARK) else (b"", data)
    remarks = _REMARKS.match(text)
    end = remarks.end() if remarks else 0
    line_end = _LINE_END.search(text)
    return mark + line.encode() + (line_end[0] if line_end else b"\n") + _LINE.sub(b"", text[:end]) + text[end:]


def unlinked(folder: Path) -> Iterator[Unlinked]:
    """The files that do not begin with their line; one that is no UTF-8 is left to the check to tell.

    Raises OperatorError where a file can not be read.
    """
    for path, file, schema in _described(folder):
        try:
            data = file.read_bytes()
        except OSError:
            raise OperatorError(f"Không mở được {path}. Xem lại quyền đọc của tệp.") from None
        if schema == PROCEDURE and path.startswith("xa/") and _AMENDS.search(data):
            schema = OVERRIDE
        after = linked(data, schema_line(path, schema))
        if after != data and _is_text(data):
            yield Unlinked(path, file, after)


def _described(folder: Path) -> Iterator[tuple[str, Path, str]]:
    try:
        found = survey(folder).files
    except OSError:
        raise OperatorError(f"Không mở được thư mục {folder}. Chỉ đúng thư mục bằng --knowledge.") from None
    for each in found:
        if each.kind in _SCHEMAS:
            yield each.path, each.file, _SCHEMAS[each.kind]
    for file in sorted(folder.rglob(QUESTION_FILE)):
        yield file.relative_to(folder).as_posix(), file, QUESTIONS


def stale_schemas(folder: Path) -> list[str]:
    """The names of the schemas that are missing from the folder or are not as they should be now."""
    return [name for name, text in schema_files().items() if _bytes(folder / FOLDER / name) != text.encode()]


def write_schemas(folder: Path) -> list[str]:
    """Write the schemas that are stale, and tell which."""
    stale = stale_schemas(folder)
    replace({folder / FOLDER / name: schema_files()[name].encode() for name in stale})
    return stale


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
