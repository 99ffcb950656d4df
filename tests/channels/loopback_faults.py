"""What may go wrong on the way to a platform, and with its answer."""

from dataclasses import dataclass
from enum import Enum


class Lost(Enum):
    """The connection breaks: before anything was done, or when it was done, so that only the answer is lost."""

    CALL = "call"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Late:
    """It is done, and answered after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Page:
    """Something in between answers in Telegram's place."""

    status: int
    text: str = "<html>blocked</html>"
