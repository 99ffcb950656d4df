"""What the web chat asks: the communes, an answer, and how the program is."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from bot.announcements.publication import Publication
from bot.app.channels import Lines, conditions, news_channels
from bot.app.databases import Databases
from bot.commune import Commune
from bot.errors import OperatorError
from bot.messages import Incoming, Reply
from bot.services.clock import Clock
from bot.services.conversation import converse
from bot.services.knowledge import LiveKnowledge
from bot.storage import publications
from bot.web import Health

_LOG = logging.getLogger("motcua.app")


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that runs, joined. `failing` holds the communes whose database fails."""

    knowledge: LiveKnowledge
    databases: Databases
    clock: Clock
    failing: set[str] = field(default_factory=set)
    lines: Lines = field(default_factory=dict)

    def communes(self) -> Sequence[Commune]:
        """The communes that are served now."""
        return [library.knowledge.commune for library in self.knowledge.shelf.libraries.values()]

    async def answer(self, commune: str, incoming: Incoming) -> Sequence[Reply]:
        """The replies to a message; OperatorError where the database fails, KeyError where the commune is gone."""
        library = self.knowledge.shelf.libraries[commune]
        try:
            database, channels = await self.databases.of(commune), news_channels(self.lines, commune)
            replies = await converse(database, library, incoming, self.clock, channels)
        except OperatorError:
            _LOG.exception("message_not_kept", extra={"fields": {"commune": commune}})
            self.failing.add(commune)
            raise
        self.failing.discard(commune)
        return replies

    async def newest(self, commune: str, most: int, skipped: int) -> Sequence[Publication]:
        """What the commune sent to citizens, the newest first. Raises as `answer`."""
        database = await self.databases.of(commune)
        return await database.run(lambda db: publications.newest(db, most, skipped))

    async def sent(self, commune: str, number: int) -> Publication | None:
        """The commune's announcement of that number, if it was sent to citizens. Raises as `answer`."""
        database = await self.databases.of(commune)
        return await database.run(lambda db: publications.of(db, number))

    def health(self) -> Health:
        """Good while there is a commune to answer for whose messages can be kept."""
        shelf = self.knowledge.shelf
        served = {code: len(library.knowledge.entries) for code, library in shelf.libraries.items()}
        problems = [problem for problem in shelf.loaded.problems if problem.severity == "error"]
        details = {
            "version": installed_version(),
            "communes": served,
            "set_aside": list(shelf.loaded.set_aside),
            "problems": len(problems),
            "knowledge_failure": shelf.failure,
            "storage_failures": sorted(self.failing),
            "channels": conditions(self.lines),
        }
        return Health(bool(served.keys() - self.failing), details)


def installed_version() -> str:
    """The version of this program as installed; "" where it runs without being installed."""
    try:
        return version("motcua")
    except PackageNotFoundError:
        return ""
