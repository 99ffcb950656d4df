"""Joins everything, once."""

from bot.app.run import run

__all__ = ["run"]
