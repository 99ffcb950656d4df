"""What may go wrong on the way to a platform, and with its answer."""

import asyncio
from dataclasses import dataclass
from enum import Enum

from loopback_http import Answer


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
    """Something in between answers in the platform's place."""

    status: int
    text: str = "<html>blocked</html>"

    @property
    def answer(self) -> Answer:
        return Answer(self.status, self.text.encode(), "text/html")


async def on_its_way(answer: Answer, fault: object) -> Answer | None:
    """What becomes of the answer to a call that was done; None where it is lost."""
    if isinstance(fault, Late):
        await asyncio.sleep(fault.seconds)
    return None if fault is Lost.ANSWER else answer
