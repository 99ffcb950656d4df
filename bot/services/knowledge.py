"""The knowledge as it is now: read at the start, and again when a file changes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import OperatorError
from bot.files.folder import Loaded, load
from bot.search import Library
from bot.services.footprint import Footprint, footprint
from bot.services.memory import give_back

LOOK_EVERY_SECONDS = 0.5

_LOG = logging.getLogger("motcua.knowledge")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One reading of the folder: what was loaded, and each commune's library by its code.

    `failure` says why a later reading was not possible at all, in the operator's words; None while all is well.
    """

    loaded: Loaded
    libraries: Mapping[str, Library]
    failure: str | None = None


class LiveKnowledge:
    """The shelf that is in use. It is replaced whole, so whoever has it keeps one version of everything."""

    def __init__(self, folder: Path, shelf: Shelf, seen: Footprint) -> None:
        self.shelf = shelf
        self._folder = folder
        self._seen = seen

    @classmethod
    def open(cls, folder: Path) -> "LiveKnowledge":
        """Read the folder. Blocks. Raises OperatorError where it can not be read at all."""
        seen = footprint(folder)
        shelf = _read(folder, None)
        _log_loaded(shelf, None)
        return cls(folder, shelf, seen)

    async def watch(self, sleep: Callable[[float], Awaitable[object]]) -> None:
        """Look for changed files twice a second, without end. What is wrong in a new file leaves the last good one."""
        while True:
            await sleep(LOOK_EVERY_SECONDS)
            try:
                await self.refresh()
            except Exception:
                _LOG.exception("knowledge_watch_failed")

    async def refresh(self) -> None:
        """Take in what has changed since the last look."""
        # The files are looked at before they are read: what changes in between is seen by the next look.
        seen = await asyncio.to_thread(footprint, self._folder)
        if seen == self._seen and self.shelf.failure is None:
            return
        former = self.shelf
        try:
            self.shelf = await asyncio.to_thread(_read, self._folder, former)
        except OperatorError as error:
            # Not taken as seen: what could not be read for a moment is tried again at the next look.
            self.shelf = Shelf(former.loaded, former.libraries, str(error))
            if former.failure != str(error):
                _LOG.exception("knowledge_unreadable")
        else:
            self._seen = seen
            _log_loaded(self.shelf, former)


class Served:
    """The library of a commune, for whoever serves it for long."""

    def __init__(self, knowledge: LiveKnowledge, code: str) -> None:
        self._knowledge = knowledge
        self._code = code
        self._last = knowledge.shelf.libraries[code]

    def __call__(self) -> Library:
        """As it is now; as it was last where its files are gone, so that whoever writes is answered."""
        self._last = self._knowledge.shelf.libraries.get(self._code, self._last)
        return self._last


def _read(folder: Path, former: Shelf | None) -> Shelf:
    loaded = load(folder, former.loaded if former else None)
    before = former.libraries if former else {}
    # A library is kept where its knowledge is the same object as before; indexing takes a while.
    kept = {code: library for code, library in before.items() if loaded.communes.get(code) is library.knowledge}
    made = Library.of_all({code: knowledge for code, knowledge in loaded.communes.items() if code not in kept})
    if made:
        give_back()
    return Shelf(loaded, {code: kept.get(code) or made[code] for code in loaded.communes})


def _log_loaded(shelf: Shelf, former: Shelf | None) -> None:
    if former and former.loaded is shelf.loaded and former.failure is None:
        return
    known = set(former.loaded.problems) if former else set()
    for problem in shelf.loaded.problems:
        if problem.severity == "error" and problem not in known:
            _LOG.warning("knowledge_problem", extra={"fields": {"problem": str(problem)}})
    entries = {code: len(library.knowledge.entries) for code, library in shelf.libraries.items()}
    counted = {"communes": entries, "problems": len(shelf.loaded.problems), "set_aside": shelf.loaded.set_aside}
    _LOG.info("knowledge_loaded", extra={"fields": counted})
