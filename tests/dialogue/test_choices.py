"""Values of buttons, and how a number or a name takes an offered choice."""

import pytest
from fictional_library import BIRTH, library
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.choices import picked, taken, value_of
from bot.knowledge.procedure import Procedure, Situation
from bot.messages import Choice
from bot.search import Aspect

KNOWLEDGE = library().knowledge
OFFERED = tuple(Choice(label=label, value=label) for label in ("Đăng ký thường trú", "Đăng ký tạm trú", "Lệ phí"))


@pytest.mark.parametrize("entry_id", sorted(KNOWLEDGE.entries))
def test_the_value_of_an_entry_opens_it(entry_id: str) -> None:
    found = taken(value_of(entry_id), KNOWLEDGE)
    assert found is not None
    assert (found.entry.id, found.aspect, found.situation, found.list_situations) == (entry_id, None, None, False)


@pytest.mark.parametrize("aspect", list(Aspect))
def test_the_value_of_an_aspect_opens_it(aspect: Aspect) -> None:
    found = taken(value_of("1.001193", aspect), KNOWLEDGE)
    assert found is not None
    assert found.aspect is aspect


def test_the_value_of_a_situation_opens_it() -> None:
    birth = Procedure.model_validate(BIRTH)
    for number, situation in enumerate(birth.situations):
        found = taken(value_of(birth.id, situation=situation), KNOWLEDGE)
        assert found is not None
        assert found.situation == number


@pytest.mark.parametrize("name", ["Sinh trước ngày 01/07/2025", "Mức 50.000 đồng", "Quá 60 ngày", "Từ 7:30"])
def test_a_situation_can_be_opened_whatever_its_name(name: str) -> None:
    odd = BIRTH | {"tinh_huong": [{"ten": name, "cach_hoi": ["a"], "tra_loi": "b"}]}
    procedure = Procedure.model_validate(odd)
    knowledge = type(KNOWLEDGE)(KNOWLEDGE.commune, {procedure.id: procedure}, KNOWLEDGE.vocabulary)
    found = taken(value_of(procedure.id, situation=procedure.situations[0]), knowledge)
    assert found is not None
    assert found.situation == 0


def test_the_value_of_a_situation_with_a_long_name_fits_a_telegram_button() -> None:
    """A button's data may have 64 bytes there (core.telegram.org/bots/api#inlinekeyboardbutton)."""
    situation = Situation.model_validate(
        {
            "ten": "Người thân ở xa đi làm thay mà chưa có văn bản ủy quyền có chứng thực",
            "cach_hoi": ["a"],
            "tra_loi": "b",
        }
    )
    assert len(value_of("1.001193", situation=situation).encode()) <= 64


@given(st.text())
def test_any_value_can_be_pressed(value: str) -> None:
    found = taken(value, KNOWLEDGE)
    assert found is None or found.entry.id in KNOWLEDGE.entries


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1", 0),
        ("1.", 0),
        ("(1)", 0),
        ("số một", 0),
        ("cái đầu tiên", 0),
        ("cai dau tien nhe", 0),
        ("thứ nhất", 0),
        ("2 ạ", 1),
        ("cái thứ hai", 1),
        ("cho tôi số 2", 1),
        ("bấm nút 2 đi", 1),
        ("3", 2),
        ("thứ ba", 2),
        ("cái cuối", 2),
        ("cuối cùng", 2),
        ("ĐĂNG KÝ TẠM TRÚ", 1),
        ("dang ky tam tru", 1),
        ("lệ phí!", 2),
    ],
)
def test_a_choice_is_taken_by_number_ordinal_or_name(text: str, place: int) -> None:
    assert picked(text, OFFERED) == OFFERED[place]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4",
        "0",
        "12",
        "1 và 2",
        "2 tuổi",
        "thứ hai có làm không",
        "con tôi 3 tuổi",
        "tạm trú 2 năm",
        "phí số 1 bao nhiêu",
        "đăng ký",
        "cùng",
        "👍",
    ],
)
def test_anything_else_takes_none(text: str) -> None:
    assert picked(text, OFFERED) is None


@given(st.text())
def test_nothing_is_taken_where_nothing_is_offered(text: str) -> None:
    assert picked(text, ()) is None
