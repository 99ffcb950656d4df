"""How a message opens: what ties it to the one before, and what is left to be read."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.lead import trimmed
from bot.text.words import bare, folded

FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
CORRECTIONS = [
    ("không phải, kết hôn cơ", "kết hôn cơ"),
    ("ấy chết nhầm, tách hộ", "tách hộ"),
    ("khoan, tui nói lộn, chứng thực di chúc", "chứng thực di chúc"),
    ("hỏi nhầm rồi, khai tử", "khai tử"),
    ("ơ không, chồng em là người Lào", "chồng em là người lào"),
    ("ý em là đổi thẻ", "đổi thẻ"),
    ("hok phải, ý là đổi tên quán", "đổi tên quán"),
]


@pytest.mark.parametrize(("text", "left"), CORRECTIONS)
def test_a_correction_is_told_whatever_little_words_stand_before_it(text: str, left: str) -> None:
    lead = trimmed(text)
    assert lead.corrects
    assert folded(lead.text) == left


@pytest.mark.parametrize(
    "text", ["nhầm tên trong giấy khai sinh", "không có giấy chứng sinh", "sai năm sinh thì sửa sao"]
)
def test_a_mistake_in_a_paper_and_a_lack_correct_nothing(text: str) -> None:
    assert not trimmed(text).corrects


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("còn tạm trú", "tạm trú"),
        ("rứa còn tạm trú", "tạm trú"),
        ("mà còn tạm trú", "tạm trú"),
        ("the con tam tru", "tam tru"),
        ("thế tạm trú", "tạm trú"),
        ("à quên, tạm trú nữa", "tạm trú nữa"),
    ],
)
def test_what_goes_on_asks_the_same_of_something_else(text: str, left: str) -> None:
    lead = trimmed(text)
    assert (lead.goes_on, lead.asks_same, lead.corrects) == (True, True, False)
    assert folded(lead.text) == left


@pytest.mark.parametrize(
    "text", ["con tôi sinh ở nhà", "con toi sinh o nha", "thẻ còn hạn", "thế nộp ở đâu", "rứa phí nhiêu"]
)
def test_a_child_a_card_and_a_question_of_an_aspect_go_on_with_nothing_else(text: str) -> None:
    assert not trimmed(text).goes_on


@pytest.mark.parametrize("text", ["tạm trú thì sao", "gia han thi rang", "Đối với tách hộ thì sao?"])
def test_what_about_asks_the_same_of_something_else(text: str) -> None:
    assert trimmed(text).asks_same


@pytest.mark.parametrize(
    "text", ["nếu quá hạn thì sao", "ký xong rồi mà hai bên đổi ý muốn hủy thì sao", "muốn đổi chủ hộ thì thế nào"]
)
def test_what_if_and_a_story_ask_what_to_do(text: str) -> None:
    assert not trimmed(text).asks_same


@pytest.mark.parametrize("text", ["quay lại cái tạm trú lúc nãy, phí nhiêu", "quay lai vu tam tru hoi nay, phi nhieu"])
def test_coming_back_asks_anew(text: str) -> None:
    lead = trimmed(text)
    assert (lead.corrects, lead.goes_on, lead.asks_same) == (False, False, False)
    assert bare(folded(lead.text)) == "tam tru phi nhieu"


@given(st.sampled_from(CORRECTIONS), st.sampled_from(FORMS), st.booleans(), st.booleans())
def test_form_case_and_accents_do_not_matter(
    case: tuple[str, str], form: Literal["NFC", "NFD"], upper: bool, plain: bool
) -> None:
    text, left = case
    text = bare(text) if plain else text
    lead = trimmed(unicodedata.normalize(form, text.upper() if upper else text))
    assert lead.corrects
    assert folded(lead.text) == (bare(left) if plain else left)


@given(st.text(max_size=200))
def test_of_any_text_something_is_left_and_nothing_is_added(text: str) -> None:
    lead = trimmed(text)
    assert bool(lead.text) == bool(text) or not folded(text)
    assert len(lead.text) <= len(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("polite", ["dạ ", "Dạ cho em hỏi ", "alo ", "chị ơi cho tui hỏi ", "dạ em ơi, cho bác hỏi "])
@pytest.mark.parametrize("text", ["còn tạm trú", "không phải, tạm trú", "tạm trú thì sao", "quay lại cái tạm trú"])
def test_courtesy_before_and_after_ties_to_nothing_and_hides_nothing(polite: str, text: str) -> None:
    assert trimmed(f"{polite}{text}") == trimmed(text)
    said, plain = trimmed(f"{polite}{text} vậy ạ"), trimmed(text)
    assert (said.corrects, said.goes_on, said.asks_same) == (plain.corrects, plain.goes_on, plain.asks_same)
