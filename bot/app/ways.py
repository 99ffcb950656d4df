"""How fast announcements go out on each platform, and whom it lets them through to."""

from collections.abc import Mapping
from datetime import timedelta

from bot.app.accounts import Platform, accounts, plan_of
from bot.channels.zalo_oa import ACCOUNT as OFFICIAL_ACCOUNT
from bot.commune import Commune
from bot.services.clock import MovingClock, SystemClock
from bot.services.gates import is_paid, reserve_gate, window_gate
from bot.services.pace import Pace
from bot.services.prospects import WITHOUT_LIMITS, Reach, Way
from bot.settings import Settings

_BOTS_PACE = 1.0
"""A second, on a Zalo bot: how fast it may be is not published, and of at most 50 people none waits a minute."""


def ways(settings: Settings) -> Mapping[str, Way]:
    """Of every platform, by the name of its accounts."""
    minute = timedelta(minutes=1)
    return {
        Platform.TELEGRAM.value: Way(settings.telegram_pace),
        Platform.ZALO_BOT.value: Way(_BOTS_PACE, counts_replies=False, gate=reserve_gate(plan_of(settings))),
        Platform.ZALO_OA.value: Way(
            settings.zalo_oa_requests / 60,
            minute,
            gate=window_gate(OFFICIAL_ACCOUNT),
            costs=is_paid(OFFICIAL_ACCOUNT),
        ),
    }


def reach_of(settings: Settings, commune: Commune) -> Reach:
    """How far the commune's announcements come. Where it only rehearses, everybody is reached."""
    if commune.rehearsal == "có":
        return WITHOUT_LIMITS
    connected = {account.platform.value for account in accounts(settings, {commune.code})}
    return Reach(ways(settings), connected.__contains__)


def pace_of(settings: Settings, account: str) -> Pace:
    """The pace of an account, on a clock that goes on even under `MOTCUA_NOW`."""
    way = ways(settings)[account]
    clock = MovingClock(settings.now) if settings.now else SystemClock()
    return Pace(way.a_second, clock, counted_over=way.counted_over, holds_replies=way.counts_replies)
