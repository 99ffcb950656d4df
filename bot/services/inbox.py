"""For a platform from which a message comes once: it is kept at once, whatever becomes of its answer.

What is kept of citizens has no personal numbers. The conversation sees them, for a text to be held against what the
commune sent to the last digit; after a crash it is told of their masks, and warns all the same.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from pydantic import TypeAdapter

from bot.channels.lanes import Lanes, ended
from bot.channels.listening import pause_after
from bot.errors import OperatorError
from bot.messages import Incoming
from bot.services.clock import Clock
from bot.storage import Connection, Database, inbox, officers
from bot.text.personal import masked

_LOG = logging.getLogger("motcua.inbox")
_INCOMING = TypeAdapter(Incoming)


class Inbox:
    """The messages of one channel account, handed to `answer` in each person's order. Must be closed.

    `answer` is awaited for one message of a person at a time, and for different persons at once. It takes the message
    out of `storage.inbox` in the moment in which it stores the answer; until then it is handed on after each start.
    """

    def __init__(
        self,
        account: str,
        database: Database,
        answer: Callable[[Incoming], Awaitable[None]],
        clock: Clock,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._account = account
        self._database = database
        self._answer = answer
        self._clock = clock
        self._sleep = sleep
        self._lanes = Lanes(_LOG, "inbox", {"account": account})
        self._closed = False

    async def receive(self, incoming: Incoming) -> None:
        """Keep a message, and return; it is answered in the background. OperatorError: it could not be kept."""
        plain = replace(incoming, text=incoming.text.encode("utf-8", "replace").decode())
        now = self._clock.now()

        def keep(db: Connection) -> None:
            # What an officer writes is for all to read, with the telephone number that is to be called.
            is_officer = officers.of_chat(db, plain.account, plain.person) is not None
            kept = plain if is_officer else replace(plain, text=masked(plain.text).text)
            inbox.add(db, kept.account, kept.person, kept.message, _INCOMING.dump_json(kept).decode(), now)

        await self._database.run(keep)
        if not self._closed:
            self._lanes.begin(plain.person, partial(self._hand_on, plain))

    async def resume(self) -> None:
        """Hand on what was kept and not answered when the program ended, if it is not too old."""
        now = self._clock.now()
        waiting = await self._database.run(lambda db: inbox.waiting(db, self._account, now))
        for content in waiting:
            incoming = _INCOMING.validate_json(content)
            self._lanes.begin(incoming.person, partial(self._hand_on, incoming))
        if waiting:
            _LOG.info("messages_resumed", extra={"fields": {"account": self._account, "count": len(waiting)}})

    async def close(self, seconds: float) -> None:
        """Let what is in hand be answered, for at most that many seconds; the rest is kept for the next start.

        What comes afterwards is kept too, and not answered before.
        """
        self._closed = True
        await ended(self._lanes.in_hand, seconds)

    async def _hand_on(self, incoming: Incoming) -> None:
        """Have it answered, again and again while the disk or the file fails."""
        failures = 0
        while True:
            try:
                return await self._answer(incoming)
            except OperatorError:
                _LOG.exception("message_not_answered", extra={"fields": {"account": self._account}})
            await self._sleep(pause_after(failures))
            failures += 1
