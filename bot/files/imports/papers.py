"""The portal's rows of documents: papers to hand in, papers to show, and notes that stand among them."""

import re
from collections.abc import Sequence

from bot.files.imports.portal import Paper, tidy
from bot.files.yaml_writing import Written

_CASE = re.compile(r"(?:trường hợp|đối với)\b.*", re.IGNORECASE)
_FILE_ENDING = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|odt)$", re.IGNORECASE)
_NOTHING = {"", "0"}
_HEADING = "tên giấy tờ"
"""The head of the portal's table, which crawls take for a row of it."""
_MOST = 99


def papers(rows: Sequence[Paper]) -> tuple[dict[str, list[Written]], list[str]]:
    """The documents as our files hold them (`nop`, `xuat_trinh`), and the texts of rows that are none."""
    found: dict[str, list[Written]] = {}
    notes: list[str] = []
    for row in rows:
        document = _document(row)
        if document:
            found.setdefault("xuat_trinh" if "xuất trình" in tidy(row.group).lower() else "nop", []).append(document)
        elif tidy(row.name).lower() not in {"", _HEADING}:
            notes.append(tidy(row.name))
    return found, notes


def _document(row: Paper) -> dict[str, Written] | None:
    """None for what is no paper: a note, a heading, or a row with a number that is none."""
    group, name = tidy(row.group), tidy(row.name)
    counts = {"ban_chinh": tidy(row.original), "ban_sao": tidy(row.copies)}
    given = {key: count for key, count in counts.items() if count not in _NOTHING}
    if not name or not given or group.lower().startswith("lưu ý"):
        return None
    if not all(count.isascii() and count.isdecimal() and 0 < int(count) <= _MOST for count in given.values()):
        return None
    document: dict[str, Written] = {"ten": name, **{key: int(count) for key, count in given.items()}}
    if row.form:
        document["mau"] = ", ".join(_FILE_ENDING.sub("", tidy(form)) for form in row.form)
    case = _CASE.search(group)
    return {**document, "khi": case[0]} if case else document
