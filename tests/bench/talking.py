"""Whole conversations with their storage, on one core, and where the time goes."""

import asyncio
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from bot.dialogue import State, respond
from bot.files.questions import read_questions
from bot.knowledge.questions import Case
from bot.messages import Incoming
from bot.search import Found, Library, Question
from bot.services.clock import FixedClock
from bot.services.conversation import receive
from bot.storage import Database

from .finding import knowledge
from .rows import Row, at_least

_MOMENT = datetime(2026, 11, 21, 5, tzinfo=UTC)
_ROUNDS = 3


def conversations(files: Sequence[Path]) -> list[list[Incoming]]:
    """Each item of the files by a person of its own, as often as there are rounds; a dialogue has several messages."""
    items = [item for _ in range(_ROUNDS) for file in files for item in read_questions(file)]
    return [
        [
            Incoming("telegram", str(person), str(number), case.q)
            for number, case in enumerate([item] if isinstance(item, Case) else item.cases())
        ]
        for person, item in enumerate(items)
    ]


def timed(library: Library, spent: Counter[str]) -> Library:
    """The library, which adds the seconds that reading and ranking take."""

    class Timed(Library):
        def read(self, text: str) -> Question:
            with _adding(spent, "reading"):
                return library.read(text)

        def find(self, question: Question, only: frozenset[str] | None = None) -> Found:
            with _adding(spent, "ranking"):
                return library.find(question, only)

    return Timed(*(getattr(library, field.name) for field in fields(library)))


@contextmanager
def _adding(spent: Counter[str], what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    spent[what] += time.perf_counter() - begun  # type: ignore[assignment]


@contextmanager
def _on_one_core() -> Iterator[None]:
    """Threads included; on systems that can not bind a process to a core, on all."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    yield
    os.sched_setaffinity(0, allowed)


def _answered(talks: Sequence[Sequence[Incoming]], library: Library) -> float:
    """Seconds for the answers alone, nothing kept."""
    begun = time.perf_counter()
    for talk in talks:
        state = State()
        for incoming in talk:
            state = respond(state, incoming, library, _MOMENT).state
    return time.perf_counter() - begun


async def _received(talks: Sequence[Sequence[Incoming]], library: Library, file: Path) -> float:
    """Seconds for the answers, each kept on the disk before it would be sent."""
    database = Database.open(file)
    begun = time.perf_counter()
    for talk in talks:
        for incoming in talk:
            await receive(database, library, incoming, FixedClock(_MOMENT))
    took = time.perf_counter() - begun
    await database.close()
    return took


def talking(files: Sequence[Path]) -> list[Row]:
    """How many questions a second are answered, one after the other."""
    talks, spent = conversations(files), Counter[str]()
    count = sum(len(talk) for talk in talks)
    library = Library.of(knowledge())
    _answered(talks[: len(talks) // _ROUNDS], library)
    with _on_one_core(), tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        answering = _answered(talks, timed(library, spent))
        worked = time.process_time()
        took = asyncio.run(_received(talks, library, Path(folder) / "talking.sqlite3"))
        worked = time.process_time() - worked
    parts = {
        "reading": spent["reading"],
        "ranking": spent["ranking"],
        "deciding and wording": answering - spent.total(),
        "storage": took - answering,
    }
    each = {part: f"{1000 * seconds / count:.2f} ms" for part, seconds in parts.items()}
    return [
        at_least(f"{count} questions of {len(talks)} conversations, kept, on one core", count / took, 300, "a second"),
        *(Row(f"… {part}", told) for part, told in each.items()),
        Row(
            "… processor time of all, waiting for the disk and for others' work left out",
            f"{1000 * worked / count:.2f} ms",
        ),
    ]
