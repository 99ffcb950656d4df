"""The scores, as the definition of question files has them; small made-up outcomes of the fictional library."""

from datetime import date

import pytest
from fictional_library import library
from pydantic import ValidationError

from bot.dialogue.evaluation import Verdict, evaluate, scores
from bot.knowledge.questions import Case, Dialogue
from bot.search import Library

LIBRARY = library()
DAY = date(2026, 11, 20)


def judged(**case: object) -> Verdict:
    (verdict,) = evaluate([Case.model_validate(case)], lambda _: LIBRARY, DAY)
    return verdict


def test_the_right_answer_is_a_hit() -> None:
    verdict = judged(q="đăng ký khai sinh", kind="answer", want=["1.001193"], aspects=[])
    assert (verdict.decision, verdict.hit_at_1, verdict.hit_at_3, verdict.aspects) == (True, True, True, True)
    assert (verdict.says, verdict.offered, verdict.false_answer) == (None, None, None)
    assert verdict.right


def test_one_of_several_right_answers_is_a_hit() -> None:
    assert judged(q="đăng ký khai sinh", kind="answer", any_of=["1.000689", "1.001193"]).hit_at_1
    assert not judged(q="đăng ký khai sinh", kind="answer", any_of=["1.000689", "1.000894"]).hit_at_1


def test_what_is_only_offered_is_a_hit_at_three() -> None:
    verdict = judged(q="hộ khẩu", kind="answer", want=["1.004194"])
    assert (verdict.decision, verdict.hit_at_1, verdict.hit_at_3) == (False, False, True)


def test_of_several_wanted_all_must_be_answered() -> None:
    assert not judged(q="đăng ký khai sinh", kind="answer", want=["1.001193", "1.000894"]).hit_at_1


def test_aspects_and_words_are_judged_in_hits_only() -> None:
    wrong = judged(q="đăng ký khai sinh", kind="answer", want=["1.000894"], aspects=["fee"], says=["miễn phí"])
    assert (wrong.aspects, wrong.says) == (None, None)
    hit = judged(q="phí đăng ký kết hôn", kind="answer", want=["1.000894"], aspects=["fee", "time"], says=["MIỄN  PHÍ"])
    assert (hit.aspects, hit.says) == (False, True)


def test_of_a_choice_two_wanted_ids_must_be_offered() -> None:
    assert judged(q="hộ khẩu", kind="choose", want=["1.004194", "1.004222"]).offered
    assert judged(q="hộ khẩu", kind="choose", want=["1.004194", "1.001193"]).offered is False
    assert judged(q="đăng ký khai sinh", kind="choose", want=["1.004194", "1.004222"]).offered is False


def test_an_answer_to_what_has_none_is_a_false_one() -> None:
    assert judged(q="đăng ký khai sinh", kind="none").false_answer
    assert judged(q="mua vé xem bóng đá", kind="none").false_answer is False


def test_turns_of_a_dialogue_share_a_conversation_and_cases_do_not() -> None:
    turns = [
        {"q": "đăng ký khai sinh", "kind": "answer", "want": ["1.001193"]},
        {"q": "còn phí?", "kind": "answer", "want": ["1.001193"], "aspects": ["fee"]},
    ]
    apart = [Case.model_validate(turn) for turn in turns]
    together = Dialogue.model_validate({"dialogue": turns})
    assert [verdict.right for verdict in evaluate(apart, lambda _: LIBRARY, DAY)] == [True, False]
    verdicts = evaluate([together], lambda _: LIBRARY, DAY)
    assert [(verdict.right, verdict.in_dialogue) for verdict in verdicts] == [(True, True), (True, True)]
    assert (scores(verdicts)[-1].name, scores(verdicts)[-1].share) == ("dialogue turns right", 1.0)


def test_the_commune_and_the_day_of_a_dialogue_hold_where_a_turn_has_none() -> None:
    asked: list[str | None] = []
    turn = {"q": "đổi thẻ căn cước hết bao nhiêu tiền", "kind": "answer", "want": ["1.014063"], "says": ["50.000"]}
    dialogue = {"dialogue": [turn, turn | {"commune": "b", "at": "2026-11-20"}], "commune": "a", "at": "2027-01-01"}
    item = Dialogue.model_validate(dialogue)

    def library_of(code: str | None) -> Library:
        asked.append(code)
        return LIBRARY

    verdicts = evaluate([item], library_of, DAY)
    assert asked == ["a", "b"]
    assert all(verdict.hit_at_1 for verdict in verdicts)


def test_a_measure_that_applies_to_no_case_has_no_share() -> None:
    by_name = {score.name: score for score in scores([judged(q="chào", kind="social")])}
    assert (by_name["decision"].good, by_name["decision"].count, by_name["decision"].share) == (1, 1, 1.0)
    assert (by_name["hit@1"].count, by_name["hit@1"].share) == (0, None)


@pytest.mark.parametrize(
    "case",
    [
        {"kind": "answer"},
        {"kind": "choose", "want": ["1.001193"]},
        {"kind": "other"},
        {"kind": "none", "aspects": ["x"]},
    ],
)
def test_a_case_that_cannot_be_judged_is_refused(case: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Case.model_validate({"q": "a", **case})
