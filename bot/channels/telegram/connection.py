"""The library's bot, with a token that it does not know."""

import os
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from pydantic import SecretStr
from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram.errors import failure_of
from bot.channels.telegram.requests import Requests
from bot.channels.transport import STAND_IN

UNREADABLE = (LookupError, TypeError, ValueError, AttributeError)
"""What the library's readers raise when something is JSON, but not of the shape that it has at Telegram."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Connection:
    """The bot to call, and its two ways to Telegram: one for listening, one for all else. Must be closed."""

    bot: Bot
    requests: Sequence[Requests]

    async def asked(self, call: Coroutine[Any, Any, _T]) -> _T:
        """What a call of the bot gives. Raises ChannelError, whatever the library raises."""
        try:
            return await call
        except (TelegramError, *UNREADABLE) as error:
            raise failure_of(error) from None

    async def close(self) -> None:
        """Close all that is open. Nothing can be called afterwards."""
        for request in self.requests:
            await request.shutdown()


def open_connection(token: SecretStr, api: str, proxy: SecretStr | None, pool: int) -> Connection:
    """Make the bot; nothing is sent yet. `pool` is how many calls may be under way at a time besides listening."""
    # Looked up whenever the library makes a RetryAfter, and without it each one warns. There is no other way to ask.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    # One for all connections: to read the list of whom to trust takes 60 ms.
    trusted = httpx.create_ssl_context()
    listening, sending = Requests(token, proxy, trusted, 1), Requests(token, proxy, trusted, pool)
    # Never call Bot.initialize: it quotes the token when it is refused.
    bot = Bot(STAND_IN, base_url=f"{api}/bot", request=sending, get_updates_request=listening)
    return Connection(bot, (listening, sending))
