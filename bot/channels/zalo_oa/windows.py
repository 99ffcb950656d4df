"""When an Official Account may write to somebody: Zalo counts from the person's last message, press or visit.

As of November 2026: 48 hours free of charge, up to 7 days at a price or within the package, then not at all. An answer
to a person is always inside.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

FREE = timedelta(hours=48)
OPEN = timedelta(days=7)


class Window(Enum):
    """How an account may write to a person at a moment; the value is what an officer reads of those it holds for."""

    FREE = "còn trong 48 giờ, miễn phí"
    PAID = "còn trong 7 ngày, tính vào gói của OA"
    CLOSED = "ngoài 7 ngày"

    @property
    def may_write(self) -> bool:
        """Whether Zalo lets a message through."""
        return self is not Window.CLOSED


def window(contact: datetime | None, now: datetime) -> Window:
    """The window of a person who was last in touch at `contact`; None if that was never, or is no longer kept."""
    if contact is None or now - contact >= OPEN:
        return Window.CLOSED
    return Window.FREE if now - contact < FREE else Window.PAID


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of an audience can be written to, before anything is sent."""

    free: int
    paid: int
    closed: int

    @property
    def words(self) -> str:
        """As an officer reads it: «1.240 người nhận được, 310 ngoài 7 ngày»."""
        return f"{_number(self.free + self.paid)} người nhận được, {_number(self.closed)} {Window.CLOSED.value}"


def reach(contacts: Iterable[datetime | None], now: datetime) -> Reach:
    """Count an audience, each by their last contact."""
    windows = [window(contact, now) for contact in contacts]
    return Reach(windows.count(Window.FREE), windows.count(Window.PAID), windows.count(Window.CLOSED))


def duration(messages: int, per_minute: int) -> timedelta:
    """How long sending so many takes when Zalo lets so many requests a minute through."""
    return timedelta(minutes=messages / per_minute)


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")
