"""Sends what the ledger of a commune has for one channel account.

Each round is one transaction (`booking.book`): it writes what became of the calls that ended, and claims the next ones.
So a call is claimed before it is made and its outcome written after it, with one write to the disk for several people.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

from bot.announcements.delivery import DeliveryStatus
from bot.announcements.quiet import QuietHours
from bot.channels.failures import ChannelError, SlowDown, Unreachable
from bot.errors import OperatorError
from bot.messages import Reply
from bot.services.booking import Booked, Claim, book
from bot.services.clock import Clock
from bot.services.gates import Gate, open_to_all
from bot.services.outcome import Ended, Outcome, failed, not_called
from bot.services.pace import Pace
from bot.storage import Connection, Database, buckets

CALLS_AT_ONCE = 8
LOOK_EVERY_SECONDS = 0.5
"""How often is looked whether there is something to send, where nothing else wakes the sender."""
LONGEST_PAUSE_SECONDS = 60.0

_LOG = logging.getLogger("motcua.sending")

Sleep = Callable[[float], Awaitable[object]]


class NewsChannel(Protocol):
    """A platform account that announcements can be sent on; its failures are those of `channels.failures`."""

    @property
    def account(self) -> str:
        """The name of the account, as `Subscription.account` has it."""

    def check(self, reply: Reply) -> None:
        """Raise Unacceptable where the reply can not be sent as one message."""

    async def send(self, person: str, reply: Reply) -> str:
        """Send one reply; the platform's id of the message."""


class Sender:
    """Sends for one account, for as long as `run` is awaited."""

    def __init__(
        self,
        channel: NewsChannel,
        database: Database,
        pace: Pace,
        quiet: Callable[[], QuietHours],
        clock: Clock,
        sleep: Sleep = asyncio.sleep,
        *,
        calls_at_once: int = CALLS_AT_ONCE,
        jitter: Callable[[], float] = lambda: 0.0,
        gate: Gate = open_to_all,
    ) -> None:
        self._channel = channel
        self._database = database
        self._pace = pace
        self._quiet = quiet
        self._clock = clock
        self._sleep = sleep
        self._calls_at_once = calls_at_once
        self._jitter = jitter
        self._gate = gate
        self._calls: dict[int, asyncio.Task[None]] = {}
        self._claimed: frozenset[int] = frozenset()
        self._outcomes: list[Outcome] = []
        self._booking: asyncio.Task[Booked] | None = None
        self._ended = asyncio.Event()
        self._unreached = 0
        self._shutting: set[asyncio.Task[None]] = set()

    @property
    def claimed(self) -> frozenset[int]:
        """The rows that were claimed, and of which no outcome was written yet. To be asked on the database's thread."""
        return self._claimed

    async def run(self) -> None:
        """Send, without end. Where the file fails, what ended is written when it works again."""
        kept = await self._database.run(lambda db: buckets.load(db, self._channel.account, self._clock.now()))
        if still := self._pace.restore(kept):
            self._shut(still)
        failures = 0
        while True:
            try:
                booked = await self._booked()
            except OperatorError:
                failures += 1
                _LOG.exception("ledger_not_written", extra={"fields": {"account": self._channel.account}})
                await self._sleep(min(LONGEST_PAUSE_SECONDS, 2.0**failures))
                continue
            failures = 0
            for claim in booked.claims:
                self._begin(claim)
            await self._wait(may_be_more=len(booked.claims) == booked.room)

    async def close(self, seconds: float) -> None:
        """Let the calls that are being made end, for at most that many seconds, and write what became of them.

        What was being claimed when `run` was cancelled is called no more, and waits as before.
        """
        with suppress(OperatorError):
            booked = await self._booking if self._booking else None
            now = self._clock.now()
            self._outcomes += [not_called(claim.delivery, now) for claim in (booked.claims if booked else ())]
        if self._calls:
            await asyncio.wait(list(self._calls.values()), timeout=seconds)
        tasks = [*self._calls.values(), *self._shutting]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with suppress(OperatorError):
            await self._book(claiming=False)

    async def _booked(self) -> Booked:
        """As `_book`, but not given up halfway: what was claimed then would look as if it had been called."""
        self._booking = asyncio.create_task(self._book())
        booked = await asyncio.shield(self._booking)
        self._booking = None
        return booked

    async def _book(self, claiming: bool = True) -> Booked:
        written = list(self._outcomes)
        room = self._pace.room(self._calls_at_once - len(self._calls)) if claiming else 0
        kept, before = self._pace.kept(), self._claimed

        def work(db: Connection) -> Booked:
            now = self._clock.now()
            booked = book(db, self._channel.account, written, room, self._quiet(), now, self._gate)
            if written or booked.claims:
                buckets.save(db, self._channel.account, kept, now)
            # Noted here, so that a repair that comes next on this thread knows of these claims.
            ended = {outcome.delivery.id for outcome in written}
            self._claimed = (before - ended) | {claim.delivery.id for claim in booked.claims}
            return booked

        try:
            booked = await self._database.run(work)
        except BaseException:
            self._claimed = before
            raise
        del self._outcomes[: len(written)]
        return booked

    def _begin(self, claim: Claim) -> None:
        task = asyncio.create_task(self._call(claim))
        self._calls[claim.delivery.id] = task
        task.add_done_callback(lambda _: self._calls.pop(claim.delivery.id))

    async def _call(self, claim: Claim) -> None:
        try:
            outcome = await self._outcome(claim)
        except Exception as error:
            # The outermost loop of one call: whatever happens to it, nobody knows whether it has arrived.
            _LOG.exception("sending_failed", extra={"fields": {"account": self._channel.account}})
            reason = type(error).__name__
            outcome = Ended(claim.delivery, DeliveryStatus.UNSURE, self._clock.now(), reason=reason)
        self._outcomes.append(outcome)
        self._ended.set()

    async def _outcome(self, claim: Claim) -> Outcome:
        delivery = claim.delivery
        if not await self._pace.turn():
            return not_called(delivery, self._clock.now())
        try:
            message = await self._channel.send(delivery.person, claim.reply)
        except ChannelError as error:
            self._slow_down(error)
            return failed(delivery, error, claim.is_urgent, self._clock.now())
        self._unreached = 0
        return Ended(delivery, DeliveryStatus.SENT, self._clock.now(), message=message)

    def _slow_down(self, error: ChannelError) -> None:
        """Stop the account for as long as it was asked, or longer and longer where the platform is not reached."""
        match error:
            case SlowDown(seconds=seconds):
                self._shut(seconds + self._jitter())
            case Unreachable() if self._pace.is_open:
                self._unreached += 1
                self._shut(min(LONGEST_PAUSE_SECONDS, 2.0 ** (self._unreached - 1)) + self._jitter())
            case _:
                pass

    def _shut(self, seconds: float) -> None:
        task = asyncio.create_task(self._pace.shut(seconds))
        self._shutting.add(task)
        task.add_done_callback(self._shutting.discard)

    async def _wait(self, may_be_more: bool) -> None:
        """Until a call has ended, or another may be made: at once where there is room, and somebody may be waiting."""
        has_room = may_be_more and self._pace.is_open and len(self._calls) < self._calls_at_once
        seconds = min(LOOK_EVERY_SECONDS, self._pace.wait()) if has_room else LOOK_EVERY_SECONDS
        if self._outcomes or not seconds:
            return
        self._ended.clear()
        waiting = {asyncio.create_task(self._ended.wait()), asyncio.ensure_future(self._sleep(seconds))}
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
