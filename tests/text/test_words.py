import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.words import bare, folded, words_of

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
texts = st.text() | st.text(VIETNAMESE + VIETNAMESE.upper() + " .,/-0123456789")


@pytest.mark.parametrize(
    ("older", "newer"),
    [("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuý", "thúy"), ("uỷ", "ủy"), ("oà", "òa"), ("HUỶ", "hủy"), ("xoã", "xõa")],
)
def test_both_ways_to_place_a_tone_are_one_word(older: str, newer: str) -> None:
    assert words_of(older) == words_of(newer) == (newer,)


@pytest.mark.parametrize("word", ["quý", "quỳ", "quỹ", "hoàn", "toán", "khoảng", "huỳnh", "thuyền"])
def test_a_tone_that_stands_right_already_stays(word: str) -> None:
    assert words_of(word) == (word,)


@pytest.mark.parametrize("text", ["Đăng ký khai sinh", "hoà giải ở Ủy ban", "giấy chứng tử", "thuở ấy"])
def test_composed_and_decomposed_letters_are_one_text(text: str) -> None:
    assert words_of(unicodedata.normalize("NFD", text)) == words_of(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("typed", "meant"), [("điiiii", "đi"), ("ơiiii", "ơi"), ("SINHHHHH", "sinh"), ("kkkkk", "k"), ("xong", "xong")]
)
def test_stretched_letters_are_taken_once(typed: str, meant: str) -> None:
    assert words_of(typed) == (meant,)


def test_two_equal_letters_are_no_stretch_and_digits_are_never_stretched() -> None:
    assert words_of("xoong 1111 2000") == ("xoong", "1111", "2000")


@pytest.mark.parametrize(
    "number", ["1.001193", "20/11/2026", "2026-11-20", "50.000", "1.500.000", "07:30", "07:30-11:30", "113", "ct01"]
)
def test_numbers_and_codes_stay_in_one_piece(number: str) -> None:
    assert words_of(f"({number})") == (number,)


def test_punctuation_emoji_and_underscores_part_words() -> None:
    assert words_of("Khai_sinh,kết-hôn…tạm trú?! 👍") == ("khai", "sinh", "kết", "hôn", "tạm", "trú")


@pytest.mark.parametrize("text", ["", "   ", "👍👍", "?!…", "\u200b\ufeff", "\x00"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert words_of(text) == ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đăng ký", "Dang ky"),
        ("đường", "duong"),
        ("Ủy ban", "Uy ban"),
        ("quý", "quy"),
        ("abc 1.001193", "abc 1.001193"),
    ],
)
def test_bare_is_how_people_type_in_a_hurry(text: str, plain: str) -> None:
    assert bare(text) == plain == bare(unicodedata.normalize("NFD", text))


def test_folded_texts_are_equal_if_only_case_spacing_punctuation_or_form_differ() -> None:
    assert (
        folded("  Giấy  CHỨNG SINH. ") == folded(unicodedata.normalize("NFD", "giấy chứng-sinh")) == "giấy chứng sinh"
    )
    assert folded("hoà giải") == folded("Hòa giải!")
    assert folded("giấy chứng sinh") != folded("giay chung sinh")


@given(texts)
def test_what_is_normalised_already_stays_as_it_is(text: str) -> None:
    assert words_of(folded(text)) == words_of(text)
    assert folded(folded(text)) == folded(text)
    assert bare(bare(text)) == bare(text)


@given(texts)
def test_the_form_of_unicode_makes_no_difference(text: str) -> None:
    assert words_of(unicodedata.normalize("NFD", text)) == words_of(unicodedata.normalize("NFC", text))


@given(st.text(VIETNAMESE + " 0123456789.,"))
def test_case_makes_no_difference_in_vietnamese(text: str) -> None:
    assert words_of(text.upper()) == words_of(text)


@given(st.text(VIETNAMESE + VIETNAMESE.upper() + " "))
def test_bare_vietnamese_is_ascii(text: str) -> None:
    assert bare(text).isascii()
    assert len(bare(text)) == len(text)


@given(texts)
def test_punctuation_behind_a_text_changes_none_of_its_words(text: str) -> None:
    assert words_of(f"{text} !") == words_of(text)
