"""Who says to be what: the ids that files give themselves, of which there may be only one each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.commune import Commune
from bot.files.reading import Content, FileValue, ReadFile
from bot.files.tree import SHARED, Kind
from bot.knowledge.override import Override
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic

Claim = tuple[Literal["procedure", "topic", "override", "official code"], str, str]
"""Sort of thing, scope, id: what one file alone may be."""

_ENTRIES = {Kind.PROCEDURE, Kind.TOPIC}


@dataclass(frozen=True, slots=True)
class Claims:
    """What is known in the whole folder, in files that are right and in files that are wrong for now.

    `owners` names the file to which each claim belongs. `ids` are those of procedures, topics and listed procedures,
    `shared` the codes that a commune may amend. `complete` is false if a file could not be looked into, so that an id
    that is not here may still be right; or if there is no catalogue, to which most references lead.
    """

    owners: Mapping[Claim, str]
    ids: frozenset[str]
    shared: frozenset[str]
    complete: bool


def claim_of(scope: str, value: FileValue) -> Claim | None:
    """The claim that a file's value makes, if it is one of which there may be only one."""
    match value:
        case Procedure():
            return "procedure", scope, value.code
        case Topic():
            return "topic", scope, value.code
        case Override():
            return "override", scope, value.amends
        case Commune() if value.official_code:
            return "official code", SHARED, value.official_code
        case _:
            return None


def gather(files: Iterable[ReadFile], before: Mapping[str, Content]) -> Claims:
    """The claims of all files. Of two that claim the same, it belongs to the one that was good with it before.

    Otherwise it belongs to the first by path. A catalogue that is wrong for now still claims what it last had.
    """
    files = list(files)
    claimed: list[tuple[bool, str, Claim]] = []
    ids: set[str] = set()
    shared: set[str] = set()
    complete = any(file.found.kind is Kind.CATALOGUE for file in files)
    for file in files:
        last = before.get(file.found.path)
        claim = claim_of(file.found.scope, file.content.value) if file.content else None
        if claim:
            is_new = last is None or claim_of(file.found.scope, last.value) != claim
            claimed.append((is_new, file.found.path, claim))
        still = _still_listed(file, last)
        if file.found.kind in _ENTRIES | {Kind.CATALOGUE}:
            ids |= _ids(file) | still
        if file.found.kind is Kind.PROCEDURE and file.found.scope == SHARED:
            shared |= _ids(file)
        complete = complete and (file.claims is not None or bool(still))
    owners = {claim: path for _, path, claim in sorted(claimed, reverse=True)}
    return Claims(owners, frozenset(ids), frozenset(shared), complete)


def _still_listed(file: ReadFile, last: Content | None) -> frozenset[str]:
    """The codes of the catalogue's last good version, where that is served because the file is wrong."""
    rows = last.value if last and not file.right else ()
    return frozenset(row.code for row in rows) if isinstance(rows, tuple) else frozenset()


def _ids(file: ReadFile) -> frozenset[str]:
    value = file.content.value if file.content else None
    if isinstance(value, tuple):
        return (file.claims or frozenset()) | {row.code for row in value}
    return frozenset({value.code}) if isinstance(value, Procedure | Topic) else file.claims or frozenset()
