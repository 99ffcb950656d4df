import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.plain_words import ABBREVIATIONS, MOST_WORDS, abbreviated, outdated, too_long


def names(text: str) -> list[str]:
    return [mention.words for mention, _ in outdated(text)]


def unexplained(text: str) -> list[str]:
    return [mention.words for mention, explained in abbreviated(text) if not explained]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bạn mang sổ hộ khẩu và chứng minh nhân dân.", ["sổ hộ khẩu", "chứng minh nhân dân"]),
        ("Nộp ở Phòng Tư pháp huyện Mẫu, hoặc Ủy ban nhân dân quận.", ["Phòng Tư pháp huyện"]),
        ("Nộp ở Phòng Nội vụ. Hoặc hỏi Công an huyện.", ["Phòng Nội vụ", "Công an huyện"]),
        ("Việc không thuộc xã thì nộp ở bộ phận một cửa của huyện.", ["huyện"]),
        ("Hiện nay bạn lên huyện.", ["huyện"]),
        ("Không có giấy thì bạn lên huyện.", ["huyện"]),
        ("UBND cấp huyện cấp giấy.", ["UBND cấp huyện"]),
        ("Nộp hồ sơ mức độ 4.", ["mức độ 4"]),
        ("Nơi đăng ký hộ khẩu thường trú", ["hộ khẩu thường trú"]),
        ("Sở Lao động, Thương binh và Xã hội trả lời.", ["Sở Lao động, Thương binh và Xã hội"]),
    ],
)
def test_a_name_of_the_past_is_found(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Cấp huyện đã bỏ. Phần lớn việc của huyện nay làm ở xã.",
        "Sổ hộ khẩu, sổ tạm trú giấy: hết giá trị từ 01/01/2023.",
        "Cơ quan nhà nước không được đòi sổ hộ khẩu giấy.",
        "Giấy do huyện cấp trước đây vẫn dùng được. Chi nhánh không thuộc huyện.",
        "Bạn nộp chứng minh nhân dân cũ, nếu còn.",
        "Xác nhận số chứng minh nhân dân.",
        "Giấy tờ chứng minh nhân thân, chứng minh quan hệ.",
        "Nộp ở Phòng Kinh tế, Phòng Văn hóa - Xã hội của xã.",
        "Người khuyết tật mức độ nặng.",
        "Quân nhân hưởng trợ cấp; quần áo cứu trợ.",
        "",
    ],
)
def test_what_says_that_it_is_past_or_is_another_word_is_left_alone(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đến UBND xã.", ["UBND"]),
        ("Văn phòng HĐND-UBND xã", ["HĐND", "UBND"]),
        ("TT 04, số TTHC.", ["TT", "TTHC"]),
        ("Ủy ban nhân dân (UBND) xã", []),
        ("UBND (ủy ban nhân dân) xã", []),
        ("Quyết định 12/2026/QĐ-UBND, Nghị định 66/2021/NĐ-CP.", []),
        ("VNeID, CCHC, TTXVN, UBNDX, vneid ubnd", []),
    ],
)
def test_an_abbreviation_counts_unless_the_words_stand_there_in_full(text: str, found: list[str]) -> None:
    assert unexplained(text) == found


def test_a_sentence_is_counted_by_its_words_alone() -> None:
    words = " ".join(["chữ"] * MOST_WORDS)
    assert list(too_long(f"{words} - … — .")) == []
    assert [(mention.at, count) for mention, count in too_long(f"Một câu. {words} nữa\n{words}")] == [
        (9, MOST_WORDS + 1)
    ]


@given(st.lists(st.sampled_from(["huyện", "sổ hộ khẩu", "UBND", "nay", "không", "chữ. ", "\n", "CMND"]), max_size=12))
def test_what_is_mentioned_stands_where_it_is_said_to_stand(words: list[str]) -> None:
    text = " ".join(words)
    found = [mention for mention, _ in (*outdated(text), *abbreviated(text), *too_long(text))]
    assert all(text.startswith(mention.words, mention.at) for mention in found)


def test_every_abbreviation_is_shorter_than_its_words_and_found() -> None:
    for short, full in ABBREVIATIONS.items():
        assert unexplained(f"Hỏi {short} nhé.") == [short]
        assert unexplained(f"Hỏi {full} ({short}) nhé.") == []
