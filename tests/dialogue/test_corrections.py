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


def test_an_entry_called_by_its_very_name_may_not_tell_what_was_wanted() -> None:
    kept = KeepMiss("đăng ký khai sinh", ("1.001193",), MissKind.WRONG)
    assert said("đăng ký khai sinh", "không phải ý tôi").effects == (kept,)


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
    assert turn.effects == (KeepMiss("Đăng ký kết hôn", ("1.000894",), MissKind.WRONG),)


def test_a_personal_number_in_the_question_before_stays_masked() -> None:
    (miss,) = said("làm giấy khai sinh cho con, số 0900000000", "không phải ý tôi").effects
    assert isinstance(miss, KeepMiss)
    assert miss.question == "làm giấy khai sinh cho con, số [số đã che]"


def refusal_of(turn: Turn) -> str:
    """The value of the last choice, which says that the answer was not what was meant."""
    last = turn.replies[-1].choices[-1]
    assert last.label == "Không phải ý tôi"
    return last.value


@pytest.mark.parametrize("question", [ASKED, "làm giấy kết hôn", "mấy giờ mở cửa", "đăng ký khai sinh"])
def test_the_last_button_below_an_answer_says_the_same_as_the_words(question: str) -> None:
    answered = said(question)
    by_button, by_words = pressed(answered, refusal_of(answered)), said(question, "không phải ý tôi")
    assert by_button == by_words
    (miss,) = by_button.effects
    assert miss == KeepMiss(question, answered.outcome.ids, MissKind.WRONG)


def test_the_button_is_taken_by_its_number_too() -> None:
    place = len(said(ASKED).replies[-1].choices)
    assert said(ASKED, str(place)).effects == WRONG


def test_the_button_is_no_entry_that_is_offered() -> None:
    turn = said(ASKED)
    assert refusal_of(turn) not in turn.outcome.choices


def test_two_answers_at_once_are_refused_together() -> None:
    turn = said("khai sinh cần giấy tờ gì, với cả kết hôn mất bao nhiêu tiền")
    assert len(turn.outcome.ids) == 2
    (miss,) = pressed(turn, refusal_of(turn)).effects
    assert isinstance(miss, KeepMiss)
    assert miss.nearest == turn.outcome.ids


def test_after_a_button_was_pressed_the_answer_before_can_still_be_refused_by_its_own() -> None:
    answered = said(ASKED)
    opened = pressed(answered, "1.001193/documents", "Giấy tờ")
    assert "Không phải ý tôi" not in [choice.label for choice in opened.replies[-1].choices]
    assert pressed(opened, refusal_of(answered)).effects == WRONG


def test_pressed_twice_it_counts_once() -> None:
    answered = said(ASKED)
    again = pressed(pressed(answered, refusal_of(answered)), refusal_of(answered))
    assert again.effects == ()
    assert again.replies[0].text.startswith("Xin lỗi, tôi hiểu chưa đúng ý bạn.")


@pytest.mark.parametrize("value", ["!khac/1.001193", "!khac/9.999999", "!khac/"])
def test_an_old_button_without_a_conversation_ends_politely(value: str) -> None:
    turn = respond(State(), Incoming("web", "p", "1", "", value), SUOI_MAU, MOMENT)
    assert (turn.outcome.decision, turn.effects) == (Decision.NONE, ())
    assert "Bạn viết lại giúp tôi tên việc cần làm" in turn.replies[0].text


def test_an_old_button_leaves_the_conversation_where_it_is() -> None:
    turn = pressed(said(ASKED), "!khac/1.000894")
    assert turn.state == said(ASKED).state


def test_in_an_emergency_nothing_stands_below_the_numbers() -> None:
    assert said("cháy nhà").replies[-1].choices == ()


def test_a_question_back_has_no_such_button() -> None:
    assert "Không phải ý tôi" not in [choice.label for choice in said("hộ khẩu").replies[-1].choices]
