"""What would become of one account's part of an audience, if the announcement were sent now. A value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.announcements.delivery import SkipReason


@dataclass(frozen=True, slots=True)
class Prospect:
    """One account's part of an audience: who can be written to, whom the platform keeps out, and how long it takes.

    `paid` of those who are reached cost money, or are counted against the package. Where the account is not connected,
    everybody waits until it is.
    """

    account: str
    reached: int
    kept_out: Mapping[SkipReason, int]
    takes: timedelta
    is_connected: bool
    paid: int = 0
