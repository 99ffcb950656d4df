from pathlib import Path

import pytest
from broken_examples import DAY, FIXED, FOLDER, SAID, example_of, played

from bot.errors import Problem
from bot.files.doubts import RULES, doubts
from bot.files.doubts.doubt import Subject, passages_read
from bot.files.folder import Loaded, load
from bot.files.mending.mended import look_through
from bot.files.mending.writing import write_all
from bot.files.tree import survey

EXAMPLES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_what_is_said_of_a_broken_file_and_what_is_mended(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert played(example_of(text), tmp_path) == text


def warned(loaded: Loaded) -> set[Problem]:
    return {*loaded.problems, *doubts(loaded, DAY)}


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_mistake_has_its_column(file: Path, tmp_path: Path) -> None:
    problems = warned(example_of(file.read_text(encoding="utf-8")).written(tmp_path))
    assert all(problem.column for problem in problems if problem.what != "Tệp này chưa có nội dung.")


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_what_is_mended_once_is_in_order(file: Path, tmp_path: Path) -> None:
    before = warned(example_of(file.read_text(encoding="utf-8")).written(tmp_path))
    mended = list(look_through(survey(tmp_path)))
    assert before or mended
    write_all(mended)
    after = warned(load(tmp_path))
    assert not mended or len(after) < len(before) or after == before == set()
    assert list(look_through(survey(tmp_path))) == []


def test_there_are_examples_enough_and_each_is_wrong_in_its_own_way() -> None:
    said = [file.read_text(encoding="utf-8").partition(SAID)[2] for file in EXAMPLES]
    assert len(EXAMPLES) >= 90
    assert len(set(said)) == len(said)
    assert sum(FIXED in text for text in said) >= 12


def test_every_rule_has_an_example(tmp_path: Path) -> None:
    shown = set()
    for number, file in enumerate(EXAMPLES):
        loaded = example_of(file.read_text(encoding="utf-8")).written(tmp_path / str(number))
        for _, content in loaded.served.values():
            subject = Subject(content.value, tuple(passages_read(content.value)), DAY)
            shown |= {rule for rule in RULES if any(rule(subject))}
    assert shown == set(RULES)
