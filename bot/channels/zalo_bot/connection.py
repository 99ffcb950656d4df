"""Calls of Zalo's Bot Platform, with a token that stands in no address, log or exception that we make."""

from html import unescape
from typing import Any
from urllib.parse import unquote

import httpx
from pydantic import SecretStr

from bot.channels.failures import ChannelError, Unacceptable, Unreachable
from bot.channels.transport import NEVER_SENT, STAND_IN, TokenTransport
from bot.channels.zalo_bot import wire

_SECONDS_TO_CONNECT = 10.0
_SECONDS_TO_ANSWER = 20.0
_SECONDS_KEPT_OPEN = 60.0
# A burst waits in line for a free connection, and fails nobody.
_SECONDS_IN_LINE = 60.0
_LONGEST_WORDS = 200
_DEEPEST = 4
"""How often one way of writing may be wrapped in another."""


class Connection:
    """Must be closed. `pool` is how many calls may be under way at a time besides listening."""

    def __init__(self, token: SecretStr, api: str, pool: int) -> None:
        self._token = token
        limits = httpx.Limits(
            max_connections=pool + 1, max_keepalive_connections=pool + 1, keepalive_expiry=_SECONDS_KEPT_OPEN
        )
        self._http = httpx.AsyncClient(
            base_url=f"{api}/bot{STAND_IN}/",
            transport=TokenTransport(token, httpx.AsyncHTTPTransport(limits=limits)),
            # A redirect would carry the token to another host.
            follow_redirects=False,
        )

    async def asked(self, method: str, more_seconds: float = 0.0, **given: object) -> Any:
        """The result of a method; `more_seconds` is how long the platform may keep the answer. Raises ChannelError."""
        timeout = httpx.Timeout(
            _SECONDS_TO_ANSWER + more_seconds, connect=_SECONDS_TO_CONNECT, pool=_SECONDS_IN_LINE + more_seconds
        )
        try:
            answer = await self._http.post(method, json=given, timeout=timeout)
        except httpx.HTTPError as error:
            # Never the error's own words: what raised them may quote the address.
            reason, never_sent = type(error).__name__, isinstance(error, NEVER_SENT)
            raise Unreachable(reason, may_have_arrived=not never_sent) from None
        try:
            return wire.result_of(answer.status_code, answer.content)
        except ChannelError as failure:
            raise self._without_token(failure) from None

    async def close(self) -> None:
        """Close all that is open. Nothing can be called afterwards."""
        await self._http.aclose()

    def _without_token(self, failure: ChannelError) -> ChannelError:
        """The failure, with as much of the platform's words as is fit to be shown: they may quote the address."""
        if not isinstance(failure, Unacceptable):
            return failure
        return Unacceptable(redacted(failure.words, self._token)[:_LONGEST_WORDS])


def redacted(words: str, token: SecretStr) -> str:
    """The words without the token and its secret half, also where they are written as in an address or a page."""
    plain = words
    for _ in range(_DEEPEST):
        plain = unescape(unquote(plain))
    secret = token.get_secret_value().strip()
    parts = [part for part in (secret, secret.partition(":")[2]) if part]
    if not any(part in plain for part in parts):
        return words
    for part in parts:
        plain = plain.replace(part, "***")
    return plain
