"""Whom a platform lets an announcement through to: looked at when it is planned, and again before each call."""

from collections.abc import Callable
from datetime import datetime

from bot.announcements.delivery import SkipReason
from bot.channels.zalo_bot import Plan
from bot.channels.zalo_oa.windows import Window
from bot.services import official_account, zalo_bot_usage
from bot.storage import Connection

Gate = Callable[[Connection, str, Callable[[], int], datetime], SkipReason | None]
"""Why nothing may leave for the person at that moment; None if it may. Inside a transaction.

The callable counts who is written to on the account before them, and is in no count of the platform's yet.
"""


Costs = Callable[[Connection, str, datetime], bool]
"""Whether a message to the person at that moment costs money, or is counted against a package."""


def nothing_costs(db: Connection, person: str, now: datetime) -> bool:
    """Messages are free."""
    return False


def open_to_all(db: Connection, person: str, before: Callable[[], int], now: datetime) -> None:
    """Whoever has agreed to receive news can be written to at any time, as on Telegram."""


def window_gate(account: str) -> Gate:
    """That of a Zalo Official Account: who has been in touch within seven days."""

    def gate(db: Connection, person: str, before: Callable[[], int], now: datetime) -> SkipReason | None:
        is_open = official_account.may_receive(db, account, person, now).may_write
        return None if is_open else SkipReason.OUTSIDE_WINDOW

    return gate


def is_paid(account: str) -> Costs:
    """Whether a message of a Zalo Official Account to the person is no longer free."""
    return lambda db, person, now: official_account.may_receive(db, account, person, now) is Window.PAID


def reserve_gate(plan: Plan) -> Gate:
    """That of a Zalo bot: as long as the month has more messages left than are kept for answers."""

    def gate(db: Connection, person: str, before: Callable[[], int], now: datetime) -> SkipReason | None:
        has_room = zalo_bot_usage.may_receive(db, plan, now, before()).may_write
        return None if has_room else SkipReason.RESERVED

    return gate
