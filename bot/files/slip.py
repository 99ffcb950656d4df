"""A mistake in a text, before it is known which file the text came from."""

from dataclasses import dataclass

from bot.errors import Problem, Severity


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """What is wrong at a line and a column (from 1; 0 where the whole line is meant), and how to write it."""

    line: int
    what: str
    remedy: str
    severity: Severity = "error"
    column: int = 0

    def in_file(self, path: str) -> Problem:
        """The same as a problem of that file."""
        return Problem(path, self.line, self.what, self.remedy, self.severity, self.column)
