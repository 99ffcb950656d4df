"""Sends letters to officers: on the chat of theirs that works, each letter once.

A letter is marked `calling` before a call and `sent` after it. What was `calling` when the program died may have
arrived, so it is left.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.announcements.audience import Person
from bot.channels.failures import ChannelError, Unreachable
from bot.channels.lanes import ended
from bot.services.clock import Clock
from bot.services.pace import Pace
from bot.services.sending import NewsChannel
from bot.storage import Connection, Database, letters, officers
from bot.storage.letters import Letter, LetterStatus

STILL_OF_USE = timedelta(days=3)
"""What could not be told for so long is not told any more: it stands in the lists."""
LOOK_EVERY_SECONDS = 1.0
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)

_LOG = logging.getLogger("motcua.post")

Prepared = Callable[[Connection, Letter, Person], Letter]
"""Gets the letter ready for that chat, in the transaction that marks it; `as_it_is` changes nothing."""


def as_it_is(_: Connection, letter: Letter, __: Person) -> Letter:
    """The letter unchanged."""
    return letter


class Post:
    """The letters of one commune, sent for as long as `run` is awaited. Only one may run at a time."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, tuple[NewsChannel, Pace]],
        clock: Clock,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        prepared: Prepared = as_it_is,
    ) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._sleep = sleep
        self._prepared = prepared
        self._in_hand: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Send, without end. What fails is tried again; where the file fails, nothing is sent."""
        await self._sure(self._database_left_behind)
        while True:
            await self._sure(self._round)
            await self._sleep(LOOK_EVERY_SECONDS)

    async def close(self, seconds: float) -> None:
        """After `run` was cancelled: let the letter that is being sent arrive, for at most that many seconds."""
        if self._in_hand:
            await ended({self._in_hand}, seconds)

    async def _sure(self, step: Callable[[], Awaitable[None]]) -> None:
        # The outermost loop of a commune's letters: whatever happens to one look, the next goes on.
        try:
            await step()
        except Exception:
            _LOG.exception("letters_not_sent")

    async def _database_left_behind(self) -> None:
        await self._database.run(letters.left_behind)

    async def _round(self) -> None:
        for letter in await self._database.run(lambda db: letters.due(db, self._clock.now())):
            self._in_hand = asyncio.create_task(self._deliver(letter))
            await asyncio.shield(self._in_hand)

    async def _deliver(self, letter: Letter) -> None:
        """Try one chat of the officer after the other; the letter ends, or waits."""
        officer = await self._database.run(lambda db: officers.load(db, letter.officer))
        for chat in officer.chats if officer else ():
            if chat[0] in self._channels:
                status = await self._called(letter, chat)
                if status is not None:
                    return await self._mark(letter, status)
        now = self._clock.now()
        if officer is None or now - letter.at > STILL_OF_USE:
            return await self._mark(letter, LetterStatus.LOST)
        pause = min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** min(letter.tries, 10))
        return await self._database.run(lambda db: letters.postpone(db, letter.id, now + pause))

    async def _called(self, letter: Letter, chat: Person) -> LetterStatus | None:
        """Send it to that chat; what became of it, None where it has certainly not arrived."""
        account, person = chat
        channel, pace = self._channels[account]

        def claim(db: Connection) -> Letter:
            letters.mark(db, letter.id, LetterStatus.CALLING)
            return self._prepared(db, letter, chat)

        if not pace.is_open:
            return None
        await pace.reply()
        ready = await self._database.run(claim)
        try:
            await channel.send(person, ready.reply)
        except ChannelError as error:
            fields = {"account": account, "failure": type(error).__name__}
            _LOG.warning("officer_not_told", extra={"fields": fields})
            may_have_arrived = isinstance(error, Unreachable) and error.may_have_arrived
            return LetterStatus.UNSURE if may_have_arrived else None
        return LetterStatus.SENT

    async def _mark(self, letter: Letter, status: LetterStatus) -> None:
        if status is LetterStatus.LOST:
            _LOG.warning("letter_lost", extra={"fields": {"officer": letter.officer, "tries": letter.tries}})
        await self._database.run(lambda db: letters.mark(db, letter.id, status))
