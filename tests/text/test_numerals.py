"""Numbers as they are read aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numbers_heard import heard

from bot.text.numerals import in_words, one_by_one

SPOKEN = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    91: "chín mươi mốt",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    151: "một trăm năm mươi mốt",
    1000: "một nghìn",
    1001: "một nghìn không trăm linh một",
    1015: "một nghìn không trăm mười lăm",
    1105: "một nghìn một trăm linh năm",
    2026: "hai nghìn không trăm hai mươi sáu",
    10_000: "mười nghìn",
    21_000: "hai mươi mốt nghìn",
    50_000: "năm mươi nghìn",
    105_000: "một trăm linh năm nghìn",
    150_500: "một trăm năm mươi nghìn năm trăm",
    1_000_005: "một triệu không trăm linh năm",
    1_005_000: "một triệu không trăm linh năm nghìn",
    1_250_000: "một triệu hai trăm năm mươi nghìn",
    5_000_000_000: "năm tỷ",
    2_000_000_001: "hai tỷ không trăm linh một",
}


@pytest.mark.parametrize("number", SPOKEN)
def test_a_number_is_read_as_people_in_the_north_say_it(number: int) -> None:
    assert in_words(number) == SPOKEN[number]


@given(st.one_of(st.integers(0, 10**4), st.integers(0, 10**15)))
def test_whoever_hears_a_number_can_write_it_down(number: int) -> None:
    assert heard(in_words(number)) == number


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_numbers_are_never_read_alike(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) is (one == other)


def test_a_number_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        in_words(-1)


@given(st.text("0123456789", min_size=1))
def test_the_digits_of_a_telephone_number_are_read_one_by_one(digits: str) -> None:
    assert "".join(str(heard(word)) for word in one_by_one(digits).split()) == digits
