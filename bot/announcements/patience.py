"""When a message that failed is tried again, and when a whole sending is stopped because too much fails. Values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """The pauses after the first, second … try that failed for a passing reason; after the last, no more tries."""

    pauses: tuple[timedelta, ...]

    def pause_after(self, tries: int) -> timedelta | None:
        """How long to wait after so many tries; None to give up."""
        return self.pauses[tries - 1] if tries <= len(self.pauses) else None


PATIENCE = Patience(tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600)))
"""Five tries in about twelve minutes."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """Of the last `window` deliveries that came to an end, at most that share may have failed, once `least` did."""

    least: int
    window: int
    share: float

    def is_passed(self, failed: Sequence[bool]) -> bool:
        """Whether too many failed; the newest stands first. What the platform refuses for a person does not belong."""
        seen = failed[: self.window]
        return len(failed) >= self.least and sum(seen) > self.share * len(seen)


THRESHOLD = Threshold(least=30, window=100, share=0.1)
