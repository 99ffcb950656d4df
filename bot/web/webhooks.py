"""What platforms bring: handed on as it came, since only the channel knows whether to believe it."""

from collections.abc import Mapping
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from bot.errors import OperatorError
from bot.web.question import bounded_body

MOST_BYTES = 1024 * 1024
"""More than any platform sends of one message."""


class Feed(Protocol):
    """The channels, as the listener knows them."""

    async def __call__(self, platform: str, commune: str, body: bytes, headers: Mapping[str, str]) -> bool:
        """Store what was brought; False where nobody wants it or it is not from the platform."""
        ...


async def take_update(feed: Feed, request: Request) -> Response:
    """Take one update: 200 when it is stored; what is not answered with success is brought again."""
    body = await bounded_body(request, MOST_BYTES)
    if body is None:
        return Response(status_code=413)
    path = request.path_params
    try:
        taken = await feed(path["platform"], path["commune"], body, request.headers)
    except OperatorError:
        return Response(status_code=503)
    return Response(status_code=200 if taken else 403)
