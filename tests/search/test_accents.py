"""What a text was most likely meant to say, by what stands beside what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.accents import Accents
from bot.text.words import bare, words_of

SAID = (
    "phản ánh thái độ cán bộ", "gửi phản ánh kiến nghị", "anh ơi cho em hỏi", "anh chị cho hỏi", "chứng thực chữ ký",
    "đăng ký tạm trú", "làm lại căn cước bị mất", "căn cước hết hạn", "em muốn hỏi",
)  # fmt: skip
ACCENTS = Accents(map(words_of, SAID))


def restored(text: str, accented: bool = False) -> str:
    return " ".join(ACCENTS.restored(words_of(text), accented))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phan anh thai do", "phản ánh thái độ"),
        ("anh oi cho em hoi", "anh ơi cho em hỏi"),
        ("lam lai can cuoc", "làm lại căn cước"),
    ],
)
def test_the_accents_left_out_are_those_of_the_words_that_stand_beside_each_other(typed: str, meant: str) -> None:
    assert restored(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("đăng ký tạn trú", "đăng kí tạm trú"),  # another letter
        ("làm lại căn cước hết hn", "làm lại căn cước hết hạn"),  # one left out
        ("chứngg thực", "chứng thực"),  # one too many
        ("đăng ký tạm tûr", "đăng kí tạm tûr"),  # more than one slip
        ("phản ánh tháo độ", "phản ánh thái độ"),
        ("đnăg ký", "đăng kí"),  # changed places
    ],
)
def test_one_slip_of_the_finger_is_mended_where_the_neighbours_tell(typed: str, meant: str) -> None:
    assert restored(typed, accented=True) == meant


def test_a_word_typed_with_accents_stays_as_it_is_and_so_does_one_without_in_a_text_that_has_them() -> None:
    assert restored("phán anh thái độ", accented=True).endswith("anh thái độ")
    assert restored("gửi phản anh", accented=True) == "gửi phản anh"


def test_what_is_never_said_and_like_nothing_stays_as_typed() -> None:
    assert restored("wifi quan cafe") == "wifi quan cafe"
    assert restored("1.001193 wifi 20/11") == "1.001193 wifi 20/11"


@given(st.lists(st.sampled_from([*(word for text in SAID for word in words_of(text)), "xyz", "0900000000", "a"])))
def test_each_word_stays_in_its_place_and_keeps_its_letters_if_it_is_known(words: list[str]) -> None:
    plain = [bare(word) for word in words]
    found = ACCENTS.restored(plain, accented=False)
    assert len(found) == len(words)
    known = {bare(word) for text in SAID for word in words_of(text)}
    assert all(bare(new) == old for new, old in zip(found, plain, strict=True) if old in known)


def test_without_any_text_nothing_is_mended() -> None:
    assert Accents([]).restored(("phan", "anh"), accented=False) == ("phan", "anh")
    assert ACCENTS.restored((), accented=False) == ()
