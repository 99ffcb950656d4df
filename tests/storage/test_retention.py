from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.announcements.announcement import Firing
from bot.announcements.content import Content
from bot.announcements.delivery import SkipReason
from bot.announcements.progress import PlanBooking
from bot.announcements.subscription import agreed, stopped
from bot.messages import Reply
from bot.storage import (
    Connection,
    Database,
    alarms,
    announcements,
    buckets,
    deliveries,
    firings,
    inbox,
    invitations,
    letters,
    misses,
    officer_talks,
    plan_bookings,
    publications,
    states,
    subscriptions,
    turns,
    zalo_bot_usage,
    zalo_oa,
)
from bot.storage.letters import LetterStatus
from bot.storage.moments import written
from bot.storage.retention import KEPT, RETENTION, purge
from bot.storage.turns import Status, TurnKey
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
INSTANT = timedelta(microseconds=1)
KEY = TurnKey("web", "khach-1", "m1")
OF_THE_LIBRARY = {"_sqlite_migrations", "sqlite_sequence"}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


def add_everything(db: Connection, at: datetime) -> None:
    turns.add(db, KEY, "[]", Status.DONE, at)
    states.save(db, "web", "khach-1", "{}", at)
    inbox.add(db, "zalo_bot", "khach-1", "m2", "{}", at)
    zalo_bot_usage.add(db, "2026-11", at, "a1")
    zalo_oa.add_contact(db, "zalo_oa", "khach-1", at)
    zalo_oa.add_staff(db, "zalo_oa", "khach-1", at)
    zalo_oa.add_done(db, "zalo_oa", "m3", at)
    misses.add(db, "mở quán [số]", ["1.001612"], at)
    subscriptions.save(db, stopped(agreed("telegram", "900000001", "1", at, None)), at)
    draft = announcements.add(db, Content(title="Lịch", text="Tiêm"), "an", at)
    firing = Firing(draft.id, 1, 1, False, 1, at, at, at)
    firings.add(db, firing, at)
    publications.add(db, firing, "HKM7-R3X4", ("a", "b"), at)
    deliveries.freeze(db, firing, [("telegram", "900000001")], at)
    deliveries.skip_waiting(db, firing, SkipReason.EXPIRED, at)
    plan_bookings.add(db, PlanBooking(0, "tin", "2026-11", 0, "Đã phát loa", "an", at, at.date()))
    buckets.save(db, "telegram", (None, None), at)
    letters.add(db, "paused/1", "an", Reply(text="Đã dừng."), at)
    letters.mark(db, 1, LetterStatus.SENT)
    alarms.begin(db, "paused/1", "paused/1 lúc ấy", at)
    officer_talks.save(db, "telegram", "910000001", "{}", at)
    invitations.add(db, "hash", "an", at + timedelta(days=1), at)
    invitations.add_try(db, "hash of who", at)


def counts(db: Connection) -> dict[str, int]:
    return {table: db.table(table).count for table in RETENTION}


async def test_every_table_has_a_term(database: Database) -> None:
    tables = set(await database.run(lambda db: db.table_names()))
    assert tables - OF_THE_LIBRARY == set(RETENTION) | set(KEPT)
    assert not set(RETENTION) & set(KEPT)


async def test_nothing_goes_before_its_term(database: Database) -> None:
    await database.run(lambda db: add_everything(db, NOON))
    shortest = min(RETENTION.values())
    await database.run(lambda db: purge(db, NOON + shortest - INSTANT))
    assert set((await database.run(counts)).values()) == {1}


@pytest.mark.parametrize("table", sorted(RETENTION))
async def test_what_has_reached_its_term_goes(database: Database, table: str) -> None:
    await database.run(lambda db: add_everything(db, NOON))
    term = RETENTION[table]
    await database.run(lambda db: purge(db, NOON + term - INSTANT))
    assert (await database.run(counts))[table] == 1
    deleted = await database.run(lambda db: purge(db, NOON + term))
    assert deleted[table] == 1
    assert (await database.run(counts))[table] == 0


async def test_a_message_that_was_answered_finds_its_replies(database: Database) -> None:
    await database.run(lambda db: turns.add(db, KEY, '["chào"]', Status.DONE, NOON))
    assert await database.run(lambda db: turns.replies_to(db, KEY)) == '["chào"]'


@pytest.mark.parametrize(
    "other", [KEY._replace(account="zalo"), KEY._replace(person="khach-2"), KEY._replace(message="m2")]
)
async def test_nobody_finds_the_replies_to_another_message(database: Database, other: TurnKey) -> None:
    await database.run(lambda db: turns.add(db, KEY, '["chào"]', Status.DONE, NOON))
    assert await database.run(lambda db: turns.replies_to(db, other)) is None
    await database.run(lambda db: turns.add(db, other, "[]", Status.DONE, NOON))


async def test_a_conversation_goes_on_for_a_day_after_its_last_message(database: Database) -> None:
    await database.run(lambda db: states.save(db, "web", "khach-1", "cũ", NOON - timedelta(hours=23)))
    await database.run(lambda db: states.save(db, "web", "khach-1", "mới", NOON))
    day = RETENTION["state"]
    assert await database.run(lambda db: states.load(db, "web", "khach-1", NOON + day - INSTANT)) == "mới"
    assert await database.run(lambda db: states.load(db, "web", "khach-1", NOON + day)) is None


async def test_a_person_sees_no_one_elses_conversation(database: Database) -> None:
    await database.run(lambda db: states.save(db, "web", "khach-1", "của tôi", NOON))
    assert await database.run(lambda db: states.load(db, "web", "khach-2", NOON)) is None


def test_written_moments_sort_as_moments_whatever_their_offset() -> None:
    assert written(NOON) == written(NOON.astimezone(UTC))
    assert written(NOON) < written(NOON + INSTANT) < written(NOON.astimezone(UTC) + timedelta(seconds=1))


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        written(NOON.replace(tzinfo=None))
