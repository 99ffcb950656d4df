"""What the program has kept of each turn, and how much of it has arrived."""

import shutil
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter
from telegram_account import Sent

from bot.channels.telegram.rendering import calls
from bot.messages import Reply

from .program import COMMUNE

_REPLIES = TypeAdapter(tuple[Reply, ...])


@dataclass(frozen=True, slots=True)
class Turn:
    """A message that was answered: whose, its number, how far the sending is, and the texts that are to be sent."""

    person: int
    number: int
    status: str
    texts: tuple[str, ...]


def kept_turns(folder: Path) -> list[Turn]:
    """The turns in order, read from a copy: the file itself is left as a killed process left it."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as copy:
        for name in (f"{COMMUNE}.sqlite3", f"{COMMUNE}.sqlite3-wal"):
            if (folder / "data" / name).exists():
                shutil.copy(folder / "data" / name, copy)
        with closing(sqlite3.connect(Path(copy) / f"{COMMUNE}.sqlite3")) as db:
            rows = db.execute("select person, message, status, replies from turn").fetchall()
    turns = (Turn(int(person), int(message), status, _texts(replies)) for person, message, status, replies in rows)
    return sorted(turns, key=lambda turn: turn.number)


def _texts(replies: str) -> tuple[str, ...]:
    return tuple(call.text for reply in _REPLIES.validate_json(replies) for call in calls(reply))


@dataclass(frozen=True, slots=True)
class Account:
    """Turns held against what has arrived.

    `unsent` are the turns of which something has not arrived; `twice` counts messages that arrived more often than they
    were to; `disordered` and `alike` count persons: whose messages came in another order, and who was to get the same
    text in two turns, so that one lost and one twice would look right.
    """

    turns: int
    unsent: frozenset[int]
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
    unsent: set[int] = set()
    twice = disordered = alike = 0
    for person in theirs.keys() | arrived.keys():
        wanted = [text for turn in theirs[person] for text in turn.texts]
        left = Counter(arrived[person])
        twice += (left - Counter(wanted)).total()
        disordered += not _in_order(arrived[person], wanted)
        alike += len(set(wanted)) < len(wanted)
        for turn in theirs[person]:
            missing = Counter(turn.texts) - left
            left -= Counter(turn.texts)
            if missing:
                unsent.add(turn.number)
    return Account(len(turns), frozenset(unsent), twice, disordered, alike)


def _in_order(arrived: Iterable[str], wanted: Iterable[str]) -> bool:
    rest = iter(wanted)
    return all(any(text == candidate for candidate in rest) for text in arrived)
