"""Where the file of a procedure belongs, and whether there is one already."""

import re
from collections.abc import Collection, Iterator

from bot.errors import OperatorError
from bot.files.folder import Loaded
from bot.files.model_keys import likely
from bot.files.tree import CATALOGUE, SHARED, Kind
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Procedure
from bot.text.words import bare, folded

FOR_ALL = "chung"
"""What a person types for the part of the knowledge that all communes share."""

CATALOGUE_PATH = f"{FOR_ALL}/{CATALOGUE}"

_LONGEST_NAME = 60


def scope_named(loaded: Loaded, name: str) -> str:
    """The scope that a person means by `chung` or by a commune's code. Raises OperatorError where there is none."""
    communes = {found.scope for found in loaded.tree.files if found.scope != SHARED}
    if name == FOR_ALL:
        return SHARED
    if name in communes:
        return name
    known = (FOR_ALL, *sorted(communes))
    meant = likely(name, known)
    hint = f"Có phải là «{meant}» không?" if meant else f"Chọn một trong: {', '.join(known)}."
    raise OperatorError(f"Không có xã nào mang mã «{name}». {hint}")


def folder_of(scope: str) -> str:
    """The path of the scope's part of the knowledge."""
    return f"xa/{scope}" if scope else FOR_ALL


def written_in(loaded: Loaded, scope: str, code: str) -> str | None:
    """The path of the procedure's file, right or wrong, beside which the scope can have no other; None: there is none.

    What all communes share may not be written again by one of them, nor the other way round.
    """
    for file in loaded.files.values():
        beside = SHARED in (scope, file.found.scope) or scope == file.found.scope
        if file.found.kind is Kind.PROCEDURE and beside and code in (file.claims or ()):
            return file.found.path
    return None


def listed(loaded: Loaded, scope: str, code: str) -> ListedProcedure | None:
    """The row of the catalogue for this code: the one of the commune's province before the one for the country."""
    knowledge = loaded.communes.get(scope)
    province = knowledge.commune.province.casefold() if knowledge else None
    rows = {row.province and row.province.casefold(): row for row in catalogue(loaded) if row.code == code}
    return rows.get(province) or rows.get(None) or next(iter(rows.values()), None)


def province_elsewhere(loaded: Loaded, scope: str, province: str) -> str:
    """The province of which a procedure is the own, if the scope is not in it; "" for one of the whole country."""
    knowledge = loaded.communes.get(scope)
    here = knowledge.commune.province.casefold() if knowledge else None
    return "" if province.casefold() == here else province


def catalogue(loaded: Loaded) -> Iterator[ListedProcedure]:
    """The rows of the catalogue that are served."""
    for _, content in loaded.served.values():
        if isinstance(content.value, tuple):
            yield from content.value


def path_for(loaded: Loaded, scope: str, code: str, name: str, field: str, taken: Collection[str]) -> str:
    """The path of a new file, none of those there or in `taken`: its folder is that of the field's other procedures."""
    folder = "/".join(filter(None, (folder_of(scope), "thu-tuc", _folder_for(loaded, scope, field))))
    short = _slug(name)
    path = f"{folder}/{short}.yaml"
    if path in taken or path in loaded.files:
        path = f"{folder}/{short}-{code.replace('.', '-')}.yaml"
    return path


def _folder_for(loaded: Loaded, scope: str, field: str) -> str:
    folders = {
        path.partition("/thu-tuc/")[2].rpartition("/")[0]
        for path, (found, content) in loaded.served.items()
        if isinstance(content.value, Procedure) and found.scope == scope and content.value.field == field
    }
    return folders.pop() if len(folders) == 1 else _slug(field)


def _slug(text: str) -> str:
    """The words without accents, joined by hyphens; as many as fit into the name of a file."""
    words = re.findall(r"[a-z0-9]+", bare(folded(text)))
    while len("-".join(words)) > _LONGEST_NAME and len(words) > 1:
        words.pop()
    return "-".join(words)[:_LONGEST_NAME] or "thu-tuc"
