import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.keystrokes import decoded


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ddawng", "đăng"),
        ("kys", "ký"),
        ("ddieenj", "điện"),
        ("ddieenf", "điền"),
        ("nguwowif", "người"),
        ("ddaats", "đất"),
        ("ddaast", "đất"),
        ("giaays", "giấy"),
        ("hoof", "hồ"),
        ("sow", "sơ"),
        ("trowj", "trợ"),
        ("thuwowngf", "thường"),
        ("truwowngf", "trường"),
        ("khaaur", "khẩu"),
        ("chuwngs", "chứng"),
        ("thuwcj", "thực"),
        ("thuwjc", "thực"),
        ("keets", "kết"),
        ("hoon", "hôn"),
        ("cawn", "căn"),
        ("cuwowcs", "cước"),
        ("quys", "quý"),
        ("giaf", "già"),
        ("tuwr", "tử"),
        ("banr", "bản"),
    ],
)
def test_telex_keystrokes_become_the_word(typed: str, word: str) -> None:
    assert decoded(typed) == word


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("d9a8ng", "đăng"),
        ("dang98", "đăng"),
        ("d9ang8", "đăng"),
        ("ky1", "ký"),
        ("giay61", "giấy"),
        ("to72", "tờ"),
        ("ho65", "hộ"),
        ("ket61", "kết"),
        ("ho6n", "hôn"),
        ("thu7o7ng", "thương"),
        ("can8", "căn"),
        ("tien62", "tiền"),
        ("tru1", "trú"),
    ],
)
def test_vni_keystrokes_become_the_word(typed: str, word: str) -> None:
    assert decoded(typed) == word


@pytest.mark.parametrize(
    ("typed", "word"),
    [("thuong72", "thường"), ("nguoi72", "người"), ("cuoc71", "cước"), ("nguwoif", "người"), ("tofw", "tờ")],
)
def test_a_horn_typed_once_counts_for_both_letters_and_keys_may_come_in_any_order(typed: str, word: str) -> None:
    assert decoded(typed) == word


@pytest.mark.parametrize(
    "word",
    ["khai", "sinh", "nhà", "đăng", "ký", "của", "online", "email", "zalo", "vneid", "sms", "ok", "a", "x", "1", ""],
)
def test_an_ordinary_word_is_left_alone(word: str) -> None:
    assert decoded(word) is None


@given(st.text())
def test_any_text_can_be_decoded_and_never_into_itself(text: str) -> None:
    assert decoded(text) != text


@given(st.text("abcdeghiklmnopqrstuvxyzw123456789đăâêôơư", max_size=12))
def test_any_keystrokes_can_be_decoded_and_leave_something(keys: str) -> None:
    result = decoded(keys)
    assert result is None or result.strip()
