"""Where the messages of a Zalo bot come from: polls, or a webhook."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.channels.channel import Receive
from bot.channels.failures import AccountRefused, ChannelError, Unreachable
from bot.channels.listening import Listening, pause_after
from bot.channels.status import Condition
from bot.channels.webhook import Webhook
from bot.channels.zalo_bot import wire
from bot.channels.zalo_bot.advice import NOT_STORED, advice_on
from bot.channels.zalo_bot.connection import Connection
from bot.errors import OperatorError
from bot.messages import Incoming

POLL_SECONDS = 30
FIRST_POLL_SECONDS = 5
"""At the start and after a failure: it shows sooner that all is well."""

_SECONDS_BETWEEN_WEBHOOK_CHECKS = 300.0
_SECONDS_BETWEEN_EMPTY_POLLS = 1.0

_LOG = logging.getLogger("motcua.zalo_bot")


class MessageSource:
    """Gets a bot's messages and hands them to `receive`, one after the other.

    A poll gives one message, and what was given never comes again: the next poll begins when `receive` has stored it,
    and while it can not be stored it is held and tried again. `tell` says how the bot is when all goes well.
    """

    def __init__(
        self,
        connection: Connection,
        commune: str,
        webhook: Webhook | None,
        receive: Receive,
        tell: Callable[[], None],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self._connection = connection
        self._fields = {"commune": commune}
        self._webhook = webhook
        self._receive = receive
        self._tell = tell
        self._sleep = sleep
        self._poll_seconds = FIRST_POLL_SECONDS

    async def prepare(self) -> None:
        """Check the token, and choose how messages come: while there is a webhook, polls bring nothing."""
        await self._asked("getMe")
        if self._webhook:
            await self._set_webhook(self._webhook)
        else:
            await self._asked("deleteWebhook")

    async def listen(self, listening: Listening) -> bool:
        """Take the message that one poll brings, or see to the webhook."""
        if self._webhook:
            self._tell()
            await listening.nap(_SECONDS_BETWEEN_WEBHOOK_CHECKS)
            if not listening.is_stopping:
                await self._see_to(self._webhook)
            return True
        if listening.status.condition is Condition.STARTING:
            # The token is good, and a poll may last long.
            self._tell()
        result = await listening.unless_stopping(self._polled())
        if listening.is_stopping and result is None:
            return True
        self._tell()
        self._poll_seconds = POLL_SECONDS
        if result is not None:
            await self._take(result, listening)
        return True

    async def finish(self, listening: Listening) -> None:
        """There is nothing to tell the platform."""

    def must_prepare_after(self, failure: ChannelError) -> bool:
        """Always: a webhook that somebody has set would be the reason."""
        self._poll_seconds = FIRST_POLL_SECONDS
        return True

    def advice(self, failure: ChannelError) -> str:
        """See `advice_on`."""
        return advice_on(failure)

    async def _asked(self, method: str, more_seconds: float = 0.0, **given: object) -> Any:
        """What a call gives. Raises ChannelError; messages that are used up are no reason to stop listening."""
        try:
            return await self._connection.asked(method, more_seconds, **given)
        except AccountRefused as failure:
            if not wire.is_used_up(failure):
                raise
            raise Unreachable(wire.QUOTA_USED_UP, may_have_arrived=False) from None

    async def _polled(self) -> Any:
        """What one poll brings; None where that is nothing."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            result = await self._asked("getUpdates", self._poll_seconds, timeout=self._poll_seconds)
        except Unreachable as failure:
            if not wire.is_empty_poll(failure):
                raise
            result = None
        if not wire.is_empty(result):
            return result
        if loop.time() - begun < _SECONDS_BETWEEN_EMPTY_POLLS:
            # Whatever it is that answers at once with nothing, it is not to be asked without a pause.
            await self._sleep(_SECONDS_BETWEEN_EMPTY_POLLS)
        return None

    async def _take(self, result: Any, listening: Listening) -> None:
        """Hand on what a poll brought. Nobody else has it: while it can not be stored, nothing further is read."""
        incoming = readable(result, self._fields)
        failures = 0
        while incoming is not None and not await self._is_taken(incoming):
            listening.tell(Condition.UNREACHABLE, NOT_STORED)
            # Not ended by the wish to stop, but by the end of the time that is given for it.
            await self._sleep(pause_after(failures))
            failures += 1

    async def _is_taken(self, incoming: Incoming) -> bool:
        try:
            await self._receive(incoming)
        except OperatorError:
            _LOG.exception("zalo_bot_update_not_stored", extra={"fields": self._fields})
            return False
        except Exception:
            # What breaks the program once breaks it again, and must not keep everybody else waiting.
            _LOG.exception("zalo_bot_update_failed", extra={"fields": self._fields})
        return True

    async def _set_webhook(self, webhook: Webhook) -> None:
        secret = webhook.secret.get_secret_value()
        await self._asked("setWebhook", url=webhook.address, secret_token=secret)

    async def _see_to(self, webhook: Webhook) -> None:
        """Set the webhook again if somebody has removed it; nothing else would ever show that it is gone."""
        found = await self._asked("getWebhookInfo")
        if not isinstance(found, dict) or found.get("url") != webhook.address:
            await self._set_webhook(webhook)


def readable(body: Any, fields: dict[str, str]) -> Incoming | None:
    """The citizen's message; None where it is nothing to us, or can not be read."""
    try:
        return wire.read(body)
    except wire.Unreadable as error:
        _LOG.error("zalo_bot_update_unreadable", extra={"fields": fields | {"why": str(error)}})
        return None
