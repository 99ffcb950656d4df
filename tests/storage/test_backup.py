import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from full_disk import files_of_at_most
from saved_databases import ADD, NOON, damage, make_database, names, questions, save, unpacked

from bot.errors import OperatorError
from bot.storage import Database
from bot.storage.backup import Target, write_backup
from bot.storage.condition import condition


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return make_database(tmp_path / "data" / "suoi-mau.sqlite3", "mở quán", "nuôi hươu")


@pytest.fixture
def saved(tmp_path: Path, live: Path) -> Path:
    save(tmp_path / "sao-luu.zip", live)
    return tmp_path / "sao-luu.zip"


def test_a_backup_has_all_that_was_kept_and_tells_what_it_is(tmp_path: Path, live: Path) -> None:
    manifest = save(tmp_path / "sao-luu.zip", live)
    into = unpacked(tmp_path / "sao-luu.zip", tmp_path / "xem")
    assert questions(into / "suoi-mau.sqlite3") == ["mở quán", "nuôi hươu"]
    assert names(into) == {"suoi-mau.sqlite3"}
    assert (manifest.made_at, manifest.program, manifest.sqlite) == (NOON, "1.2.3", sqlite3.sqlite_version)
    assert [copy.commune for copy in manifest.databases] == ["suoi-mau"]
    assert manifest.databases[0].steps


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_else_behind(tmp_path: Path, saved: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == {"data", "sao-luu.zip"}
    with zipfile.ZipFile(saved) as archive:
        assert set(archive.namelist()) == {"suoi-mau.sqlite3", "manifest.json"}


def test_a_saved_database_can_be_read_where_nothing_can_be_written(tmp_path: Path, saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        # 2 would mean a journal in files of its own: https://www.sqlite.org/fileformat.html
        assert archive.read("suoi-mau.sqlite3")[18:20] == b"\x01\x01"


async def test_what_is_only_in_the_journal_yet_is_saved_too(tmp_path: Path, live: Path) -> None:
    database = Database.open(live)
    await database.run(lambda db: db.execute(ADD, ["vừa hỏi"]))
    assert live.with_name("suoi-mau.sqlite3-wal").stat().st_size
    save(tmp_path / "sao-luu.zip", live)
    await database.close()
    assert questions(unpacked(tmp_path / "sao-luu.zip", tmp_path / "xem") / live.name)[-1] == "vừa hỏi"


def test_a_backup_ends_and_shows_one_moment_while_others_write_without_pause(tmp_path: Path, live: Path) -> None:
    with closing(sqlite3.connect(live, isolation_level=None)) as db:
        db.executemany(ADD, [["câu dài " * 500] for _ in range(3000)])
    already = len(questions(live))
    written: list[int] = []

    def another_writes(commune: str, done: int, total: int) -> None:
        with closing(sqlite3.connect(live, isolation_level=None)) as db:
            db.execute(ADD, ["chen vào"])
        written.append(done)
        assert len(written) < 1000, "the copy starts again after each change"

    write_backup({"suoi-mau": live}, Target(tmp_path / "sao-luu.zip", False), NOON, "", another_writes)
    assert len(written) > 2
    kept = questions(unpacked(tmp_path / "sao-luu.zip", tmp_path / "xem") / live.name)
    assert len(kept) == already
    assert len(questions(live)) == already + len(written)


def test_a_file_that_is_there_is_not_written_over_unless_it_may_be(tmp_path: Path, live: Path) -> None:
    target = tmp_path / "thu.zip"
    target.write_text("thư quan trọng", encoding="utf-8")
    with pytest.raises(OperatorError, match=r"Đã có tệp.*--force"):
        save(target, live)
    assert target.read_text(encoding="utf-8") == "thư quan trọng"
    save(target, live, overwrite=True)
    assert zipfile.is_zipfile(target)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("khong-co/sao-luu.zip", "không có thư mục"), ("tep/sao-luu.zip", "trong đường dẫn"), ("data", "thêm tên tệp")],
)
def test_a_place_that_can_not_be_written_is_named(tmp_path: Path, live: Path, place: str, sentence: str) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    with pytest.raises(OperatorError, match=sentence):
        save(tmp_path / place, live, overwrite=True)
    assert names(tmp_path) == {"data", "tep"}


@pytest.mark.parametrize("size", [1000, 40_000])
def test_a_full_disk_leaves_the_backup_of_before(tmp_path: Path, live: Path, saved: Path, size: int) -> None:
    with closing(sqlite3.connect(live, isolation_level=None)) as db:
        db.executemany(ADD, [[os.urandom(2000).hex()] for _ in range(100)])
    before = saved.read_bytes()
    with files_of_at_most(size), pytest.raises(OperatorError, match=r"sao-luu.zip.*[Hh]ãy"):
        save(saved, live, overwrite=True)
    assert saved.read_bytes() == before
    assert names(tmp_path) == {"data", "sao-luu.zip"}


def test_a_damaged_database_is_named_and_nothing_is_written(tmp_path: Path, live: Path) -> None:
    damage(live)
    with pytest.raises(OperatorError, match=r"suoi-mau.sqlite3» bị hỏng"):
        save(tmp_path / "sao-luu.zip", live)
    assert names(tmp_path) == {"data"}


def test_the_condition_of_a_database_is_told(live: Path) -> None:
    found = condition(live, "quick_check")
    assert (found.sound, found.pending, found.unknown, found.journal) == (True, (), (), 0)
    assert found.size == live.stat().st_size
    damage(live)
    assert not condition(live, "quick_check").sound


def test_looking_at_a_database_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(OperatorError):
        condition(tmp_path / "suoi-mau.sqlite3", "quick_check")
    assert names(tmp_path) == set()
