"""Files are written whole or not at all, several as if they were one, and a new one never over one that is there."""

import os
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.files.writing import create, replace, rewritten


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
    replace({file: b"x"})
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"x", 0o640)
    assert [each.name for each in tmp_path.iterdir()] == ["b.yaml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "that.yaml").write_text("cũ", encoding="utf-8")
    (tmp_path / "b.yaml").symlink_to("that.yaml")
    replace({tmp_path / "b.yaml": b"x"})
    assert (tmp_path / "b.yaml").is_symlink()
    assert (tmp_path / "that.yaml").read_bytes() == b"x"


def test_a_place_that_can_not_be_written_is_told_in_a_sentence_and_nothing_stays_beside(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    (tmp_path / "thu-muc").mkdir()
    with pytest.raises(OperatorError, match="Không ghi được"):
        create(tmp_path / "tep/b.yaml", "")
    with pytest.raises(OperatorError, match="Không ghi được"):
        replace({tmp_path / "thu-muc": b""})
    assert sorted(each.name for each in tmp_path.iterdir()) == ["tep", "thu-muc"]


def test_a_new_file_is_as_open_as_any(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    replace({tmp_path / "b": b""})
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_new_file_that_can_not_be_written_whole_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        create(tmp_path / "b.yaml", "\udc80")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_somebody_closed_is_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "b.yaml"
    file.write_text("cũ", encoding="utf-8")
    # Whoever may do everything, as in a container, may write to a closed file, too.
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(OperatorError, match=r"b\.yaml, nên chưa sửa tệp nào\. Xem lại quyền ghi"):
        replace({tmp_path / "a.yaml": b"x", file: b"x"})
    assert [each.name for each in tmp_path.iterdir()] == ["b.yaml"]
    assert file.read_text(encoding="utf-8") == "cũ"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "mau.yaml"
    file.write_bytes(b"cu\r\n")
    return file


def test_the_files_are_written_and_nothing_is_left_beside_them(file: Path) -> None:
    new = file.parent / "moi.yaml"
    with rewritten({file: b"moi\n", new: b"them\n"}):
        assert file.read_bytes() == b"moi\n"
    assert (file.read_bytes(), new.read_bytes()) == (b"moi\n", b"them\n")
    assert sorted(file.parent.iterdir()) == [file, new]


def test_what_fails_afterwards_puts_all_of_them_back(file: Path) -> None:
    new = file.parent / "moi.yaml"
    with pytest.raises(ZeroDivisionError), rewritten({file: b"moi\n", new: b"them\n"}):
        raise ZeroDivisionError
    assert file.read_bytes() == b"cu\r\n"
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_can_not_be_written_undoes_those_before_it(file: Path) -> None:
    lost = file.parent / "khong-co" / "moi.yaml"
    with (
        pytest.raises(OperatorError, match=r"Không ghi được .*khong-co/moi\.yaml, nên chưa sửa tệp nào"),
        rewritten({file: b"moi", lost: b""}),
    ):
        pass
    assert file.read_bytes() == b"cu\r\n"


def test_a_folder_in_place_of_a_file_is_told(file: Path) -> None:
    with pytest.raises(OperatorError, match="Không ghi được"), rewritten({file.parent: b""}):
        pass


def test_the_rights_and_a_link_stay_where_several_are_rewritten(file: Path) -> None:
    file.chmod(0o640)
    link = file.parent / "lien-ket.yaml"
    link.symlink_to(file)
    with rewritten({link: b"moi\n"}):
        pass
    assert link.is_symlink()
    assert file.read_bytes() == b"moi\n"
    assert file.stat().st_mode & 0o777 == 0o640
