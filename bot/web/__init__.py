"""The HTTP listener: the web chat, `/healthz`."""

from bot.web.app import create_app
from bot.web.health import Health
from bot.web.site import Archive, Converse

__all__ = ["Archive", "Converse", "Health", "create_app"]
