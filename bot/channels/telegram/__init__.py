"""Telegram: https://core.telegram.org/bots/api"""

from bot.channels.telegram.client import TelegramChannel
from bot.channels.telegram.listening import Webhook
from bot.channels.telegram.reading import ACCOUNT, Membership
from bot.channels.telegram.status import Condition, Status

__all__ = ["ACCOUNT", "Condition", "Membership", "Status", "TelegramChannel", "Webhook"]
