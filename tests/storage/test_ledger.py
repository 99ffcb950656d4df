"""The ledger: whoever is in the frozen audience stands in it exactly once, whatever becomes of the sending."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.announcements.announcement import Firing
from bot.announcements.delivery import DIED, LEFT, DeliveryStatus, SkipReason, adds_up
from bot.announcements.pace import GAP
from bot.storage import Connection, Database, audit, deliveries, firings
from bot.storage.person import forget
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
LATER = NOON + timedelta(minutes=5)
PEOPLE = [("telegram", str(900000001 + number)) for number in range(5)] + [("zalo", "z1")]
FIRING = Firing(7, 1, 1, False, len(PEOPLE), NOON, NOON + timedelta(hours=12))
URGENT = Firing(8, 1, 1, True, len(PEOPLE), NOON, NOON + timedelta(hours=12))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    await opened.run(frozen)
    yield opened
    counted = await opened.run(lambda db: deliveries.counts(db, FIRING))
    assert adds_up(counted, FIRING.audience)
    await opened.close()


def frozen(db: Connection) -> None:
    for firing in (FIRING, URGENT):
        firings.add(db, firing, NOON)
        deliveries.freeze(db, firing, PEOPLE, NOON)


def claimed(db: Connection, firing: Firing = FIRING, most: int = 1, now: datetime = LATER) -> list[int]:
    rows = deliveries.ready(db, firing, "telegram", most, now)
    for row in rows:
        deliveries.claim(db, row, now)
    return [row.id for row in rows]


def count(db: Connection, status: DeliveryStatus, firing: Firing = FIRING) -> int:
    return deliveries.counts(db, firing)[status]


async def test_a_person_can_not_stand_in_a_firing_twice(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        await database.run(lambda db: deliveries.freeze(db, FIRING, [PEOPLE[0]], NOON))


async def test_freezing_writes_all_or_nobody(database: Database) -> None:
    another = Firing(9, 1, 1, False, 2, NOON, LATER)
    with pytest.raises(sqlite3.IntegrityError):
        await database.run(lambda db: deliveries.freeze(db, another, [PEOPLE[0], PEOPLE[1], PEOPLE[0]], NOON))
    assert sum((await database.run(lambda db: deliveries.counts(db, another))).values()) == 0


async def test_each_firing_has_rows_of_its_own(database: Database) -> None:
    second = Firing(7, 2, 1, False, len(PEOPLE), LATER, LATER)
    await database.run(lambda db: deliveries.freeze(db, second, PEOPLE, LATER))
    assert await database.run(lambda db: count(db, DeliveryStatus.WAITING, second)) == len(PEOPLE)


async def test_what_is_claimed_is_not_offered_again(database: Database) -> None:
    first = await database.run(lambda db: claimed(db, most=3))
    rest = await database.run(lambda db: claimed(db, most=10))
    assert len(first) == 3
    assert len(rest) == 2
    assert not set(first) & set(rest)


async def test_an_outcome_once_written_stays(database: Database) -> None:
    def work(db: Connection) -> tuple[int, int]:
        (row,) = claimed(db)
        deliveries.settle(db, row, DeliveryStatus.SENT, LATER, message="42")
        deliveries.settle(db, row, DeliveryStatus.FAILED, LATER, reason="late")
        deliveries.postpone(db, row, LATER, LATER, reason="late", is_try=True)
        return count(db, DeliveryStatus.SENT), count(db, DeliveryStatus.FAILED)

    assert await database.run(work) == (1, 0)


async def test_what_was_postponed_is_offered_when_its_time_has_come(database: Database) -> None:
    def work(db: Connection) -> None:
        for row in claimed(db, most=5):
            deliveries.postpone(db, row, LATER + timedelta(seconds=30), LATER, reason="reset", is_try=True)

    await database.run(work)
    early, due = LATER + timedelta(seconds=29), LATER + timedelta(seconds=30)
    assert await database.run(lambda db: deliveries.ready(db, FIRING, "telegram", 9, early)) == []
    again = await database.run(lambda db: deliveries.ready(db, FIRING, "telegram", 9, due))
    assert [row.tries for row in again] == [2] * 5


async def test_a_call_that_was_not_made_is_no_try(database: Database) -> None:
    def work(db: Connection) -> list[int]:
        (row,) = claimed(db)
        deliveries.postpone(db, row, NOON, LATER, reason="", is_try=False)
        return [row.tries for row in deliveries.ready(db, FIRING, "telegram", 1, LATER)]

    assert await database.run(work) == [1]


async def test_what_a_dead_program_left_is_unsure_and_urgent_things_go_again(database: Database) -> None:
    def work(db: Connection) -> tuple[int, int, int]:
        alive, *_ = claimed(db, most=3)
        claimed(db, URGENT, 2)
        left = deliveries.left_behind(db, [alive], LATER)
        assert count(db, DeliveryStatus.SENDING) == 1
        return left, count(db, DeliveryStatus.UNSURE), count(db, DeliveryStatus.WAITING, URGENT)

    assert await database.run(work) == (4, 2, len(PEOPLE))
    assert (DeliveryStatus.UNSURE, DIED, 2) in await database.run(lambda db: deliveries.reasons(db, FIRING))


async def test_what_is_unsure_goes_again_or_is_left_as_the_officer_says(database: Database) -> None:
    def left(db: Connection) -> tuple[int, int]:
        claimed(db, most=2)
        deliveries.left_behind(db, [], LATER)
        return deliveries.leave(db, FIRING, LATER), deliveries.revive(db, FIRING, DeliveryStatus.UNSURE, LATER)

    def sent_again(db: Connection) -> tuple[int, int]:
        claimed(db, most=1)
        deliveries.left_behind(db, [], LATER)
        return deliveries.revive(db, FIRING, DeliveryStatus.UNSURE, LATER), count(db, DeliveryStatus.UNSURE)

    assert await database.run(left) == (2, 0)
    assert await database.run(sent_again) == (1, 2)
    assert (DeliveryStatus.UNSURE, LEFT, 2) in await database.run(lambda db: deliveries.reasons(db, FIRING))


async def test_only_who_still_waits_is_skipped(database: Database) -> None:
    def work(db: Connection) -> int:
        claimed(db, most=2)
        return deliveries.skip_waiting(db, FIRING, SkipReason.CANCELLED, LATER)

    assert await database.run(work) == len(PEOPLE) - 2


async def test_between_two_announcements_a_person_is_left_a_gap(database: Database) -> None:
    def work(db: Connection) -> list[bool]:
        (row,) = deliveries.ready(db, FIRING, "telegram", 1, LATER)
        asked = [deliveries.was_just_written_to(db, row.account, row.person, LATER)]
        deliveries.claim(db, row, LATER)
        return asked + [
            deliveries.was_just_written_to(db, row.account, row.person, moment)
            for moment in (LATER, LATER + GAP - timedelta(milliseconds=1), LATER + GAP)
        ]

    assert await database.run(work) == [False, True, True, False]


async def test_refusals_do_not_count_as_failures(database: Database) -> None:
    ends = (DeliveryStatus.SENT, DeliveryStatus.REFUSED, DeliveryStatus.FAILED, DeliveryStatus.UNSURE)

    def work(db: Connection) -> list[bool]:
        for number, (row, status) in enumerate(zip(claimed(db, most=4), ends, strict=True)):
            deliveries.settle(db, row, status, LATER + timedelta(seconds=number))
        return deliveries.latest_failed(db, FIRING, "telegram", 100)

    assert await database.run(work) == [True, True, False]


async def test_who_is_forgotten_stays_a_row_that_names_nobody(database: Database) -> None:
    def work(db: Connection) -> list[str]:
        forget(db, "telegram", "900000001")
        query = "select person from delivery where status = 'skipped' and reason = 'forgotten' order by person"
        return [person for (person,) in db.execute(query).fetchall()]

    one, other = await database.run(work)
    assert "900000001" not in one + other
    # The same in both rows: each firing has one, and the database keeps them apart from everybody else's.
    assert one == other
    assert await database.run(lambda db: count(db, DeliveryStatus.SKIPPED)) == 1


async def test_the_log_of_what_was_done_can_not_be_changed(database: Database) -> None:
    await database.run(lambda db: audit.append(db, "an", "submit", 7, NOON, {"version": 1}))
    for change in ("update audit set officer = 'binh'", "delete from audit"):
        with pytest.raises(sqlite3.IntegrityError, match="only appended to"):
            await database.run(lambda db, sql=change: db.execute(sql))  # type: ignore[misc]
    (entry,) = await database.run(lambda db: audit.about(db, 7))
    assert (entry.officer, entry.step, entry.details) == ("an", "submit", {"version": 1})
