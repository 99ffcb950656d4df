"""An announcement as citizens were sent it, and what can be said of a text that somebody holds against it. Values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of an announcement that was sent to citizens.

    `number` is the announcement's; `first` and `last` are when sending first and most recently began, `stopped` when
    officers cancelled it on its way or between two times (None where they did not).
    """

    number: int
    title: str
    text: str
    code: str
    first: datetime
    last: datetime
    stopped: datetime | None = None

    @property
    def updated(self) -> datetime:
        """When there was last something new about it."""
        return max(self.last, self.stopped) if self.stopped else self.last


@dataclass(frozen=True, slots=True)
class Genuine:
    """Word for word what was sent."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class Named:
    """The code of what was sent, with no text to compare."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class Altered:
    """The code of what was sent, with another text; `added` is what stands around the genuine one, if that is whole."""

    publication: Publication
    added: str = ""


@dataclass(frozen=True, slots=True)
class NotOurs:
    """A code that nothing carries which was sent to citizens."""

    code: str


Check = Genuine | Named | Altered | NotOurs
"""What holding a citizen's message against all that was sent came to."""
