"""What a Zalo bot has used of its plan is counted, also over a restart, without keeping who wrote."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fictional_commune import HandClock
from pydantic import SecretStr

from bot.channels.zalo_bot import Plan
from bot.channels.zalo_bot.plan import Room
from bot.services.zalo_bot_usage import Usage, may_receive
from bot.storage import Database, zalo_bot_usage
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
LAN = "a1b2c3d4e5f60718293a"
FREE = Plan()
TOKEN = SecretStr("5000:fictional-token")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


async def usage(database: Database, clock: HandClock, plan: Plan = FREE) -> Usage:
    opened = Usage(database, plan, clock, TOKEN)
    await opened.load()
    return opened


async def counts(database: Database, month: str = "2026-11") -> tuple[int, int]:
    return await database.run(lambda db: zalo_bot_usage.counted(db, month))


async def test_messages_count_each_way_and_a_person_counts_once(database: Database) -> None:
    used = await usage(database, HandClock(NOON))
    await used.received(LAN)
    await used.received(LAN)
    await used.received("b1b2")
    await used.sent()
    assert await counts(database) == (2, 4)


async def test_a_burst_is_counted_whole(database: Database) -> None:
    used = await usage(database, HandClock(NOON))
    await asyncio.gather(*(used.received(f"person {number % 30}") for number in range(100)), used.sent())
    assert await counts(database) == (30, 101)


async def test_nobody_can_tell_from_the_database_who_wrote(database: Database) -> None:
    used = await usage(database, HandClock(NOON))
    await used.received(LAN)
    assert LAN.encode() not in b"".join(file.read_bytes() for file in database.path.parent.iterdir())


async def test_a_token_that_was_set_anew_makes_no_new_people(database: Database) -> None:
    for token in ("5000:lost", "5000:new"):
        used = Usage(database, FREE, HandClock(NOON), SecretStr(token))
        await used.received(LAN)
    assert await counts(database) == (1, 2)


async def test_announcements_end_before_answers_do_and_begin_again_with_the_month(database: Database) -> None:
    clock, plan = HandClock(NOON), Plan(people=50, messages=10)
    used = await usage(database, clock, plan)

    async def now() -> Room:
        return await database.run(lambda db: may_receive(db, plan, clock.now()))

    for _ in range(7):
        await used.sent()
    assert await now() is Room.OPEN
    assert used.warning() == ""
    await used.sent()
    assert await now() is Room.KEPT
    assert "tin trong tháng" in used.warning()
    clock.move(timedelta(days=20))
    assert await now() is Room.OPEN
    assert used.warning() == ""


async def test_a_restart_forgets_no_count(database: Database) -> None:
    plan = Plan(people=1, messages=1)
    before = await usage(database, HandClock(NOON), plan)
    await before.received(LAN)
    after = await usage(database, HandClock(NOON), plan)
    assert after.warning() == before.warning() != ""


async def test_a_message_is_worth_more_than_its_count(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    used = await usage(database, HandClock(NOON))
    await database.run(lambda db: db.execute("pragma query_only = on"))
    await used.sent()
    assert [record.msg for record in caplog.records] == ["zalo_bot_not_counted"]
