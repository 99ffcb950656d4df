"""Listening to Telegram for as long as the program runs, whatever happens on the way."""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import SecretStr
from telegram import BotCommand, Update
from telegram.error import TelegramError
from telegram.warnings import PTBUserWarning

from bot.channels.failures import AccountRefused, ChannelError, SlowDown, Unacceptable
from bot.channels.telegram.connection import UNREADABLE, Connection
from bot.channels.telegram.errors import failure_of, is_other_reader
from bot.channels.telegram.status import Condition, Status, words_about
from bot.channels.telegram.taking import Taking

LONGEST_PAUSE = 300.0
"""Seconds between two tries, at the most."""
WANTED_UPDATES = ("message", "callback_query", "my_chat_member")

_POLL_SECONDS = 30
_SECONDS_BETWEEN_WEBHOOK_CHECKS = 300.0

_LOG = logging.getLogger("motcua.telegram")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram shall bring messages (a public https address), and the secret that shows that it is Telegram."""

    address: str
    secret: SecretStr


class Listening:
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
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self._connection = connection
        self._commune = commune
        self._commands = [BotCommand(name, description) for name, description in commands]
        self._webhook = webhook
        self._now = now
        self._sleep = sleep
        self._stopping = asyncio.Event()
        self._offset: int | None = None
        self.status = Status(Condition.STARTING, now())

    def stop(self) -> None:
        """Let `run` end as soon as what is in hand is stored."""
        self._stopping.set()

    async def run(self, taking: Taking) -> None:
        """Listen until told to stop, or until the token is refused; after any other failure try again."""
        failures, is_ready, poll_seconds = 0, False, 0
        while not self._stopping.is_set():
            try:
                if not is_ready:
                    await self._prepare()
                is_ready = True
                if await self._listen(taking, poll_seconds):
                    failures, poll_seconds = 0, _POLL_SECONDS
                    continue
                pause = _pause_after(failures)
            except AccountRefused as failure:
                self._tell(Condition.STOPPED, words_about(failure))
                return
            except ChannelError as failure:
                self._tell(Condition.UNREACHABLE, words_about(failure))
                pause = failure.seconds if isinstance(failure, SlowDown) else _pause_after(failures)
                # A 409 may come of a webhook, to be removed again. Where it comes of another program, a short poll
                # would succeed and tell nothing; elsewhere it shows at once that Telegram is back.
                is_ready = is_ready and not (self._webhook or is_other_reader(failure))
                poll_seconds = _POLL_SECONDS if is_other_reader(failure) else 0
            except Exception:
                _LOG.exception("telegram_listening_failed", extra={"fields": {"commune": self._commune}})
                pause = _pause_after(failures)
            failures += 1
            await self._unless_stopping(self._sleep(pause))
        await self._acknowledge_the_last()

    async def _prepare(self) -> None:
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

    async def _set_webhook(self, webhook: Webhook) -> None:
        await self._connection.asked(
            self._connection.bot.set_webhook(
                webhook.address,
                secret_token=webhook.secret.get_secret_value(),
                allowed_updates=WANTED_UPDATES,
                drop_pending_updates=False,
            )
        )

    async def _listen(self, taking: Taking, seconds: int) -> bool:
        """Take what comes within so many seconds, or see to the webhook; False where something was not stored."""
        if self._webhook:
            self._tell(Condition.RUNNING)
            await self._unless_stopping(self._sleep(_SECONDS_BETWEEN_WEBHOOK_CHECKS))
            await self._see_to(self._webhook)
            return True
        updates = await self._unless_stopping(self._updates(seconds))
        if updates is None:
            return True
        self._tell(Condition.RUNNING)
        # Acknowledged once is enough, and an offset that is kept could be above the ids to come: after a quiet week
        # Telegram begins to count anew, anywhere.
        self._offset = None
        if not updates:
            return True
        unstored = await taking.take_all(updates)
        self._offset = max(update.update_id for update in updates) + 1 if unstored is None else unstored
        return unstored is None

    async def _see_to(self, webhook: Webhook) -> None:
        """Set the webhook again if somebody has removed it; nothing else would ever show that it is gone."""
        if self._stopping.is_set():
            return
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

    async def _acknowledge_the_last(self) -> None:
        """Tell Telegram what was stored since the last poll; else it would come once more at the next start."""
        if self._webhook is None and self._offset is not None and self.status.condition is Condition.RUNNING:
            with suppress(ChannelError):
                await self._updates(seconds=0, limit=1)

    async def _unless_stopping(self, work: Awaitable[_T]) -> _T | None:
        """What the work gives; None where the program was told to stop before."""
        task = asyncio.ensure_future(work)
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            task.cancel()
            stopping.cancel()
            await asyncio.gather(task, stopping, return_exceptions=True)

    def _tell(self, condition: Condition, words: str = "") -> None:
        if (condition, words) == (self.status.condition, self.status.words):
            return
        since = self.status.since if condition is self.status.condition else self._now()
        self.status = Status(condition, since, words)
        level = logging.INFO if condition is Condition.RUNNING else logging.WARNING
        _LOG.log(level, f"telegram_{condition}", extra={"fields": {"commune": self._commune, "words": words}})


def _pause_after(failures: int) -> float:
    """1 s, 2 s, 4 s … 5 minutes."""
    return min(LONGEST_PAUSE, 2.0 ** min(failures, 10))
