"""What an import would do, and doing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bot.errors import OperatorError
from bot.files.catalogue_writing import with_rows
from bot.files.filing import CATALOGUE_PATH
from bot.files.imports.portal import Leftover
from bot.files.writing import create, replace
from bot.knowledge.listed import ListedProcedure


class Doing(StrEnum):
    """What is done with one procedure."""

    DRAFT = "tạo bản nháp"
    LIST = "thêm vào danh mục"
    KEEP = "đã có, giữ nguyên"


@dataclass(frozen=True, slots=True)
class Step:
    """One procedure: what is done, and the file of the knowledge folder in which it is, or has been."""

    code: str
    name: str
    doing: Doing
    path: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in the order of the file, what found no place, and all that is to be written."""

    steps: tuple[Step, ...]
    leftovers: tuple[Leftover, ...]
    drafts: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[ListedProcedure, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether anything would be written."""
        return bool(self.drafts or self.rows)


def carry_out(plan: Plan, folder: Path) -> None:
    """Write the drafts, and the rows at the end of the list. Raises OperatorError where something can not be written.

    What was written before a failure stays; the next run finds it there and goes on.
    """
    for path, text in plan.drafts.items():
        create(folder / path, text)
    if plan.rows:
        file = folder / CATALOGUE_PATH
        replace({file: with_rows(_text(file), plan.rows).encode()})


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise OperatorError(f"Không đọc được {file}. Chạy motcua check để xem sai ở đâu.") from None
