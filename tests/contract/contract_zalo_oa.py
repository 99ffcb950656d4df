"""A Zalo Official Account as a subject: the whole line, from the settings to the imitated platform on loopback."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from contract_line import OnPlatform, open_line
from contract_office import Office, answered, open_office
from contract_subject import Abilities
from loopback_faults import Page
from zalo_oa_account import APP_SECRET
from zalo_oa_api import SENDING, WEBHOOK_SECRET, Brought, ZaloOa
from zalo_oa_events import APP_ID

from bot.app.accounts import Platform
from bot.channels.channel import Channel
from bot.channels.cutting import units
from bot.messages import Attachment
from bot.services.gates import Gate

KINDS = {
    Attachment.PHOTO: "image",
    Attachment.VOICE: "audio",
    Attachment.FILE: "file",
    Attachment.LOCATION: "location",
    Attachment.STICKER: "sticker",
}


class ZaloOaSubject(OnPlatform):
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
        super().__init__(office, channel, gate)
        self.api = api
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
        assert await self.channel.feed(body, headers)

    async def repeat(self, person: str) -> None:
        await self._bring(person, self._last[person])

    def stumble(self) -> None:
        self.api.fail(SENDING[0], Page(403))

    def sees(self, person: str) -> list[str]:
        return [sent.text for sent in self.api.told(self.id_of(person))]

    def headings(self, person: str) -> list[str]:
        return []

    def lengths(self, person: str) -> list[int]:
        return [units(sent.text) for sent in self.api.told(self.id_of(person))]

    def nth_id(self, number: int) -> str:
        return f"{2468000000000000001 + number}"

    async def _bring(self, person: str, brought: Brought) -> str:
        """Bring it to the webhook; the id of the message."""
        self._last[person] = brought
        body, headers = brought
        assert await self.channel.feed(body, headers)
        return str(json.loads(body)["message"]["msg_id"])


@asynccontextmanager
async def open_zalo_oa(folder: Path) -> AsyncIterator[ZaloOaSubject]:
    async with open_office(folder) as office:
        with ZaloOa(lambda: office.clock.moment.timestamp()) as api:
            secrets = {
                "ZALO_OA_APP_ID": APP_ID,
                "ZALO_OA_APP_SECRET": APP_SECRET,
                "ZALO_OA_WEBHOOK_SECRET": WEBHOOK_SECRET,
                "ZALO_OA_REFRESH_TOKEN": api.account.grant()["refresh_token"],
            }
            settings = {"zalo_oa_api": api.address, "zalo_oauth_api": api.address, "zalo_oa_requests": 100_000}
            async with open_line(office, Platform.ZALO_OA, secrets, **settings) as line:
                yield ZaloOaSubject(office, api, *line)
