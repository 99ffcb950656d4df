"""One commune's bot at Telegram: it listens, sends, and tells how it is."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

from pydantic import SecretStr
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.constants import ChatAction, ParseMode

from bot.channels.failures import SlowDown, Unacceptable, Unreachable
from bot.channels.telegram.connection import UNREADABLE, open_connection
from bot.channels.telegram.errors import is_refused_markup
from bot.channels.telegram.listening import Listening, Webhook
from bot.channels.telegram.reading import ACCOUNT
from bot.channels.telegram.rendering import Call, calls, plain
from bot.channels.telegram.status import Status
from bot.channels.telegram.taking import Changed, Receive, Taking
from bot.messages import Reply

DEFAULT_POOL = 8
"""How many calls may be under way at a time."""

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
        self._listening = Listening(self._connection, commune, commands, webhook, now, sleep)
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

    async def username(self) -> str:
        """The bot's name at Telegram, without the @; a harmless call that proves the token. Raises ChannelError."""
        return (await self._connection.asked(self._connection.bot.get_me())).username or ""

    async def start(self, receive: Receive, changed: Changed | None = None) -> None:
        """Begin to listen, in the background; whether Telegram can be reached is told by `status`.

        `receive` is awaited for one message of a person at a time, in order, and for different persons at once. It
        returns when the message is stored; OperatorError means that it was not, and then it comes again. `changed` gets
        who blocked the bot or let it in again.
        """
        self._taking = Taking(receive, changed, self.acknowledge, self._fields["commune"])
        self._task = asyncio.create_task(self._listening.run(self._taking))

    async def stop(self, seconds: float) -> None:
        """Finish the messages in hand, for at most that many seconds, and close. Nothing can be sent afterwards."""
        self._listening.stop()
        in_hand = {self._task} if self._task else set()
        if self._taking:
            in_hand |= self._taking.in_hand
        if in_hand:
            _, late = await asyncio.wait(in_hand, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._connection.close()

    def check(self, reply: Reply) -> None:
        """Raise Unacceptable where the reply is not one message; so that it is sent whole or not at all."""
        count = len(calls(reply))
        if count != 1:
            raise Unacceptable(f"the text makes {count} messages instead of one")

    async def send(self, person: str, reply: Reply) -> str:
        """Send a reply, without markup where Telegram refuses ours; the id of the last message. Raises ChannelError.

        Of a reply too long for one message, what has arrived is not sent again: a wait that Telegram asks for in
        between is waited for here, and a failure is one after which the reply may have arrived.
        """
        message = ""
        for number, call in enumerate(calls(reply)):
            message = await (self._send_further(person, call) if number else self._send_one(person, call))
        return message

    async def typing(self, person: str) -> None:
        """Show for some seconds that an answer is on its way. Raises ChannelError."""
        await self._connection.asked(self._connection.bot.send_chat_action(person, ChatAction.TYPING))

    async def acknowledge(self, callback: str) -> None:
        """Tell Telegram that a press was noticed, so that the button stops waiting. Raises ChannelError.

        Some time after the press Telegram refuses it; that does no harm.
        """
        with suppress(Unacceptable):
            await self._connection.asked(self._connection.bot.answer_callback_query(callback))

    async def feed(self, body: bytes, secret: str | None) -> bool:
        """Take what was brought to the webhook, and return when it is stored; False where it is not from Telegram.

        Raises OperatorError where it could not be stored. What is not answered with success, Telegram brings again.
        """
        if self._webhook is None or self._taking is None or secret is None:
            return False
        if not hmac.compare_digest(secret.encode(), self._webhook.secret.get_secret_value().encode()):
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

    async def _send_further(self, person: str, call: Call) -> str:
        while True:
            try:
                return await self._send_one(person, call)
            except SlowDown as failure:
                await self._sleep(failure.seconds)
            except Unreachable as failure:
                raise Unreachable(str(failure), may_have_arrived=True) from None

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
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=InlineKeyboardMarkup(rows) if rows else None,
            )
        )
        return str(message.message_id)
