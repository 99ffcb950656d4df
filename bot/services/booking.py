"""One entry in the ledger: what became of the calls that ended, and the claims of those to be made. Inside one
transaction, so that stopping, pausing and cancelling count for every call that is made after them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.announcements.announcement import Firing
from bot.announcements.delivery import Delivery, DeliveryStatus, SkipReason
from bot.announcements.pace import GAP
from bot.announcements.patience import THRESHOLD
from bot.announcements.quiet import QuietHours
from bot.messages import Reply
from bot.services.firing import halt, tell_failing
from bot.services.gates import Gate, open_to_all
from bot.services.outcome import Again, Ended, Outcome
from bot.services.publishing import message_of
from bot.storage import Connection, announcements, deliveries, firings, held, publications, subscriptions

FAILING_HELD_FOR = timedelta(minutes=10)
"""So long an account of which too much fails waits while others go on; then a few are tried anew."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that was claimed, and what to send."""

    delivery: Delivery
    reply: Reply
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Booked:
    """What may be sent now, and how much there was room for."""

    claims: tuple[Claim, ...]
    room: int


def book(
    db: Connection,
    account: str,
    outcomes: Sequence[Outcome],
    room: int,
    quiet: QuietHours,
    now: datetime,
    gate: Gate = open_to_all,
) -> Booked:
    """Write the outcomes, stop what fails too often, and claim deliveries of the account for which there is room.

    `gate` tells whom the platform would let nothing through to: they are skipped, with the reason.
    """
    for outcome in outcomes:
        _write(db, outcome, now)
    _stop_at_threshold(db, account, outcomes, now)
    claims: list[Claim] = []
    is_quiet = quiet.over_at(now) is not None
    for firing in firings.being_sent(db):
        if room > len(claims) and now <= firing.deadline and (firing.is_urgent or not is_quiet):
            claims += _claims(db, firing, account, room - len(claims), gate, now)
    return Booked(tuple(claims), room)


def _write(db: Connection, outcome: Outcome, now: datetime) -> None:
    delivery = outcome.delivery
    match outcome:
        case Ended(status=status, at=at, message=message, reason=reason):
            deliveries.settle(db, delivery.id, status, at, message=message, reason=reason)
            if status is DeliveryStatus.REFUSED:
                subscriptions.unreachable(db, delivery.account, delivery.person, reason, at)
            if status is DeliveryStatus.SENT and delivery.was_held:
                held.release(db, delivery.announcement, delivery.firing, delivery.account)
        case Again(until=until, at=at, reason=reason, is_try=is_try, halt=why, holds=holds):
            deliveries.postpone(db, delivery.id, until, at, reason=reason, is_try=is_try)
            deliveries.skip_cancelled(db, now)
            for firing in firings.being_sent(db) if holds else ():
                held.hold(db, firing, delivery.account, until)
            if why:
                halt(db, delivery.announcement, why, now)


def _stop_at_threshold(db: Connection, account: str, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Stop each firing of which too much has failed on the account, with the platform's own words.

    As long as other accounts go on, only this one waits.
    """
    bad = {DeliveryStatus.FAILED, DeliveryStatus.UNSURE}
    words = {
        (each.delivery.announcement, each.delivery.firing): each.reason
        for each in outcomes
        if isinstance(each, Ended) and each.status in bad
    }
    for firing in firings.being_sent(db) if words else ():
        said = words.get((firing.announcement, firing.number))
        if said is None or not THRESHOLD.is_passed(deliveries.latest_failed(db, firing, account, THRESHOLD.window)):
            continue
        if held.others_go_on(db, firing, account):
            held.hold(db, firing, account, now + FAILING_HELD_FOR)
            tell_failing(db, firing, account, said, now)
        else:
            halt(db, firing.announcement, f"quá nhiều lượt gửi hỏng ({said})", now)


def _claims(db: Connection, firing: Firing, account: str, most: int, gate: Gate, now: datetime) -> list[Claim]:
    content = announcements.content_of(db, firing.announcement, firing.version)
    message = message_of(db, firing.announcement, firing.version, content)
    claims: list[Claim] = []
    for delivery in deliveries.ready(db, firing, account, most, now):
        subscription = subscriptions.load(db, account, delivery.person)
        if subscription is None or not subscription.receives(now):
            deliveries.settle(db, delivery.id, DeliveryStatus.SKIPPED, now, reason=SkipReason.STOPPED)
        elif why := gate(db, delivery.person, partial(deliveries.under_way, db, firing, account), now):
            deliveries.settle(db, delivery.id, DeliveryStatus.SKIPPED, now, reason=why)
        elif deliveries.was_just_written_to(db, account, delivery.person, now):
            deliveries.put_off(db, delivery, GAP, now)
        else:
            deliveries.claim(db, delivery, now)
            claims.append(Claim(delivery, message, firing.is_urgent))
    if claims:
        publications.begun(db, firing, now)
    return claims
