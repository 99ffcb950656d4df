"""What the program has kept of each turn, and how much of it has arrived."""

import shutil
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter
from telegram_account import Sent

from bot.channels.telegram.rendering import calls
from bot.messages import Reply

from .program import COMMUNE

_REPLIES = TypeAdapter(tuple[Reply, ...])


Part = tuple[int, int]
"""A reply: the number of its turn, and its place in there."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message that was answered: whose, its number, of how many replies the sending has begun, and their texts."""

    person: int
    number: int
    begun: int
    replies: tuple[tuple[str, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for reply in self.replies for text in reply)

    def parts(self, start: int, end: int | None = None) -> Iterator[Part]:
        """The replies from one place to another."""
        return ((self.number, place) for place in range(len(self.replies))[start:end])


def kept_turns(folder: Path) -> list[Turn]:
    """The turns in order, read from a copy: the file itself is left as a killed process left it."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as copy:
        for name in (f"{COMMUNE}.sqlite3", f"{COMMUNE}.sqlite3-wal"):
            if (folder / "data" / name).exists():
                shutil.copy(folder / "data" / name, copy)
        with closing(sqlite3.connect(Path(copy) / f"{COMMUNE}.sqlite3")) as db:
            rows = db.execute("select person, message, begun, replies from turn").fetchall()
    turns = (Turn(int(person), int(message), begun, _texts(replies)) for person, message, begun, replies in rows)
    return sorted(turns, key=lambda turn: turn.number)


def _texts(replies: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(call.text for call in calls(reply)) for reply in _REPLIES.validate_json(replies))


@dataclass(frozen=True, slots=True)
class Account:
    """Turns held against what has arrived.

    `unsent` are the replies of which something has not arrived; `twice` counts messages that arrived more often than they
    were to; `disordered` and `alike` count persons: whose messages came in another order, and who was to get the same
    text in two turns, so that one lost and one twice would look right.
    """

    turns: int
    unsent: frozenset[Part]
    twice: int
    disordered: int
    alike: int


def account(turns: Sequence[Turn], sent: Iterable[Sent]) -> Account:
    theirs: dict[int, list[Turn]] = defaultdict(list)
    for turn in turns:
        theirs[turn.person].append(turn)
    arrived: dict[int, list[str]] = defaultdict(list)
    for message in sent:
        arrived[message.person].append(message.raw)
    unsent: set[Part] = set()
    twice = disordered = alike = 0
    for person in theirs.keys() | arrived.keys():
        wanted = [text for turn in theirs[person] for text in turn.texts]
        left = Counter(arrived[person])
        twice += (left - Counter(wanted)).total()
        disordered += not _in_order(arrived[person], wanted)
        alike += len(set(wanted)) < len(wanted)
        for turn in theirs[person]:
            for place, texts in enumerate(turn.replies):
                if Counter(texts) - left:
                    unsent.add((turn.number, place))
                left -= Counter(texts)
    return Account(len(turns), frozenset(unsent), twice, disordered, alike)


def _in_order(arrived: Iterable[str], wanted: Iterable[str]) -> bool:
    rest = iter(wanted)
    return all(any(text == candidate for candidate in rest) for text in arrived)
