"""Quiet hours, in which nobody is woken by an announcement."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.text.dates import VIETNAM


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From a time of day to another, Vietnam's; usually over midnight. None at all where both are the same."""

    start: time
    end: time

    def over_at(self, moment: datetime) -> datetime | None:
        """When the quiet in which the moment lies is over; None where it lies in none. The end itself is not quiet."""
        local = moment.astimezone(VIETNAM)
        now = local.timetz().replace(tzinfo=None)
        over_midnight = self.start > self.end
        is_quiet = (now >= self.start or now < self.end) if over_midnight else self.start <= now < self.end
        if not is_quiet:
            return None
        day = local.date() + timedelta(days=over_midnight and now >= self.start)
        return datetime.combine(day, self.end, VIETNAM)


NO_QUIET = QuietHours(time(0), time(0))
