"""What several platforms' connections have in common below their libraries."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar
from urllib.parse import quote

import httpx
from pydantic import SecretStr

from bot.channels.failures import SlowDown, Unreachable

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
"""What httpx raises when nothing of the request can have reached the platform."""
STAND_IN = "token"
"""What stands for the token in the addresses that a `TokenTransport` is given."""

_T = TypeVar("_T")


class TokenTransport(httpx.AsyncBaseTransport):
    """Puts the token into the address (`…/bot<token>/…`) at the last moment.

    The platform wants the token in the path, and httpx logs addresses, libraries log their own, and either may quote
    them in an exception. Below them all, nothing does.
    """

    def __init__(self, token: SecretStr, inner: httpx.AsyncHTTPTransport) -> None:
        self._token = token
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request with the token in its path."""
        token = quote(self._token.get_secret_value().strip(), safe=":")
        path = request.url.raw_path.replace(f"/bot{STAND_IN}/".encode(), f"/bot{token}/".encode(), 1)
        addressed = httpx.Request(
            request.method,
            request.url.copy_with(raw_path=path),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        return await self._inner.handle_async_request(addressed)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


async def in_parts(
    sends: Iterable[Callable[[], Awaitable[_T]]], sleep: Callable[[float], Awaitable[object]]
) -> list[_T]:
    """Send the messages of one reply in order; what each gave. Raises ChannelError.

    What has arrived is not sent again: a wait that the platform asks for in between is waited for here, and a failure
    is one after which the reply may have arrived.
    """
    given: list[_T] = []
    for send in sends:
        given.append(await (_insisted(send, sleep) if given else send()))
    return given


async def _insisted(send: Callable[[], Awaitable[_T]], sleep: Callable[[float], Awaitable[object]]) -> _T:
    while True:
        try:
            return await send()
        except SlowDown as failure:
            await sleep(failure.seconds)
        except Unreachable as failure:
            raise Unreachable(str(failure), may_have_arrived=True) from None
