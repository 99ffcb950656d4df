"""What is pointed at without a name, after an answer, after several, or while a list is open."""

import pytest
from test_understanding import last

from bot.dialogue import Decision
from bot.search import Aspect

BOTH = "đăng ký khai sinh với đăng ký kết hôn, mỗi thứ bao nhiêu tiền"


@pytest.mark.parametrize(
    "text", ["cả hai mất mấy ngày", "ca 2 mat may ngay", "mất mấy ngày", "cả hai cái mấy ngày", "tất cả mất mấy ngày"]
)
def test_of_what_was_answered_together_all_is_told(text: str) -> None:
    outcome = last(BOTH, text).outcome
    assert (outcome.ids, outcome.aspects) == (("1.001193", "1.000894"), (Aspect.TIME,))


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("cái đầu mấy ngày", "1.001193"),
        ("may ngay cai thu hai", "1.000894"),
        ("số 2 mấy ngày", "1.000894"),
        ("kết hôn mấy ngày", "1.000894"),
    ],
)
def test_one_of_what_was_answered_together_is_taken_with_an_aspect(text: str, entry_id: str) -> None:
    outcome = last(BOTH, text).outcome
    assert (outcome.ids, outcome.aspects) == ((entry_id,), (Aspect.TIME,))


@pytest.mark.parametrize("text", ["cái kia mấy ngày", "còn cái kia", "con cai con lai"])
def test_the_other_is_what_was_answered_before(text: str) -> None:
    outcome = last(BOTH, "cái đầu mấy ngày", text).outcome
    assert (outcome.ids, outcome.aspects) == (("1.000894",), (Aspect.TIME,))
    outcome = last("đăng ký kết hôn", "đăng ký khai sinh mấy ngày", text).outcome
    assert (outcome.ids, outcome.aspects) == (("1.000894",), (Aspect.TIME,))


def test_of_an_open_list_one_is_taken_by_number_and_aspect_and_all_by_their_count() -> None:
    assert last("hộ khẩu", "số 2 mấy ngày").outcome.ids == ("1.004194",)
    both = last("hộ khẩu", "cả hai").outcome
    assert (both.decision, both.ids) == (Decision.ANSWER, ("1.004222", "1.004194"))
    assert last("hộ khẩu", "cả ba").outcome.decision is not Decision.ANSWER


@pytest.mark.parametrize("text", ["cả hai", "cái kia", "cái kia mấy ngày"])
def test_where_nothing_was_said_nothing_is_pointed_at(text: str) -> None:
    assert last(text).outcome.decision is not Decision.ANSWER
