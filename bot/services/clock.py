"""What time it is."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the moment, aware."""

    def now(self) -> datetime:
        """The moment to take for now."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still: previews of another day (`MOTCUA_NOW`)."""

    moment: datetime

    def now(self) -> datetime:
        """Always the same moment."""
        return self.moment
