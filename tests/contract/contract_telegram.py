"""Telegram as a subject: the whole line, from the settings to the imitated platform on loopback."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import telegram_updates as updates
from contract_line import OnPlatform, open_line
from contract_office import Office, answered, open_office
from contract_subject import Abilities
from loopback_faults import Page
from telegram_account import Sent
from telegram_api import TOKEN, TelegramApi
from telegram_html import parsed, units

from bot.app.accounts import Platform
from bot.channels.channel import Channel
from bot.messages import Attachment
from bot.services.gates import Gate

_FILE = {"file_id": "f", "file_unique_id": "u"}
_CONTENTS: dict[Attachment, dict[str, Any]] = {
    Attachment.PHOTO: {"photo": [_FILE | {"width": 9, "height": 9}]},
    Attachment.VOICE: {"voice": _FILE | {"duration": 4}},
    Attachment.FILE: {"document": _FILE},
    Attachment.LOCATION: {"location": {"latitude": 21.5, "longitude": 105.8}},
    Attachment.STICKER: {
        "sticker": _FILE | {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
    },
}
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_HEADING = re.compile(r"<b>(.*?)</b>", re.DOTALL)
_PLACE = re.compile(r"[0-9]+\. ")


class TelegramSubject(OnPlatform):
    """A bot that polls, and persons who have opened a chat with it."""

    name = "telegram"
    abilities = Abilities(
        buttons=True,
        named_links=True,
        markup=True,
        writes_first=True,
        keeps=True,
        redelivers=True,
        attachments=frozenset(_CONTENTS),
        longest=4096,
    )

    def __init__(self, office: Office, api: TelegramApi, channel: Channel, gate: Gate) -> None:
        super().__init__(office, channel, gate)
        self.api = api
        self._last: dict[str, dict[str, Any]] = {}

    async def say(self, person: str, *texts: str) -> None:
        sent = [await self.sends(person, text=text) for text in texts]
        # A person's messages are answered in order. Those before may be forgotten by now.
        await self.answered(sent[-1])

    async def press(self, person: str, label: str) -> None:
        number = self.number_of(person)
        buttons = [button for sent in self.api.told(number)[::-1] for row in sent.buttons for button in row]
        data = next(data for words, data in buttons if _PLACE.sub("", words, count=1) == label)
        await self.answered(f"callback-{self.api.presses(number, data)}")

    async def attach(self, person: str, kind: Attachment, caption: str) -> None:
        words = {"caption": caption} if caption else {}
        await self.answered(await self.sends(person, **_CONTENTS[kind], **words))

    async def sends(self, person: str, **content: Any) -> str:
        """Send anything; the id of the message as it is stored."""
        number = self.api.sends(self.number_of(person), **content)
        update = {"message": updates.message(self.number_of(person), number, **content)}
        self._last[person] = {"update_id": self.api.delivery.latest} | update
        return str(number)

    async def repeat(self, person: str) -> None:
        polls = len(self.api.called("getUpdates"))
        self.api.repeats(self._last[person])
        # The poll after the one that brought it begins when everything was taken.
        await self.api.until(lambda: len(self.api.called("getUpdates")) > polls)

    def stumble(self) -> None:
        self.api.fail("sendMessage", Page(403))

    def sees(self, person: str) -> list[str]:
        return [_plain(sent) for sent in self.api.told(self.number_of(person))]

    def headings(self, person: str) -> list[str]:
        told = self.api.told(self.number_of(person))
        return [parsed(heading) for sent in told for heading in _HEADING.findall(sent.raw)]

    def lengths(self, person: str) -> list[int]:
        return [units(sent.text) for sent in self.api.told(self.number_of(person))]

    def nth_id(self, number: int) -> str:
        return str(900_000_901 + number)

    def number_of(self, person: str) -> int:
        return int(self.id_of(person))

    async def answered(self, message: str) -> None:
        """Wait until all replies to the message have been sent."""
        await answered(self.office, message)


def _plain(sent: Sent) -> str:
    words = parsed(_LINK.sub(r"\2: \1", sent.raw)) if sent.parse_mode else sent.text
    return "\n".join([words, *(label for row in sent.buttons for label, _ in row)])


@asynccontextmanager
async def open_telegram(folder: Path) -> AsyncIterator[TelegramSubject]:
    with TelegramApi() as api:
        async with (
            open_office(folder) as office,
            open_line(office, Platform.TELEGRAM, {"TELEGRAM_TOKEN": TOKEN}, telegram_api=api.address) as line,
        ):
            yield TelegramSubject(office, api, *line)
