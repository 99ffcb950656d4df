"""A commune's bot at the imitated Telegram, with an inbox in place of the conversation, and no real pauses."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr
from receiving import NOON, Inbox, Naps
from telegram_api import TelegramApi

from bot.channels.telegram import TelegramChannel


def bot_at(api: TelegramApi, /, **settings: Any) -> TelegramChannel:
    """The bot, not yet listening."""
    defaults: dict[str, Any] = {"commune": "suoi-mau", "now": lambda: NOON, "api": api.address, "sleep": Naps()}
    return TelegramChannel(settings.pop("token", SecretStr(api.token)), **(defaults | settings))


@asynccontextmanager
async def listening(api: TelegramApi, inbox: Inbox, **settings: Any) -> AsyncIterator[TelegramChannel]:
    """The bot while it listens."""
    channel = bot_at(api, **settings)
    await channel.start(inbox.receive, inbox.change)
    try:
        yield channel
    finally:
        await channel.stop(5)
