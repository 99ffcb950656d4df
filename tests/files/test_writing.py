"""Files are written whole or not at all, and a new one never over one that is there."""

from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.files.writing import create, replace


def test_a_new_file_gets_its_folders(tmp_path: Path) -> None:
    create(tmp_path / "a" / "b.yaml", "tên\n")
    assert (tmp_path / "a/b.yaml").read_bytes() == "tên\n".encode()


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("cũ", encoding="utf-8")
    with pytest.raises(OperatorError, match="nên không ghi đè"):
        create(tmp_path / "b.yaml", "mới")
    assert (tmp_path / "b.yaml").read_text(encoding="utf-8") == "cũ"


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").symlink_to(tmp_path / "khac.yaml")
    with pytest.raises(OperatorError, match="nên không ghi đè"):
        create(tmp_path / "b.yaml", "mới")
    assert not (tmp_path / "khac.yaml").exists()


def test_what_is_replaced_keeps_who_may_read_it_and_leaves_nothing_beside(tmp_path: Path) -> None:
    file = tmp_path / "b.yaml"
    file.write_text("cũ", encoding="utf-8")
    file.chmod(0o640)
    replace(file, b"x")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"x", 0o640)
    assert [each.name for each in tmp_path.iterdir()] == ["b.yaml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "that.yaml").write_text("cũ", encoding="utf-8")
    (tmp_path / "b.yaml").symlink_to("that.yaml")
    replace(tmp_path / "b.yaml", b"x")
    assert (tmp_path / "b.yaml").is_symlink()
    assert (tmp_path / "that.yaml").read_bytes() == b"x"


def test_a_place_that_can_not_be_written_is_told_in_a_sentence_and_nothing_stays_beside(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    (tmp_path / "thu-muc").mkdir()
    with pytest.raises(OperatorError, match="Không ghi được"):
        create(tmp_path / "tep/b.yaml", "")
    with pytest.raises(OperatorError, match="Không ghi được"):
        replace(tmp_path / "thu-muc", b"")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["tep", "thu-muc"]


def test_a_new_file_is_as_open_as_any(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    replace(tmp_path / "b", b"")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
