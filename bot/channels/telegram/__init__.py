"""Telegram: https://core.telegram.org/bots/api"""

from bot.channels.telegram.client import TelegramChannel
from bot.channels.telegram.reading import ACCOUNT

__all__ = ["ACCOUNT", "TelegramChannel"]
