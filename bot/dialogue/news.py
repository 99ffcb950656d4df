"""What a conversation has to know about a commune's announcements, besides what it remembers."""

from dataclasses import dataclass

from bot.announcements.publication import Check
from bot.announcements.subscription import Subscription


@dataclass(frozen=True, slots=True)
class News:
    """Whether news can come this way, and what the person receives of them.

    `days` is for how many days after the person was last in touch the platform lets them through; None for always.
    `can_come` tells whether this channel can write to somebody who has not just asked; `channels` names those that can.
    `subscription` is the person's own on this channel, whatever its status. It is loaded in the transaction in which
    the message is answered and so can not be out of date. `check` is what the message is that quotes what was sent, or
    seems to; None for any other.
    """

    can_come: bool = False
    channels: tuple[str, ...] = ()
    subscription: Subscription | None = None
    check: Check | None = None
    days: int | None = None


NO_NEWS = News()
"""What a channel that only answers knows, where no other is connected either."""
