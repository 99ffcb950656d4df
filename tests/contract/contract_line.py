"""What the subjects on imitated platforms have in common: the whole line, from the settings to the platform's address."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from contract_office import CODE, Office
from pydantic import SecretStr

from bot.app.accounts import Platform
from bot.app.channels import open_lines
from bot.app.ways import ways
from bot.channels.channel import Channel
from bot.messages import Reply
from bot.services.gates import Gate
from bot.settings import Settings


class OnPlatform(ABC):
    """A commune's account on a platform, and what its persons are called there."""

    def __init__(self, office: Office, channel: Channel, gate: Gate) -> None:
        self.office = office
        self.channel = channel
        self.news = channel, gate
        self._ids: dict[str, str] = {}

    async def bring(self, person: str, reply: Reply) -> None:
        await self.channel.send(self.id_of(person), reply)

    def id_of(self, person: str) -> str:
        """The person's id, in the form of the platform; the same each time."""
        return self._ids.setdefault(person, self.nth_id(len(self._ids)))

    @abstractmethod
    def nth_id(self, number: int) -> str:
        """An id of the platform's form, another for each number."""


@asynccontextmanager
async def open_line(
    office: Office, platform: Platform, secrets: Mapping[str, str], **settings: Any
) -> AsyncIterator[tuple[Channel, Gate]]:
    """The channel of the commune's account, listening, and whom the platform lets announcements through to."""
    given = Settings(
        _env_file=None,
        data=office.folder / "data",
        knowledge=office.folder / "knowledge",
        public_url=None,
        secrets={CODE.upper().replace("-", "_"): {name: SecretStr(value) for name, value in secrets.items()}},
        **settings,
    )
    async with open_lines(given, office.knowledge, office.databases, office.clock) as lines:
        yield lines[platform, CODE].channel, ways(given)[platform.value].gate
