"""What a short message means after an answer, or while a list is open. The knowledge is made up for just that."""

from typing import Any

import pytest
from fictional_library import SOURCE, SUOI_MAU
from fictional_library import library as all_of_it
from test_understanding import turns

from bot.knowledge.knowledge import Knowledge
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary
from bot.search import Aspect, Library


def procedure(code: str, name: str, *ways: str, field: str = "Chăn nuôi", **more: Any) -> Procedure:
    content = {"ma": code, "ten": name, "cach_hoi": [*ways], "linh_vuc": field, "tom_tat": "Bạn đến xã."}
    return Procedure.model_validate(
        {**content, "noi_giai_quyet": "Ủy ban xã", "nguon": SOURCE, "ra_soat": "2026-11-01", **more}
    )


def topic(name: str, *ways: str) -> Topic:
    content = {"ma": "chuyen-nha", "ten": name, "cach_hoi": [*ways], "tra_loi": "Bạn đến xã."}
    return Topic.model_validate({**content, "ra_soat": "2026-11-01"})


ABROAD = {
    "ten": "Hươu mua ở nước ngoài",
    "cach_hoi": ["hươu nước ngoài", "giấy phép đó gia hạn cho hươu nước ngoài"],
    "tra_loi": "Bạn đến tỉnh.",
}
ENTRIES = (
    procedure("9.100001", "Cấp giấy phép nuôi hươu", "muốn nuôi hươu sao", tinh_huong=[ABROAD]),
    procedure("9.100002", "Gia hạn giấy phép nuôi hươu", "giấy phép nuôi hươu hết hạn"),
    procedure("9.100003", "Báo tin đàn ong chuyển đi", "ong dời sang xã khác", field="Nuôi ong"),
    procedure("9.100004", "Báo tin đàn ong chuyển đến", "ong mới chuyển đến", field="Nuôi ong"),
    topic("Chuyển nhà", "chuyển đến nhà khác", "chuyển đến ở thuê"),
)
SHARED = {"dung_chung": [{"cum_tu": ["báo tin đàn ong"], "ma": ["9.100003", "9.100004"]}], "tu_dem": ["đó", "thì sao"]}


@pytest.fixture(scope="module")
def animals() -> Library:
    return Library.of(Knowledge(SUOI_MAU, {each.id: each for each in ENTRIES}, Vocabulary.model_validate(SHARED)))


def test_what_is_near_goes_before_a_situation_of_what_was_answered_that_fits_less(animals: Library) -> None:
    first, then = turns("cấp giấy phép nuôi hươu", "thế còn gia hạn giấy phép đó", knowledge=animals)
    assert (first.outcome.ids, then.outcome.ids) == (("9.100001",), ("9.100002",))


def test_a_situation_of_what_was_answered_goes_before_what_is_near_and_fits_less(animals: Library) -> None:
    _, then = turns("cấp giấy phép nuôi hươu", "hươu nước ngoài thì sao", knowledge=animals)
    assert then.outcome.ids == ("9.100001",)
    assert "Bạn đến tỉnh." in then.replies[0].text


def test_while_a_list_is_open_a_few_words_take_one_of_it_though_they_fit_something_else_better(
    animals: Library,
) -> None:
    alone, listed, taken = (
        turns("chuyển đến", knowledge=animals)[-1],
        *turns("báo tin đàn ong", "chuyển đến", knowledge=animals),
    )
    assert alone.outcome.ids == ("chuyen-nha",)
    assert listed.outcome.choices == ("9.100003", "9.100004")
    assert taken.outcome.ids == ("9.100004",)


def test_while_a_list_is_open_what_fits_none_of_it_by_itself_is_something_else() -> None:
    assert turns("hộ khẩu", "cho vợ kết hôn", knowledge=all_of_it())[-1].outcome.ids == ("1.000894",)


@pytest.mark.parametrize(
    "text",
    [
        "làm cho mẹ tôi thì sao",
    ],
)
def test_somebody_named_where_nothing_was_answered_is_no_question_that_can_be_answered(text: str) -> None:
    assert turns(text, knowledge=all_of_it())[-1].outcome.ids == ()


def test_who_names_another_procedure_for_somebody_asks_for_that() -> None:
    outcome = turns("đăng ký tạm trú", "làm giấy khai sinh cho con", knowledge=all_of_it())[-1].outcome
    assert outcome.ids == ("1.001193",)


@pytest.mark.parametrize("text", ["thường trú thì sao", "thuong tru thi sao", "còn thường trú"])
def test_what_about_something_else_asks_the_same_of_it(text: str) -> None:
    outcome = turns("đăng ký tạm trú mất mấy ngày", text, knowledge=all_of_it())[-1].outcome
    assert (outcome.ids, outcome.aspects) == (("1.004222",), (Aspect.TIME,))
