"""A Zalo Official Account as a subject: the whole line, from the settings to the imitated platform on loopback."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from contract_office import CODE, Office, answered, open_office
from contract_subject import Abilities
from loopback_faults import Page
from pydantic import SecretStr
from zalo_oa_account import APP_SECRET
from zalo_oa_api import SENDING, WEBHOOK_SECRET, Brought, ZaloOa
from zalo_oa_events import APP_ID

from bot.app.accounts import Platform
from bot.app.channels import open_lines
from bot.app.ways import ways
from bot.channels.channel import Channel
from bot.channels.cutting import units
from bot.messages import Attachment, Reply
from bot.services.gates import Gate
from bot.settings import Settings

KINDS = {
    Attachment.PHOTO: "image",
    Attachment.VOICE: "audio",
    Attachment.FILE: "file",
    Attachment.LOCATION: "location",
    Attachment.STICKER: "sticker",
}


class ZaloOaSubject:
    """An account whose webhook is brought what persons write. Its buttons stand beside the same choices in the text."""

    name = "zalo_oa"
    abilities = Abilities(
        buttons=True,
        named_links=False,
        markup=False,
        writes_first=True,
        keeps=True,
        redelivers=True,
        window=timedelta(days=7),
        attachments=frozenset(KINDS),
        longest=2000,
    )

    def __init__(self, office: Office, api: ZaloOa, channel: Channel, gate: Gate) -> None:
        self.office = office
        self.api = api
        self._channel = channel
        self.news = channel, gate
        self._ids: dict[str, str] = {}
        self._last: dict[str, Brought] = {}

    async def say(self, person: str, *texts: str) -> None:
        sent = [await self._bring(person, self.api.says(self.id_of(person), text)) for text in texts]
        # A person's messages are answered in order. Those before may be forgotten by now.
        await answered(self.office, sent[-1])

    async def press(self, person: str, label: str) -> None:
        buttons = [button for sent in self.api.told(self.id_of(person))[::-1] for button in sent.buttons]
        title = next(button.title for button in buttons if button.title.split(". ", 1)[1] == label)
        await answered(self.office, await self._bring(person, self.api.presses(self.id_of(person), title)))

    async def attach(self, person: str, kind: Attachment, caption: str) -> None:
        brought = self.api.attaches(self.id_of(person), KINDS[kind], caption)
        await answered(self.office, await self._bring(person, brought))

    async def leave(self, person: str) -> None:
        """The person follows the account no longer."""
        body, headers = self.api.unfollows(self.id_of(person))
        assert await self._channel.feed(body, headers)

    async def repeat(self, person: str) -> None:
        await self._bring(person, self._last[person])

    async def bring(self, person: str, reply: Reply) -> None:
        await self._channel.send(self.id_of(person), reply)

    def stumble(self) -> None:
        self.api.fail(SENDING[0], Page(403))

    def sees(self, person: str) -> list[str]:
        return [sent.text for sent in self.api.told(self.id_of(person))]

    def headings(self, person: str) -> list[str]:
        return []

    def lengths(self, person: str) -> list[int]:
        return [units(sent.text) for sent in self.api.told(self.id_of(person))]

    def id_of(self, person: str) -> str:
        return self._ids.setdefault(person, f"{2468000000000000001 + len(self._ids)}")

    async def _bring(self, person: str, brought: Brought) -> str:
        """Bring it to the webhook; the id of the message."""
        self._last[person] = brought
        body, headers = brought
        assert await self._channel.feed(body, headers)
        return str(json.loads(body)["message"]["msg_id"])


@asynccontextmanager
async def open_zalo_oa(folder: Path) -> AsyncIterator[ZaloOaSubject]:
    async with open_office(folder) as office:
        with ZaloOa(lambda: office.clock.moment.timestamp()) as api:
            settings = _settings(folder, api)
            async with open_lines(settings, office.knowledge, office.databases, office.clock) as lines:
                yield ZaloOaSubject(office, api, lines[Platform.ZALO_OA, CODE].channel, ways(settings)["zalo_oa"].gate)


def _settings(folder: Path, api: ZaloOa) -> Settings:
    secrets = {
        "ZALO_OA_APP_ID": APP_ID,
        "ZALO_OA_APP_SECRET": APP_SECRET,
        "ZALO_OA_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "ZALO_OA_REFRESH_TOKEN": api.account.grant()["refresh_token"],
    }
    return Settings(
        _env_file=None,
        data=folder / "data",
        knowledge=folder / "knowledge",
        public_url=None,
        zalo_oa_api=api.address,
        zalo_oauth_api=api.address,
        zalo_oa_requests=100_000,
        secrets={CODE.upper().replace("-", "_"): {name: SecretStr(value) for name, value in secrets.items()}},
    )
