"""A channel that does not work is told to those in charge once, and once more when it works again."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from simulated_time import NOON, SimulatedTime, WatchedDatabase

from bot.announcements.officer import Officer, Role
from bot.channels.status import Condition, Status
from bot.services.watching import PATIENCE, see_to, watch
from bot.storage import Connection, letters, officers

TU = Officer("tu", "Cán bộ Tư", Role.ADMINISTRATOR, "zalo_bot", "9f1")
AN = Officer("an", "Cán bộ An", Role.AUTHOR, "telegram", "910000001")
WORDS = "Chạy motcua zalo login để cho phép lại."


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[WatchedDatabase]:
    opened = WatchedDatabase.open(tmp_path / "suoi-mau.sqlite3")
    for each in (TU, AN):
        await opened.run(partial(officers.save, officer=each, at=NOON))
    yield opened
    await opened.close()


def taken_out(db: Connection, now: datetime) -> list[tuple[str, str]]:
    due = letters.due(db, now)
    for letter in due:
        letters.mark(db, letter.id, letters.LetterStatus.SENT)
    return [(letter.officer, letter.reply.text) for letter in due]


async def told(
    database: WatchedDatabase, condition: Condition, since: datetime, now: datetime, warning: str = ""
) -> list[str]:
    def work(db: Connection) -> list[str]:
        words = warning if condition is Condition.RUNNING else WORDS
        see_to(db, "Zalo OA", Status(condition, since, words), now)
        return [text for _, text in taken_out(db, now)]

    return await database.run(work)


@pytest.mark.parametrize("condition", [each for each in Condition if each is not Condition.RUNNING])
async def test_it_is_told_after_some_time_and_says_what_to_do(database: WatchedDatabase, condition: Condition) -> None:
    assert await told(database, condition, NOON, NOON + PATIENCE - timedelta(seconds=1)) == []
    (text,) = await told(database, condition, NOON, NOON + PATIENCE)
    assert text.startswith("Kênh Zalo OA không ")
    assert text.endswith(f"từ 12:00 20/11/2026. {WORDS}")
    assert await told(database, condition, NOON, NOON + timedelta(days=1)) == []


async def test_when_it_works_again_that_is_told_once(database: WatchedDatabase) -> None:
    later = NOON + PATIENCE
    await told(database, Condition.STOPPED, NOON, later)
    assert await told(database, Condition.STARTING, later, later) == [], "after a restart it may still fail"
    assert await told(database, Condition.RUNNING, later, later) == ["Kênh Zalo OA đã chạy lại bình thường."]
    assert await told(database, Condition.RUNNING, later, later) == []


async def test_that_a_plan_is_nearly_used_up_is_told_at_once_and_once_a_month(database: WatchedDatabase) -> None:
    nearly = "Bot Zalo đã dùng quá 80% của 3.000 tin trong tháng."
    assert await told(database, Condition.RUNNING, NOON, NOON, nearly) == [f"Kênh Zalo OA vẫn chạy. {nearly}"]
    later = NOON + timedelta(hours=1)
    assert await told(database, Condition.RUNNING, NOON, later, nearly) == []
    assert await told(database, Condition.RUNNING, NOON, later) == []
    next_month = NOON + timedelta(days=20)
    assert await told(database, Condition.RUNNING, NOON, next_month, nearly) == [f"Kênh Zalo OA vẫn chạy. {nearly}"]
    assert await told(database, Condition.RUNNING, NOON, next_month, f"{nearly} Và người.") != []


async def test_what_never_failed_is_not_mentioned(database: WatchedDatabase) -> None:
    assert await told(database, Condition.RUNNING, NOON, NOON + timedelta(days=1)) == []


async def test_all_channels_are_watched_and_the_administrator_is_told(database: WatchedDatabase) -> None:
    time = SimulatedTime(database)
    status = {("suoi-mau", "Telegram"): Status(Condition.UNREACHABLE, NOON), ("mat-tich", "Telegram"): None}

    async def found(code: str) -> WatchedDatabase:
        assert code == "suoi-mau"
        return database

    task = asyncio.create_task(watch(lambda: status, found, time, time.sleep))  # type: ignore[arg-type, return-value]
    await time.pass_by(2 * PATIENCE)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    (officer, text), *others = await database.run(lambda db: taken_out(db, time.now()))
    assert (officer, text, others) == ("tu", "Kênh Telegram không chạy từ 12:00 20/11/2026.", [])
