"""How fast an account may send: a bucket of one token, written as the moment at which the next message may leave."""

from dataclasses import dataclass
from datetime import datetime, timedelta

GAP = timedelta(seconds=1)
"""Between two announcements to one person. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this"""
_BELOW_THE_LIMIT = 0.97
"""On the way some messages are late and the next ones not, so that a second of the platform's holds more than ours."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left of an account's pace at a moment.

    There is one token: with more, a second could hold the saved ones and those of the second, and the platform counts
    every second. `next_at` is when it is there again; None as long as nothing was sent.
    """

    a_second: float
    next_at: datetime | None = None

    def taken(self, now: datetime) -> tuple["Bucket", datetime]:
        """The bucket after one more message, and when that message may leave. `a_second` of 0 is no limit."""
        if not self.a_second:
            return self, now
        leaves = self.leaves_at(now, 0)
        return Bucket(self.a_second, leaves + self._interval), leaves

    def overtaken(self, now: datetime) -> "Bucket":
        """The bucket after a message that did not wait: what comes later waits for it."""
        return self.taken(now)[0]

    def leaves_at(self, now: datetime, place: int) -> datetime:
        """When the message would leave that so many others are taken before."""
        if not self.a_second:
            return now
        return (max(now, self.next_at) if self.next_at else now) + place * self._interval

    def free_within(self, now: datetime, span: timedelta, most: int) -> int:
        """How many messages, `most` at most, could leave between now and then."""
        if not self.a_second:
            return most
        return max(0, min(most, (now + span - self.leaves_at(now, 0)) // self._interval + 1))

    @property
    def _interval(self) -> timedelta:
        return timedelta(seconds=1 / (self.a_second * _BELOW_THE_LIMIT))
