import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
import sqlite_utils
from full_disk import files_of_at_most

from bot.errors import OperatorError
from bot.storage import Connection, Database
from bot.storage.database import MOST_TOGETHER


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "data" / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


def add_miss(question: str) -> str:
    return f"insert into miss (at, question, nearest) values ('2026-11-20', '{question}', '[]')"


def sql(said: str, db: Connection) -> None:
    db.execute(said)


def questions(db: Connection) -> list[str]:
    return [row[0] for row in db.execute("select question from miss order by id")]


async def test_the_folder_and_the_file_are_made_when_missing(database: Database) -> None:
    assert database.path.is_file()


async def test_what_was_written_is_there_after_closing_and_opening_again(tmp_path: Path) -> None:
    for _ in range(2):
        database = Database.open(tmp_path / "suoi-mau.sqlite3")
        await database.run(lambda db: db.execute(add_miss("mở quán")))
        kept = await database.run(questions)
        await database.close()
    assert kept == ["mở quán", "mở quán"]


async def test_the_file_survives_a_power_cut_and_deleted_words_do_not_stay_in_it(database: Database) -> None:
    def setting(name: str) -> object:
        return database.run(lambda db: db.execute(f"pragma {name}").fetchone()[0])

    names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "secure_delete")
    assert [await setting(name) for name in names] == ["wal", 2, 5000, 1, 1]  # type: ignore[misc]


async def test_work_that_fails_leaves_nothing_behind(database: Database) -> None:
    def work(db: Connection) -> None:
        db.execute(add_miss("nửa chừng"))
        db.table("miss").insert({"at": "2026-11-20", "question": "nửa chừng nữa", "nearest": "[]"})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.run(work)
    assert await database.run(questions) == []


async def test_pieces_of_work_never_overlap_and_share_one_thread(database: Database) -> None:
    running: list[int] = []

    def work(db: Connection) -> tuple[int, int]:
        running.append(1)
        seen = len(running)
        db.execute(add_miss("xếp hàng"))
        running.pop()
        return seen, threading.get_ident()

    outcomes = await asyncio.gather(*(database.run(work) for _ in range(20)))
    assert {seen for seen, _ in outcomes} == {1}
    assert len({thread for _, thread in outcomes}) == 1


@contextlib.asynccontextmanager
async def held_up(database: Database) -> AsyncIterator[None]:
    """While this lasts, nothing is begun: what is asked for waits, and is done together afterwards."""
    begun, blocked = threading.Event(), threading.Event()

    def hold(db: Connection) -> None:
        begun.set()
        blocked.wait(5)

    holding = asyncio.create_task(database.run(hold))
    await asyncio.to_thread(begun.wait, 5)
    yield
    blocked.set()
    await holding


def told(database: Database, *works: Callable[[Connection], object]) -> list[asyncio.Task[object]]:
    return [asyncio.create_task(database.run(work)) for work in works]


async def test_what_waits_at_the_same_moment_is_committed_together(database: Database) -> None:
    commits: list[str] = []
    await database.run(lambda db: db.conn.set_trace_callback(lambda said: commits.append(said)))
    commits.clear()
    async with held_up(database):
        asked = told(database, *[lambda db: db.execute(add_miss("cùng lúc"))] * (2 * MOST_TOGETHER))
        await asyncio.sleep(0)
    await asyncio.gather(*asked)
    assert [said for said in commits if said in {"COMMIT", "BEGIN IMMEDIATE"}][2:] == ["BEGIN IMMEDIATE", "COMMIT"] * 2
    assert len(await database.run(questions)) == 2 * MOST_TOGETHER


async def test_of_work_that_is_committed_together_only_what_fails_is_undone(database: Database) -> None:
    def fail(db: Connection) -> None:
        db.execute(add_miss("nửa chừng"))
        raise ZeroDivisionError

    async with held_up(database):
        asked = told(database, lambda db: db.execute(add_miss("trước")), fail, lambda db: db.execute(add_miss("sau")))
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [isinstance(outcome, ZeroDivisionError) for outcome in outcomes] == [False, True, False]
    assert await database.run(questions) == ["trước", "sau"]


