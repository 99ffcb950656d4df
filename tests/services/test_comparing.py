"""Many questions, shared among processes."""

from collections import Counter
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from fictional_commune import write_knowledge
from hypothesis import given
from hypothesis import strategies as st

from bot.files.folder import load
from bot.knowledge.questions import Case
from bot.services import comparing
from bot.services.comparing import Side, States, _divided, compared

DAY = date(2026, 11, 20)


def asked(code: str, number: int) -> tuple[str, Case]:
    return code, Case(q="mấy giờ mở cửa" + "?" * number, kind="none")


@given(st.sampled_from([[Side.BOTH], [Side.FORMER, Side.PRESENT]]), st.integers(0, 3000), st.integers(1, 8))
def test_each_question_is_once_in_one_share_for_each_side(sides: list[Side], count: int, most: int) -> None:
    shares = _divided(sides, count, most)
    assert 1 <= len(shares) <= most
    assert sorted(task for share in shares for task in share) == sorted(product(range(count), sides))


def test_work_is_shared_evenly_and_few_questions_stay_together() -> None:
    assert [len(share) for share in _divided([Side.BOTH], 2000, 2)] == [1000, 1000]
    assert [len(share) for share in _divided([Side.FORMER, Side.PRESENT], 2000, 5)] == [1000] * 4
    assert len(_divided([Side.BOTH], 150, 2)) == 1


@pytest.mark.parametrize("processors", [1, 2, 3])
def test_each_state_is_indexed_in_one_process(processors: int) -> None:
    shares = _divided([Side.FORMER, Side.PRESENT], 2000, processors)
    held = Counter(side for share in shares for side in {side for _, side in share})
    assert held == {Side.FORMER: 1, Side.PRESENT: 1}


@pytest.mark.parametrize(("processors", "starting"), [(1, "fork"), (2, "fork"), (4, "fork"), (2, "spawn")])
def test_the_answers_come_in_the_order_of_the_questions_however_many_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processors: int, starting: str
) -> None:
    folders = (tmp_path / "cu", tmp_path / "moi")
    for code in ("suoi-mau", "doi-mau"):
        write_knowledge(folders[0], code=code)
        write_knowledge(folders[1], f"Giờ mới của {code}.", code)
    questions = [asked("suoi-mau" if number % 3 else "doi-mau", number) for number in range(900)]
    monkeypatch.setattr(comparing, "_processors", lambda: processors)
    monkeypatch.setattr(comparing, "_starting", lambda: starting)
    states = States(*(load(folder).communes for folder in folders))
    told: list[tuple[int, int]] = []
    found = compared(states, questions, DAY, lambda done, total: told.append((done, total)))
    assert [(change.present.question, change.lines[-1]) for changes in found for change in changes] == [
        (item.q, f"+ Giờ mới của {code}.") for code, item in questions
    ]
    assert told[-1][0] == told[-1][1] <= 1800
