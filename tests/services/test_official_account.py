"""What the notes of a Zalo Official Account tell whoever sends announcements."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from fictional_commune import NOON, HandClock

from bot.announcements.subscription import Status, agreed
from bot.channels.zalo_oa.events import Left, MadeContact, Said, StaffSpoke
from bot.channels.zalo_oa.windows import Window
from bot.messages import Incoming
from bot.services.official_account import AccountNotes, may_receive
from bot.storage import Database, subscriptions

HOUR = timedelta(hours=1)
OA = "zalo_oa"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


def notes_of(database: Database) -> AccountNotes:
    return AccountNotes(OA, database, HandClock(), HOUR)


@pytest.mark.parametrize(
    ("hours", "expected"), [(1, Window.FREE), (47, Window.FREE), (49, Window.PAID), (167, Window.PAID)]
)
async def test_who_was_in_touch_within_seven_days_may_receive_an_announcement(
    database: Database, hours: int, expected: Window
) -> None:
    await notes_of(database).take(MadeContact("e1", "lan", NOON - hours * HOUR))
    found = await database.run(lambda db: may_receive(db, OA, "lan", NOON))
    assert found is expected
    assert found.may_write


async def test_who_was_not_may_not_and_the_reason_is_told(database: Database) -> None:
    await notes_of(database).take(MadeContact("e1", "lan", NOON - 167 * HOUR))
    for person, now in (("lan", NOON + HOUR), ("mai", NOON)):
        found = await database.run(partial(may_receive, account=OA, person=person, now=now))
        assert not found.may_write
        assert found.value == "ngoài 7 ngày"


async def test_an_answer_to_whoever_writes_is_always_inside_the_window(database: Database) -> None:
    incoming = Incoming(OA, "lan", "m1", "mấy giờ mở cửa")
    assert await notes_of(database).take(Said("m1", "lan", NOON, incoming))
    assert await database.run(lambda db: may_receive(db, OA, "lan", NOON)) is Window.FREE


async def test_a_message_of_the_staff_is_no_contact_of_the_persons(database: Database) -> None:
    assert not await notes_of(database).take(StaffSpoke("m1", "lan", NOON, "Chào bà."))
    assert await database.run(lambda db: may_receive(db, OA, "lan", NOON)) is Window.CLOSED


@pytest.mark.parametrize(("minutes_since", "is_told"), [(None, True), (1, True), (-1, False)])
async def test_who_has_left_is_told_unless_they_have_been_in_touch_since(
    database: Database, minutes_since: int | None, is_told: bool
) -> None:
    notes = notes_of(database)
    if minutes_since is not None:
        await notes.take(MadeContact("e1", "lan", NOON - timedelta(minutes=minutes_since)))
    left = Left("e2", "lan", NOON)
    assert await notes.take(left) is is_told
    await notes.handed_on(left)
    assert not await notes.take(left)


async def test_who_writes_to_the_staff_can_be_written_to_again_although_the_bot_is_silent(database: Database) -> None:
    await database.run(lambda db: subscriptions.save(db, agreed(OA, "lan", "1", NOON, None), NOON))
    await database.run(lambda db: subscriptions.unreachable(db, OA, "lan", "blocked", NOON))
    notes = notes_of(database)
    await notes.take(StaffSpoke("m1", "lan", NOON, "Chào bà."))
    assert not await notes.take(Said("m2", "lan", NOON, Incoming(OA, "lan", "m2", "cảm ơn cháu")))
    kept = await database.run(lambda db: subscriptions.load(db, OA, "lan"))
    assert kept
    assert kept.status is Status.ACTIVE
