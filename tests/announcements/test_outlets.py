"""One text for all outlets: each in its own form, with the same amounts, days, numbers and places."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.loudspeaker import WORDS_A_MINUTE, loudspeaker_script
from bot.announcements.outlets import Item, facebook_post, item_of, portal_mail, web_fragment
from bot.announcements.publication import Publication
from bot.commune import Commune
from bot.text.numerals import in_words, one_by_one

GOLDEN = Path(__file__).parent / "golden"
COMMUNE = Commune.model_validate(
    {"ma": "suoi-mau", "ten": "xã Suối Mẫu", "tinh": "Mẫu Giang", "lien_he": {"thu_dien_tu": "xa@suoi-mau.example"}}
)
SENT_AT = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
TITLE = "Thu phí vệ sinh & họp thôn <tháng 12>"
TEXT = (
    "UBND xã mời bà con họp lúc 7h30 ngày 15/12/2026 tại nhà văn hóa thôn Mẫu Một.\n\n"
    "Phí vệ sinh 50.000 đồng/hộ/tháng, hộ nghèo giảm 25%. Mang CCCD.\n"
    "Hỏi 0900 000 000 hoặc xem https://example.org/phi?a=1&b=2."
)
SENT = item_of(COMMUNE, TITLE, TEXT, Publication(1, TITLE, TEXT, "HKM7-R3X4", SENT_AT, SENT_AT))


def as_read(item: Item) -> str:
    """The mail as a program shows it, whatever way Python's version writes it down."""
    mail = message_from_bytes(portal_mail(item), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    headers = [f"{name}: {mail[name]}" for name in ("From", "Subject", "X-Unsent", "Content-Type")]
    return "\n".join((*headers, "", str(mail.get_content()).replace("\r\n", "\n")))


MAKERS: dict[str, Callable[[Item], str]] = {
    "loa.txt": loudspeaker_script, "web.html": web_fragment, "facebook.txt": facebook_post, "email.txt": as_read,
}  # fmt: skip


@pytest.mark.parametrize("name", MAKERS)
def test_each_outlet_gets_what_it_got_before(name: str) -> None:
    """Read the golden file when it changes: an officer publishes it as it stands."""
    assert MAKERS[name](SENT) == (GOLDEN / name).read_text(encoding="utf-8")


class Words(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.tags: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def readable(item: Item) -> dict[str, str]:
    """The outlets for readers, as they read them."""
    mail = as_read(item).split("\n\n", 1)[1]
    return {"web": Words(web_fragment(item)).words, "facebook": facebook_post(item), "email": mail}


def squeezed(text: str) -> str:
    return " ".join(text.split())


_lines = st.text(
    alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\x85"), min_size=1
)


@given(_lines, st.lists(_lines, min_size=1, max_size=5).map("\n\n".join))
def test_readers_get_every_word_whatever_it_is(title: str, text: str) -> None:
    item = item_of(COMMUNE, title, text, None)
    for name, words in readable(item).items():
        assert squeezed(title) in squeezed(words), name
        assert squeezed(text) in squeezed(words), name
    assert Words(web_fragment(item)).tags <= {"article", "h2", "p", "br", "small", "a"}


_places = st.sampled_from(["nhà văn hóa thôn Mẫu Một", "trạm y tế", "trường Mẫu Hai"])
_days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
_phones = st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True)


@given(st.integers(1, 10**7), _days, st.integers(0, 23), st.integers(1, 59), _phones, _places, st.integers(1, 999))
def test_amounts_days_times_numbers_and_places_are_the_same_in_all(
    amount: int, day: date, hour: int, minute: int, phone: str, place: str, count: int
) -> None:
    money = f"{amount:,} đồng".replace(",", ".")
    facts = [money, f"{day:%d/%m/%Y}", f"{hour}h{minute:02d}", phone, place, f"{count} hộ"]
    text = f"Mời {facts[5]} họp lúc {facts[2]} ngày {facts[1]} tại {place}. Nộp {money}. Gọi {phone}."
    item = item_of(COMMUNE, "Họp", text, None)
    for name, words in readable(item).items():
        assert [fact for fact in facts if fact not in words] == [], name
        assert re.findall(r"\d+", words) == re.findall(r"\d+", text), name
    month = "tư" if day.month == 4 else in_words(day.month)
    heard = [
        f"{in_words(amount)} đồng",
        f"{'mùng ' if day.day <= 10 else ''}{in_words(day.day)} tháng {month} năm {in_words(day.year)}",
        f"{in_words(hour)} giờ {in_words(minute)} phút",
        one_by_one(phone).replace(",", ""),
        place,
        f"{in_words(count)} hộ",
    ]
    said = read_aloud(item).replace(",", "")
    assert [fact for fact in heard if fact not in said] == []


def read_aloud(item: Item) -> str:
    """What stands below the line."""
    return loudspeaker_script(item).split("----\n", 1)[1]


def test_the_script_has_no_digit_no_address_and_no_code_to_be_read() -> None:
    words = read_aloud(SENT)
    assert not re.search(r"\d", words)
    assert "http" not in words
    assert "HKM7" not in loudspeaker_script(SENT)
    assert "Ủy ban nhân dân xã Suối Mẫu thông báo." in words


def test_the_script_tells_how_long_it_takes_and_what_to_look_over_first() -> None:
    item = item_of(COMMUNE, "Họp", "một " * (2 * WORDS_A_MINUTE - 10) + "KRX", None)
    remarks = loudspeaker_script(item).split("\n----")[0]
    assert f"Thời gian đọc: khoảng 2 phút 10 giây ({WORDS_A_MINUTE} tiếng một phút)." in remarks
    assert "Xem lại cách đọc trước khi phát: KRX." in remarks


def test_a_code_is_there_only_once_it_can_be_verified() -> None:
    for words in readable(SENT).values():
        assert "Mã xác minh: HKM7-R3X4" in words
        assert "08:30 01/12/2026" in words
    for words in readable(item_of(COMMUNE, TITLE, TEXT, None)).values():
        assert "Mã xác minh" not in words


def test_the_mail_opens_as_one_to_be_sent_and_its_subject_can_not_add_headers() -> None:
    mail = message_from_bytes(
        portal_mail(item_of(COMMUNE, "Họp\r\nBcc: x@example.org", TEXT, None)), policy=policy.default
    )
    assert mail["X-Unsent"] == "1"
    assert mail["From"] == "xa@suoi-mau.example"
    assert mail["Subject"] == "Đề nghị đăng tin: Họp Bcc: x@example.org"
    assert mail["Bcc"] is None
