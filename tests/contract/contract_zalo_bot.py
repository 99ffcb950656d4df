"""Zalo's Bot Platform as a subject: the whole line, from the settings to the imitated platform on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from contract_line import OnPlatform, open_line
from contract_office import Office, answered, open_office
from contract_subject import Abilities
from loopback_faults import Page
from zalo_bot_account import units
from zalo_bot_api import TOKEN, ZaloBotApi
from zalo_bot_delivery import Update

from bot.app.accounts import Platform
from bot.channels.channel import Channel
from bot.messages import Attachment
from bot.services.gates import Gate

EVENTS = {
    Attachment.PHOTO: ("message.image.received", {"photo_url": "https://example.org/a.jpg"}),
    Attachment.VOICE: ("message.voice.received", {"voice_url": "https://example.org/a.aac"}),
    Attachment.STICKER: ("message.sticker.received", {"sticker": "7", "url": "https://example.org/a"}),
    Attachment.UNREADABLE: ("message.unsupported.received", {}),
}


class ZaloBotSubject(OnPlatform):
    """A bot that polls, and persons who have written to it."""

    name = "zalo_bot"
    abilities = Abilities(
        buttons=False,
        named_links=False,
        markup=False,
        writes_first=True,
        keeps=True,
        redelivers=True,
        has_reserve=True,
        attachments=frozenset(EVENTS),
        longest=2000,
    )

    def __init__(self, office: Office, api: ZaloBotApi, channel: Channel, gate: Gate) -> None:
        super().__init__(office, channel, gate)
        self.api = api
        self._last: dict[str, Update] = {}

    async def say(self, person: str, *texts: str) -> None:
        sent = [self.sends(person, "message.text.received", text=text) for text in texts]
        # A person's messages are answered in order. Those before may be forgotten by now.
        await answered(self.office, sent[-1])

    async def press(self, person: str, label: str) -> None:
        raise NotImplementedError("Zalo's bots have no buttons")

    async def attach(self, person: str, kind: Attachment, caption: str) -> None:
        event, content = EVENTS[kind]
        words = {"caption": caption} if caption else {}
        await answered(self.office, self.sends(person, event, **content, **words))

    def sends(self, person: str, event: str, **content: str) -> str:
        """Send anything; the id of the message."""
        self._last[person] = self.api.update(self.id_of(person), event, **content)
        self.api.happens(self._last[person])
        return str(self._last[person]["message"]["message_id"])

    async def repeat(self, person: str) -> None:
        polls = len(self.api.called("getUpdates"))
        self.api.happens(self._last[person])
        # The poll after the one that brought it begins when it was stored; the next message waits for its answer.
        await self.api.until(lambda: len(self.api.called("getUpdates")) > polls)

    def stumble(self) -> None:
        self.api.fail("sendMessage", Page(403))

    def sees(self, person: str) -> list[str]:
        return [sent.text for sent in self.api.told(self.id_of(person))]

    def headings(self, person: str) -> list[str]:
        return []

    def lengths(self, person: str) -> list[int]:
        return [units(sent.text) for sent in self.api.told(self.id_of(person))]

    def nth_id(self, number: int) -> str:
        return f"{0xA000 + number:020x}"


@asynccontextmanager
async def open_zalo_bot(folder: Path) -> AsyncIterator[ZaloBotSubject]:
    with ZaloBotApi() as api:
        async with (
            open_office(folder) as office,
            open_line(office, Platform.ZALO_BOT, {"ZALO_BOT_TOKEN": TOKEN}, zalo_bot_api=api.address) as line,
        ):
            yield ZaloBotSubject(office, api, *line)
