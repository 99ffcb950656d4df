"""What would become of an audience if the announcement were sent now, account by account."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.announcements.audience import Selection
from bot.announcements.delivery import SkipReason
from bot.announcements.prospect import Prospect
from bot.services.gates import Costs, Gate, nothing_costs, open_to_all
from bot.storage import Connection


@dataclass(frozen=True, slots=True)
class Way:
    """How announcements go out on an account.

    `a_second` is the pace, 0 without a limit; `counted_over` the span in which the platform counts, `counts_replies`
    whether it counts replies too, as far as is known. `gate` tells whom it lets nothing through to, `costs` to whom a
    message costs.
    """

    a_second: float
    counted_over: timedelta = timedelta(seconds=1)
    counts_replies: bool = True
    gate: Gate = open_to_all
    costs: Costs = nothing_costs

    def duration(self, messages: int) -> timedelta:
        """How long so many messages take."""
        return timedelta(seconds=messages / self.a_second if self.a_second else 0)


_FREE = Way(0)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a commune's announcements come: its `ways` by account, those without limits left out, and which accounts
    are connected.
    """

    ways: Mapping[str, Way] = field(default_factory=dict)
    is_connected: Callable[[str], bool] = lambda account: True

    def prospects(self, db: Connection, selection: Selection, now: datetime) -> tuple[Prospect, ...]:
        """Of every account that somebody of the audience is on, by name. Inside a transaction."""
        return tuple(self._prospect(db, selection, account, now) for account in sorted(selection.by_channel))

    def _prospect(self, db: Connection, selection: Selection, account: str, now: datetime) -> Prospect:
        way = self.ways.get(account, _FREE)
        kept_out: Counter[SkipReason] = Counter()
        reached = paid = 0

        def before() -> int:
            return reached

        for person in (person for of, person in selection.members if of == account):
            if why := way.gate(db, person, before, now):
                kept_out[why] += 1
            else:
                reached += 1
                paid += way.costs(db, person, now)
        return Prospect(account, reached, kept_out, way.duration(reached), self.is_connected(account), paid)


WITHOUT_LIMITS = Reach()
"""Everybody is reached, at once and for nothing: in a rehearsal."""
