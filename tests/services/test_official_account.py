"""What the notes of a Zalo Official Account tell whoever sends announcements."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from fictional_commune import NOON, HandClock, fictional_library

from bot.announcements.subscription import Status, agreed
from bot.channels.zalo_oa.events import Left, MadeContact, Said, StaffSpoke
from bot.channels.zalo_oa.windows import Window
from bot.messages import Incoming
from bot.services.conversation import receive
from bot.services.official_account import AccountNotes, may_receive
from bot.storage import Database, subscriptions
from bot.storage.person import kept

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


async def talk(database: Database, clock: HandClock, number: int, text: str) -> tuple[str, ...] | None:
    """What the bot says to the message; None where it leaves the person to the staff."""
    notes, incoming = AccountNotes(OA, database, clock, HOUR), Incoming(OA, "lan", f"m{number}", text)
    if not await notes.take(Said(incoming.message, "lan", clock.now(), incoming)):
        return None
    replies = await receive(database, fictional_library(), incoming, clock)
    return tuple(reply.text for reply in replies or ())


async def test_who_wants_their_data_deleted_is_asked_and_obeyed_although_the_staff_is_writing(
    database: Database,
) -> None:
    clock = HandClock()
    await database.run(lambda db: subscriptions.save(db, agreed(OA, "lan", "1", NOON, None), NOON))
    await AccountNotes(OA, database, clock, HOUR).take(StaffSpoke("s1", "lan", NOON, "Chào bà."))
    told = []
    for number, text in enumerate(("mấy giờ mở cửa", "/dulieu", "/xoadulieu", "vâng", "1")):
        clock.move(timedelta(minutes=1))
        told.append(await talk(database, clock, number, text))
    assert [answer is not None for answer in told] == [False, True, True, False, True]
    assert told[-1]
    assert told[-1][0].startswith("Tôi đã xóa hết dữ liệu về bạn.")
    found = await database.run(lambda db: kept(db, OA, "lan"))
    assert (found.subscription, found.contact, found.staff, found.conversation_until) == (None, None, None, None)


async def test_a_number_that_answers_the_staff_deletes_nothing(database: Database) -> None:
    clock = HandClock()
    notes = AccountNotes(OA, database, clock, HOUR)
    await notes.take(StaffSpoke("s1", "lan", NOON, "Chào bà."))
    clock.move(timedelta(minutes=1))
    assert await talk(database, clock, 1, "/xoadulieu")
    clock.move(timedelta(minutes=1))
    await notes.take(StaffSpoke("s2", "lan", clock.now(), "Bà cần mấy bản sao ạ?"))
    clock.move(timedelta(minutes=1))
    assert await talk(database, clock, 2, "1") is None
    assert await database.run(lambda db: kept(db, OA, "lan"))
    assert await talk(database, clock, 3, "Xóa hết")


async def test_who_writes_to_the_staff_can_be_written_to_again_although_the_bot_is_silent(database: Database) -> None:
    await database.run(lambda db: subscriptions.save(db, agreed(OA, "lan", "1", NOON, None), NOON))
    await database.run(lambda db: subscriptions.unreachable(db, OA, "lan", "blocked", NOON))
    notes = notes_of(database)
    await notes.take(StaffSpoke("m1", "lan", NOON, "Chào bà."))
    assert not await notes.take(Said("m2", "lan", NOON, Incoming(OA, "lan", "m2", "cảm ơn cháu")))
    kept = await database.run(lambda db: subscriptions.load(db, OA, "lan"))
    assert kept
    assert kept.status is Status.ACTIVE
