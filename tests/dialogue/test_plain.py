"""What a short name means among alike entries."""

from types import MappingProxyType
from typing import Any

import pytest
from fictional_library import BIRTH, MARRIAGE, SUOI_MAU, VOCABULARY
from test_understanding import turns

from bot.dialogue import Decision
from bot.dialogue.plain import is_joined_in, plain_among
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.procedure import Procedure
from bot.knowledge.vocabulary import Vocabulary
from bot.search import Aspect, Library

AGAIN: dict[str, Any] = MARRIAGE | {"ma": "1.004746", "ten": "Đăng ký lại kết hôn", "cach_hoi": ["kết hôn lại giấy"]}
ABROAD: dict[str, Any] = MARRIAGE | {"ma": "2.000806", "ten": "Đăng ký kết hôn với người Lào", "cach_hoi": ["vợ Lào"]}
FAMILY = ("1.004746", "1.000894", "2.000806")
SHARED = [{"cum_tu": ["kết hôn", "giấy kết hôn"], "ma": [*FAMILY]}]


@pytest.fixture(scope="module")
def marriages() -> Library:
    entries = {each["ma"]: Procedure.model_validate(each) for each in (BIRTH, MARRIAGE, AGAIN, ABROAD)}
    vocabulary = Vocabulary.model_validate(VOCABULARY.model_dump(by_alias=True) | {"dung_chung": SHARED})
    return Library.of(Knowledge(SUOI_MAU, MappingProxyType(entries), vocabulary))


@pytest.mark.parametrize("text", ["kết hôn", "ket hon", "giấy kết hôn", "đăng ký kết hôn"])
def test_the_plain_one_is_that_whose_name_says_no_more_than_was_said(text: str, marriages: Library) -> None:
    assert plain_among(FAMILY, marriages.read(text), marriages) == "1.000894"


@pytest.mark.parametrize("text", ["giấy tờ", "đăng ký", ""])
def test_where_none_was_named_none_is_plain(text: str, marriages: Library) -> None:
    assert plain_among(FAMILY, marriages.read(text), marriages) is None


def test_where_two_names_say_no_more_none_is_plain(marriages: Library) -> None:
    assert plain_among(FAMILY, marriages.read("đăng ký lại kết hôn"), marriages) is None


def test_a_short_name_alone_is_asked_back_and_with_an_aspect_it_is_the_plain_one(marriages: Library) -> None:
    assert turns("kết hôn", knowledge=marriages)[-1].outcome.decision is Decision.CHOOSE
    outcome = turns("kết hôn cần giấy tờ gì", knowledge=marriages)[-1].outcome
    assert (outcome.ids, outcome.aspects) == (("1.000894",), (Aspect.DOCUMENTS,))
    assert set(outcome.choices) == {"1.004746", "2.000806"}


def test_of_several_things_each_short_name_is_the_plain_one(marriages: Library) -> None:
    assert turns("khai sinh và kết hôn, mỗi cái mấy ngày", knowledge=marriages)[-1].outcome.ids == (
        "1.001193",
        "1.000894",
    )


def test_what_joins_several_things_has_each_of_them_in_its_name() -> None:
    assert is_joined_in("Đăng ký khai sinh", "Khai sinh và thẻ bảo hiểm y tế cho trẻ, làm gộp một lần")
    assert not is_joined_in("Đăng ký kết hôn", "Khai sinh và thẻ bảo hiểm y tế cho trẻ, làm gộp một lần")
    assert not is_joined_in("Đăng ký kết hôn", "Đăng ký lại kết hôn")
