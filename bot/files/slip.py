"""A mistake in a text, before it is known which file the text came from."""

from dataclasses import dataclass, field

from bot.errors import Problem, Severity


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Words to write in place of others, within one line. `column` is that of the first letter, or of its quote."""

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """What is wrong at a line and a column (from 1; 0 where the whole line is meant), and how to write it.

    `mend` says it for the program, where it is certain what was meant.
    """

    line: int
    what: str
    remedy: str
    severity: Severity = "error"
    column: int = 0
    mend: Edit | None = field(default=None, compare=False)

    def in_file(self, path: str) -> Problem:
        """The same as a problem of that file."""
        return Problem(path, self.line, self.what, self.remedy, self.severity, self.column)
