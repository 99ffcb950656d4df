"""What was taken for what, and which messages were hard to read."""

from collections.abc import Mapping
from datetime import date

import pytest
from fictional_library import library

from bot.dialogue import Decision
from bot.dialogue.confusion import Confusion, confusions
from bot.dialogue.evaluation import Verdict, evaluate
from bot.dialogue.noise import Noise, by_noise, noises
from bot.knowledge.questions import Case, Dialogue
from bot.search import Library

LIBRARY = library()
DAY = date(2026, 11, 20)
NARRATIVE = "hôm qua vợ tôi mới sinh " + "nhà đông người vui lắm " * 4 + "giờ muốn làm giấy khai sinh cho con"


def library_of(_: str | None) -> Library:
    return LIBRARY


def judged(*cases: Mapping[str, object]) -> list[Verdict]:
    return evaluate([Case.model_validate(case) for case in cases], library_of, DAY)


WRONG: dict[str, object] = {"q": "đăng ký khai sinh", "kind": "answer", "want": ["1.000894"]}
RIGHT: dict[str, object] = {"q": "đăng ký khai sinh", "kind": "answer", "want": ["1.001193"]}


def test_what_is_right_is_no_confusion() -> None:
    assert confusions(judged(RIGHT, {"q": "chào", "kind": "social"})) == []


def test_the_most_frequent_pair_comes_first() -> None:
    never = {"q": "đăng ký khai sinh", "kind": "none"}
    assert confusions(judged(never, WRONG, WRONG)) == [
        (Confusion("answer", ("1.000894",), Decision.ANSWER, "1.001193"), 2),
        (Confusion("none", (), Decision.ANSWER, "1.001193"), 1),
    ]


def test_where_nothing_was_answered_the_decision_is_told() -> None:
    ((pair, _),) = confusions(judged({"q": "hộ khẩu", "kind": "answer", "want": ["1.004194"]}))
    assert (pair.decision, pair.answered) == (Decision.CHOOSE, None)


def test_of_several_wanted_those_that_lack_are_told() -> None:
    ((pair, _),) = confusions(judged(RIGHT | {"want": ["1.001193", "1.000894"]}))
    assert (pair.wanted, pair.answered) == (("1.000894",), "1.001193")


def test_alternatives_are_one_side_of_a_pair() -> None:
    case = {"q": "đăng ký khai sinh", "kind": "answer", "any_of": ["1.000894", "1.004194"]}
    ((pair, _),) = confusions(judged(case))
    assert pair.wanted == ("1.000894", "1.004194")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("đăng ký khai sinh", (Noise.NONE,)),
        ("dang ky khai sinh", (Noise.NO_ACCENTS,)),
        ("đăng ky giay khai sinh", (Noise.PARTIAL_ACCENTS,)),
        (NARRATIVE, (Noise.LONG,)),
        ("lam giay khai sinh " * 7, (Noise.NO_ACCENTS, Noise.LONG)),
        ("👍", (Noise.NONE,)),
    ],
)
def test_the_kinds_of_noise_of_a_message(text: str, found: tuple[Noise, ...]) -> None:
    (verdict,) = judged({"q": text, "kind": "answer", "want": ["1.001193"]})
    assert noises(verdict, LIBRARY) == found


def test_several_requests_and_turns_of_a_dialogue_are_kinds_too() -> None:
    both = RIGHT | {"want": ["1.001193", "1.000894"]}
    verdicts = evaluate([Dialogue.model_validate({"dialogue": [both]})], library_of, DAY)
    assert noises(verdicts[0], LIBRARY) == (Noise.SEVERAL_REQUESTS, Noise.DIALOGUE)


def test_kinds_that_no_message_is_of_are_left_out() -> None:
    assert {noise: len(found) for noise, found in by_noise(judged(RIGHT, WRONG), library_of).items()} == {Noise.NONE: 2}
