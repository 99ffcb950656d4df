"""One request to Zalo, whatever happens on the way."""

import json
from dataclasses import dataclass
from typing import Any

import httpx

from bot.channels.failures import Unreachable
from bot.channels.transport import NEVER_SENT

MOST_BYTES = 1 << 20
"""Of an answer; the largest real one, ten rows of `listrecentchat`, is far below."""

_SECONDS_TO_CONNECT = 10.0
_SECONDS_TO_ANSWER = 20.0
_SECONDS_IN_LINE = 60.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its status, its bytes, and their value; None where they are no JSON."""

    status: int
    body: bytes
    json: Any


def open_http(pool: int) -> httpx.AsyncClient:
    """A client for Zalo alone. It follows no redirects: the token would travel along."""
    timeout = httpx.Timeout(_SECONDS_TO_ANSWER, connect=_SECONDS_TO_CONNECT, pool=_SECONDS_IN_LINE)
    limits = httpx.Limits(max_connections=pool, max_keepalive_connections=pool)
    return httpx.AsyncClient(timeout=timeout, limits=limits, follow_redirects=False)


async def fetched(http: httpx.AsyncClient, request: httpx.Request) -> Fetched:
    """The answer to the request. Raises Unreachable where there is none; nothing of the request is in its words."""
    try:
        response = await http.send(request, stream=True)
        try:
            body = await _read(response)
        finally:
            await response.aclose()
    except httpx.HTTPError as error:
        raise Unreachable(type(error).__name__, may_have_arrived=not isinstance(error, NEVER_SENT)) from None
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    return Fetched(response.status_code, body, value)


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Unreachable("an answer without end", may_have_arrived=True)
    return bytes(body)
