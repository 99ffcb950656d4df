"""One commune's bot at Zalo's Bot Platform: it listens, sends, and tells how it is."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Protocol

from pydantic import SecretStr

from bot.channels.channel import Changed, Receive
from bot.channels.cutting import must_be_one
from bot.channels.failures import AccountRefused, ChannelError
from bot.channels.lanes import Lanes, ended
from bot.channels.listening import Listening
from bot.channels.status import Condition, Status
from bot.channels.transport import in_parts
from bot.channels.webhook import Webhook
from bot.channels.zalo_bot import wire
from bot.channels.zalo_bot.advice import USED_UP, advice_on
from bot.channels.zalo_bot.connection import Connection
from bot.channels.zalo_bot.plan import month_of
from bot.channels.zalo_bot.source import MessageSource, readable
from bot.messages import Incoming, Reply

DEFAULT_POOL = 8
"""How many calls may be under way at a time."""

_PROOF = "x-bot-api-secret-token"
_LOG = logging.getLogger("motcua.zalo_bot")


class Meter(Protocol):
    """Counts what the plan allows, while other things are done. Raises nothing."""

    async def received(self, person: str) -> None:
        """A message came from this person."""

    async def sent(self) -> None:
        """A message was sent."""

    def warning(self) -> str:
        """What an officer has to know about the plan, in Vietnamese; "" while it suffices."""


class ZaloBotChannel:
    """A bot. Must be stopped. Sends from the beginning; listens after `start`."""

    def __init__(
        self,
        token: SecretStr,
        *,
        commune: str,
        now: Callable[[], datetime],
        meter: Meter | None = None,
        webhook: Webhook | None = None,
        api: str = "https://bot-api.zaloplatforms.com",
        pool: int = DEFAULT_POOL,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._connection = Connection(token, api, pool)
        self._listening = Listening(wire.ACCOUNT, commune, now, sleep)
        self._fields = {"commune": commune}
        self._lanes = Lanes(_LOG, wire.ACCOUNT, self._fields)
        self._now = now
        self._meter = meter
        self._webhook = webhook
        self._sleep = sleep
        self._receive: Receive | None = None
        self._task: asyncio.Task[None] | None = None
        self._used_up_in = ""

    @property
    def account(self) -> str:
        """The name of the account, as `Incoming.account` has it."""
        return wire.ACCOUNT

    @property
    def status(self) -> Status:
        """How the connection is at the moment."""
        return self._listening.status

    def advice(self, failure: ChannelError) -> str:
        """See `advice_on`."""
        return advice_on(failure)

    async def name(self) -> str:
        """The bot's name at Zalo; a harmless call that proves the token. Raises ChannelError."""
        found = await self._connection.asked("getMe")
        return str(found.get("account_name", "")) if isinstance(found, dict) else ""

    async def start(self, receive: Receive, changed: Changed | None = None) -> None:
        """Begin to listen, in the background; whether Zalo can be reached is told by `status`.

        What `receive` is given comes only once from polls: it has to store it. While it raises OperatorError, it is
        given the same message again, and nothing further is read. Of who has left or come back Zalo tells nothing here:
        `changed` is never called.
        """
        self._receive = receive
        source = MessageSource(
            self._connection, self._fields["commune"], self._webhook, self._counted, self._tell, self._sleep
        )
        self._task = asyncio.create_task(self._listening.run(source))

    async def stop(self, seconds: float) -> None:
        """Finish what is in hand, for at most that many seconds, and close. Nothing can be sent afterwards."""
        self._listening.stop()
        await ended([self._task] if self._task else [], seconds)
        # What listening began last is counted, too.
        await ended(self._lanes.in_hand, seconds)
        await self._connection.close()

    async def feed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Take what was brought to the webhook, and return when it is stored; False where it is not from Zalo.

        An empty body or object is how Zalo looks whether there is anybody, perhaps without the secret; it is nothing.
        Raises OperatorError where a message could not be stored.
        """
        if self._webhook is None or self._receive is None:
            return False
        if body.strip() in {b"", b"{}"}:
            return True
        if not self._webhook.knows(headers.get(_PROOF)):
            return False
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            return False
        incoming = readable(content, self._fields)
        if incoming:
            # Shielded: whoever brings it may hang up, and what was begun is stored all the same.
            await asyncio.shield(self._lanes.begin(incoming.person, partial(self._counted, incoming)))
        return True

    def check(self, reply: Reply) -> None:
        """Raise Unacceptable where the reply is not one message."""
        must_be_one(wire.texts(reply))

    async def send(self, person: str, reply: Reply) -> str:
        """Send a reply; the id of its last message at Zalo, "" where it is not told. Raises ChannelError.

        See also `in_parts`. When Zalo says that the month's messages are used up, it is not asked again in that month.
        """
        if self._used_up_in == month_of(self._now()):
            raise AccountRefused(wire.QUOTA_USED_UP)
        sends = [partial(self._send_one, person, text) for text in wire.texts(reply)]
        ids = await in_parts(sends, self._sleep)
        return ids[-1] if ids else ""

    async def typing(self, person: str) -> None:
        """Show for some seconds that an answer is on its way. Raises ChannelError."""
        await self._connection.asked("sendChatAction", chat_id=person, action="typing")

    async def _send_one(self, person: str, text: str) -> str:
        try:
            result = await self._connection.asked("sendMessage", chat_id=person, text=text)
        except AccountRefused as failure:
            if wire.is_used_up(failure):
                self._used_up_in = month_of(self._now())
                self._tell()
            raise
        if self._meter:
            self._lanes.aside(self._meter.sent())
        return wire.message_id(result)

    async def _counted(self, incoming: Incoming) -> None:
        if self._receive:
            await self._receive(incoming)
        if self._meter:
            self._lanes.aside(self._meter.received(incoming.person))

    def _tell(self) -> None:
        """How the bot is when messages arrive."""
        if self._used_up_in == month_of(self._now()):
            self._listening.tell(Condition.MUTE, USED_UP)
        else:
            self._listening.tell(Condition.RUNNING, self._meter.warning() if self._meter else "")
