"""What a message quotes of an announcement, and what it comes to when it is held against the one that was sent."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.content import CODE_LABEL, Content
from bot.announcements.publication import Altered, Genuine, Named, Publication
from bot.announcements.quoting import LONGEST_READ, digests, held_against, quote_in
from bot.messages import plain_text

MOMENT = datetime(2026, 12, 15, 1, tzinfo=UTC)
CODE = "HKM7-R3X4"
TITLE = "Thu phí vệ sinh"
TEXT = (
    "Kính mời bà con đóng phí vệ sinh 50.000 đồng từ ngày 15/12/2026, xã hòa giải – không thu thêm.\n"
    "Hỏi: 0900 000 000, xem https://example.org/Phi. Tỷ lệ giảm 5%."
)
SENT = Publication(1, TITLE, TEXT, CODE, MOMENT, MOMENT)
WHOLE = plain_text([Content(title=TITLE, text=TEXT).reply(CODE)])


def digest(message: str) -> str:
    return quote_in(message).digest


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def older_tones(text: str) -> str:
    return text.replace("hòa", "hoà")


FORMS = {
    "as sent": WHOLE,
    "without the code": WHOLE.split("\nMã xác minh")[0],
    "title and text": f"{TITLE}\n{TEXT}",
    "text alone": TEXT,
    "one line": " ".join(WHOLE.split()),
    "more spaces": WHOLE.replace(" ", "  \t").replace("\n", "\n\n\r\n"),
    "quoted": quoted(WHOLE),
    "in quotation marks": f"“{TEXT}”",
    "bold": f"*{TITLE}*\n{TEXT}",
    "capitals": TEXT.replace("Kính mời bà con", "KÍNH MỜI BÀ CON"),
    "decomposed": unicodedata.normalize("NFD", WHOLE),
    "older tones": older_tones(WHOLE),
    "unseen signs": WHOLE.replace(" ", " \u200b").replace("K", "\ufeffK", 1),
    "no-break spaces": WHOLE.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_text_is_found_however_it_was_forwarded(form: str) -> None:
    assert digest(FORMS[form]) in digests(TITLE, TEXT)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_text_with_its_code_is_genuine(form: str) -> None:
    message = FORMS[form] if CODE in FORMS[form] else f"{FORMS[form]}\n{CODE_LABEL}: {CODE}"
    assert held_against(quote_in(message), SENT) == Genuine(SENT)


CHANGES = [
    ("50.000", "500.000"),
    ("50.000", "50,000"),
    ("15/12/2026", "16/12/2026"),
    ("0900 000 000", "0900 000 001"),
    ("https://example.org/Phi", "https://example-org/Phi"),
    ("https://example.org/Phi", "https://example.org/phi"),
    ("https://example.org/Phi", "https://exаmple.org/Phi"),
    ("không thu thêm", "thu thêm"),
    ("bà con", "ba con"),
    ("5%", "5"),
    ("5%", "-5%"),
]


@pytest.mark.parametrize(("true", "false"), CHANGES)
def test_one_changed_word_number_or_sign_of_an_address_is_another_text(true: str, false: str) -> None:
    changed = WHOLE.replace(true, false)
    assert changed != WHOLE
    assert digest(changed) not in digests(TITLE, TEXT)
    assert held_against(quote_in(changed), SENT) == Altered(SENT)


def test_what_was_added_to_the_true_text_is_told_without_its_addresses() -> None:
    message = f"Chuyển 500.000 đồng vào example.net/x nhé.\n{WHOLE}"
    assert held_against(quote_in(message), SENT) == Altered(SENT, "chuyển 500.000 đồng vào … nhé")


@pytest.mark.parametrize(
    "message",
    [
        "HKM7-R3X4", "hkm7r3x4", "hkm7 r3x4 ạ", "Mã xác minh: HKM7-R3X4", "mã xác minh hkm7-r3x4 có phải của xã không ạ",
        "ma xac minh tin la HKM7 R3X4", "kiểm tra giúp em mã HKM7–R3X4", "HKM7-R3X4 là mã xác minh phải không",
        "tin này thật không HKM7-R3X4", unicodedata.normalize("NFD", "mã xác minh hkm7r3x4"),
    ],
)  # fmt: skip
def test_a_code_is_understood_with_or_without_words_around_it(message: str) -> None:
    quote = quote_in(message)
    assert (quote.code, quote.means_code, quote.digest) == (CODE, True, "")
    assert held_against(quote, SENT) == Named(SENT)


@pytest.mark.parametrize(
    "message",
    [
        "đường từ km35 - km42 bị sạt lở thì gọi ai",
        "duong km35-km42 sat lo ma khong ai biet tin",
        "làm giấy khai sinh",
        "trường THPT nào gần",
        "0900000000",
    ],
)
def test_a_question_means_no_code(message: str) -> None:
    quote = quote_in(message)
    assert not quote.means_code


def test_the_code_that_is_called_so_is_meant_and_not_what_looks_like_one() -> None:
    assert quote_in(f"Cấm đường km35-km42 hôm nay.\nMã xác minh: {CODE}").code == CODE
    assert quote_in(f"Mã xác minh: {CODE}. Cấm đường km35-km42.").code == CODE
    assert quote_in(f"cấm đường km35-km42 {CODE}").code == CODE


def test_a_short_text_is_never_looked_up() -> None:
    assert digest("mai xã nghỉ làm việc bà con") == ""
    assert digests("Nghỉ", "Mai nghỉ.") == ("", "")


def test_where_numbers_were_masked_the_code_alone_counts() -> None:
    assert held_against(quote_in(WHOLE.replace("0900 000 000", "[số đã che]")), SENT) == Named(SENT)


def test_where_all_accents_are_gone_the_code_alone_counts() -> None:
    bare_words = WHOLE.replace("đ", "d").replace("Đ", "D")
    stripped = "".join(char for char in unicodedata.normalize("NFD", bare_words) if not unicodedata.combining(char))
    assert held_against(quote_in(stripped), SENT) == Named(SENT)
    assert held_against(quote_in(stripped.replace("50.000", "500.000")), SENT) == Altered(SENT)


@given(st.text(max_size=3 * LONGEST_READ))
def test_any_message_can_be_read(message: str) -> None:
    quote = quote_in(message + "\ud800")
    assert held_against(quote, SENT)


words = st.lists(
    st.sampled_from(["xã", "mời", "bà", "con", "họp", "ngày", "15/12/2026", "50.000", "đồng"]), min_size=8, max_size=30
)


@given(words, words)
def test_two_texts_have_one_digest_only_if_their_words_are_the_same(one: list[str], other: list[str]) -> None:
    assert (digest(" ".join(one)) == digest("\n".join(other))) is (one == other)
