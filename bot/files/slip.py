"""A mistake in a text, before it is known which file the text came from."""

from dataclasses import dataclass

from bot.errors import Problem, Severity


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """What is wrong at a line (from 1) and how to write it, in Vietnamese."""

    line: int
    what: str
    remedy: str
    severity: Severity = "error"

    def in_file(self, path: str) -> Problem:
        """The same as a problem of that file."""
        return Problem(path, self.line, self.what, self.remedy, self.severity)
