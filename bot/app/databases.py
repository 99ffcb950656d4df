"""The databases of the communes that are served."""

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.storage import Database


class Databases:
    """Open databases by commune; a commune that appears while running gets its own with its first message.

    Must be closed. A commune that disappears keeps its database open until then.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Database] = {}
        self._opening = asyncio.Lock()

    def opened(self) -> Mapping[str, Database]:
        """Those that are open now."""
        return dict(self._open)

    async def open(self, codes: Iterable[str]) -> None:
        """Open these now. Raises OperatorError where the folder or a file can not be used."""
        for code in codes:
            await self.of(code)

    async def of(self, code: str) -> Database:
        """The commune's database. Raises OperatorError where it has to be opened and can not be."""
        async with self._opening:
            if code not in self._open:
                self._open[code] = await asyncio.to_thread(Database.open, self._folder / f"{code}.sqlite3")
            return self._open[code]

    async def close(self) -> None:
        """Finish the work in hand and close all."""
        async with self._opening:
            while self._open:
                _, database = self._open.popitem()
                await database.close()
