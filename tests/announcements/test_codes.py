"""The code at the end of what is sent: easy to say and to type, and nobody can make one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.codes import CODE, code_in_one_form, code_of
from bot.announcements.content import Content
from bot.text.personal import masked
from bot.text.words import bare

KEY = bytes(range(32))
EMPTY = Content(title="", text="")
keys = st.binary(min_size=32, max_size=32)
numbers = st.integers(1, 10_000)


def code(title: str = "Lịch tiêm", text: str = "Tiêm ngày 25.", number: int = 7, version: int = 1) -> str:
    return code_of(KEY, number, version, Content(title=title, text=text))


@given(keys, numbers, numbers, st.text(), st.text())
def test_a_code_is_found_again_as_it_was_sent(key: bytes, number: int, version: int, title: str, text: str) -> None:
    sent = code_of(key, number, version, Content(title=title, text=text))
    found = CODE.fullmatch(sent)
    assert found and code_in_one_form(found[1], found[2]) == sent


@given(keys, numbers)
def test_a_code_has_no_sign_that_looks_or_sounds_like_another_or_that_a_keyboard_changes(
    key: bytes, number: int
) -> None:
    signs = set(code_of(key, number, 1, EMPTY))
    assert not signs & set("01IOLQGBSZC")
    assert not signs & set("AEIOUYDWFJ"), "Telex and VNI make other letters of these"


@given(keys, numbers, st.sampled_from(["-", "", " ", ".", " - ", "–", "\n"]), st.booleans())
def test_a_code_may_be_typed_small_and_with_any_joint(key: bytes, number: int, joint: str, small: bool) -> None:
    sent = code_of(key, number, 1, EMPTY)
    typed = sent.replace("-", joint)
    found = CODE.search(f"mã {typed.lower() if small else typed} ạ")
    assert found and code_in_one_form(found[1], found[2]) == sent


@given(keys, numbers)
def test_a_code_is_never_taken_for_a_number_of_a_person(key: bytes, number: int) -> None:
    sent = f"mã {code_of(key, number, 1, EMPTY)}"
    assert masked(sent).text == sent
    assert bare(sent[3:]) == sent[3:]


def test_every_change_of_what_was_sent_makes_another_code() -> None:
    codes = [
        code(),
        code(title="Lịch tiêm."),
        code(text="Tiêm ngày 26."),
        code(number=8),
        code(version=2),
        code(title="Lịch", text=" tiêmTiêm ngày 25."),
        code_of(KEY[::-1], 7, 1, Content(title="Lịch tiêm", text="Tiêm ngày 25.")),
    ]
    assert len(set(codes)) == len(codes)


def test_codes_are_spread_evenly() -> None:
    first = [code(number=number)[0] for number in range(900)]
    assert set(first) == set("HKMNPRTVX")
    assert all(60 < first.count(letter) < 140 for letter in set(first))


def test_words_telephone_numbers_and_abbreviations_are_no_codes() -> None:
    for text in ("trường THPT KTXH", "0900 000 000", "tthc 1.001193", "hkm7r3x42", "xhkm7-r3x4", "vneid hkm7", ""):
        assert not CODE.search(text), text
    assert re.fullmatch(CODE, "hkm7r3x4")
