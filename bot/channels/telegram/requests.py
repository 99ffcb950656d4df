"""The library's requests, over connections that it does not know, with a token that it does not know."""

import asyncio
import ssl
from functools import cache
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import SecretStr
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.transport import STAND_IN

_SECONDS_TO_CONNECT = 10.0
_SECONDS_TO_ANSWER = 20.0
_SECONDS_KEPT_OPEN = 60.0
_MESSAGE = ("message_id", "date", "chat")
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Requests(BaseRequest):
    """So many connections to Telegram; each call takes the one that was used last. Must be shut down.

    A burst waits in line for a free connection, and fails nobody. Not the library's own `HTTPXRequest`: httpcore looks
    through its whole pool several times a call, which costs more than the call itself. Here each pool holds one.
    """

    def __init__(self, token: SecretStr, proxy: SecretStr | None, trusted: ssl.SSLContext, connections: int) -> None:
        self._token = token
        self._address = cache(self._with_token)
        self._connections = [_connection(proxy, trusted) for _ in range(connections)]
        self._free = asyncio.LifoQueue[httpx.AsyncHTTPTransport]()
        for connection in self._connections:
            self._free.put_nowait(connection)

    @property
    def read_timeout(self) -> float:
        """Seconds for the answer, where a call says nothing else."""
        return _SECONDS_TO_ANSWER

    async def initialize(self) -> None:
        """Nothing: a connection is opened by the first call that takes it."""

    async def shutdown(self) -> None:
        """Close the connections."""
        for connection in self._connections:
            await connection.aclose()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """See `BaseRequest.do_request`. Of the times, a call of ours gives only how long the answer may take."""
        if request_data and request_data.contains_files:
            raise ValueError("files are not sent")
        body = request_data.url_encoded_parameters().encode() if request_data else b""
        seconds = float(read_timeout) if isinstance(read_timeout, int | float) else _SECONDS_TO_ANSWER
        request = httpx.Request(
            method, self._address(url), headers=_FORM, content=body, extensions={"timeout": _times(seconds)}
        )
        try:
            return await self._answered(request)
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise NetworkError(f"httpx.{type(error).__name__}: {error}") from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """See `BaseRequest.parse_json_payload`. Of a message that was sent, only what every `Message` must have.

        Nobody looks at the rest, and to make objects of its text and buttons takes a fifth of the whole call.
        """
        answer = BaseRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = {name: result[name] for name in _MESSAGE if name in result}
        return answer

    async def _answered(self, request: httpx.Request) -> tuple[int, bytes]:
        connection = await self._free.get()
        try:
            response = await connection.handle_async_request(request)
            try:
                # As it came: no encoding was asked for, and `aread` would look for one in each piece.
                return response.status_code, b"".join([part async for part in _stream(response)])
            finally:
                await response.aclose()
        finally:
            self._free.put_nowait(connection)

    def _with_token(self, url: str) -> httpx.URL:
        """The address with the token in the stand-in's place. Above this, what logs or quotes addresses has none."""
        token = quote(self._token.get_secret_value().strip(), safe=":")
        return httpx.URL(url.replace(f"/bot{STAND_IN}/", f"/bot{token}/", 1))


def _stream(response: httpx.Response) -> httpx.AsyncByteStream:
    if not isinstance(response.stream, httpx.AsyncByteStream):
        raise TypeError("an asynchronous transport gives an asynchronous stream")
    return response.stream


def _connection(proxy: SecretStr | None, trusted: ssl.SSLContext) -> httpx.AsyncHTTPTransport:
    limits = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=_SECONDS_KEPT_OPEN)
    return httpx.AsyncHTTPTransport(trusted, limits=limits, proxy=proxy.get_secret_value() if proxy else None)


def _times(seconds: float) -> dict[str, float]:
    return {"connect": _SECONDS_TO_CONNECT, "read": seconds, "write": _SECONDS_TO_ANSWER, "pool": _SECONDS_TO_CONNECT}
