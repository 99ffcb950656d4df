"""A channel for a commune that rehearses: it takes everything, and nothing leaves the program."""

from itertools import count

from bot.messages import Reply


class RehearsalChannel:
    """Stands in for an account. It knows no address and opens no connection."""

    def __init__(self, account: str) -> None:
        self._account = account
        self._numbers = count(1)

    @property
    def account(self) -> str:
        """The name of the account it stands in for."""
        return self._account

    def check(self, reply: Reply) -> None:
        """Everything can be sent nowhere."""

    async def send(self, person: str, reply: Reply) -> str:
        """Send nothing; a number like a platform's, marked as none."""
        return f"rehearsal-{next(self._numbers)}"
