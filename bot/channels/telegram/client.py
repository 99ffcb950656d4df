"""One commune's bot at Telegram: it listens, sends, and tells how it is."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from pydantic import SecretStr
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.constants import ChatAction, ParseMode

from bot.channels.channel import Changed, Receive
from bot.channels.cutting import must_be_one
from bot.channels.failures import ChannelError, Unacceptable
from bot.channels.lanes import ended
from bot.channels.listening import Listening
from bot.channels.status import Status
from bot.channels.telegram.advice import advice_on
from bot.channels.telegram.connection import UNREADABLE, open_connection
from bot.channels.telegram.errors import is_refused_markup
from bot.channels.telegram.reading import ACCOUNT
from bot.channels.telegram.rendering import Call, calls, plain
from bot.channels.telegram.source import UpdateSource
from bot.channels.telegram.taking import Taking
from bot.channels.transport import in_parts
from bot.channels.webhook import Webhook
from bot.messages import Reply

DEFAULT_POOL = 8
"""How many calls may be under way at a time."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_PROOF = "x-telegram-bot-api-secret-token"
_LOG = logging.getLogger("motcua.telegram")


class TelegramChannel:
    """A bot. Must be stopped. Sends from the beginning; listens after `start`."""

    def __init__(
        self,
        token: SecretStr,
        *,
        commune: str,
        now: Callable[[], datetime],
        commands: Sequence[tuple[str, str]] = (),
        webhook: Webhook | None = None,
        api: str = "https://api.telegram.org",
        proxy: SecretStr | None = None,
        pool: int = DEFAULT_POOL,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._connection = open_connection(token, api, proxy, pool)
        self._listening = Listening(ACCOUNT, commune, now, sleep)
        self._commands = commands
        self._webhook = webhook
        self._fields = {"commune": commune}
        self._sleep = sleep
        self._taking: Taking | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def account(self) -> str:
        """The name of the account, as `Incoming.account` has it."""
        return ACCOUNT

    @property
    def status(self) -> Status:
        """How the connection is at the moment."""
        return self._listening.status

    def advice(self, failure: ChannelError) -> str:
        """See `advice_on`."""
        return advice_on(failure)

    async def name(self) -> str:
        """The bot's name at Telegram; a harmless call that proves the token. Raises ChannelError."""
        return f"@{(await self._connection.asked(self._connection.bot.get_me())).username}"

    async def start(self, receive: Receive, changed: Changed | None = None) -> None:
        """Begin to listen, in the background; whether Telegram can be reached is told by `status`.

        `receive` is awaited for one message of a person at a time, in order, and for different persons at once. It
        returns when the message is stored; OperatorError means that it was not, and then it comes again. `changed` gets
        who blocked the bot or let it in again.
        """
        commune = self._fields["commune"]
        self._taking = Taking(receive, changed, self.acknowledge, commune)
        source = UpdateSource(self._connection, commune, self._commands, self._webhook, self._taking)
        self._task = asyncio.create_task(self._listening.run(source))

    async def stop(self, seconds: float) -> None:
        """Finish the messages in hand, for at most that many seconds, and close. Nothing can be sent afterwards."""
        self._listening.stop()
        in_hand = {self._task} if self._task else set()
        await ended(in_hand | (self._taking.in_hand if self._taking else set()), seconds)
        await self._connection.close()

    def check(self, reply: Reply) -> None:
        """Raise Unacceptable where the reply is not one message."""
        must_be_one(calls(reply))

    async def send(self, person: str, reply: Reply) -> str:
        """Send a reply, without markup where Telegram refuses ours; the id of the last message.

        Raises ChannelError; see also `in_parts`.
        """
        ids = await in_parts([partial(self._send_one, person, call) for call in calls(reply)], self._sleep)
        return ids[-1] if ids else ""

    async def typing(self, person: str) -> None:
        """Show for some seconds that an answer is on its way. Raises ChannelError."""
        await self._connection.asked(self._connection.bot.send_chat_action(person, ChatAction.TYPING))

    async def acknowledge(self, callback: str) -> None:
        """Tell Telegram that a press was noticed, so that the button stops waiting. Raises ChannelError.

        Some time after the press Telegram refuses it; that does no harm.
        """
        with suppress(Unacceptable):
            await self._connection.asked(self._connection.bot.answer_callback_query(callback))

    async def feed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Take what was brought to the webhook, and return when it is stored; False where it is not from Telegram.

        Raises OperatorError where it could not be stored. What is not answered with success, Telegram brings again.
        """
        if self._webhook is None or self._taking is None or not self._webhook.knows(headers.get(_PROOF)):
            return False
        try:
            payload = json.loads(body)
        except ValueError:
            return False
        try:
            update = Update.de_json(payload, None)
        except UNREADABLE:
            # It comes from Telegram, and if it were refused, it would come again and again.
            _LOG.exception("telegram_update_unreadable", extra={"fields": self._fields})
            return True
        # Shielded: whoever brings it may hang up, and what was begun is stored all the same.
        await asyncio.shield(self._taking.begin(update))
        return True

    async def _send_one(self, person: str, call: Call) -> str:
        try:
            return await self._send_as_it_is(person, call)
        except Unacceptable as failure:
            if not call.is_html or not is_refused_markup(failure):
                raise
            _LOG.error("telegram_markup_refused", extra={"fields": self._fields})
            return await self._send_as_it_is(person, plain(call))

    async def _send_as_it_is(self, person: str, call: Call) -> str:
        rows = [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in call.rows]
        message = await self._connection.asked(
            self._connection.bot.send_message(
                person,
                call.text,
                parse_mode=ParseMode.HTML if call.is_html else None,
                link_preview_options=_NO_PREVIEW,
                reply_markup=InlineKeyboardMarkup(rows) if rows else None,
            )
        )
        return str(message.message_id)
