"""Sending an account's messages, in the way that this account can."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from hashlib import sha256

from bot.channels.failures import AccountRefused, Unacceptable
from bot.channels.listening import Listening
from bot.channels.status import Condition
from bot.channels.transport import in_parts
from bot.channels.zalo_oa.account import OfficialAccount
from bot.channels.zalo_oa.advice import advice
from bot.channels.zalo_oa.errors import WrongEndpoint
from bot.channels.zalo_oa.events import StaffSpoke
from bot.channels.zalo_oa.rendering import Call, body, calls, plain
from bot.messages import Reply

ENDPOINT = "/v3.0/oa/message/cs"
GOVERNMENT_ENDPOINT = "/v2.0/oa/message"
_REMEMBERED = 1000
"""Our latest messages; they come back within seconds."""

_LOG = logging.getLogger("motcua.zalo_oa")


class Sending:
    """Sends, learns what the account can not do, and tells `listening` whether it can send at all."""

    def __init__(
        self,
        account: OfficialAccount,
        listening: Listening,
        sleep: Callable[[float], Awaitable[object]],
        fields: dict[str, str],
    ) -> None:
        self._account = account
        self._listening = listening
        self._sleep = sleep
        self._fields = fields
        self._endpoint = ENDPOINT
        self._has_buttons = True
        self._latest: deque[bytes] = deque(maxlen=_REMEMBERED)

    def learn(self, is_government: bool) -> None:
        """Begin at the address of this kind of account."""
        self._endpoint = GOVERNMENT_ENDPOINT if is_government else ENDPOINT

    def is_ours(self, event: StaffSpoke) -> bool:
        """Whether this is a message of ours that comes back.

        Zalo is said to name an admin for what the staff types only. If it ever does for ours, the bot must not be
        silenced by its own answers.
        """
        return _digest(event.person, event.text) in self._latest

    async def send(self, person: str, reply: Reply) -> str:
        """Send a reply, without buttons where Zalo refuses them; the id of its last message, "" of one of nothing.

        Raises ChannelError; see also `in_parts`.
        """
        sent = await in_parts([partial(self._send_one, person, call) for call in calls(reply)], self._sleep)
        return sent[-1] if sent else ""

    async def _send_one(self, person: str, call: Call) -> str:
        """Send one message, and note whether the account can send at all."""
        self._latest.append(_digest(person, call.text))
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


def _digest(person: str, text: str) -> bytes:
    """Enough to know a message again, and nothing that could be read."""
    return sha256(f"{person} {text}".encode("utf-8", "replace")).digest()
