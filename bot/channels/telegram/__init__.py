"""Telegram: https://core.telegram.org/bots/api"""

from bot.channels.telegram.client import TelegramChannel
from bot.channels.telegram.reading import ACCOUNT, Membership

__all__ = ["ACCOUNT", "Membership", "TelegramChannel"]
