"""`motcua eval`: scores of a question file, counted by hand here."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_knowledge import run

from bot.errors import OperatorError

CASES = """
- {q: đăng ký khai sinh, kind: answer, want: ["1.001193"], aspects: []}
- {q: phí đăng ký khai sinh, kind: answer, want: ["1.001193"], aspects: [time], says: [miễn phí]}
- {q: mấy giờ mở cửa, kind: answer, any_of: ["1.001193", gio-lam-viec], says: ["7 giờ"]}
- {q: đổi thẻ căn cước, kind: answer, want: ["1.001193"]}
- {q: đổi thẻ căn cước hết bao nhiêu tiền, kind: answer, want: ["1.014063"], says: ["50.000"], at: "2027-01-05"}
- {q: việc cá nhân, kind: choose, want: ["1.001193", "1.014063"]}
- {q: mua vé xem bóng đá, kind: none}
- {q: đăng ký khai sinh, kind: none}
- {q: chào bạn, kind: social}
- dialogue:
    - {q: đăng ký khai sinh, kind: answer, want: ["1.001193"]}
    - {q: còn phí?, kind: answer, want: ["1.001193"], aspects: [fee]}
    - {q: đổi thẻ căn cước hết bao nhiêu tiền, kind: answer, want: ["1.014063"], says: ["50.000"]}
  at: 2027-01-05
