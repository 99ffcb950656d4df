"""Which of the aspects that a message names it asks for."""

import pytest

from bot.search.aspects import Aspect, mentions
from bot.text.words import words_of


def named(text: str) -> list[Aspect]:
    return [mention.aspect for mention in mentions(words_of(text), accented=not text.isascii())]


@pytest.mark.parametrize(
    "text", ["sao y năm trang bao nhiêu", "sao y 5 trang bao nhieu vay ad", "tạm trú thì bao nhiêu ạ"]
)
def test_how_much_at_the_end_is_a_price(text: str) -> None:
    assert named(text) == [Aspect.FEE]


@pytest.mark.parametrize("text", ["số điện thoại bao nhiêu", "bao nhiêu", "khai sinh bao nhiêu ngày"])
def test_how_much_of_something_else_is_none(text: str) -> None:
    assert Aspect.FEE not in named(text)


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("giấy tờ?", Aspect.DOCUMENTS),
        ("ho so a", Aspect.DOCUMENTS),
        ("đi khám thì phải đưa ra giấy gì", Aspect.DOCUMENTS),
        ("tờ khai lấy ở mô", Aspect.FORMS),
        ("trẻ nào thì được", Aspect.REQUIREMENTS),
        ("ai mới được đăng ký", Aspect.REQUIREMENTS),
        ("có trả về tận nhà không", Aspect.POST),
        ("làm ở xã hay huyện", Aspect.PLACE),
    ],
)
def test_an_aspect_is_named_in_many_words(text: str, aspect: Aspect) -> None:
    assert named(text) == [aspect]


def test_papers_that_are_told_of_are_not_asked_for() -> None:
    assert named("mất hết giấy tờ") == []


@pytest.mark.parametrize(
    "text",
    [
        "giao đất ở có thu tiền sử dụng đất",
        "tạm trú với thường trú khác nhau chỗ nào",
        "em đọc trên mạng không rõ",
        "bán hàng online mấy năm nay",
        "chuyên gia",
    ],
)
def test_what_only_sounds_like_an_aspect_is_none(text: str) -> None:
    assert named(text) == []
