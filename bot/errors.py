"""What can be told to the person who can act: a problem in a file, and a failure of a command."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in one place of a knowledge file, in Vietnamese.

    `what` says what is wrong, `remedy` how to write it; both are whole sentences. `line` and `column` count from 1;
    column 0 is the whole line. An error keeps something from being served, a whole entry or one link of it; a warning
    does not. `path` is relative to the knowledge folder, with forward slashes.
    """

    path: str
    line: int
    what: str
    remedy: str
    severity: Severity = "error"
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} {self.remedy}".rstrip()


def where(problem: Problem) -> tuple[str, int, int, str]:
    """The order in which somebody goes through a folder: by file, line and column."""
    return problem.path, problem.line, problem.column, problem.what


class OperatorError(Exception):
    """Something the person at the keyboard can mend: what, where and what to do, in one or two Vietnamese sentences.

    The command line prints it without a traceback and ends with exit code 2.
    """
