"""What the pages are made from: the communes, the conversation, the health and the clock."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from jinja2 import Environment

from bot.announcements.publication import Publication
from bot.commune import Commune
from bot.messages import Incoming, Reply
from bot.web.health import Health
from bot.web.limits import Buckets


class Converse(Protocol):
    """The conversation, as the web chat knows it."""

    async def __call__(self, commune: str, incoming: Incoming) -> Sequence[Reply]:
        """Answer one message to one commune, named by its code; the same message again gets the same replies."""
        ...


@dataclass(frozen=True, slots=True)
class Archive:
    """What communes, named by their codes, sent to citizens. Both raise OperatorError where the database fails.

    `newest` gives at most so many, the newest first, without the first so many (the second number).
    """

    newest: Callable[[str, int, int], Awaitable[Sequence[Publication]]]
    one: Callable[[str, int], Awaitable[Publication | None]]


async def _nothing(commune: str, most: int, skipped: int) -> Sequence[Publication]:
    return ()


async def _none(commune: str, number: int) -> None:
    return None


NO_ARCHIVE = Archive(_nothing, _none)
"""Of a site that sends nothing."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything a request needs; `now` gives monotonic seconds. The buckets are filled and emptied by requests."""

    communes: Callable[[], Sequence[Commune]]
    converse: Converse
    health: Callable[[], Health]
    now: Callable[[], float]
    examples: Sequence[str]
    pages: Environment
    archive: Archive = NO_ARCHIVE
    public_url: str | None = None
    visitors: Buckets = field(default_factory=Buckets)
    networks: Buckets = field(default_factory=Buckets)
    readers: Buckets = field(default_factory=Buckets)

    def commune(self, code: str) -> Commune | None:
        """The commune that is served under this code."""
        return next((commune for commune in self.communes() if commune.code == code), None)
