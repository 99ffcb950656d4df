"""What time it is."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
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


@dataclass(frozen=True, slots=True)
class MovingClock:
    """A clock that was put to another moment and goes on from there: sending under `MOTCUA_NOW` takes time as well."""

    moment: datetime
    begun: float = field(default_factory=monotonic)

    def now(self) -> datetime:
        """That moment, and what has gone by since the clock was made."""
        return self.moment + timedelta(seconds=monotonic() - self.begun)
