"""`motcua schema`, as an official runs it."""

import json
from pathlib import Path

from small_knowledge import run


def test_the_schemas_are_written_and_that_is_told(knowledge: Path) -> None:
    result = run(knowledge, "schema")
    assert result.exit_code == 0
    assert result.output == f"7 lược đồ trong {knowledge / '.schema'}: đã ghi 7, 0 không đổi.\n"
    assert json.loads((knowledge / ".schema/thu-tuc.json").read_text(encoding="utf-8"))["title"] == "Thủ tục hành chính"
    assert run(knowledge, "schema").output.endswith("đã ghi 0, 7 không đổi.\n")


def test_the_first_line_is_put_in_every_file_once(knowledge: Path) -> None:
    result = run(knowledge, "schema", "--link")
    assert result.exit_code == 0
    assert result.output.count("Đã đặt dòng đầu của ") == 5
    assert run(knowledge, "schema", "--link").output.endswith("Mọi tệp tri thức đã có dòng đầu đúng.\n")
    assert run(knowledge, "check").exit_code == 0


def test_looking_only_writes_nothing_and_names_what_is_missing(knowledge: Path) -> None:
    result = run(knowledge, "schema", "--check")
    assert result.exit_code == 1
    assert ".schema/xa.json: Lược đồ này thiếu hoặc đã cũ. Gõ motcua schema để ghi lại." in result.output.splitlines()
    assert (
        "xa/suoi-mau/xa.yaml:1: Dòng đầu chưa chỉ đúng lược đồ. Gõ motcua schema --link để đặt."
        in result.output.splitlines()
    )
    assert not (knowledge / ".schema").exists()


def test_after_both_are_written_there_is_nothing_to_tell(knowledge: Path) -> None:
    run(knowledge, "schema", "--link")
    result = run(knowledge, "schema", "--check")
    assert (result.exit_code, result.output) == (
        0,
        "Lược đồ còn mới, và mọi tệp tri thức đều chỉ đúng lược đồ của mình.\n",
    )


def test_wrong_use_is_told(knowledge: Path, tmp_path: Path) -> None:
    assert run(knowledge, "schema", "--link", "--check").exit_code == 2
    failure = run(tmp_path / "khong-co", "schema").exception
    assert str(failure) == f"Không có thư mục tri thức {tmp_path / 'khong-co'}. Chỉ đúng thư mục bằng --knowledge."
    assert not (tmp_path / "khong-co").exists()
