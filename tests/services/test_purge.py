import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from fictional_commune import HandClock

from bot.services.retention import EVERY_SECONDS, purge_regularly
from bot.storage import Connection, Database, misses
from bot.storage.retention import RETENTION


@pytest.fixture
async def databases(tmp_path: Path) -> AsyncIterator[dict[str, Database]]:
    opened = {code: Database.open(tmp_path / f"{code}.sqlite3") for code in ("suoi-mau", "doi-mau")}
    yield opened
    for database in opened.values():
        await database.close()


def kept(db: Connection) -> int:
    return db.table("miss").count


async def test_what_has_reached_its_term_goes_within_the_hour_in_every_commune(databases: dict[str, Database]) -> None:
    clock = HandClock()
    for database in databases.values():
        await database.run(lambda db: misses.add(db, "mở quán", [], clock.now()))
    seen: list[list[int]] = []

    async def sleep(seconds: float) -> None:
        seen.append([await database.run(kept) for database in databases.values()])
        if len(seen) == 2:
            raise asyncio.CancelledError
        clock.move(RETENTION["miss"] - timedelta(seconds=seconds - EVERY_SECONDS))

    with pytest.raises(asyncio.CancelledError):
        await purge_regularly(lambda: databases, clock, sleep)
    assert seen == [[1, 1], [0, 0]]


async def test_one_commune_whose_file_fails_does_not_keep_the_others_waiting(databases: dict[str, Database]) -> None:
    clock = HandClock()
    second = databases["doi-mau"]
    await second.run(lambda db: misses.add(db, "mở quán", [], clock.now() - RETENTION["miss"]))
    await databases["suoi-mau"].run(lambda db: db.execute("pragma query_only = on"))

    async def sleep(seconds: float) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await purge_regularly(lambda: databases, clock, sleep)
    assert await second.run(kept) == 0
