import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from saved_databases import damage, make_database, names, questions

from bot.errors import OperatorError
from bot.storage.commune_files import aside_file, database_files, former_files
from bot.storage.restore import Swap, carry_out, check_staged


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return make_database(tmp_path / "data" / "suoi-mau.sqlite3", "mở quán", "nuôi hươu")


def test_a_database_that_a_newer_program_made_is_not_put_back(live: Path) -> None:
    check_staged("suoi-mau", live)
    with closing(sqlite3.connect(live)) as db, db:
        db.execute("insert into _sqlite_migrations (migration_set, name) values ('motcua', '999_sau_nay')")
    with pytest.raises(OperatorError, match="mới hơn"):
        check_staged("suoi-mau", live)


def staged(folder: Path, *communes: str) -> list[Swap]:
    """Databases with one question each, ready to be put into `data`."""
    files = {code: make_database(folder / "moi" / f"{code}.sqlite3", f"mới {code}") for code in communes}
    places = {code: folder / "data" / file.name for code, file in files.items()}
    return [Swap(code, files[code], place, aside_file(place, "20261120-120000")) for code, place in places.items()]


def test_the_former_files_stay_beside_and_are_whole(tmp_path: Path, live: Path) -> None:
    swaps = staged(tmp_path, "suoi-mau", "doi-mau")
    carry_out(swaps, live.parent)
    assert names(live.parent) == {"suoi-mau.sqlite3", "doi-mau.sqlite3", "suoi-mau.sqlite3.truoc-20261120-120000"}
    assert questions(live) == ["mới suoi-mau"]
    assert questions(live.with_name("suoi-mau.sqlite3.truoc-20261120-120000")) == ["mở quán", "nuôi hươu"]
    assert set(database_files(live.parent)) == {"suoi-mau", "doi-mau"}
    assert [file.name for file in former_files(live.parent)] == ["suoi-mau.sqlite3.truoc-20261120-120000"]


def test_a_second_restore_in_the_same_second_keeps_both_former_files(tmp_path: Path, live: Path) -> None:
    for _ in range(2):
        carry_out(staged(tmp_path, "suoi-mau"), live.parent)
    assert len(names(live.parent)) == 3


def test_a_disk_that_fails_in_the_middle_leaves_everything_as_it_was(tmp_path: Path, live: Path) -> None:
    make_database(live.with_name("doi-mau.sqlite3"), "cũ")
    first, second = staged(tmp_path, "suoi-mau", "doi-mau")
    broken = Swap(second.commune, second.staged, second.place, tmp_path / "khong-co" / "tep")
    with pytest.raises(OperatorError, match="Không ghi được"):
        carry_out([first, broken], live.parent)
    assert names(live.parent) == {"suoi-mau.sqlite3", "doi-mau.sqlite3"}
    assert questions(live) == ["mở quán", "nuôi hươu"]
    assert questions(live.with_name("doi-mau.sqlite3")) == ["cũ"]


def test_a_database_that_a_program_has_open_is_not_replaced(tmp_path: Path, live: Path) -> None:
    swaps = staged(tmp_path, "suoi-mau")
    with closing(sqlite3.connect(live)) as other:
        other.execute("select * from miss").fetchall()
        with pytest.raises(OperatorError, match="chương trình khác giữ"):
            carry_out(swaps, live.parent)
    assert questions(live) == ["mở quán", "nuôi hươu"]


def test_a_database_that_vanishes_in_the_middle_leaves_everything_as_it_was(tmp_path: Path, live: Path) -> None:
    make_database(live.with_name("doi-mau.sqlite3"), "cũ")
    first, second = staged(tmp_path, "suoi-mau", "doi-mau")
    # What is to become the second is there at first, and gone when it is the second's turn.
    second = Swap(second.commune, first.staged, second.place, second.aside)
    with pytest.raises(OperatorError, match="Không ghi được"):
        carry_out([first, second], live.parent)
    assert names(live.parent) == {"suoi-mau.sqlite3", "doi-mau.sqlite3"}
    assert questions(live) == ["mở quán", "nuôi hươu"]


@pytest.mark.parametrize("harm", [damage, lambda live: live.write_text("hỏng " * 1000, encoding="utf-8")])
def test_a_damaged_database_can_be_replaced_and_is_kept_too(
    tmp_path: Path, live: Path, harm: Callable[[Path], object]
) -> None:
    harm(live)
    before = live.read_bytes()
    carry_out(staged(tmp_path, "suoi-mau"), live.parent)
    assert questions(live) == ["mới suoi-mau"]
    assert live.with_name("suoi-mau.sqlite3.truoc-20261120-120000").read_bytes() == before


def test_a_journal_without_a_database_does_not_spoil_the_restored_one(tmp_path: Path, live: Path) -> None:
    live.rename(live.with_name("suoi-mau.sqlite3-wal"))
    carry_out(staged(tmp_path, "suoi-mau"), live.parent)
    assert questions(live) == ["mới suoi-mau"]
    assert names(live.parent) == {"suoi-mau.sqlite3", "suoi-mau.sqlite3.truoc-20261120-120000-wal"}
