"""What a Zalo Official Account remembers."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.storage import Database, zalo_oa
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
HOUR = timedelta(hours=1)
OA = "zalo_oa"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


async def test_the_latest_contact_counts_in_whatever_order_they_are_told(database: Database) -> None:
    for at in (NOON, NOON + HOUR, NOON - HOUR):
        await database.run(partial(zalo_oa.add_contact, account=OA, person="lan", at=at))
    assert await database.run(lambda db: zalo_oa.contact(db, OA, "lan")) == NOON + HOUR
    assert await database.run(lambda db: zalo_oa.contact(db, OA, "mai")) is None
    assert await database.run(lambda db: zalo_oa.contact(db, "zalo_bot", "lan")) is None


async def test_the_staffs_last_message_to_a_person_is_remembered(database: Database) -> None:
    assert await database.run(lambda db: zalo_oa.staff(db, OA, "lan")) is None
    await database.run(lambda db: zalo_oa.add_staff(db, OA, "lan", NOON))
    await database.run(lambda db: zalo_oa.add_staff(db, OA, "lan", NOON - HOUR))
    assert await database.run(lambda db: zalo_oa.staff(db, OA, "lan")) == NOON


async def test_an_event_is_dealt_with_once_for_each_account(database: Database) -> None:
    assert not await database.run(lambda db: zalo_oa.is_done(db, OA, "m1"))
    await database.run(lambda db: zalo_oa.add_done(db, OA, "m1", NOON))
    await database.run(lambda db: zalo_oa.add_done(db, OA, "m1", NOON + HOUR))
    assert await database.run(lambda db: zalo_oa.is_done(db, OA, "m1"))
    assert not await database.run(lambda db: zalo_oa.is_done(db, "other", "m1"))