async def test_where_the_transaction_fails_everybody_in_it_is_told(database: Database) -> None:
    with files_of_at_most(1):
        async with held_up(database):
            asked = told(database, *[lambda db: db.execute(add_miss("đầy"))] * 3)
            await asyncio.sleep(0)
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {OperatorError}
    assert await database.run(questions) == []


async def test_work_that_was_not_begun_is_not_done_when_nobody_waits_for_it_any_more(database: Database) -> None:
    async with held_up(database):
        given_up, wanted = told(database, *(partial(sql, add_miss(word)) for word in ("thôi", "cần")))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.sleep(0)
    await wanted
    assert await database.run(questions) == ["cần"]


async def test_closed_it_has_done_all_that_was_asked(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "suoi-mau.sqlite3")
    asked = told(database, *[lambda db: db.execute(add_miss("cuối"))] * (3 * MOST_TOGETHER))
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*asked)
    again = Database.open(tmp_path / "suoi-mau.sqlite3")
    assert len(await again.run(questions)) == 3 * MOST_TOGETHER
    await again.close()


async def test_a_piece_of_work_holds_the_write_lock_from_its_first_statement(database: Database) -> None:
    def work(db: Connection) -> None:
        with contextlib.closing(sqlite3.connect(database.path, timeout=0)) as other:
            other.execute(add_miss("chen ngang"))

    # The busy other writer is an error of the disk file, told like one.
    with pytest.raises(OperatorError, match="chương trình khác"):
        await database.run(work)


async def test_a_mistake_in_our_own_sql_is_not_told_as_a_fault_of_the_disk(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await database.run(lambda db: db.execute("select * from chua_co"))


async def test_a_full_disk_is_said_in_vietnamese_and_what_was_kept_stays(database: Database) -> None:
    await database.run(lambda db: db.execute(add_miss("câu cũ")))

    def fill(db: Connection) -> None:
        db.execute("pragma max_page_count = 1")
        for _ in range(1000):
            db.execute(add_miss("câu dài " * 100))

    with pytest.raises(OperatorError, match=r"ổ đĩa đã đầy. Hãy dọn"):
        await database.run(fill)
    assert await database.run(questions) == ["câu cũ"]


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(OperatorError, match=r"data».*MOTCUA_DATA") as caught:
        Database.open(folder / "suoi-mau.sqlite3")
    assert "đã có một tệp mang tên này" in str(caught.value)


def test_a_file_above_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    with pytest.raises(OperatorError, match="trong đường dẫn có một tệp"):
        Database.open(tmp_path / "tep" / "data" / "suoi-mau.sqlite3")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "suoi-mau.sqlite3").mkdir()
    with pytest.raises(OperatorError, match=r"Không mở hoặc không ghi được.*suoi-mau\.sqlite3"):
        Database.open(tmp_path / "suoi-mau.sqlite3")


def test_a_file_that_is_no_database_is_left_alone_and_named(tmp_path: Path) -> None:
    path = tmp_path / "suoi-mau.sqlite3"
    path.write_text("Kính gửi Ủy ban nhân dân xã. " * 200, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(OperatorError, match=r"suoi-mau\.sqlite3» bị hỏng"):
        Database.open(path)
    assert path.read_bytes() == before


async def test_a_file_that_another_program_switches_just_now_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch, refusals = sqlite_utils.Database.enable_wal, iter(["SQLITE_BUSY", "SQLITE_BUSY_RECOVERY"])

    def refused_at_first(database: sqlite_utils.Database) -> None:
        name = next(refusals, None)
        if name:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorname = name
            raise error
        switch(database)

    monkeypatch.setattr(sqlite_utils.Database, "enable_wal", refused_at_first)
    database = Database.open(tmp_path / "suoi-mau.sqlite3")
    assert await database.run(questions) == []
    await database.close()
    assert next(refusals, None) is None


@pytest.mark.parametrize("attempt", range(10))
async def test_two_programs_may_open_a_fresh_file_at_the_same_moment(tmp_path: Path, attempt: int) -> None:
    path = tmp_path / f"suoi-mau-{attempt}.sqlite3"
    both = await asyncio.gather(*(asyncio.to_thread(Database.open, path) for _ in range(4)))
    for database in both:
        await database.run(lambda db: db.execute(add_miss("chào")))
    assert len(await both[0].run(questions)) == 4
    for database in both:
        await database.close()
