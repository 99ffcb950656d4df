"""What would become of an audience if the announcement were sent now, account by account."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.announcements.audience import Selection
from bot.announcements.delivery import SkipReason
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


def prospects(
    db: Connection, selection: Selection, ways: Mapping[str, Way], connected: Collection[str], now: datetime
) -> tuple[Prospect, ...]:
    """Of every account that somebody of the audience is on, by name."""
    kept_out: dict[str, Counter[SkipReason]] = {account: Counter() for account in sorted(selection.by_channel)}
    reached: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for account, person in selection.members:
        why = _way(ways, account).gate(db, person, partial(reached.__getitem__, account), now)
        if why:
            kept_out[account][why] += 1
        else:
            reached[account] += 1
            paid[account] += _way(ways, account).costs(db, person, now)
    return tuple(
        Prospect(
            account,
            reached[account],
            kept,
            _way(ways, account).duration(reached[account]),
            account in connected,
            paid[account],
        )
        for account, kept in kept_out.items()
    )


def _way(ways: Mapping[str, Way], account: str) -> Way:
    return ways.get(account) or Way(0)
