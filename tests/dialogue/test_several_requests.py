"""Several things in one message, a contrast, a story before the question, and what a message says it is not about."""

import pytest
from test_understanding import DAY, SUOI_MAU, last, turns

from bot.dialogue import Decision, State
from bot.dialogue.answering import Desk
from bot.dialogue.requests import Request
from bot.search import Aspect


@pytest.mark.parametrize(
    "text",
    [
        "đăng ký khai sinh với đăng ký kết hôn, mỗi thứ bao nhiêu tiền",
        "đăng ký khai sinh và đăng ký kết hôn thì lệ phí mỗi cái bao nhiêu",
        "1 là đăng ký khai sinh 2 là đăng ký kết hôn, hai cái này mất bao nhiêu tiền",
    ],
)
def test_both_are_answered_and_an_aspect_named_for_both_is_told_of_both(text: str) -> None:
    outcome = last(text).outcome
    assert (outcome.decision, set(outcome.ids), outcome.aspects) == (
        Decision.ANSWER,
        {"1.001193", "1.000894"},
        (Aspect.FEE,),
    )


@pytest.mark.parametrize(
    "text",
    [
        "đăng ký tạm trú khác gì đăng ký thường trú",
        "dang ky tam tru voi dang ky thuong tru khac nhau cho nao",
        "đăng ký thường trú với đăng ký tạm trú khác chi nhau hè",
        "đăng ký tạm trú khác đăng ký thường trú chỗ nào",
    ],
)
def test_who_asks_for_the_difference_is_told_of_both_and_asks_for_no_place(text: str) -> None:
    outcome = last(text).outcome
    assert (outcome.decision, set(outcome.ids), outcome.aspects) == (Decision.ANSWER, {"1.004194", "1.004222"}, ())


def test_what_a_message_says_it_is_not_about_is_not_answered() -> None:
    assert last("tôi không hỏi đăng ký tạm trú, tôi hỏi đăng ký thường trú cần giấy gì").outcome.ids == ("1.004222",)


@pytest.mark.parametrize(
    "text",
    [
        "không phải tạm trú đâu, đăng ký thường trú ấy",
        "ủa không phải, ý em là đăng ký thường trú",
        "à không phải tạm trú, ý tui là đăng ký thường trú",
    ],
)
def test_what_it_is_not_about_goes_before_the_rest_is_cut_and_still_corrects(text: str) -> None:
    outcome = last("đăng ký tạm trú cần giấy tờ gì", text).outcome
    assert (outcome.ids, outcome.aspects) == (("1.004222",), (Aspect.DOCUMENTS,))


def test_two_clauses_that_each_ask_are_both_answered() -> None:
    outcome = last("đăng ký khai sinh thế nào, đăng ký kết hôn ra sao").outcome
    assert set(outcome.ids) == {"1.001193", "1.000894"}


def test_of_a_long_message_what_it_tells_first_names_no_aspect() -> None:
    story = (
        "nhà em làm ăn xa mấy năm nay chưa có giấy tờ gì hết ở nhờ chỗ này chỗ kia giờ về quê với ông bà thì"
        " đăng ký thường trú mất mấy ngày"
    )
    assert last(story).outcome.aspects == (Aspect.TIME,)


def test_where_the_message_as_a_whole_is_about_a_third_thing_that_can_be_chosen_too() -> None:
    named = [SUOI_MAU.find(SUOI_MAU.read(code)).hits[0] for code in ("1.001193", "1.000894")]
    desk = Desk(State(), SUOI_MAU, DAY, "khai sinh rồi kết hôn")
    turn = desk.answered_both([Request(hit, ()) for hit in named], "1.004222")
    assert (turn.outcome.ids, turn.outcome.choices) == (("1.001193", "1.000894"), ("1.004222",))
    assert [choice.value for choice in turn.replies[-1].choices] == ["1.001193", "1.000894", "1.004222"]
    assert desk.answered_both([Request(hit, ()) for hit in named], "1.000894").outcome.choices == ()


def test_a_few_everyday_words_may_be_a_name() -> None:
    assert turns("tam tru")[0].outcome.decision is not Decision.SOCIAL


def test_after_an_answer_a_correction_stands_in_the_place_of_what_it_corrects() -> None:
    outcome = last("đăng ký tạm trú cần giấy tờ gì", "à nhầm, thường trú cơ").outcome
    assert (outcome.ids, outcome.aspects) == (("1.004222",), (Aspect.DOCUMENTS,))


def test_coming_back_to_something_leaves_what_was_answered_last() -> None:
    outcome = last("đăng ký kết hôn", "giờ làm việc", "quay lại vụ đăng ký kết hôn lúc nãy, phí bao nhiêu").outcome
    assert (outcome.ids, outcome.aspects) == (("1.000894",), (Aspect.FEE,))


def test_while_a_list_is_open_thanks_take_nothing_of_it() -> None:
    assert last("hộ khẩu", "ok cảm ơn").outcome.decision is Decision.SOCIAL


@pytest.mark.parametrize("text", ["thường trú, cần giấy tờ gì", "thuong tru ho so gom gi"])
def test_while_a_list_is_open_a_word_and_an_aspect_take_one_of_it(text: str) -> None:
    outcome = last("hộ khẩu", text).outcome
    assert (outcome.decision, outcome.ids, outcome.aspects) == (Decision.ANSWER, ("1.004222",), (Aspect.DOCUMENTS,))


def test_a_story_that_tells_nothing_as_a_whole_is_answered_by_its_end() -> None:
    story = (
        "nhà em ở thôn trên hôm trước đi chợ phiên gặp mấy người quen nói chuyện mùa màng trâu bò rồi mưa to về muộn"
        " ướt hết quần áo ốm mất mấy hôm nay mới khỏe thì cho em hỏi hai đứa muốn cưới nhau thì đăng ký kết hôn"
    )
    assert last("đăng ký kết hôn").outcome.ids == last(story).outcome.ids


def test_an_afterthought_keeps_what_was_asked() -> None:
    outcome = last("đăng ký kết hôn cần giấy tờ gì", "à quên, đăng ký khai sinh nữa").outcome
    assert (outcome.ids, outcome.aspects) == (("1.001193",), (Aspect.DOCUMENTS,))


def test_a_thing_named_after_so_goes_on_with_what_was_asked() -> None:
    outcome = last("đăng ký kết hôn mất mấy ngày", "thế đăng ký khai sinh").outcome
    assert (outcome.ids, outcome.aspects) == (("1.001193",), (Aspect.TIME,))


def test_what_may_be_an_aspect_of_a_procedure_that_is_asked_for_is_no_request_of_its_own() -> None:
    alone = last("gặp ai").outcome
    outcome = last("đăng ký kết hôn cần giấy tờ gì, gặp ai").outcome
    assert (outcome.ids, outcome.aspects) == (("1.000894",), (Aspect.DOCUMENTS, Aspect.PLACE))
    assert alone.decision is not Decision.ANSWER


def test_a_story_told_clause_by_clause_asks_for_one_thing() -> None:
    assert last("con tôi sinh ở nhà, vợ tôi còn yếu, tôi muốn làm giấy khai sinh cho con").outcome.ids == ("1.001193",)
