"""Numbers that point at a person are masked; codes, amounts, dates and hotlines are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.dates import shown_day
from bot.text.personal import CASE_MASK, EMAIL_MASK, NUMBER_MASK, masked, personal_parts, without_masks
from bot.text.sentences import shown_amount

PERSONAL = [
    "001099012345",
    "001 099 012 345",
    "001.099.012.345",
    "001-099-012-345",
    "123456789",
    "012345678",
    "012 345 678",
    "0900000000",
    "0900 000 000",
    "090 000 0000",
    "0900.000.000",
    "0900-000-000",
    "+84900000000",
    "+84 900 000 000",
    "84900000000",
    "02090000000",
    "0209 000 0000",
    "0123456789",
    "7900000000",
    "19000000000001",
    "0011000000001",
    "1234 5678 9012 3456",
]
HARMLESS = [
    "1.001193",
    "2.000635",
    "50.000",
    "1.500.000 đồng",
    "12.000.000.000 đồng",
    "100000000 đồng",
    "2 triệu",
    "35.000đ",
    "20/11/2026",
    "20-11-2026",
    "20.11.2026",
    "2026-11-20",
    "năm 2026",
    "18001096",
    "1800 1096",
    "19001234",
    "1900 1234",
    "113",
    "114, 115",
    "07:30-11:30",
    "7h30",
    "123/2015/NĐ-CP",
    "60/2014/QH13",
    "66.16/2026/NĐ-CP",
    "CT01",
    "75 tuổi",
    "trong 60 ngày",
]
CASE_CODES = [
    "H55.123.45-260101-0001",
    "000.00.12.H55-260711-0001",
    "H55.12-260711-0001",
    "h55.123.45-260101-0001",
    "000.26.20.G22-260711-00012",
]
words = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ", max_size=30)


def of_digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


@pytest.mark.parametrize("number", PERSONAL)
@pytest.mark.parametrize("around", ["{}", "số của tôi là {} ạ", "({})", "số:{}.", "{}, gọi giúp tôi", "[{}]…"])
def test_a_personal_number_is_masked(number: str, around: str) -> None:
    told = masked(around.format(number))
    assert told.text == around.format(NUMBER_MASK)
    assert told.personal
    assert not told.case_code


def test_a_telephone_number_is_masked_even_where_a_currency_seems_to_follow() -> None:
    assert masked("+84900000000 đ").text == f"{NUMBER_MASK} đ"


@pytest.mark.parametrize(
    "text",
    [
        "0900000000/0911111111",
        "0900000000,0911111111",
        "0900000000-0911111111",
        "001099012345,001099012346",
        "cccd 001099012345/sđt 0900000000",
    ],
)
def test_of_two_personal_numbers_side_by_side_none_is_left(text: str) -> None:
    assert not any(char.isdigit() for char in masked(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "CCCD001099012345",
        "sđt0900000000",
        "0900000000nhé",
        "(0900) 000 000",
        "001099  012345",
        "0900\u00a0000\u00a0000",
    ],
)
def test_a_personal_number_is_masked_as_carelessly_as_it_may_be_typed(text: str) -> None:
    told = masked(text)
    assert told.personal
    assert sum(char.isdigit() for char in told.text) < 6


@pytest.mark.parametrize("text", HARMLESS)
@pytest.mark.parametrize("around", ["{}", "tôi hỏi {} ạ", "({})", "{}.", "phí:{}"])
def test_what_points_at_nobody_stays(text: str, around: str) -> None:
    told = masked(around.format(text))
    assert told.text == around.format(text)
    assert not told.personal
    assert not told.case_code


@pytest.mark.parametrize(
    "text", ["1.001193 1.000894", "1.001193-1.000894", "từ 2020-2026", "5.000.000 10.000.000", "10.000.000-20.000.000"]
)
def test_two_harmless_numbers_side_by_side_stay_too(text: str) -> None:
    assert masked(text).text == text


@pytest.mark.parametrize("code", CASE_CODES)
def test_the_code_of_a_case_file_is_masked_and_told_apart(code: str) -> None:
    told = masked(f"hồ sơ {code} tới đâu rồi")
    assert told.text == f"hồ sơ {CASE_MASK} tới đâu rồi"
    assert told.case_code
    assert not told.personal


@pytest.mark.parametrize("address", ["ten@example.com", "ten_toi+hoi@thu.example.vn", "a.b-c@example.org"])
def test_an_e_mail_address_is_masked(address: str) -> None:
    told = masked(f"gửi về {address}, nhé")
    assert told.text == f"gửi về {EMAIL_MASK}, nhé"
    assert told.personal


def test_what_would_be_masked_is_told_with_its_place() -> None:
    text = "Gọi 0900 000 000 trước 20/11/2026, viết cho mau@example.vn"
    assert [(text[at:][: len(part)], part) for at, part in personal_parts(text)] == [
        ("0900 000 000", "0900 000 000"), ("mau@example.vn", "mau@example.vn"),
    ]  # fmt: skip


def test_masks_say_nothing_about_what_is_asked() -> None:
    safe = masked("đổi thẻ 001099012345 ten@example.com H55.12-260711-0001 nhé")
    assert without_masks(safe.text).split() == ["đổi", "thẻ", "nhé"]


@given(words, of_digits(11), words)
def test_any_identity_number_is_masked_in_any_words(before: str, rest: str, after: str) -> None:
    assert masked(f"{before} 0{rest} {after}").text == f"{before} {NUMBER_MASK} {after}"


@given(words, of_digits(12))
def test_any_twelve_digits_are_masked_where_no_currency_follows(before: str, number: str) -> None:
    assert masked(f"{before} {number}").text == f"{before} {NUMBER_MASK}"


@given(words, st.sampled_from(["03", "05", "07", "08", "09", "+843", "+849"]), of_digits(8), words)
def test_any_mobile_number_is_masked_in_any_words(before: str, prefix: str, rest: str, after: str) -> None:
    assert masked(f"{before} {prefix}{rest} {after}").text == f"{before} {NUMBER_MASK} {after}"


@given(words, st.integers(1, 10**12), words)
def test_any_amount_written_with_dots_stays_in_any_words(before: str, dong: int, after: str) -> None:
    text = f"{before} {shown_amount(dong)} {after}"
    assert masked(text).text == text


@given(words, st.dates(date(1900, 1, 1), date(2099, 12, 31)), words)
def test_any_date_stays_in_any_words(before: str, day: date, after: str) -> None:
    for shown in (shown_day(day), day.isoformat(), f"{day.day}-{day.month}-{day.year}"):
        text = f"{before} {shown} {after}"
        assert masked(text).text == text


@given(words, st.integers(0, 9), of_digits(6), words)
def test_any_procedure_code_stays_in_any_words(before: str, first: int, rest: str, after: str) -> None:
    text = f"{before} {first}.{rest} {after}"
    assert masked(text).text == text


pieces = st.sampled_from([*PERSONAL, *HARMLESS, *CASE_CODES, "", " ", "/", ",", "-", ".", " và "])


@given(st.text() | st.text("0123456789 .,-/+@aH") | st.lists(pieces).map("".join))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = masked(text)
    assert masked(once.text) == once


@given(st.text() | st.text("0123456789 .-"))
def test_a_text_in_which_nothing_was_found_is_untouched(text: str) -> None:
    told = masked(text)
    assert (told.text != text) == (told.personal or told.case_code)
