"""The text of a new file: a draft of a procedure, the profile of a commune, or its plan."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.commune import Commune
from bot.errors import OperatorError
from bot.files.json_schema import COMMUNE, PLAN, PROCEDURE
from bot.files.reading import foreseen
from bot.files.schema_line import schema_line
from bot.files.skeleton import skeleton
from bot.files.tree import SHARED, Found, Kind
from bot.files.yaml_writing import Written
from bot.knowledge.draft import DRAFT, STATUS, Draft
from bot.knowledge.plan import Plan

Notes = Mapping[str, Sequence[str]]

_DRAFT_NOTE = (
    "Bản nháp. Điền theo trang nguồn, viết ngắn và dễ hiểu; chưa biết thì để trống.",
    "Dòng bắt đầu bằng # là lời nhắc: xóa dấu # rồi điền, hoặc cứ để nguyên.",
)
_COMMUNE_NOTE = (
    "Hồ sơ của xã. Dòng nào để trống nghĩa là chưa biết: máy sẽ nói là chưa có, không đoán.",
    _DRAFT_NOTE[1],
)
_PLAN_NOTE = ("Kế hoạch tuyên truyền của xã: máy nhắc việc và đếm theo tệp này.", _DRAFT_NOTE[1])


def draft_text(path: str, known: Mapping[str, Written], notes: Notes) -> str:
    """The file of a draft at this path of the knowledge folder; `notes` are remarks by key.

    Raises OperatorError where the check would find something wrong with it.
    """
    notes = {**notes, "": (*_DRAFT_NOTE, *notes.get("", ()))}
    body = skeleton(Draft, {STATUS: DRAFT, **known}, notes, first=(STATUS,))
    return _checked(path, Kind.PROCEDURE, f"{schema_line(path, PROCEDURE)}\n{body}")


def commune_text(path: str, known: Mapping[str, Written]) -> str:
    """The file of a commune's profile at this path. Raises as `draft_text`, also for a code that is taken."""
    body = skeleton(Commune, known, {"": _COMMUNE_NOTE})
    return _checked(path, Kind.COMMUNE, f"{schema_line(path, COMMUNE)}\n{body}")


def plan_text(path: str, known: Mapping[str, Written]) -> str:
    """The file of a commune's plan at this path, without a task yet. Raises as `draft_text`."""
    return _checked(path, Kind.PLAN, f"{schema_line(path, PLAN)}\n{skeleton(Plan, known, {'': _PLAN_NOTE})}")


def _checked(path: str, kind: Kind, text: str) -> str:
    scope = path.split("/")[1] if path.startswith("xa/") else SHARED
    problems = foreseen(Found(path, kind, scope, Path(path)), text)
    if problems:
        raise OperatorError("\n".join(f"{problem.what} {problem.remedy}" for problem in problems))
    return text
