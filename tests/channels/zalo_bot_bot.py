"""A commune's bot at the imitated Zalo, with an inbox in place of the conversation, and no real pauses."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr
from receiving import Inbox, Naps
from zalo_bot_api import ZaloBotApi

from bot.channels.zalo_bot import ZaloBotChannel


def bot_at(api: ZaloBotApi, **settings: Any) -> ZaloBotChannel:
    """The bot, not yet listening."""
    defaults: dict[str, Any] = {"commune": "suoi-mau", "now": lambda: api.moment, "api": api.address, "sleep": Naps()}
    return ZaloBotChannel(settings.pop("token", SecretStr(api.token)), **(defaults | settings))


@asynccontextmanager
async def listening(api: ZaloBotApi, inbox: Inbox, **settings: Any) -> AsyncIterator[ZaloBotChannel]:
    """The bot while it listens."""
    channel = bot_at(api, **settings)
    await channel.start(inbox.receive)
    try:
        yield channel
    finally:
        await channel.stop(5)
