"""An Official Account's calls, with the token that is good at the moment, and what Zalo says about the account."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import SecretStr

from bot.channels.zalo_oa.errors import TokenRefused, failure_of, read_answer
from bot.channels.zalo_oa.http import fetched
from bot.channels.zalo_oa.pace import Pace
from bot.channels.zalo_oa.token_source import TokenSource

GOVERNMENT = "4"
"""The `oa_type` of a public body."""
_TYPES = {"2": "doanh nghiệp", GOVERNMENT: "cơ quan nhà nước"}
ROWS_AT_ONCE = 10
"""More of `listrecentchat` is refused."""


@dataclass(frozen=True, slots=True)
class About:
    """What `getoa` tells; "" where it does not."""

    id: str
    name: str
    type: str
    package: str
    valid_until: str
    is_verified: bool

    @property
    def is_government(self) -> bool:
        """Whether it belongs to a public body, and sends at another address."""
        return self.type == GOVERNMENT

    @property
    def type_words(self) -> str:
        """The type in Vietnamese."""
        return _TYPES.get(self.type, f"loại {self.type or 'chưa rõ'}")


def read_about(data: object) -> About:
    """The account in an answer of `getoa`. Numbers and truth come as text in places."""
    given: Mapping[str, Any] = data if isinstance(data, Mapping) else {}

    def text(key: str) -> str:
        return str(given.get(key) or "")

    verified = text("is_verified").lower() in {"true", "1"}
    return About(
        text("oa_id"), text("name"), text("oa_type"), text("package_name"), text("package_valid_through_date"), verified
    )


async def called(
    http: httpx.AsyncClient, access: SecretStr, method: str, address: str, content: Mapping[str, Any] | None
) -> Any:
    """What a call with this token gives. A GET has its parameters as JSON in one named `data`. Raises ChannelError."""
    parameters = {"data": json.dumps(content)} if content and method == "GET" else None
    request = http.build_request(
        method,
        address,
        params=parameters,
        json=content if method == "POST" else None,
        headers={"access_token": access.get_secret_value()},
    )
    answer = await fetched(http, request)
    read = read_answer(answer.status, answer.json)
    if read.error:
        raise failure_of(read)
    return read.data


@dataclass(frozen=True, slots=True)
class OfficialAccount:
    """The account's calls. All keep its pace; a token that is refused is renewed, and the call made once more."""

    http: httpx.AsyncClient
    tokens: TokenSource
    pace: Pace
    api: str

    async def about(self) -> About:
        """The account itself; works with every package. Raises ChannelError."""
        return read_about(await self._call("GET", "/v2.0/oa/getoa", None))

    async def proven(self) -> About:
        """The same, after the proof that the package lets programs in. Raises ChannelError."""
        about = await self.about()
        await self.recent(0, 1)
        return about

    async def recent(self, offset: int, count: int = ROWS_AT_ONCE) -> list[Mapping[str, Any]]:
        """Messages of all chats, newest first, from that one on; none past the end. Raises ChannelError."""
        data = await self._call("GET", "/v2.0/oa/listrecentchat", {"offset": offset, "count": count})
        return [row for row in data if isinstance(row, Mapping)] if isinstance(data, list) else []

    async def send(self, path: str, body: Mapping[str, Any]) -> str:
        """Send a message; its id at Zalo. Raises ChannelError."""
        data = await self._call("POST", path, body)
        return str(data.get("message_id", "")) if isinstance(data, Mapping) else ""

    async def _call(self, method: str, path: str, content: Mapping[str, Any] | None) -> Any:
        access = await self.tokens.access()
        await self.pace.turn()
        try:
            return await called(self.http, access, method, self.api + path, content)
        except TokenRefused:
            access = await self.tokens.access_after(access)
        await self.pace.turn()
        return await called(self.http, access, method, self.api + path, content)
