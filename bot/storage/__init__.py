"""The commune's one database file."""

from bot.storage.database import Connection, Database

__all__ = ["Connection", "Database"]
