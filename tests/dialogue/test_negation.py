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
        ("nộp trực tiếp chứ không làm online", "nộp trực tiếp"),
        ("xin trích lục, không phải sao y", "xin trích lục"),
        ("mới về, không phải đi lính mà vào ngạch dự bị thì mang gì", "mới về vào ngạch dự bị thì mang gì"),
        ("chứng thực ở xã chứ không ra công chứng thì mang gì", "chứng thực ở xã thì mang gì"),
        ("thẻ không mất, chỉ bị mờ", "thẻ chỉ bị mờ"),
        ("khong can ly hon lai, chi muon ghi so", "chi muon ghi so"),
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
        "không phải, ý em là chứng thực",
        "xin giấy phép, không có sổ đỏ",
        "làm trên mạng được không, cần gì",
        "không có giấy chứng sinh, chỉ có giấy của bà đỡ",
        "thứ bảy xã có làm chứ không",
        "dat cua chu khong co so, xin cap lan dau",
        "nộp ở đâu cần giấy gì, mấy ngày",
        "qua mạng được không cần giấy gì, mấy ngày",
        "khong can cuoc, lam sao",
    ],
)
def test_what_is_lacking_is_no_denial(text: str) -> None:
    assert without_negated(text) == text


@given(st.text(max_size=200))
def test_nothing_is_added(text: str) -> None:
    assert len(without_negated(text)) <= len(text)
