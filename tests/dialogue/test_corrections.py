"""What is kept when a citizen says that the answer was not what they meant."""

from datetime import date

import pytest
from fictional_library import library

from bot.dialogue import Decision, KeepMiss, MissKind, State, Turn, respond
from bot.dialogue.correction import only_refuses
from bot.dialogue.evaluation import noon_of
from bot.messages import Incoming

SUOI_MAU = library()
MOMENT = noon_of(date(2026, 11, 20))
ASKED = "phí làm giấy khai sinh cho con"
WRONG = (KeepMiss(ASKED, ("1.001193",), MissKind.WRONG),)


def said(*messages: str) -> Turn:
    state, turn = State(), None
    for number, text in enumerate(messages):
        turn = respond(state, Incoming("web", "p", str(number), text), SUOI_MAU, MOMENT)
        state = turn.state
    assert turn is not None
    return turn


def pressed(turn: Turn, value: str, label: str = "nút") -> Turn:
    return respond(turn.state, Incoming("web", "p", "9", label, value), SUOI_MAU, MOMENT)


@pytest.mark.parametrize(
    "refusal",
    [
        "không phải ý tôi", "khong phai y toi", "Không phải ý em ạ!", "sai rồi", "SAI ROI", "sai", "ko phải cái này",
        "không đúng", "chưa đúng ý mình", "trả lời sai rồi bot ơi", "nhầm rồi", "hiểu nhầm rồi ạ",
        "tôi không hỏi cái này", "không phải việc tôi hỏi", "đâu phải vậy",
    ],
)  # fmt: skip
def test_the_question_before_is_kept_as_answered_wrong_though_we_were_sure(refusal: str) -> None:
    turn = said(ASKED, refusal)
    assert turn.effects == WRONG
    assert turn.outcome.decision in (Decision.CHOOSE, Decision.NONE)
    assert turn.outcome.ids == ()


@pytest.mark.parametrize(
    "text",
    [
        "không",
        "không phải hộ nghèo có mất phí không",
        "đúng rồi",
        "thôi",
        "vậy",
        "",
        "sai phạm đất đai",
        "không phải nộp tiền à",
        "tôi hỏi",
    ],
)
def test_what_asks_or_agrees_is_no_refusal(text: str) -> None:
    assert not only_refuses(text)


def test_a_correction_that_says_what_was_meant_counts_too_and_is_answered() -> None:
    turn = said(ASKED, "không phải, kết hôn cơ")
    assert turn.outcome.ids == ("1.000894",)
    assert turn.effects == WRONG


def test_a_correction_that_finds_nothing_is_kept_beside_the_answer_that_was_wrong() -> None:
    turn = said(ASKED, "không phải, mua vé xem bóng đá")
    assert turn.effects[:1] == WRONG
    assert [effect.kind for effect in turn.effects if isinstance(effect, KeepMiss)] == ["wrong", "unanswered"]


def test_another_aspect_of_the_same_entry_does_not_make_its_answer_wrong() -> None:
    turn = said(ASKED, "không phải, mấy ngày có")
    assert turn.outcome.ids == ("1.001193",)
    assert turn.effects == ()


def test_said_twice_it_counts_once_and_the_telephone_number_is_offered() -> None:
    turn = said(ASKED, "sai rồi", "sai rồi")
    assert turn.effects == ()
    assert "0900000000" in turn.replies[0].text


@pytest.mark.parametrize("before", [(), ("chào bạn",), ("mua vé xem bóng đá",)])
def test_where_nothing_was_answered_nothing_is_kept(before: tuple[str, ...]) -> None:
    assert said(*before, "không phải ý tôi").effects == ()


def test_an_entry_called_by_its_very_name_is_not_kept() -> None:
    assert said("đăng ký khai sinh", "không phải ý tôi").effects == ()


def test_the_wrong_answer_is_not_talked_about_any_more() -> None:
    turn = said(ASKED, "không phải ý tôi", "bao nhiêu tiền")
    assert turn.outcome.ids == ()


def test_after_a_button_the_words_that_led_to_it_are_kept() -> None:
    opened = pressed(said(ASKED), "1.001193/documents", "Giấy tờ")
    turn = respond(opened.state, Incoming("web", "p", "10", "không phải ý tôi"), SUOI_MAU, MOMENT)
    assert turn.effects == WRONG


def test_after_a_button_to_something_else_the_words_before_are_not_blamed_for_it() -> None:
    opened = pressed(said(ASKED), "1.000894", "Đăng ký kết hôn")
    turn = respond(opened.state, Incoming("web", "p", "10", "không phải ý tôi"), SUOI_MAU, MOMENT)
    assert turn.effects == ()


def test_a_personal_number_in_the_question_before_stays_masked() -> None:
    (miss,) = said("làm giấy khai sinh cho con, số 0900000000", "không phải ý tôi").effects
    assert isinstance(miss, KeepMiss)
    assert miss.question == "làm giấy khai sinh cho con, số [số đã che]"
