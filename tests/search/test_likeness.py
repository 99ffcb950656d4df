"""Which questions ask for the same thing."""

import random
import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.likeness import grouped, spelling
from bot.text.words import bare

_words = st.sampled_from(
    ["mở", "quán", "ăn", "cắt", "điện", "nước", "sạch", "tiêm", "phòng", "chó", "giá", "vàng", "ạ"]
)
_questions = st.lists(st.lists(_words, max_size=5).map(" ".join), max_size=12)
SYLLABLES = [
    "".join(pair)
    for pair in product(["b", "d", "g", "h", "l", "m", "ph", "tr"], ["a", "oi", "uan", "en", "inh", "uong"])
]


def groups_of(*questions: str) -> list[list[str]]:
    return [[questions[place] for place in group] for group in grouped(questions)]


@pytest.mark.parametrize(
    "asked",
    [
        (
            "mở quán ăn cần gì",
            "mo quan an can giay to gi",
            "thủ tục mở quán ăn",
            "muốn mở quán ăn thì xin giấy phép ở đâu",
        ),
        ("bao giờ cắt điện", "lịch cắt điện tuần này", "CẮT ĐIỆN"),
        ("xin cái giấy cho nhỏ mới đẻ", "Xin cai giay cho nho moi de?"),
        ("giấy xác nhận hộ nghèo [số đã che]", "xác nhận hộ nghèo", "xác nhận hộ ngèo"),
    ],
)
def test_questions_for_one_thing_are_one_group(asked: tuple[str, ...]) -> None:
    assert groups_of(*asked) == [list(asked)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("giá vàng hôm nay", "giá bạc hôm nay"),
        ("tiêm phòng cho bé", "tiêm phòng dại cho chó"),
        ("đăng ký xe máy", "sang tên xe máy"),
        ("vay vốn hộ nghèo", "xác nhận hộ nghèo"),
        ("mở quán ăn", "[số đã che]"),
    ],
)
def test_questions_for_two_things_are_two_groups(one: str, other: str) -> None:
    assert groups_of(one, other) == [[one], [other]]


@given(_questions)
def test_each_question_stands_in_one_group_in_the_order_asked(questions: list[str]) -> None:
    found = grouped(questions)
    assert sorted(place for group in found for place in group) == list(range(len(questions)))
    assert all(group == sorted(group) for group in found)
    assert [group[0] for group in found] == sorted(group[0] for group in found)


@given(_questions, _questions)
def test_later_questions_never_change_the_groups_of_earlier_ones(earlier: list[str], later: list[str]) -> None:
    both = grouped(earlier + later)
    cut = [[place for place in group if place < len(earlier)] for group in both]
    assert [group for group in cut if group] == grouped(earlier)


@given(_questions)
def test_spellings_of_one_question_are_never_parted(questions: list[str]) -> None:
    found = grouped([*questions, *(bare(question).upper() for question in questions)])
    group_of = {place: number for number, group in enumerate(found) for place in group}
    assert all(group_of[place] == group_of[place + len(questions)] for place in range(len(questions)))


def test_two_spellings_of_a_question_are_the_same() -> None:
    assert spelling("Mở quán, cần gì?") == spelling("mo  quan can gi [số đã che]") == "mo quan can gi"


def test_thousands_of_questions_are_grouped_within_two_seconds() -> None:
    chance = random.Random(5)
    questions = [" ".join(chance.sample(SYLLABLES, 5)) for _ in range(5000)]
    started = time.process_time()
    grouped(questions)
    assert time.process_time() - started < 2
