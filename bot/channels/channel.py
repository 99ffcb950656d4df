"""What every channel is to the rest of the program."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.channels.failures import ChannelError
from bot.channels.status import Status
from bot.messages import Incoming, Reply

Receive = Callable[[Incoming], Awaitable[None]]
"""Takes a message, and returns when it is stored. OperatorError means that it is not."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A person has blocked the account or left it, or has let it in again."""

    person: str
    blocked: bool


Changed = Callable[[Membership], Awaitable[None]]
"""Takes a change, and returns when it is stored. OperatorError means that it is not."""


class Channel(Protocol):
    """A commune's account at a platform. Must be stopped. Sends from the beginning; listens after `start`."""

    @property
    def account(self) -> str:
        """The name of the account, as `Incoming.account` has it."""

    @property
    def status(self) -> Status:
        """How the connection is at the moment."""

    def advice(self, failure: ChannelError) -> str:
        """What the failure means, and what the person who runs the program can do about it, in Vietnamese."""

    async def name(self) -> str:
        """How the platform calls the account; a harmless call that proves that it is accepted. Raises ChannelError."""

    async def start(self, receive: Receive, changed: Changed | None = None) -> None:
        """Begin to listen, in the background; whether the platform can be reached is told by `status`.

        `changed` gets who has left, and who has come back without a word, as far as the platform tells it.
        """

    async def stop(self, seconds: float) -> None:
        """Finish what is in hand, for at most that many seconds, and close. Nothing can be sent afterwards."""

    async def feed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Take what was brought to the webhook, and return when it is stored; False where it is not from the platform.

        The headers are by name in small letters. Raises OperatorError where it could not be stored.
        """

    def check(self, reply: Reply) -> None:
        """Raise Unacceptable where the reply is not one message; so that it is sent whole or not at all."""

    async def send(self, person: str, reply: Reply) -> str:
        """Send one reply; the platform's id of the last message, "" where it tells none. Raises ChannelError."""

    async def typing(self, person: str) -> None:
        """Show for some seconds that an answer is on its way. Raises ChannelError."""
