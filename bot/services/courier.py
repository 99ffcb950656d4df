"""Sends what was answered to a platform that takes messages: each person's in order, nobody's twice.

A turn is stored with its replies, and before each of them is sent it is noted that its sending has begun. What had
begun when the process died may have arrived, so it is left; the rest is sent at the next start, if it is not too old.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Protocol

from pydantic import TypeAdapter

from bot.channels.failures import Absence, ChannelError, Refused, SlowDown, Unacceptable, Unreachable
from bot.messages import Incoming, Reply
from bot.search import Library
from bot.services.clock import Clock
from bot.services.conversation import receive
from bot.services.pace import Pace
from bot.services.prospects import WITHOUT_LIMITS, Reach
from bot.storage import Database, subscriptions, turns
from bot.storage.turns import TurnKey

STILL_OF_USE = timedelta(minutes=10)
"""A reply that waited longer when the program starts again is not sent: the citizen has gone on."""
TYPING_AFTER_SECONDS = 0.5
TRIES = 12
"""Over seven minutes. Whoever waited longer has gone on (`STILL_OF_USE`)."""
CALLS_AT_ONCE = 8
"""How many replies of an account are being sent at a time, and so how many can be lost when the process dies."""
LONGEST_PAUSE_SECONDS = 60.0

_LOG = logging.getLogger("motcua.courier")
_REPLIES = TypeAdapter(tuple[Reply, ...])


class Channel(Protocol):
    """A platform account that takes messages; its failures are those of `channels.failures`."""

    @property
    def account(self) -> str:
        """The name of the account, as `Incoming.account` has it."""

    async def send(self, person: str, reply: Reply) -> str:
        """Send one reply; the platform's id of the message."""

    async def typing(self, person: str) -> None:
        """Show that an answer is on its way."""


class Courier:
    """Receives and delivers for one channel account of one commune. Must be closed."""

    def __init__(
        self,
        channel: Channel,
        database: Database,
        library: Callable[[], Library],
        clock: Clock,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        pace: Pace | None = None,
        news_days: int | None = None,
        reach: Reach = WITHOUT_LIMITS,
    ) -> None:
        self._channel = channel
        self._database = database
        self._library = library
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, asyncio.Task[None]] = {}
        self._calls = asyncio.Semaphore(CALLS_AT_ONCE)
        self._typing = asyncio.Lock()
        self._pace = pace or Pace(0, clock, sleep)
        self._news_days = news_days
        self._reach = reach

    async def receive(self, incoming: Incoming) -> None:
        """Answer and store one message, and return; it is sent in the background. A repeated one changes nothing."""
        answering = receive(self._database, self._library(), incoming, self._clock, self._news_days, self._reach)
        storing = asyncio.create_task(answering)
        await asyncio.wait([storing], timeout=TYPING_AFTER_SECONDS)
        if not storing.done():
            await self._show_typing(incoming.person)
        replies = await storing
        if replies is not None:
            self._deliver_next(TurnKey(incoming.account, incoming.person, incoming.message), replies)

    async def _show_typing(self, person: str) -> None:
        """Show that an answer is on its way; to one at a time, for where a crowd waits, it would slow the answers."""
        if self._typing.locked():
            return
        async with self._typing:
            with suppress(ChannelError):
                await self._channel.typing(person)

    async def resume(self) -> None:
        """Send what was answered but not sent when the program ended."""
        since = self._clock.now() - STILL_OF_USE
        waiting = await self._database.run(lambda db: turns.waiting(db, self._channel.account, since))
        for turn in waiting:
            self._deliver_next(turn.key, _REPLIES.validate_json(turn.replies), turn.begun)
        if waiting:
            _LOG.info("replies_resumed", extra={"fields": {"account": self._channel.account, "count": len(waiting)}})

    async def left(self, person: str) -> None:
        """The person has blocked the account: no news are sent to them before they write again."""
        await self._keep_away(person, Absence.BLOCKED)

    async def _keep_away(self, person: str, absence: Absence) -> None:
        account, now = self._channel.account, self._clock.now()
        await self._database.run(lambda db: subscriptions.unreachable(db, account, person, absence.value, now))

    async def close(self, seconds: float) -> None:
        """Let what is on its way arrive, for at most that many seconds; the rest stays as it is stored."""
        tasks = list(self._last.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _deliver_next(self, key: TurnKey, replies: Sequence[Reply], begun: int = 0) -> None:
        before = self._last.get(key.person)
        task = asyncio.create_task(self._deliver_after(before, key, replies, begun))
        self._last[key.person] = task
        task.add_done_callback(lambda done: self._forget(key.person, done))

    def _forget(self, person: str, done: asyncio.Task[None]) -> None:
        if self._last.get(person) is done:
            del self._last[person]

    async def _deliver_after(
        self, before: asyncio.Task[None] | None, key: TurnKey, replies: Sequence[Reply], begun: int
    ) -> None:
        if before:
            await asyncio.wait([before])
        # The outermost loop of one delivery: whatever happens to it, the person's next one goes on.
        try:
            await self._deliver(key, replies, begun)
        except Exception:
            _LOG.exception("delivery_failed", extra={"fields": {"account": self._channel.account}})

    async def _deliver(self, key: TurnKey, replies: Sequence[Reply], begun: int) -> None:
        try:
            for place in range(begun, len(replies)):
                await self._send(key, replies, place)
        except ChannelError as error:
            self._log_failure(error)
            if isinstance(error, Refused):
                await self._keep_away(key.person, error.absence)
        await self._database.run(lambda db: turns.finish(db, key))

    async def _send(self, key: TurnKey, replies: Sequence[Reply], place: int) -> None:
        """Send the reply in that place, waiting as the platform asks; raises what can not be mended by waiting."""
        for attempt in range(1, TRIES + 1):
            try:
                await self._call(key, replies, place)
                return
            except SlowDown as error:
                if attempt == TRIES:
                    raise
                await self._pace.shut(error.seconds)
            except Unreachable as error:
                # A lost answer may hide a message that arrived; sending it again could say it twice.
                if error.may_have_arrived or attempt == TRIES:
                    raise
                await self._sleep(min(LONGEST_PAUSE_SECONDS, 2.0**attempt))

    async def _call(self, key: TurnKey, replies: Sequence[Reply], place: int) -> None:
        """Call the platform once, marked before: what a crash finds begun may have arrived, and is lost."""
        async with self._calls:
            await self._pace.opened()
            await self._pace.reply()
            await self._mark_begun(key, place + 1)
            try:
                await self._channel.send(key.person, replies[place])
            except (SlowDown, Unreachable) as error:
                can_have_arrived = isinstance(error, Unreachable) and error.may_have_arrived
                if not can_have_arrived:
                    await self._mark_begun(key, place)
                raise

    async def _mark_begun(self, key: TurnKey, begun: int) -> None:
        await self._database.run(lambda db: turns.begin(db, key, begun))

    def _log_failure(self, error: ChannelError) -> None:
        fields = {"account": self._channel.account, "failure": type(error).__name__}
        match error:
            case Refused(reason=reason):
                _LOG.info("reply_refused", extra={"fields": fields | {"reason": reason}})
            case Unacceptable():
                # Its words are not logged: platforms quote the message, and with it the citizen.
                _LOG.error("reply_unacceptable", extra={"fields": fields})
            case _:
                _LOG.warning("reply_not_sent", extra={"fields": fields})
