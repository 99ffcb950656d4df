"""A secret that changes while the program runs."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.storage.secret_file import SecretFile


@pytest.fixture
def secret(tmp_path: Path) -> SecretFile:
    return SecretFile(tmp_path / "data" / "suoi-mau.zalo-oa")


def test_nothing_is_there_at_first_and_looking_makes_no_file(secret: SecretFile) -> None:
    assert secret.load() is None
    assert not secret.path.exists()


def test_what_was_written_is_there_for_whoever_comes_next(secret: SecretFile) -> None:
    assert secret.replace(None, "one") == "one"
    assert secret.replace("one", "two") == "two"
    assert SecretFile(secret.path).load() == "two"


def test_who_has_not_seen_the_newest_does_not_write_over_it(secret: SecretFile) -> None:
    secret.put("from somebody else")
    assert secret.replace(None, "ours") == "from somebody else"
    assert secret.replace("older", "ours") == "from somebody else"
    assert secret.load() == "from somebody else"


def test_a_secret_that_is_put_replaces_whatever_was_there(secret: SecretFile) -> None:
    secret.put("one")
    secret.put("two")
    assert secret.load() == "two"


def test_nobody_but_the_owner_can_read_it(secret: SecretFile) -> None:
    secret.put("one")
    assert stat.S_IMODE(secret.path.stat().st_mode) == 0o600


def test_a_secret_that_was_replaced_is_nowhere_in_the_folder(secret: SecretFile) -> None:
    secret.put("the-first-secret")
    secret.put("the-second-one")
    assert not any(b"the-first-secret" in file.read_bytes() for file in secret.path.parent.iterdir())


def test_what_was_written_is_there_after_the_process_has_been_killed(secret: SecretFile) -> None:
    code = (
        "import os, pathlib, sys\n"
        "from bot.storage.secret_file import SecretFile\n"
        "SecretFile(pathlib.Path(sys.argv[1])).put('written')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(secret.path)], check=False, timeout=60)
    assert done.returncode == -9
    assert secret.load() == "written"


def test_a_folder_that_can_not_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(OperatorError, match="thư mục dữ liệu"):
        SecretFile(tmp_path / "data" / "suoi-mau.zalo-oa").put("one")


def test_a_file_of_something_else_is_told(secret: SecretFile) -> None:
    secret.path.parent.mkdir()
    secret.path.write_bytes(b"no database at all " * 100)
    with pytest.raises(OperatorError, match="bị hỏng"):
        secret.load()
