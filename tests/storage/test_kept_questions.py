"""Questions kept for those who mend the knowledge."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from bot.storage import Connection, Database, misses
from bot.storage.misses import Miss, Status
from bot.storage.retention import RETENTION, purge
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)


def done(path: Path, work: object) -> object:
    async def transaction() -> object:
        database = Database.open(path)
        try:
            return await database.run(work)  # type: ignore[arg-type]
        finally:
            await database.close()

    return asyncio.run(transaction())


def kept(path: Path) -> list[Miss]:
    found = done(path, misses.everything)
    assert isinstance(found, list)
    return found


def test_what_is_kept_comes_back_oldest_first(tmp_path: Path) -> None:
    def add(db: Connection) -> None:
        misses.add(db, "mở quán", ["1.001612"], NOON)
        misses.add(db, "phí mở quán", ["1.001612", "1.001193"], NOON + timedelta(hours=1), "wrong")

    path = tmp_path / "suoi-mau.sqlite3"
    done(path, add)
    assert kept(path) == [
        Miss(1, NOON, "mở quán", ("1.001612",), "unanswered", Status.OPEN),
        Miss(2, NOON + timedelta(hours=1), "phí mở quán", ("1.001612", "1.001193"), "wrong", Status.OPEN),
    ]


def test_what_was_put_away_stays_put_away_and_goes_at_its_term(tmp_path: Path) -> None:
    path = tmp_path / "suoi-mau.sqlite3"
    for number in range(3):
        done(path, lambda db, number=number: misses.add(db, f"câu {number}", [], NOON))
    done(path, lambda db: misses.mark(db, [1, 3], Status.DISMISSED))
    assert [miss.status for miss in kept(path)] == [Status.DISMISSED, Status.OPEN, Status.DISMISSED]
    done(path, lambda db: purge(db, NOON + RETENTION["miss"]))
    assert kept(path) == []


def test_a_database_of_an_earlier_version_keeps_its_questions(tmp_path: Path) -> None:
    path = tmp_path / "suoi-mau.sqlite3"
    done(path, lambda db: misses.add(db, "mở quán", ["1.001612"], NOON))
    with closing(sqlite3.connect(path)) as db:
        for column in ("kind", "status"):
            db.execute(f"alter table miss drop column {column}")
        db.execute("delete from _sqlite_migrations where name = '003_judged_misses'")
        db.commit()
    assert kept(path) == [Miss(1, NOON, "mở quán", ("1.001612",), "unanswered", Status.OPEN)]
