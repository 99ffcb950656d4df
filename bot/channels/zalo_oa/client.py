"""One commune's Official Account at Zalo: it takes what the webhook brings, sends, and tells how it is."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from pydantic import SecretStr

from bot.channels.channel import Changed, Receive
from bot.channels.cutting import must_be_one
from bot.channels.failures import ChannelError
from bot.channels.lanes import ended
from bot.channels.listening import Listening
from bot.channels.status import Status
from bot.channels.zalo_oa.account import About, OfficialAccount
from bot.channels.zalo_oa.advice import advice
from bot.channels.zalo_oa.events import ACCOUNT
from bot.channels.zalo_oa.http import open_http
from bot.channels.zalo_oa.pace import Pace
from bot.channels.zalo_oa.receiving import Notes, Receiving
from bot.channels.zalo_oa.rendering import calls
from bot.channels.zalo_oa.sending import Sending
from bot.channels.zalo_oa.source import Source
from bot.channels.zalo_oa.token_source import TokenSource
from bot.messages import Reply

DEFAULT_REQUESTS = 100
"""A minute: what the smaller of the packages with the API allows."""
DEFAULT_POOL = 8
"""How many calls may be under way at a time."""


class ZaloOaChannel:
    """An account. Must be stopped. Sends from the beginning; takes and watches after `start`."""

    def __init__(
        self,
        app_id: str,
        webhook_secret: SecretStr,
        tokens: TokenSource,
        *,
        commune: str,
        notes: Notes | None,
        now: Callable[[], datetime],
        api: str = "https://openapi.zalo.me",
        requests_per_minute: int = DEFAULT_REQUESTS,
        pool: int = DEFAULT_POOL,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Without `notes` nothing that is brought is taken: it is there for a call or two."""
        fields = {"commune": commune}
        self._http = open_http(pool)
        self._tokens = tokens
        self._account = OfficialAccount(self._http, tokens, Pace(requests_per_minute, monotonic, sleep), api)
        self._listening = Listening(ACCOUNT, commune, now, sleep)
        self._sending = Sending(self._account, self._listening, sleep, fields)
        self._receiving = Receiving(app_id, webhook_secret, notes, self._sending.is_ours, fields)
        self._source = Source(self._account, self._receiving.take_missed, self._learn, now, fields)
        self._task: asyncio.Task[None] | None = None

    @property
    def account(self) -> str:
        """The name of the account, as `Incoming.account` has it."""
        return ACCOUNT

    @property
    def status(self) -> Status:
        """How the connection is at the moment."""
        return self._listening.status

    def advice(self, failure: ChannelError) -> str:
        """What the failure means, and what to do about it, in Vietnamese."""
        return advice(failure)

    async def name(self) -> str:
        """How the account is called at Zalo. Raises ChannelError."""
        return (await self._account.proven()).name

    async def start(self, receive: Receive, changed: Changed | None = None) -> None:
        """Take what is brought from now on, answer what came meanwhile, and see to the account in the background."""
        self._receiving.begin(receive, changed)
        self._task = asyncio.create_task(self._listening.run(self._source))

    async def stop(self, seconds: float) -> None:
        """Finish what is in hand, for at most that many seconds, and close. Nothing can be sent afterwards."""
        self._listening.stop()
        await ended([*({self._task} if self._task else ()), *self._receiving.in_hand], seconds)
        await self._tokens.close(seconds)
        await self._http.aclose()

    async def feed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Take what was brought to the webhook, and return when it is stored; False where it is not from Zalo.

        Raises OperatorError where it could not be stored.
        """
        return await self._receiving.feed(body, headers)

    def check(self, reply: Reply) -> None:
        """Raise Unacceptable where the reply is not one message."""
        must_be_one(calls(reply))

    async def send(self, person: str, reply: Reply) -> str:
        """Send a reply; the id of its last message. Raises ChannelError."""
        return await self._sending.send(person, reply)

    async def typing(self, person: str) -> None:
        """Nothing: an Official Account can not show that it is writing."""

    def _learn(self, about: About) -> None:
        self._sending.learn(about.is_government)
        self._receiving.learn(about.id)
