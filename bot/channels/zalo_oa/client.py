"""One commune's Official Account at Zalo: it takes what the webhook brings, sends, and tells how it is."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from pydantic import SecretStr

from bot.channels.channel import Receive
from bot.channels.failures import AccountRefused, ChannelError, Unacceptable
from bot.channels.lanes import Lanes, ended
from bot.channels.listening import Listening
from bot.channels.status import Condition, Status
from bot.channels.transport import in_parts
from bot.channels.zalo_oa.account import OfficialAccount
from bot.channels.zalo_oa.advice import advice
from bot.channels.zalo_oa.errors import WrongEndpoint
from bot.channels.zalo_oa.events import ACCOUNT, Event, Said, read_event, timestamp_of
from bot.channels.zalo_oa.http import open_http
from bot.channels.zalo_oa.pace import Pace
from bot.channels.zalo_oa.rendering import Call, body, calls, plain
from bot.channels.zalo_oa.signature import is_signed
from bot.channels.zalo_oa.source import Source
from bot.channels.zalo_oa.token_source import TokenSource
from bot.messages import Reply

ENDPOINT = "/v3.0/oa/message/cs"
GOVERNMENT_ENDPOINT = "/v2.0/oa/message"
DEFAULT_REQUESTS = 100
"""A minute: what the smaller of the packages with the API allows."""

_POOL = 8
_LOG = logging.getLogger("motcua.zalo_oa")


class Notes(Protocol):
    """What the account remembers. Raises OperatorError where it can not be kept."""

    async def take(self, event: Event) -> bool:
        """Note what the event tells; whether it is a message to answer."""

    async def done(self, event: Event) -> None:
        """The event was dealt with, so that it is not when it is brought again."""


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
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Without `notes` it can not be started: it is there for a call or two."""
        self._http = open_http(_POOL)
        self._tokens = tokens
        self._account = OfficialAccount(self._http, tokens, Pace(requests_per_minute, monotonic, sleep), api)
        self._app_id = app_id
        self._webhook_secret = webhook_secret
        self._notes = notes
        self._sleep = sleep
        self._fields = {"commune": commune}
        self._listening = Listening(ACCOUNT, commune, now, sleep)
        self._source = Source(self._account, self._take_in_turn, self._learn, now, self._fields)
        self._lanes = Lanes(_LOG, ACCOUNT, self._fields)
        self._endpoint = ENDPOINT
        self._has_buttons = True
        self._receive: Receive | None = None
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
        return (await self._account.about()).name

    async def start(self, receive: Receive) -> None:
        """Take what is brought from now on, answer what came meanwhile, and see to the account in the background."""
        self._receive = receive
        self._task = asyncio.create_task(self._listening.run(self._source))

    async def stop(self, seconds: float) -> None:
        """Finish what is in hand, for at most that many seconds, and close. Nothing can be sent afterwards."""
        self._listening.stop()
        await ended([*({self._task} if self._task else ()), *self._lanes.in_hand], seconds)
        await self._tokens.close(seconds)
        await self._http.aclose()

    async def feed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Take what was brought to the webhook, and return when it is stored; False where it is not from Zalo.

        Raises OperatorError where it could not be stored. What is not answered with success, Zalo brings again.
        """
        try:
            payload = json.loads(body)
        except (ValueError, RecursionError):
            return False
        if payload == {}:
            # When the address is entered at Zalo, it tries it out with this, and without a signature.
            return True
        if self._receive is None or not isinstance(payload, dict) or not self._is_signed(body, payload, headers):
            return False
        try:
            event = read_event(payload)
        except ValueError:
            # It comes from Zalo, and if it were refused, it would come again and again.
            _LOG.exception("zalo_oa_event_unreadable", extra={"fields": self._fields})
            return True
        if event is not None:
            # Shielded: whoever brings it may hang up, and what was begun is stored all the same.
            await asyncio.shield(self._lanes.begin(event.person, lambda: self._take(event)))
        return True

    async def send(self, person: str, reply: Reply) -> str:
        """Send a reply, without buttons where Zalo refuses them; the id of its last message, "" of one of nothing.

        Raises ChannelError; see also `in_parts`.
        """
        sent = await in_parts([partial(self._send_one, person, call) for call in calls(reply)], self._sleep)
        return sent[-1] if sent else ""

    async def typing(self, person: str) -> None:
        """Nothing: an Official Account can not show that it is writing."""

    def _is_signed(self, body: bytes, payload: Mapping[str, Any], headers: Mapping[str, str]) -> bool:
        given = headers.get("x-zevent-signature", "")
        stamps = [timestamp_of(payload), headers.get("x-zevent-timestamp", "")]
        return is_signed(self._app_id, body, stamps, self._webhook_secret.get_secret_value(), given)

    async def _take_in_turn(self, said: Said) -> None:
        await self._lanes.do(said.person, lambda: self._take(said))

    async def _take(self, event: Event) -> None:
        if self._receive is None or self._notes is None:
            return
        if await self._notes.take(event) and isinstance(event, Said):
            await self._receive(event.incoming)
        await self._notes.done(event)

    def _learn(self, is_government: bool) -> None:
        self._endpoint = GOVERNMENT_ENDPOINT if is_government else ENDPOINT

    async def _send_one(self, person: str, call: Call) -> str:
        """Send one message, and note whether the account can send at all."""
        try:
            message = await self._send_with_buttons(person, call)
        except AccountRefused as failure:
            if self._listening.status.condition in {Condition.STARTING, Condition.RUNNING}:
                self._listening.tell(Condition.MUTE, advice(failure))
            raise
        if self._listening.status.condition is Condition.MUTE:
            self._listening.tell(Condition.RUNNING)
        return message

    async def _send_with_buttons(self, person: str, call: Call) -> str:
        if not call.buttons or not self._has_buttons:
            return await self._send_there(person, plain(call))
        try:
            return await self._send_there(person, call)
        except Unacceptable:
            message = await self._send_there(person, plain(call))
        # So it was the buttons, and would be each time.
        self._has_buttons = False
        _LOG.warning("zalo_oa_buttons_refused", extra={"fields": self._fields})
        return message

    async def _send_there(self, person: str, call: Call) -> str:
        """Send at the address that this kind of account has; if that is the other one, remember it.

        After any other error nothing is sent again: it may have arrived.
        """
        try:
            return await self._account.send(self._endpoint, body(person, call))
        except WrongEndpoint:
            other = ENDPOINT if self._endpoint == GOVERNMENT_ENDPOINT else GOVERNMENT_ENDPOINT
        message = await self._account.send(other, body(person, call))
        self._endpoint = other
        return message
