"""Many questions, shared among processes."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from fictional_commune import write_knowledge
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.questions import Case
from bot.services import comparing
from bot.services.comparing import Side, State, _divided, compared

DAY = date(2026, 11, 20)


def asked(code: str, number: int) -> tuple[str, Case]:
    return code, Case(q="mấy giờ mở cửa" + "?" * number, kind="none")


def divided(questions: Sequence[tuple[str, Case]], sides: Sequence[Side], most: int) -> list[list[tuple[int, Side]]]:
    tasks = [(place, side) for side in sides for place in range(len(questions))]
    return _divided(sorted(tasks, key=lambda task: (questions[task[0]][0], task[1])), questions, most)


@given(st.lists(st.sampled_from(["suoi-mau", "doi-mau", "nui-mau"]), max_size=3000), st.integers(1, 8))
def test_each_question_is_in_one_share(codes: list[str], most: int) -> None:
    shares = divided([asked(code, 0) for code in codes], [Side.BOTH], most)
    assert 1 <= len(shares) <= most
    assert sorted(place for share in shares for place, _ in share) == list(range(len(codes)))


def test_work_is_shared_evenly_and_few_questions_stay_together() -> None:
    many = divided([asked("suoi-mau", 0)] * 2000, [Side.BOTH], 2)
    assert [len(share) for share in many] == [800, 1200]
    assert len(divided([asked("suoi-mau", 0)] * 200, [Side.BOTH], 2)) == 1


def test_where_two_processes_share_the_work_each_indexes_one_state() -> None:
    shares = divided([asked("suoi-mau", 0)] * 2000, [Side.FORMER, Side.PRESENT], 2)
    assert [{side for _, side in share} for share in shares] == [{Side.FORMER}, {Side.PRESENT}]


@pytest.mark.parametrize("processors", [1, 3])
def test_the_answers_come_in_the_order_of_the_questions_however_many_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processors: int
) -> None:
    folders = (tmp_path / "cu", tmp_path / "moi")
    for code in ("suoi-mau", "doi-mau"):
        write_knowledge(folders[0], code=code)
        write_knowledge(folders[1], f"Giờ mới của {code}.", code)
    questions = [asked("suoi-mau" if number % 3 else "doi-mau", number) for number in range(900)]
    monkeypatch.setattr(comparing, "_processors", lambda: processors)
    former, present = (State.of(folder) for folder in folders)
    told: list[tuple[int, int]] = []
    found = compared(former, present, questions, DAY, lambda done, total: told.append((done, total)))
    assert [(change.present.question, change.lines[-1]) for changes in found for change in changes] == [
        (item.q, f"+ Giờ mới của {code}.") for code, item in questions
    ]
    assert told[-1][0] == told[-1][1] <= 1800
