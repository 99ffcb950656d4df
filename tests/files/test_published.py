"""The knowledge as git holds it."""

import subprocess
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.files.published import published

WHO = ("-c", "user.name=Xã Suối Mẫu", "-c", "user.email=suoi-mau@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *WHO, *arguments], check=True, capture_output=True)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A repository with one published file, which has been changed since."""
    folder = tmp_path / "kho" / "tri-thuc"
    (folder / "chung").mkdir(parents=True)
    (folder / "chung" / "giờ.yaml").write_text("cũ\n", encoding="utf-8")
    (folder.parent / "ngoai.txt").touch()
    git(folder.parent, "init", "-q", "-b", "chinh")
    git(folder.parent, "add", "-A")
    git(folder.parent, "commit", "-q", "-m", "đăng")
    (folder / "chung" / "giờ.yaml").write_text("mới\n", encoding="utf-8")
    (folder / "chung" / "them.yaml").touch()
    return folder


def refused(knowledge: Path, revision: str) -> str:
    with pytest.raises(OperatorError) as caught, published(knowledge, revision):
        pass
    return str(caught.value)


@pytest.mark.parametrize("revision", ["HEAD", "chinh", "HEAD~0"])
def test_the_published_files_are_there_for_as_long_as_they_are_wanted(knowledge: Path, revision: str) -> None:
    with published(knowledge, revision) as state:
        assert [file.relative_to(state.folder).as_posix() for file in state.folder.rglob("*.yaml")] == [
            "chung/giờ.yaml"
        ]
        assert (state.folder / "chung" / "giờ.yaml").read_text(encoding="utf-8") == "cũ\n"
        assert state.short
    assert not state.folder.exists()
    assert (knowledge / "chung" / "giờ.yaml").read_text(encoding="utf-8") == "mới\n"


def test_a_repository_that_is_itself_the_knowledge_folder_is_read_too(knowledge: Path) -> None:
    with published(knowledge.parent, "HEAD") as state:
        assert (state.folder / "tri-thuc" / "chung" / "giờ.yaml").is_file()


@pytest.mark.parametrize("revision", ["khong-co", "--output=x", "HEAD:tri-thuc", "", "\x00", "HEAD~9"])
def test_what_is_no_revision_is_told(knowledge: Path, revision: str) -> None:
    told = refused(knowledge, revision)
    assert told.startswith(("Không có thư mục nào, cũng không có phiên bản git nào tên là «", "Không chạy được git"))
    assert not (knowledge / "x").exists()


def test_a_folder_that_was_never_published_is_told(knowledge: Path) -> None:
    other = knowledge.parent / "chua-dang"
    other.mkdir()
    assert "chưa có thư mục «" in refused(other, "HEAD")


def test_a_repository_without_a_commit_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert refused(tmp_path, "HEAD").startswith("Kho git ở đây chưa có phiên bản nào để so.")


def test_a_folder_outside_every_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "không nằm trong kho git nào. Hoặc so với một thư mục khác" in refused(tmp_path, "HEAD")


def test_a_machine_without_git_is_told(knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(knowledge))
    assert refused(knowledge, "HEAD").startswith("Máy này chưa cài git.")


def test_the_variables_of_a_git_hook_do_not_lead_elsewhere(knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/khong-co")
    with published(knowledge, "HEAD") as state:
        assert (state.folder / "chung").is_dir()
