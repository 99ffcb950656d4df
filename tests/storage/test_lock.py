import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import bot
from bot.errors import OperatorError
from bot.storage.commune_files import database_files
from bot.storage.lock import FolderLock


def test_a_data_folder_has_one_holder_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with closing(FolderLock.take(folder)), pytest.raises(OperatorError, match="đang được một chương trình motcua"):
        FolderLock.take(folder)
    with closing(FolderLock.take(folder)):
        assert database_files(folder) == {}


def test_a_holder_that_is_killed_lets_the_folder_go(tmp_path: Path) -> None:
    holding = (
        "import pathlib, sys; from bot.storage.lock import FolderLock;"
        "lock = FolderLock.take(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    surroundings = os.environ | {"PYTHONPATH": str(Path(bot.__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(OperatorError, match="đang được một chương trình motcua"):
            FolderLock.take(tmp_path)
        other.kill()
        other.wait()
        FolderLock.take(tmp_path).close()


def test_a_data_folder_that_can_not_be_held_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(OperatorError, match="Không dùng được thư mục dữ liệu"):
        FolderLock.take(tmp_path / "data")
    (tmp_path / "khac" / "motcua.lock").mkdir(parents=True)
    with pytest.raises(OperatorError, match=r"motcua\.lock"):
        FolderLock.take(tmp_path / "khac")
