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
    "text",
    [
        "tạm trú với thường trú khác nhau chỗ nào",
        "em đọc trên mạng không rõ",
        "bán hàng online mấy năm nay",
        "chuyên gia",
    ],
)
def test_what_only_sounds_like_an_aspect_is_none(text: str) -> None:
    assert named(text) == []
