"""Zalo Official Account: https://developers.zalo.me/docs/official-account"""

from bot.channels.zalo_oa.client import DEFAULT_REQUESTS, ZaloOaChannel
from bot.channels.zalo_oa.events import ACCOUNT
from bot.channels.zalo_oa.keeping import TokenKeeper
from bot.channels.zalo_oa.oauth import App
from bot.channels.zalo_oa.token_source import LentTokens

__all__ = ["ACCOUNT", "DEFAULT_REQUESTS", "App", "LentTokens", "TokenKeeper", "ZaloOaChannel"]
