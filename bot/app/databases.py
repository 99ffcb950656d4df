"""The databases of the communes."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

from bot.errors import OperatorError
from bot.storage import Database

_LOG = logging.getLogger("motcua.app")
_SUFFIX = ".sqlite3"


class Databases:
    """Open databases by commune; a commune that appears while running gets its own with its first message.

    Must be closed. A commune that disappears keeps its database open until then.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Database] = {}
        # A lock for each: while one commune's file hangs, the others answer.
        self._opening: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def opened(self) -> Mapping[str, Database]:
        """Those that are open now."""
        return dict(self._open)

    async def open(self, served: Iterable[str]) -> set[str]:
        """Open those of the communes served, and any other in the folder: what they keep must go at its term too.

        The codes of those that can not be used; OperatorError where none can, since then the folder is at fault.
        """
        codes = sorted({*served, *(file.stem for file in self._folder.glob(f"*{_SUFFIX}"))})
        failures: dict[str, OperatorError] = {}
        for code in codes:
            try:
                await self.of(code)
            except OperatorError as error:
                failures[code] = error
                _LOG.exception("database_unusable", extra={"fields": {"commune": code}})
        if failures and not self._open:
            raise next(iter(failures.values()))
        return set(failures)

    async def of(self, code: str) -> Database:
        """The commune's database. Raises OperatorError where it has to be opened and can not be."""
        if code in self._open:
            return self._open[code]
        async with self._opening[code]:
            if code not in self._open:
                self._open[code] = await asyncio.to_thread(Database.open, self._folder / f"{code}{_SUFFIX}")
            return self._open[code]

    async def close(self) -> None:
        """Finish the work in hand and close all, whatever happens to one of them."""
        async with AsyncExitStack() as stack:
            while self._open:
                _, database = self._open.popitem()
                stack.push_async_callback(database.close)
