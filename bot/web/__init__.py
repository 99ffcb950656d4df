"""The HTTP listener: the web chat, `/healthz`."""

from bot.web.app import create_app
from bot.web.health import Health
from bot.web.site import Converse

__all__ = ["Converse", "Health", "create_app"]
