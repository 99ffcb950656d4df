"""When an Official Account may write to somebody: Zalo counts from the person's last message, press or visit.

As of November 2026: 48 hours free of charge, up to 7 days at a price or within the package, then not at all. An answer
to a person is always inside.
"""

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
