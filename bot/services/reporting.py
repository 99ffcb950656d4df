"""How an announcement stands, for whoever looks."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.announcements.announcement import Announcement, Firing
from bot.announcements.delivery import UNENDED, DeliveryStatus, SkipReason
from bot.announcements.lifecycle import Status
from bot.announcements.quiet import QuietHours
from bot.services.announcing import found
from bot.services.clock import Clock
from bot.storage import Connection, Database, deliveries, firings

LOOK_EVERY_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Tally:
    """A firing, how many of its rows stand where, and the reasons given with how many each."""

    firing: Firing
    counts: Mapping[DeliveryStatus, int]
    reasons: tuple[tuple[DeliveryStatus, str, int], ...]

    @property
    def ended(self) -> int:
        """For how many it is over."""
        return sum(count for status, count in self.counts.items() if status not in UNENDED)

    @property
    def held(self) -> int:
        """How many wait for their channel to work."""
        down = (DeliveryStatus.WAITING, SkipReason.CHANNEL_DOWN.value)
        return sum(count for status, reason, count in self.reasons if (status, reason) == down)

    @property
    def goes_on(self) -> bool:
        """Whether anybody is written to now, or waits for their turn only."""
        return sum(self.counts[status] for status in UNENDED) > self.held


@dataclass(frozen=True, slots=True)
class Report:
    """An announcement and all its firings, the first one first."""

    announcement: Announcement
    tallies: tuple[Tally, ...]

    @property
    def latest(self) -> Tally | None:
        """The last firing; None before the first."""
        return self.tallies[-1] if self.tallies else None

    def is_under_way(self, quiet: QuietHours, now: datetime) -> bool:
        """Whether something is being sent now, or about to be: not held by the quiet hours, not for later.

        What waits for a channel alone is not: that may take hours.
        """
        announcement = self.announcement
        is_held = not announcement.content.urgent and quiet.over_at(now) is not None
        is_due = announcement.due is not None and announcement.due <= now
        begins = announcement.status is Status.SCHEDULED and is_due
        waits_only = self.latest is not None and self.latest.held and not self.latest.goes_on
        return not is_held and (begins or (announcement.status is Status.SENDING and not waits_only))


def report(db: Connection, number: int) -> Report:
    """How it stands now. Raises OperatorError where there is no such announcement."""
    announcement = found(db, number)
    tallies = (
        Tally(each, deliveries.counts(db, each), tuple(deliveries.reasons(db, each)))
        for each in firings.of(db, announcement.id)
    )
    return Report(announcement, tuple(tallies))


async def follow(
    database: Database,
    number: int,
    quiet: QuietHours,
    clock: Clock,
    shown: Callable[[Report], object],
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> Report:
    """Show how it stands, again and again until nothing of it is under way; how it stands then."""
    while True:
        present = await database.run(lambda db: report(db, number))
        shown(present)
        if not present.is_under_way(quiet, clock.now()):
            return present
        await sleep(LOOK_EVERY_SECONDS)
