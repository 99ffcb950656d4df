"""How a text is read aloud, to people who see nothing of it."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numbers_heard import heard

from bot.text.abbreviations import FULL, UNITS, in_full, unknown_in
from bot.text.speech import EMAIL_WORDS, LINK_WORDS, spoken

READ = {
    # Money
    "50.000 đồng": "năm mươi nghìn đồng",
    "50.000đ": "năm mươi nghìn đồng",
    "1.250.000 VNĐ": "một triệu hai trăm năm mươi nghìn đồng",
    "50k": "năm mươi nghìn đồng",
    "1,5 triệu đồng": "một phẩy năm triệu đồng",
    "100 nghìn đồng": "một trăm nghìn đồng",
    "30.000 đồng/hộ/tháng": "ba mươi nghìn đồng một hộ một tháng",
    "500 đồng ý": "năm trăm đồng ý",
    # Days
    "ngày 15/12/2026": "ngày mười lăm tháng mười hai năm hai nghìn không trăm hai mươi sáu",
    "Ngày 05/04/2026": "Ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu",
    "trước 20-11-2026": "trước ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu",
    "2026-11-20": "ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu",
    "từ 1/12 đến 5/12": "từ ngày mùng một tháng mười hai đến ngày mùng năm tháng mười hai",
    "ngày 10": "ngày mùng mười",
    "ngày 11": "ngày mười một",
    "tháng 4/2026": "tháng tư năm hai nghìn không trăm hai mươi sáu",
    "thứ 4, thứ 2": "thứ tư, thứ hai",
    "T2-T6, T7": "thứ hai đến thứ sáu, thứ bảy",
    "quý IV/2026": "quý bốn năm hai nghìn không trăm hai mươi sáu",
    "2/3 số hộ": "hai phần ba số hộ",
    # Times
    "7h30": "bảy giờ ba mươi phút",
    "08:00": "tám giờ",
    "7h30-11h30": "bảy giờ ba mươi phút đến mười một giờ ba mươi phút",
    "22h": "hai mươi hai giờ",
    "7 giờ 30 phút": "bảy giờ ba mươi phút",
    # Telephones
    "0900000000": "không chín không không, không không không, không không không",
    "0900 000 000": "không chín không không, không không không, không không không",
    "(0209) 3812 345": "không hai không chín, ba tám một hai, ba bốn năm",
    "+84 900 000 000": "cộng tám bốn, chín không không, không không không, không không không",
    "19001234": "một chín không không, một hai ba bốn",
    "gọi 113, 114": "gọi một một ba, một một bốn",
    "113 hộ": "một trăm mười ba hộ",
    # Numbers
    "25%": "hai mươi lăm phần trăm",
    "12,75 ha": "mười hai phẩy bảy mươi lăm héc-ta",
    "0,05": "không phẩy không năm",
    "-5°C": "âm năm độ xê",
    "5-7 ngày": "năm đến bảy ngày",
    "02 ảnh 3x4": "hai ảnh ba nhân bốn",
    "khoản 1.2": "khoản một chấm hai",
    "1.001193": "một chấm không không một, một chín ba",
    "123456789012": "một hai ba, bốn năm sáu, bảy tám chín, không một hai",
    "100 m²": "một trăm mét vuông",
    # Papers and abbreviations
    "số 15/KH-UBND": "số mười lăm, kế hoạch, Ủy ban nhân dân",
    "91/2025/QH15": "chín mươi mốt, hai nghìn không trăm hai mươi lăm, Quốc hội mười lăm",
    "UBND xã": "Ủy ban nhân dân xã",
    "TP. Mẫu": "thành phố Mẫu",
    "CCHC & TTHC": "cải cách hành chính và thủ tục hành chính",
    "VNeID": "vi en i đi",
    "KRX": "ca rờ ích",
    "và/hoặc": "và, hoặc",
    "mẫu CT01": "mẫu xê tê không một",
    "giấy A4": "giấy a bốn",
    "số nhà 12B, ngõ 105/3": "số nhà mười hai bê, ngõ một trăm linh năm trên ba",
    "24/24 giờ": "hai mươi tư trên hai mươi tư giờ",
    # What nobody hears
    "Xem https://example.org/a?b=1.": f"Xem {LINK_WORDS}.",
    "xem dichvucong.gov.vn nhé": f"xem {LINK_WORDS} nhé",
    "thư xa@example.org": f"thư {EMAIL_WORDS}",
    "📢 *KHẨN* • bão": "KHẨN bão",
    "- một\n- hai": "một\nhai",
}


@pytest.mark.parametrize("written", READ)
def test_what_is_written_is_read_as_people_say_it(written: str) -> None:
    assert spoken(written) == READ[written]


_pieces = st.sampled_from(
    [*READ, *FULL, *UNITS, "/", "-", ".", ",", ":", "h", "0", "7", "12", "2026", "đồng", "ngày", " ", "\n", "½", "٣"]
)


@given(st.lists(st.one_of(_pieces, st.text(max_size=5)), max_size=12).map("".join))
def test_no_digit_and_no_address_is_left_of_any_text(text: str) -> None:
    said = spoken(text)
    assert not re.search(r"\d", said)
    assert "://" not in said or "http" not in said


@given(st.integers(0, 10**9))
def test_a_sum_can_be_written_down_by_whoever_hears_it(amount: int) -> None:
    written = f"Nộp {amount:,} đồng.".replace(",", ".")
    match = re.fullmatch(r"Nộp (.*) đồng\.", spoken(written))
    assert match
    assert heard(match[1]) == amount


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_can_be_written_down_by_whoever_hears_it(day: date) -> None:
    match = re.fullmatch(
        r"ngày (?:mùng )?(.*) tháng (.*) năm (hai nghìn.*)", spoken(f"{day.day:02d}/{day.month:02d}/{day.year:04d}")
    )
    assert match
    assert (heard(match[1]), heard(match[2]), heard(match[3])) == (day.day, day.month, day.year)


@given(st.from_regex(r"0[0-9]{9,10}", fullmatch=True))
def test_a_telephone_number_can_be_written_down_by_whoever_hears_it(number: str) -> None:
    assert "".join(str(heard(word)) for word in re.findall(r"[^\W\d]+", spoken(f"gọi {number}"))[1:]) == number


def test_abbreviations_that_nobody_explained_are_named_once_and_spelt() -> None:
    assert unknown_in("UBND, KRX và KRX, TRX, KHẨN, tin") == ["KRX", "TRX"]
    assert in_full("ĐX") == "đê ích"
