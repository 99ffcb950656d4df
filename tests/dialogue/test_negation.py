"""What a message says that it is not about is not looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.negation import without_negated
from bot.text.words import folded


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("tôi không hỏi tạm trú, tôi hỏi thường trú", "tôi hỏi thường trú"),
        ("không phải cấp đổi mà là cấp lại căn cước", "cấp lại căn cước"),
        ("em ko xin ban sao dau, can trich luc", "em can trich luc"),
        ("bố cháu là người Lào chứ không phải người Việt", "bố cháu là người lào"),
        ("hổng gia hạn đâu, đổi bản vẽ thôi", "đổi bản vẽ thôi"),
    ],
)
def test_the_clause_that_says_what_it_is_not_about_goes(text: str, left: str) -> None:
    assert folded(without_negated(text)) == left


@pytest.mark.parametrize(
    "text",
    [
        "không có giấy chứng sinh thì khai sinh thế nào",
        "chưa đủ điều kiện đăng ký thường trú",
        "đất không có sổ, xin cấp lần đầu",
        "không phải",
        "làm trên mạng được không, cần gì",
    ],
)
def test_what_is_lacking_is_no_denial(text: str) -> None:
    assert without_negated(text) == text


@given(st.text(max_size=200))
def test_nothing_is_added(text: str) -> None:
    assert len(without_negated(text)) <= len(text)
