"""The library's bot, with a token that it does not know."""

import os
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from pydantic import SecretStr
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram.errors import failure_of
from bot.channels.transport import STAND_IN, TokenTransport

UNREADABLE = (LookupError, TypeError, ValueError, AttributeError)
"""What the library's readers raise when something is JSON, but not of the shape that it has at Telegram."""

_SECONDS_TO_CONNECT = 10.0
_SECONDS_TO_ANSWER = 20.0
_SECONDS_KEPT_OPEN = 60.0
# A burst waits in line for a free connection, and fails nobody.
_SECONDS_IN_LINE = 60.0

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Connection:
    """The bot to call, and its two ways to Telegram: one for listening, one for all else. Must be closed."""

    bot: Bot
    requests: Sequence[HTTPXRequest]

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
    listening, sending = _request(token, proxy, 1), _request(token, proxy, pool)
    # Never call Bot.initialize: it quotes the token when it is refused.
    bot = Bot(STAND_IN, base_url=f"{api}/bot", request=sending, get_updates_request=listening)
    return Connection(bot, (listening, sending))


def _request(token: SecretStr, proxy: SecretStr | None, pool: int) -> HTTPXRequest:
    limits = httpx.Limits(max_connections=pool, max_keepalive_connections=pool, keepalive_expiry=_SECONDS_KEPT_OPEN)
    inner = httpx.AsyncHTTPTransport(limits=limits, proxy=proxy.get_secret_value() if proxy else None)
    return HTTPXRequest(
        connect_timeout=_SECONDS_TO_CONNECT,
        read_timeout=_SECONDS_TO_ANSWER,
        write_timeout=_SECONDS_TO_ANSWER,
        pool_timeout=_SECONDS_IN_LINE,
        httpx_kwargs={"transport": TokenTransport(token, inner)},
    )
