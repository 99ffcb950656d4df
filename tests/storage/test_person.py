from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.announcements.announcement import Firing
from bot.announcements.subscription import agreed
from bot.storage import Connection, Database, deliveries, subscriptions
from bot.storage.moments import written
from bot.storage.person import TABLES, Kept, empty_journal, forget, kept
from bot.storage.retention import RETENTION
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
NOTHING = Kept(0, None, None, None)
WORDS = "câu hỏi rất riêng"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


def tables_about_people(db: Connection) -> set[str]:
    return {table for table in db.table_names() if "person" in db.table(table).columns_dict}


def add_row(db: Connection, table: str, account: str, person: str, at: datetime, number: int = 1) -> None:
    """A row with something in every column, whatever columns the table has."""
    if table == "subscription":
        subscriptions.save(db, replace(agreed(account, person, "1", at, None), village=WORDS), at)
        return
    if table == "delivery":
        deliveries.freeze(db, Firing(number, 1, 1, False, 1, at, at), [(account, person)], at)
        return
    row = {name: f"{WORDS} {number}" if kind is str else number for name, kind in db.table(table).columns_dict.items()}
    db.table(table).insert(row | {"account": account, "person": person, "at": written(at)})


def rows_about(db: Connection, person: str) -> dict[str, int]:
    counted = {t: db.table(t).count_where("person = ?", [person]) for t in sorted(tables_about_people(db))}
    return {table: count for table, count in counted.items() if count}


def add_everywhere(db: Connection, account: str, person: str) -> None:
    for table in tables_about_people(db):
        add_row(db, table, account, person, NOON)


async def test_every_table_that_says_whom_it_is_about_can_be_shown_and_deleted(database: Database) -> None:
    assert await database.run(tables_about_people) == TABLES


async def test_nothing_about_a_forgotten_person_is_left_in_any_table(database: Database) -> None:
    await database.run(lambda db: add_everywhere(db, "telegram", "900000001"))
    assert set(await database.run(lambda db: rows_about(db, "900000001"))) == TABLES
    gone = await database.run(lambda db: forget(db, "telegram", "900000001"))
    news = replace(agreed("telegram", "900000001", "1", NOON, None), village=WORDS)
    assert gone == Kept(
        1, NOON, NOON, NOON + RETENTION["state"], news, 1, contact=NOON, staff=NOON, officer=f"{WORDS} 1"
    )
    assert await database.run(lambda db: rows_about(db, "900000001")) == {}
    assert await database.run(lambda db: kept(db, "telegram", "900000001")) == NOTHING


async def test_others_and_the_same_id_on_another_channel_stay(database: Database) -> None:
    for whose in (("telegram", "900000001"), ("telegram", "900000002"), ("web", "900000001")):
        await database.run(partial(add_everywhere, account=whose[0], person=whose[1]))
    await database.run(lambda db: forget(db, "telegram", "900000001"))
    for whose in (("telegram", "900000002"), ("web", "900000001")):
        assert await database.run(partial(kept, account=whose[0], person=whose[1]))


async def test_a_citizen_sees_how_many_messages_are_kept_and_since_when(database: Database) -> None:
    def add(db: Connection) -> None:
        for number in (2, 1, 3):
            add_row(db, "turn", "telegram", "900000001", NOON + timedelta(hours=number), number)

    await database.run(add)
    found = await database.run(lambda db: kept(db, "telegram", "900000001"))
    assert found == Kept(3, NOON + timedelta(hours=1), NOON + timedelta(hours=3), None)


async def test_somebody_unknown_has_nothing_kept(database: Database) -> None:
    found = await database.run(lambda db: forget(db, "telegram", "900000009"))
    assert found == NOTHING
    assert not found


async def test_a_conversation_alone_is_something_kept(database: Database) -> None:
    await database.run(lambda db: add_row(db, "state", "web", "khach-1", NOON))
    assert await database.run(lambda db: kept(db, "web", "khach-1"))


async def test_a_subscription_alone_is_something_kept(database: Database) -> None:
    await database.run(lambda db: add_row(db, "subscription", "telegram", "900000001", NOON))
    assert await database.run(lambda db: kept(db, "telegram", "900000001"))


async def test_that_a_chat_is_an_officers_is_something_kept(database: Database) -> None:
    await database.run(lambda db: add_row(db, "officer_chat", "telegram", "910000001", NOON))
    assert await database.run(lambda db: kept(db, "telegram", "910000001"))


@pytest.mark.parametrize("table", ["zalo_oa_contact", "zalo_oa_staff"])
async def test_a_moment_of_contact_alone_is_something_kept(database: Database, table: str) -> None:
    await database.run(lambda db: add_row(db, table, "zalo_oa", "2468", NOON))
    assert await database.run(lambda db: kept(db, "zalo_oa", "2468"))


async def test_no_byte_of_the_deleted_words_stays_while_the_database_is_open(database: Database) -> None:
    def readable() -> bool:
        return any(WORDS.encode() in file.read_bytes() for file in database.path.parent.iterdir())

    await database.run(lambda db: add_everywhere(db, "telegram", "900000001"))
    await database.run(lambda db: forget(db, "telegram", "900000001"))
    assert readable(), "the journal still has them; else emptying it would not be needed"
    assert empty_journal(database.path)
    assert not readable()
