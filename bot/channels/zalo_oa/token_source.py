"""Where an account's calls have their tokens from, and where those are kept."""

import asyncio
from typing import Protocol

from pydantic import SecretStr

from bot.channels.failures import AccountRefused
from bot.channels.zalo_oa.tokens import read_tokens


class Kept(Protocol):
    """A text that outlives the process. Blocks. Raises OperatorError where the disk fails."""

    def load(self) -> str | None:
        """What was written last."""

    def replace(self, former: str | None, new: str) -> str:
        """Write the new text, safe on the disk on return, if the former is still there; what is there then."""


class TokenSource(Protocol):
    """Where an account's calls have their tokens from. Raises ChannelError, and OperatorError where the disk fails."""

    async def access(self) -> SecretStr:
        """A token to use now."""

    async def access_after(self, refused: SecretStr) -> SecretStr:
        """A token in place of one that Zalo does not accept."""

    async def see_to(self) -> None:
        """Do what is due, and tell what is wrong."""

    async def close(self, seconds: float) -> None:
        """Finish what is in hand, for at most that many seconds."""


class NoToken(AccountRefused):
    """Nobody has agreed to the use of the account yet, or the program has never run since."""


class HasEnded(AccountRefused):
    """The token has ended, and nothing runs that would renew it."""


class LentTokens:
    """The tokens that another process keeps, to look with: nothing is ever renewed, so nothing can be used up."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    async def access(self) -> SecretStr:
        """The token as it is written, good or not. Raises NoToken where there is none yet."""
        tokens = read_tokens(await asyncio.to_thread(self._kept.load))
        if tokens is None or not tokens.access.get_secret_value():
            raise NoToken("there is none yet")
        return tokens.access

    async def access_after(self, refused: SecretStr) -> SecretStr:
        """None: it is for the other process to renew. Raises HasEnded."""
        raise HasEnded("it has to be renewed")

    async def see_to(self) -> None:
        """Nothing."""

    async def close(self, seconds: float) -> None:
        """Nothing."""
