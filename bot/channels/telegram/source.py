"""Where Telegram's messages come from: long polls, or a webhook."""

import logging
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from telegram import BotCommand, Update
from telegram.error import TelegramError
from telegram.warnings import PTBUserWarning

from bot.channels.failures import ChannelError, SlowDown, Unacceptable
from bot.channels.listening import Listening
from bot.channels.status import Condition
from bot.channels.telegram.advice import advice_on
from bot.channels.telegram.connection import UNREADABLE, Connection
from bot.channels.telegram.errors import failure_of, is_other_reader
from bot.channels.telegram.taking import Taking
from bot.channels.webhook import Webhook

WANTED_UPDATES = ("message", "callback_query", "my_chat_member")

_POLL_SECONDS = 30
_SECONDS_BETWEEN_WEBHOOK_CHECKS = 300.0

_LOG = logging.getLogger("motcua.telegram")


class UpdateSource:
    """Gets a bot's messages and hands them to `taking`. Without a webhook it asks Telegram for them, in long polls.

    The library's Updater is not used: it acknowledges what it has put into a queue in memory, and what is there when
    the process dies is lost. Here a message is acknowledged after it was stored.
    """

    def __init__(
        self,
        connection: Connection,
        commune: str,
        commands: Sequence[tuple[str, str]],
        webhook: Webhook | None,
        taking: Taking,
    ) -> None:
        self._connection = connection
        self._commune = commune
        self._commands = [BotCommand(name, description) for name, description in commands]
        self._webhook = webhook
        self._taking = taking
        self._offset: int | None = None
        self._poll_seconds = 0

    async def prepare(self) -> None:
        """Check the token, choose how messages come, and register the commands."""
        bot, asked = self._connection.bot, self._connection.asked
        await asked(bot.get_me())
        if self._webhook:
            await self._set_webhook(self._webhook)
        else:
            await asked(bot.delete_webhook(drop_pending_updates=False))
        try:
            await asked(bot.set_my_commands(self._commands))
        except (SlowDown, Unacceptable):
            # A menu is not worth a bot that does not answer.
            _LOG.warning("telegram_commands_refused", extra={"fields": {"commune": self._commune}})

    async def listen(self, listening: Listening) -> bool:
        """Take what comes within one poll, or see to the webhook; False where something was not stored."""
        if self._webhook:
            listening.tell(Condition.RUNNING)
            await listening.nap(_SECONDS_BETWEEN_WEBHOOK_CHECKS)
            if not listening.is_stopping:
                await self._see_to(self._webhook)
            return True
        if not await self._polled(listening):
            return False
        self._poll_seconds = _POLL_SECONDS
        return True

    async def finish(self, listening: Listening) -> None:
        """Tell Telegram what was stored since the last poll; else it would come once more at the next start."""
        if self._webhook is None and self._offset is not None and listening.status.condition is Condition.RUNNING:
            with suppress(ChannelError):
                await self._updates(seconds=0, limit=1)

    def must_prepare_after(self, failure: ChannelError) -> bool:
        """Unless it can not help. The next poll is short, so that it shows at once that Telegram is back.

        A 409 may come of a webhook, to be removed again. Where it comes of another program, a short poll would succeed
        and tell nothing.
        """
        self._poll_seconds = _POLL_SECONDS if is_other_reader(failure) else 0
        return self._webhook is not None or is_other_reader(failure)

    def advice(self, failure: ChannelError) -> str:
        """See `advice_on`."""
        return advice_on(failure)

    async def _polled(self, listening: Listening) -> bool:
        updates = await listening.unless_stopping(self._updates(self._poll_seconds))
        if updates is None:
            return True
        listening.tell(Condition.RUNNING)
        # Acknowledged once is enough, and an offset that is kept could be above the ids to come: after a quiet week
        # Telegram begins to count anew, anywhere.
        self._offset = None
        if not updates:
            return True
        unstored = await self._taking.take_all(updates)
        self._offset = max(update.update_id for update in updates) + 1 if unstored is None else unstored
        return unstored is None

    async def _set_webhook(self, webhook: Webhook) -> None:
        await self._connection.asked(
            self._connection.bot.set_webhook(
                webhook.address,
                secret_token=webhook.secret.get_secret_value(),
                allowed_updates=WANTED_UPDATES,
                drop_pending_updates=False,
            )
        )

    async def _see_to(self, webhook: Webhook) -> None:
        """Set the webhook again if somebody has removed it; nothing else would ever show that it is gone."""
        found = await self._connection.asked(self._connection.bot.get_webhook_info())
        if found.url != webhook.address:
            await self._set_webhook(webhook)

    async def _updates(self, seconds: int, limit: int = 100) -> tuple[Update, ...]:
        try:
            return await self._connection.bot.get_updates(
                offset=self._offset, limit=limit, timeout=seconds, allowed_updates=WANTED_UPDATES
            )
        except UNREADABLE:
            return await self._connection.asked(self._one_by_one(limit))
        except TelegramError as error:
            raise failure_of(error) from None

    async def _one_by_one(self, limit: int) -> tuple[Update, ...]:
        """The updates that wait, where the library can not read one of them; that one without what it holds.

        Left unread, it would come again with each poll, and keep the messages of everybody else behind it.
        """
        with warnings.catch_warnings():
            # The library warns that it has a method for this call; but that reads all or nothing.
            warnings.simplefilter("ignore", PTBUserWarning)
            asked = {"offset": self._offset, "limit": limit, "timeout": 0, "allowed_updates": list(WANTED_UPDATES)}
            raw = await self._connection.bot.do_api_request("get_updates", api_kwargs=asked)
        return tuple(self._readable(payload) for payload in raw)

    def _readable(self, payload: dict[str, Any]) -> Update:
        try:
            return Update.de_json(payload, self._connection.bot)
        except UNREADABLE:
            _LOG.exception("telegram_update_unreadable", extra={"fields": {"commune": self._commune}})
            return Update(int(payload["update_id"]))
