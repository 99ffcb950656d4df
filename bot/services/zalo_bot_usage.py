"""Counting what a Zalo bot's plan limits, and saying when it becomes too little."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from pydantic import SecretStr

from bot.channels.zalo_bot import Plan, Used
from bot.channels.zalo_bot.plan import Room, month_of, room, warning
from bot.errors import OperatorError
from bot.services.clock import Clock
from bot.storage import Connection, Database, zalo_bot_usage

_LOG = logging.getLogger("motcua.zalo_bot")


def may_receive(db: Connection, plan: Plan, now: datetime, before: int = 0) -> Room:
    """Whether an announcement may go to one more person now, `before` more not being counted yet."""
    people, messages = zalo_bot_usage.counted(db, month_of(now))
    return room(plan, Used(people, messages + before))


class Usage:
    """The counts of one bot.

    People are counted by hashes of their ids at this bot. An id is long and random, so none can be read from its hash,
    and who asks to be forgotten leaves nothing that names them.
    """

    def __init__(self, database: Database, plan: Plan, clock: Clock, token: SecretStr) -> None:
        self._database = database
        self._plan = plan
        self._clock = clock
        # The number before the colon; the rest changes when the token is lost and set anew, and the people do not.
        self._bot = token.get_secret_value().strip().partition(":")[0]
        self._month, self._used = "", Used()
        self._writing = asyncio.Lock()
        self._uncounted: list[str | None] = []

    async def load(self) -> None:
        """Read what was counted before. Raises OperatorError."""
        month = month_of(self._clock.now())
        self._note(month, await self._database.run(lambda db: zalo_bot_usage.counted(db, month)))

    async def received(self, person: str) -> None:
        """A message came from this person."""
        await self._count(sha256(f"{self._bot} {person}".encode()).hexdigest())

    async def sent(self) -> None:
        """A message was sent."""
        await self._count(None)

    def warning(self) -> str:
        """What an officer has to know about the plan, in Vietnamese; "" while it suffices."""
        return warning(self._plan, self._used_at(self._clock.now()))

    def _used_at(self, now: datetime) -> Used:
        return self._used if month_of(now) == self._month else Used(self._used.people)

    async def _count(self, person: str | None) -> None:
        """Count it; while others are being written, whoever writes takes it along in one go."""
        self._uncounted.append(person)
        if self._writing.locked():
            return
        async with self._writing:
            while self._uncounted:
                counted, self._uncounted = self._uncounted, []
                await self._write(counted)

    async def _write(self, messages: Sequence[str | None]) -> None:
        now = self._clock.now()
        month = month_of(now)

        def write(db: Connection) -> tuple[int, int]:
            for person in messages:
                zalo_bot_usage.add(db, month, now, person)
            return zalo_bot_usage.counted(db, month)

        try:
            self._note(month, await self._database.run(write))
        except OperatorError:
            # A message is worth more than its count.
            _LOG.exception("zalo_bot_not_counted")

    def _note(self, month: str, counted: tuple[int, int]) -> None:
        self._month, self._used = month, Used(*counted)
