"""Either all of a change is in the files, or nothing of it."""

from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.files.rewriting import rewritten


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


def test_a_file_that_cannot_be_written_undoes_those_before_it(file: Path) -> None:
    lost = file.parent / "khong-co" / "moi.yaml"
    with (
        pytest.raises(OperatorError, match=r"Không ghi được tệp «.*khong-co/moi\.yaml»"),
        rewritten({file: b"moi", lost: b""}),
    ):
        pass
    assert file.read_bytes() == b"cu\r\n"


def test_a_folder_in_place_of_a_file_is_told(file: Path) -> None:
    with pytest.raises(OperatorError, match="Không mở được tệp"), rewritten({file.parent: b""}):
        pass


def test_the_rights_and_a_link_to_the_file_stay(file: Path) -> None:
    file.chmod(0o640)
    link = file.parent / "lien-ket.yaml"
    link.symlink_to(file)
    with rewritten({link: b"moi\n"}):
        pass
    assert link.is_symlink()
    assert file.read_bytes() == b"moi\n"
    assert file.stat().st_mode & 0o777 == 0o640
