"""Zalo's Bot Platform: https://docs.zaloplatforms.com/docs/BOT/"""

from bot.channels.zalo_bot.client import Meter, ZaloBotChannel
from bot.channels.zalo_bot.plan import Plan, Used
from bot.channels.zalo_bot.wire import ACCOUNT

__all__ = ["ACCOUNT", "Meter", "Plan", "Used", "ZaloBotChannel"]
