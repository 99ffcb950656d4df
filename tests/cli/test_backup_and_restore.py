import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from small_data import CITIZEN, NEIGHBOUR, invoke, people, write_data

from bot.cli.backup import backup
from bot.cli.forget import forget_person
from bot.cli.restore import restore
from bot.errors import OperatorError
from bot.storage.lock import LOCK_FILE, FolderLock
from bot.storage.secret_file import SecretFile

BOTH = [CITIZEN[1], NEIGHBOUR[1]]
ASIDE = "truoc-20261120-120000"


@pytest.fixture
def data(elsewhere: Path) -> Path:
    return write_data(elsewhere / "data", "suoi-mau", "doi-mau")


@pytest.fixture
def saved(data: Path) -> Path:
    """A backup, after which the citizen is forgotten in Suối Mẫu."""
    file = data.parent / "sao-luu.zip"
    assert invoke(backup, data, str(file)).exit_code == 0
    assert invoke(forget_person, data, *CITIZEN, "--yes", commune="suoi-mau").exit_code == 0
    return file


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {LOCK_FILE}


def refusal(folder: Path, *arguments: str, commune: str | None = None) -> str:
    """What `restore` says when it refuses."""
    result = invoke(restore, folder, *arguments, "--yes", commune=commune)
    assert isinstance(result.exception, OperatorError)
    return str(result.exception)


def test_a_backup_says_what_it_saved_and_how_to_keep_it(data: Path) -> None:
    result = invoke(backup, data, str(data.parent / "sao-luu.zip"))
    first, second = result.stdout.splitlines()
    assert "sao-luu.zip» (" in first
    assert first.endswith("KB): doi-mau, suoi-mau.")
    assert "dữ liệu của người dân" in second
    assert result.stderr == ""


def test_a_backup_of_one_commune_says_which_were_left_out(data: Path) -> None:
    result = invoke(backup, data, str(data.parent / "sao-luu.zip"), commune="suoi-mau")
    assert "Không sao lưu doi-mau" in result.stdout
    with zipfile.ZipFile(data.parent / "sao-luu.zip") as archive:
        assert set(archive.namelist()) == {"suoi-mau.sqlite3", "manifest.json"}


def test_neither_secrets_nor_knowledge_are_in_a_backup(data: Path) -> None:
    (data / ".env").write_text("MOTCUA_SUOI_MAU_TELEGRAM_TOKEN=day-la-ma-bi-mat", encoding="utf-8")
    (data / "xa.yaml").write_text("ma: suoi-mau", encoding="utf-8")
    SecretFile.of(data, "suoi-mau").put("day-la-quyen-dung-oa")
    invoke(backup, data, str(data.parent / "sao-luu.zip"))
    with zipfile.ZipFile(data.parent / "sao-luu.zip") as archive:
        assert set(archive.namelist()) == {"suoi-mau.sqlite3", "doi-mau.sqlite3", "manifest.json"}


@pytest.mark.parametrize("name", ["suoi-mau.sqlite3", "suoi-mau.sqlite3-wal", "motcua.lock", "suoi-mau.zalo-oa"])
def test_a_backup_is_never_written_over_the_data(data: Path, name: str) -> None:
    before = (data / "suoi-mau.sqlite3").read_bytes()
    result = invoke(backup, data, str(data / name), "--force")
    assert isinstance(result.exception, OperatorError)
    assert (data / "suoi-mau.sqlite3").read_bytes() == before


def test_without_data_there_is_nothing_to_back_up(elsewhere: Path) -> None:
    for folder in (elsewhere / "mat", elsewhere):
        result = invoke(backup, folder, str(elsewhere / "sao-luu.zip"))
        assert isinstance(result.exception, OperatorError)
        assert "MOTCUA_DATA" in str(result.exception)
    assert names(elsewhere) == set()


def test_a_restore_says_what_it_will_do_and_after_a_yes_does_it(data: Path, saved: Path) -> None:
    result = invoke(restore, data, str(saved), typed="có\n")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"Bản sao lưu «{saved}» làm lúc 12:00 20/11/2026. Sẽ khôi phục:",
        f"- doi-mau: thay «{data / 'doi-mau.sqlite3'}». Tệp cũ được giữ lại là «doi-mau.sqlite3.{ASIDE}».",
        f"- suoi-mau: thay «{data / 'suoi-mau.sqlite3'}». Tệp cũ được giữ lại là «suoi-mau.sqlite3.{ASIDE}».",
        "Đã khôi phục xong.",
        "Muốn trở lại như trước: dừng motcua run, rồi đổi tên tệp cũ thành tên ban đầu.",
        "Tệp cũ có dữ liệu của người dân. Khi không cần nữa, hãy xóa đi.",
    ]
    assert people(data / "suoi-mau.sqlite3") == BOTH
    assert people(data / f"suoi-mau.sqlite3.{ASIDE}") == [NEIGHBOUR[1]]
    databases = {"suoi-mau.sqlite3", "doi-mau.sqlite3"}
    assert names(data) == databases | {f"{name}.{ASIDE}" for name in databases}


