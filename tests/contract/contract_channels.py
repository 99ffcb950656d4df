"""All subjects of the contract. A new channel is one more line here."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from contract_subject import Subject
from contract_telegram import open_telegram
from contract_terminal import open_terminal
from contract_web import open_web, open_web_script
from contract_zalo_bot import open_zalo_bot
from contract_zalo_oa import open_zalo_oa

CHANNELS: dict[str, Callable[[Path], AbstractAsyncContextManager[Subject]]] = {
    "web": open_web,
    "web-script": open_web_script,
    "terminal": open_terminal,
    "telegram": open_telegram,
    "zalo-bot": open_zalo_bot,
    "zalo-oa": open_zalo_oa,
}


async def opened(channel: str, folder: Path) -> AsyncIterator[Subject]:
    """The subject, for the fixture of a test module."""
    async with CHANNELS[channel](folder) as subject:
        yield subject
