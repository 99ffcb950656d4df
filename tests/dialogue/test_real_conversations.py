"""What a message means after an answer from the real knowledge, where everyday words weigh little."""

from pathlib import Path

import pytest
from test_understanding import turns

import bot
from bot.files.folder import load
from bot.search import Aspect, Library

KNOWLEDGE = Path(bot.__file__).parent.parent / "knowledge"
BIRTH, MARRIAGE, PERMIT_AGAIN, OLD_AGE = "1.001193", "1.000894", "1.013228", "1.014027"


@pytest.fixture(scope="module")
def commune() -> Library:
    return Library.of(load(KNOWLEDGE).communes["phu-thong"])


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("tiền phí của vụ đó sao ri", Aspect.FEE),
        ("rua phi khai sinh nhieu", Aspect.FEE),
        ("gửi qua bưu điện được chăng", Aspect.POST),
        ("cháu đem nộp chỗ nào giờ", Aspect.PLACE),
    ],
)
def test_an_aspect_asked_in_words_that_fit_nothing_surely_is_asked_of_the_procedure_answered_last(
    text: str, aspect: Aspect, commune: Library
) -> None:
    outcome = turns("đăng ký khai sinh", text, knowledge=commune)[-1].outcome
    assert (outcome.ids, outcome.aspects) == ((BIRTH,), (aspect,))


def test_a_topic_has_no_aspects_so_that_the_address_can_be_asked_after_the_hours(commune: Library) -> None:
    assert turns("mấy giờ xã mở cửa", "dia chi o mo", knowledge=commune)[-1].outcome.ids == ("dia-chi",)


@pytest.mark.parametrize("text", ["phí cấp lại", "cap lai may ngay"])
def test_words_of_the_answered_procedure_s_own_name_are_about_it_though_others_have_them_too(
    text: str, commune: Library
) -> None:
    outcome = turns("cấp lại giấy phép xây dựng", text, knowledge=commune)[-1].outcome
    assert outcome.ids == (PERMIT_AGAIN,)


@pytest.mark.parametrize(
    "text",
    [
        "chồng bận đi làm xa thì sao",
        "con nop ho bac duoc khong",
        "lam gium cho chau noi dc hong",
        "còn bà nội cháu thì sao",
    ],
)
def test_what_is_asked_for_somebody_or_if_somebody_cannot_is_about_what_was_answered_last(
    text: str, commune: Library
) -> None:
    outcome = turns("trợ cấp hưu trí xã hội cần giấy gì", text, knowledge=commune)[-1].outcome
    assert outcome.ids == (OLD_AGE,)


def test_who_says_for_whom_and_names_another_thing_asks_for_that(commune: Library) -> None:
    outcome = turns("đăng ký kết hôn cần giấy gì", "khai sinh cho con thì sao", knowledge=commune)[-1].outcome
    assert (outcome.ids, outcome.aspects) == ((BIRTH,), (Aspect.DOCUMENTS,))


@pytest.mark.parametrize("text", ["kết hôn cần giấy gì", "ket hon can giay gi"])
def test_who_asks_for_the_papers_of_a_thing_by_its_short_name_means_the_plain_one(text: str, commune: Library) -> None:
    outcome = turns(text, knowledge=commune)[-1].outcome
    assert (outcome.ids, outcome.aspects) == ((MARRIAGE,), (Aspect.DOCUMENTS,))


@pytest.mark.parametrize("text", ["co phai di cung khong a", "mình ở xã em được không"])
def test_a_yes_or_no_question_that_fits_nothing_surely_is_about_what_was_answered_last(
    text: str, commune: Library
) -> None:
    assert turns("đăng ký thường trú", text, knowledge=commune)[-1].outcome.ids == ("1.004222",)


def test_a_yes_or_no_question_about_something_else_is_not(commune: Library) -> None:
    assert turns("đăng ký thường trú", "chiều nay trời có mưa không", knowledge=commune)[-1].outcome.ids == ()


def test_what_each_part_names_surely_is_asked_for_though_the_whole_looks_like_something_else(commune: Library) -> None:
    assert turns("khai sinh và khai tử nộp ở đâu", knowledge=commune)[-1].outcome.ids == (BIRTH, "1.000656")
    assert turns("kết hôn với người Hàn Quốc", knowledge=commune)[-1].outcome.ids == ("2.000806",)


def test_what_is_done_with_another_thing_at_one_go_is_asked_for_once(commune: Library) -> None:
    outcome = turns("khai sinh với thẻ bảo hiểm y tế làm chung cần gì", knowledge=commune)[-1].outcome
    assert outcome.ids == ("2.001023",)


def test_where_what_was_said_before_decides_what_the_message_is_about_by_itself_is_offered_too(
    commune: Library,
) -> None:
    turn = turns("nhận con nuôi ở xã cần điều kiện gì", "nhận cha cho con thì sao", knowledge=commune)[-1]
    assert turn.reason is not None
    assert turn.reason.found is not None
    by_itself = turn.reason.found.hits[0].id
    assert by_itself not in turn.outcome.ids
    assert by_itself in turn.outcome.choices


def test_who_goes_on_with_something_else_means_none_of_what_was_answered_together(commune: Library) -> None:
    both = "đăng ký khai sinh với đăng ký kết hôn cần giấy gì"
    assert turns(both, "thế còn mua xe cũ thì sao", knowledge=commune)[-1].outcome.ids == ("1.013076",)