"""


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "cau-hoi.yaml"
    file.write_text(CASES.lstrip(), encoding="utf-8")
    return file


def report(knowledge: Path, file: Path, *options: str) -> Any:
    result = run(knowledge, "eval", str(file), "--json", "--at", "2026-11-20", *options)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)[str(file)]


def test_the_scores_are_those_of_the_definition(knowledge: Path, questions: Path) -> None:
    told = report(knowledge, questions)
    assert told["cases"] == 12
    assert {name: (score["good"], score["count"]) for name, score in told["scores"].items()} == {
        "decision": (11, 12),
        "hit@1": (7, 8),
        "hit@3": (7, 8),
        "aspects": (2, 3),
        "says": (3, 4),
        "offered": (1, 1),
        "false answers": (1, 2),
        "dialogue turns right": (3, 3),
    }


def test_what_went_wrong_is_listed_on_demand(knowledge: Path, questions: Path) -> None:
    assert "misses" not in report(knowledge, questions)
    missed = [miss["case"]["q"] for miss in report(knowledge, questions, "--misses")["misses"]]
    assert missed == ["phí đăng ký khai sinh", "mấy giờ mở cửa", "đổi thẻ căn cước", "đăng ký khai sinh"]


def test_a_person_gets_a_table_with_the_counts(knowledge: Path, questions: Path) -> None:
    result = run(knowledge, "eval", str(questions), "--at", "2026-11-20", "--misses")
    assert result.exit_code == 0
    assert "12 câu" in result.stdout
    assert "0.875" in result.stdout
    assert "- đổi thẻ căn cước\n    cần: answer 1.001193\n    được: answer 1.014063" in result.stdout
    assert "thiếu chữ: 7 giờ" in result.stdout


def test_what_was_taken_for_what_is_told_with_names(knowledge: Path, questions: Path) -> None:
    assert report(knowledge, questions)["confusions"] == [
        {
            "kind": "answer",
            "wanted": ["1.001193"],
            "wanted_names": ["Đăng ký khai sinh"],
            "decision": "answer",
            "answered": "1.014063",
            "answered_name": "Cấp đổi thẻ căn cước",
            "count": 1,
        },
        {
            "kind": "none",
            "wanted": [],
            "wanted_names": [],
            "decision": "answer",
            "answered": "1.001193",
            "answered_name": "Đăng ký khai sinh",
            "count": 1,
        },
    ]


def test_the_scores_are_told_by_kind_of_noise(knowledge: Path, questions: Path) -> None:
    by_noise = report(knowledge, questions)["by_noise"]
    assert {noise: told["cases"] for noise, told in by_noise.items()} == {"dialogue": 3, "none of these": 9}
    assert by_noise["dialogue"]["scores"]["hit@1"] == {"good": 3, "count": 3, "share": 1.0}


def test_a_person_sees_the_confusions_and_the_kinds_of_noise_too(knowledge: Path, questions: Path) -> None:
    printed = run(knowledge, "eval", str(questions), "--at", "2026-11-20").stdout
    assert "Theo loại câu" in printed
    assert "trong hội thoại" in printed
    assert "Nhầm mục nào với mục nào" in printed
    assert "1.014063 Cấp đổi thẻ căn cước" in printed


def test_several_files_are_scored_apart(knowledge: Path, questions: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac.yaml"
    other.write_text("- {q: chào, kind: social}\n", encoding="utf-8")
    result = run(knowledge, "eval", str(questions), str(other), "--json")
    assert {name: told["cases"] for name, told in json.loads(result.stdout).items()} == {
        str(questions): 12,
        str(other): 1,
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "q: chào",
        "- {q: chào, kind: hello}",
        "- {q: a, kind: answer}",
        "- {q: a, kind: none, khac: b}",
        "- dialogue: []",
    ],
)
def test_a_wrong_file_is_told_with_its_line(knowledge: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "sai.yaml"
    file.write_text(text, encoding="utf-8")
    result = run(knowledge, "eval", str(file))
    assert isinstance(result.exception, OperatorError)
    assert str(result.exception).startswith(f"{file}:1: ")


def test_a_file_that_is_not_there_is_told(knowledge: Path, tmp_path: Path) -> None:
    result = run(knowledge, "eval", str(tmp_path / "khong-co.yaml"))
    assert isinstance(result.exception, OperatorError)
    assert str(result.exception) == f"Không thấy tệp câu hỏi «{tmp_path / 'khong-co.yaml'}». Xem lại tên tệp."


def test_a_folder_in_place_of_a_file_is_told(knowledge: Path, tmp_path: Path) -> None:
    result = run(knowledge, "eval", str(tmp_path))
    assert isinstance(result.exception, OperatorError)
    assert str(result.exception) == (
        f"«{tmp_path}» là một thư mục. Chỉ rõ tệp câu hỏi, ví dụ {tmp_path / 'cau-hoi.yaml'}."
    )


def test_a_file_that_cannot_be_opened_is_told(knowledge: Path, tmp_path: Path) -> None:
    loop = tmp_path / "vong.yaml"
    loop.symlink_to(loop)
    result = run(knowledge, "eval", str(loop))
    assert isinstance(result.exception, OperatorError)
    assert str(result.exception) == f"Không mở được tệp câu hỏi «{loop}». Xem lại quyền đọc của tệp."


@pytest.mark.parametrize("options", [(), ("--written",)])
def test_where_a_question_leaves_the_commune_open_the_whole_command_is_told(
    two_communes: Path, questions: Path, options: tuple[str, ...]
) -> None:
    result = run(two_communes, "eval", str(questions), *options)
    assert isinstance(result.exception, OperatorError)
    assert str(result.exception) == (
        "Có câu hỏi không ghi xã, mà ở đây có nhiều xã: doi-mau, suoi-mau. "
        f"Chọn một, ví dụ: motcua --commune doi-mau eval {questions}"
    )
    assert run(two_communes, "--commune", "doi-mau", "eval", str(questions), *options).exit_code == 0


def test_where_every_question_names_its_commune_none_need_be_chosen(two_communes: Path, tmp_path: Path) -> None:
    file = tmp_path / "co-xa.yaml"
    file.write_text("- {q: chào, kind: social, commune: suoi-mau}\n", encoding="utf-8")
    assert run(two_communes, "eval", str(file)).exit_code == 0


def test_a_file_must_be_named(knowledge: Path) -> None:
    assert run(knowledge, "eval").exit_code == 2
