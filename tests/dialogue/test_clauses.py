"""Where a message is cut into what it asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.clauses import cut, endings, last_clause
from bot.text.words import bare, words_of


def parts(text: str) -> list[str]:
    return [" ".join(words_of(part)) for part in cut(text).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khai sinh cần gì với cả tạm trú mất mấy ngày", ["khai sinh cần gì", "tạm trú mất mấy ngày"]),
        ("sao y bao nhiêu tiền, mà thứ bảy có làm không", ["sao y bao nhiêu tiền", "thứ bảy có làm không"]),
        ("sao y bằng, tiện thể xin giấy độc thân", ["sao y bằng", "xin giấy độc thân"]),
        ("đóng quán thì báo ai, còn thuế hỏi ở đâu", ["đóng quán thì báo ai", "thuế hỏi ở đâu"]),
        ("1 là mất thẻ 2 là tạm vắng", ["mất thẻ", "tạm vắng"]),
        ("khai sinh cần gì, tạm trú ra sao", ["khai sinh cần gì", "tạm trú ra sao"]),
        ("khai sinh nop o dau con tam tru thi sao", ["khai sinh nop o dau", "tam tru thi sao"]),
        ("thứ bảy có làm không, cho hỏi sao y", ["thứ bảy có làm không", "cho hỏi sao y"]),
        ("hòa giải đất, xong làm sổ đỏ", ["hòa giải đất", "làm sổ đỏ"]),
        ("sao y bằng rồi chứng thực chữ ký", ["sao y bằng", "chứng thực chữ kí"]),
        ("xem quy hoạch rồi chuyển mục đích", ["xem quy hoạch", "chuyển mục đích"]),
        ("mấy giờ xã làm việc, khai sinh cần gì", ["mấy giờ xã làm việc", "khai sinh cần gì"]),
        ("sao y bao nhiêu tiền một trang, cho hỏi khai sinh", ["sao y bao nhiêu tiền một trang", "cho hỏi khai sinh"]),
        ("khai sinh may ngay / tam tru may ngay", ["khai sinh may ngay", "tam tru may ngay"]),
        ("1. khai tử cho mẹ 2. chia di sản", ["khai tử cho mẹ", "chia di sản"]),
        ("khai sinh cho cháu, sẵn tui hỏi tạm trú", ["khai sinh cho cháu", "tui hỏi tạm trú"]),
        ("dk ket hon ngoai ra tach ho", ["dk ket hon", "tach ho"]),
        ("khai sinh con tam tru, hoi ca 2", ["khai sinh", "tam tru", "hoi ca 2"]),
    ],
)
def test_words_that_add_a_request_cut_a_message(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "đăng ký kết hôn với người Hàn Quốc",
        "dang ky ket hon voi ck Dai Loan",
        "nhà tôi ở xa, con tôi chưa có khai sinh",
        "xin tien mai tang",
        "muon doi ten khac cho con",
        "so goc cung khong con, me van song",
        "bán xe rồi giờ chỉ còn nhà",
        "sửa khai sinh xong đổi căn cước",
        "không có chế độ gì con cái đi xa hết",
        "xin ban sao, ban goc mat roi",
        "ban xe may cho nguoi quen, lam hop dong",
        "sinh ngay 1/2/2026, o tram xa",
        "so do san co, xin doi",
    ],
)
def test_company_a_story_and_money_typed_without_accents_cut_nothing(text: str) -> None:
    assert not cut(text).told
    assert len(cut(text).parts) == 1


@pytest.mark.parametrize(
    "text",
    [
        "tạm trú với thường trú khác nhau thế nào",
        "tạm trú khác gì thường trú",
        "tam tru khac j thuong tru",
        "tạm trú khác chi thường trú hè",
        "tạm trú khác với thường trú ở chỗ nào",
        "tạm trú khác thường trú chỗ nào",
        "tam tru khac thuong tru o cho nao",
    ],
)
def test_a_contrast_has_two_sides_and_says_so(text: str) -> None:
    made = cut(text)
    assert made.told
    assert [" ".join(map(bare, words_of(part)[:2])) for part in made.parts[:2]] == ["tam tru", "thuong tru"]


def test_the_last_clause_is_what_stands_after_the_last_comma_if_it_says_enough() -> None:
    assert last_clause("bố tôi mới mất, cho hỏi cách khai tử") == "cho hỏi cách khai tử"
    assert last_clause("bố tôi mất, cho hỏi khai tử, ạ") == "cho hỏi khai tử, ạ"
    assert last_clause("cho hỏi cách khai tử") is None


def test_a_short_message_has_no_ends_and_a_long_one_has_its_clauses() -> None:
    assert endings("giờ muốn làm lại căn cước thì đem theo gì") == ()
    story = "nhà tôi ở thôn trên hôm trước đi chợ huyện bị móc túi mất cả ví giờ muốn làm lại căn cước thì đem gì"
    assert "giờ muốn làm lại căn cước thì đem gì" in endings(story)


@given(st.text(max_size=200))
def test_any_text_is_cut_into_parts_of_itself(text: str) -> None:
    assert all(part in text for part in cut(text).parts)
    assert all(text.endswith(ending) for ending in endings(text))
