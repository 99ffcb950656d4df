"""What was found about one thing."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """`WARNING`: the program runs, and somebody should look. `WRONG`: something does not work, or soon will not."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`check` names what was looked at ("data", "telegram" …); `what` and `remedy` are Vietnamese, without secrets."""

    check: str
    level: Level
    what: str
    remedy: str = ""
