"""What a person may decide at any time, whoever else is talking with them."""

from datetime import datetime

import pytest
from fictional_library import library

from bot.dialogue import State, respond
from bot.dialogue.own_data import decides_on_own_data
from bot.messages import Choice, Incoming
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
ASKED = respond(State(), Incoming("zalo_oa", "p", "1", "/xoadulieu"), library(), NOON).state
OTHER_LIST = State(
    offered=(Choice(label="Đăng ký khai sinh", value="1.001193"), Choice(label="Khác", value="1.000894"))
)


@pytest.mark.parametrize("text", ["/huy", "/dulieu", "/xoadulieu", "/XOADULIEU", "hủy nhận tin", "thoi khong nhan tin"])
@pytest.mark.parametrize("bot_spoke_last", [True, False])
def test_what_asks_for_it_needs_nothing_before_it(text: str, bot_spoke_last: bool) -> None:
    assert decides_on_own_data(text, State(), bot_spoke_last)


@pytest.mark.parametrize("text", ["xóa hết", "Xoa het", "Không xóa"])
def test_the_words_of_a_choice_answer_the_question_whoever_spoke_last(text: str) -> None:
    assert decides_on_own_data(text, ASKED, bot_spoke_last=False)
    assert not decides_on_own_data(text, OTHER_LIST, bot_spoke_last=True)


@pytest.mark.parametrize("text", ["1", "2", "số 1", "cái cuối"])
def test_a_number_answers_only_whoever_spoke_last(text: str) -> None:
    assert decides_on_own_data(text, ASKED, bot_spoke_last=True)
    assert not decides_on_own_data(text, ASKED, bot_spoke_last=False)
    assert not decides_on_own_data(text, OTHER_LIST, bot_spoke_last=True)


@pytest.mark.parametrize("text", ["/thutuc", "/dangky", "đăng ký nhận tin", "mấy giờ mở cửa", "vâng", "có", "7", ""])
def test_all_else_is_left_to_whom_they_talk_with(text: str) -> None:
    assert not decides_on_own_data(text, ASKED, bot_spoke_last=True)