@pytest.mark.parametrize("typed", ["không\n", "\n", ""])
def test_without_a_yes_nothing_is_restored(data: Path, saved: Path, typed: str) -> None:
    before = names(data)
    result = invoke(restore, data, str(saved), typed=typed)
    assert result.exit_code == 1
    assert "Chưa làm gì." in result.stderr
    assert names(data) == before
    assert people(data / "suoi-mau.sqlite3") == [NEIGHBOUR[1]]


def test_on_a_new_machine_the_data_folder_is_made(data: Path, saved: Path) -> None:
    result = invoke(restore, data.parent / "may-moi" / "data", str(saved), "--yes")
    assert result.exit_code == 0
    assert "suoi-mau: tạo «" in result.stdout
    assert "trở lại" not in result.stdout
    assert "Tệp cũ" not in result.stdout
    assert people(data.parent / "may-moi" / "data" / "suoi-mau.sqlite3") == BOTH


def test_one_commune_alone_can_be_restored(data: Path, saved: Path) -> None:
    untouched = (data / "doi-mau.sqlite3").read_bytes()
    assert invoke(restore, data, str(saved), "--yes", commune="suoi-mau").exit_code == 0
    assert people(data / "suoi-mau.sqlite3") == BOTH
    assert (data / "doi-mau.sqlite3").read_bytes() == untouched
    assert "«an-mau»" in refusal(data, str(saved), commune="an-mau")


def test_while_the_program_runs_nothing_is_restored(data: Path, saved: Path) -> None:
    with closing(FolderLock.take(data)):
        assert "đang được một chương trình motcua khác dùng" in refusal(data, str(saved))
    assert people(data / "suoi-mau.sqlite3") == [NEIGHBOUR[1]]
    assert invoke(restore, data, str(saved), "--yes").exit_code == 0


def test_what_a_killed_restore_has_left_behind_goes_with_the_next(data: Path, saved: Path) -> None:
    (data / ".khoi-phuc-do-dang").mkdir()
    (data / ".khoi-phuc-do-dang" / "suoi-mau.sqlite3").write_text("dở dang", encoding="utf-8")
    assert invoke(restore, data, str(saved), typed="không\n").exit_code == 1
    assert names(data) == {"suoi-mau.sqlite3", "doi-mau.sqlite3"}


def test_a_damaged_backup_changes_nothing_even_where_one_commune_in_it_is_whole(data: Path, saved: Path) -> None:
    content = bytearray(saved.read_bytes())
    with zipfile.ZipFile(saved) as archive:
        last = archive.getinfo("suoi-mau.sqlite3")
    content[last.header_offset + 200] ^= 0xFF
    saved.write_bytes(content)
    before = names(data)
    assert "bị hỏng" in refusal(data, str(saved))
    assert "bị hỏng" in refusal(data, str(saved), commune="doi-mau")
    assert names(data) == before
    assert people(data / "suoi-mau.sqlite3") == [NEIGHBOUR[1]]


def test_a_backup_with_data_of_a_newer_program_changes_nothing(data: Path) -> None:
    with closing(sqlite3.connect(data / "doi-mau.sqlite3")) as db, db:
        db.execute("insert into _sqlite_migrations (migration_set, name) values ('motcua', '999_sau_nay')")
    assert invoke(backup, data, str(data.parent / "sao-luu.zip")).exit_code == 0
    assert "mới hơn" in refusal(data, str(data.parent / "sao-luu.zip"))
    assert names(data) == {"suoi-mau.sqlite3", "doi-mau.sqlite3"}


def test_a_file_that_is_no_backup_or_not_there_changes_nothing(data: Path) -> None:
    before = names(data)
    assert "không phải là bản sao lưu" in refusal(data, str(data / "suoi-mau.sqlite3"))
    assert "Không thấy tệp" in refusal(data, str(data / "mat.zip"))
    assert "thư mục" in refusal(data, str(data))
    assert names(data) == before


def test_what_was_sent_has_the_same_code_after_a_restore(data: Path, saved: Path) -> None:
    """The key of the codes is in the database, so a backup brings it back together with what it was used for."""

    def key() -> bytes:
        with closing(sqlite3.connect(data / "suoi-mau.sqlite3")) as connection:
            return bytes(connection.execute("select key from code_key").fetchone()[0])

    before = key()
    assert invoke(restore, data, str(saved), "--yes").exit_code == 0
    assert key() == before
    assert len(before) == 32
