"""The golden questions and how one is added."""

from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.files.golden import golden_file, golden_files, with_golden
from bot.files.questions import read_questions
from bot.files.tree import SHARED
from bot.knowledge.questions import Case

HELD = '# của xã Suối Mẫu\n- {q: "Mở quán ăn cần gì?", kind: answer, want: ["1.000001"]}  # hay hỏi\n- {q: giá vàng, kind: none}\n'


def added(file: Path, question: str, entry_id: str = "1.000001", scope: str = SHARED) -> list[object]:
    data = with_golden(file, question, entry_id, scope)
    assert data is not None
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return list(read_questions(file))


def test_the_first_question_makes_the_file(tmp_path: Path) -> None:
    assert added(golden_file(tmp_path, SHARED), 'hỏi "mẫu": gì') == [
        Case(q='hỏi "mẫu": gì', kind="answer", want=("1.000001",))
    ]


def test_a_question_of_a_communes_own_entry_names_the_commune(tmp_path: Path) -> None:
    file = golden_file(tmp_path, "suoi-mau")
    assert file == tmp_path / "xa" / "suoi-mau" / "cau-hoi.yaml"
    assert added(file, "mấy giờ", "gio-lam-viec", "suoi-mau") == [
        Case(q="mấy giờ", kind="answer", want=("gio-lam-viec",), commune="suoi-mau")
    ]


def test_another_question_goes_to_the_end_and_the_rest_stays(tmp_path: Path) -> None:
    file = tmp_path / "cau-hoi.yaml"
    file.write_text(HELD, encoding="utf-8")
    assert len(added(file, "quán cà phê")) == 3
    assert file.read_text(encoding="utf-8") == HELD + '- {q: "quán cà phê", kind: answer, want: ["1.000001"]}\n'


def test_a_question_is_never_held_twice(tmp_path: Path) -> None:
    file = tmp_path / "cau-hoi.yaml"
    file.write_text(HELD, encoding="utf-8")
    assert with_golden(file, "mo quan an can gi", "1.000001", SHARED) is None


@pytest.mark.parametrize(("question", "wanted"), [("mở quán ăn cần gì", "1.000001"), ("Giá vàng", "none")])
def test_a_question_that_is_to_have_another_answer_is_told(tmp_path: Path, question: str, wanted: str) -> None:
    file = tmp_path / "cau-hoi.yaml"
    file.write_text(HELD, encoding="utf-8")
    with pytest.raises(OperatorError, match=f"với câu trả lời khác \\({wanted}\\)"):
        with_golden(file, question, "1.000002", SHARED)


def test_a_wrong_file_is_told_with_its_line_and_a_strange_one_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "cau-hoi.yaml"
    file.write_text("- {q: a}\n", encoding="utf-8")
    with pytest.raises(OperatorError, match=r"cau-hoi\.yaml:1: "):
        with_golden(file, "b", "1.000001", SHARED)
    file.write_text("[{q: a, kind: none}]\n", encoding="utf-8")
    with pytest.raises(OperatorError, match=r'Thêm tay dòng này:\n- \{q: "b", kind: answer'):
        with_golden(file, "b", "1.000001", SHARED)


def test_the_files_that_are_there_are_found_the_shared_one_first(tmp_path: Path) -> None:
    for scope in ("doi-mau", "suoi-mau"):
        golden_file(tmp_path, scope).parent.mkdir(parents=True)
    golden_file(tmp_path, "suoi-mau").touch()
    assert golden_files(tmp_path) == {"suoi-mau": golden_file(tmp_path, "suoi-mau")}
    golden_file(tmp_path, SHARED).touch()
    assert list(golden_files(tmp_path)) == [SHARED, "suoi-mau"]
