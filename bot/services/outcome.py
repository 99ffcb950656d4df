"""What a call to a platform comes to, for the ledger."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.announcements.delivery import Delivery, DeliveryStatus, SkipReason
from bot.announcements.patience import PATIENCE
from bot.channels.failures import AccountRefused, ChannelError, Refused, SlowDown, Unacceptable, Unreachable

HELD_FOR = timedelta(minutes=1)
"""So long nothing is announced on an account that its platform does not accept; then it is tried anew."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The delivery is over. `message` is the platform's id of what arrived, `reason` why nothing did."""

    delivery: Delivery
    status: DeliveryStatus
    at: datetime
    message: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """The delivery waits until then; `is_try` says whether this one counts.

    `halt` stops the whole announcement. `holds` lets all who wait on the account wait as long.
    """

    delivery: Delivery
    until: datetime
    at: datetime
    reason: str = ""
    is_try: bool = False
    halt: str = ""
    holds: bool = False


Outcome = Ended | Again


def not_called(delivery: Delivery, now: datetime) -> Again:
    """The call was not made: everything is as before the claim."""
    return Again(delivery, now, now, reason=SkipReason.CHANNEL_DOWN if delivery.was_held else "")


def failed(delivery: Delivery, error: ChannelError, is_urgent: bool, now: datetime) -> Outcome:
    """What follows from a failure.

    What may have arrived is not sent again, unless it is urgent: then twice is better than never.
    """
    match error:
        case Refused(absence=absence):
            return Ended(delivery, DeliveryStatus.REFUSED, now, reason=absence.value)
        case SlowDown():
            return Again(delivery, now, now)
        case Unreachable(may_have_arrived=True) if not is_urgent:
            return Ended(delivery, DeliveryStatus.UNSURE, now, reason=str(error))
        case Unreachable():
            pause = PATIENCE.pause_after(delivery.tries)
            if pause is None:
                return Ended(delivery, DeliveryStatus.FAILED, now, reason=str(error))
            return Again(delivery, now + pause, now, reason=str(error), is_try=True)
        case Unacceptable(words=words):
            return Again(delivery, now, now, halt=f"nền tảng không nhận tin này ({words})")
        case AccountRefused():
            return Again(delivery, now + HELD_FOR, now, reason=SkipReason.CHANNEL_DOWN, holds=True)
        case _:
            return Ended(delivery, DeliveryStatus.UNSURE, now, reason=type(error).__name__)
