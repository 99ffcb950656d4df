"""What the portal writes about fees: taken where it is clear, left open where it is not. A fee is never guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.imports.fees import rates
from bot.files.imports.portal import Method, tidy

WAYS = ("Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính")
FREE = {"so_tien": "miễn phí"}
COUNCIL = {"ai_quyet_dinh": "Hội đồng nhân dân tỉnh"}


def asked(*rows: tuple[str, str], seen: str = "July 2026", note: str = "") -> list[Method]:
    return [Method(seen=seen, method=way, fee=fee, note=note) for way, fee in rows]


def everywhere(fee: str) -> list[Method]:
    return asked(*((way, fee) for way in WAYS))


@pytest.mark.parametrize(
    ("fee", "rate"),
    [
        ("Miễn phí", FREE),
        ("miễn  phí.", FREE),
        ("8,000 VNĐ", {"so_tien": "8.000"}),
        ("4.500.000 Việt Nam Đồng", {"so_tien": "4.500.000"}),
        ("50,000 Việt Nam Đồng (/văn bản)", {"so_tien": "50.000", "tinh_theo": "văn bản"}),
        ("70,000 VNĐ (70.000 đồng/Giấy chứng nhận.)", {"so_tien": "70.000", "tinh_theo": "Giấy chứng nhận"}),
        ("100,000 VNĐ (Phí thẩm định: 100.000 đồng/lần)", {"so_tien": "100.000", "tinh_theo": "lần"}),
        ("Miễn phí (Theo quy định của Hội đồng nhân dân cấp tỉnh)", COUNCIL),
    ],
)
def test_what_is_clear_is_taken(fee: str, rate: dict[str, str]) -> None:
    assert rates(everywhere(fee), caution=False)[0] == [rate]


@pytest.mark.parametrize(
    "fee",
    [
        "40 Việt Nam Đồng (4.000 đ/giấy thông hành)",
        "25 VNĐ (25.000.000đ/giấy thông hành (áp dụng đến hết ngày 31/12/2026))",
        "700 VNĐ",
        "10 USD (/bản)",
        "10 USD",
        "50,000 VNĐ (40.000 đồng/bản)",
        "50,000 VNĐ (50.000 đồng/thẻ; kể từ ngày 01/01/2025 bằng 50%)",
        "2,000 Việt Nam Đồng (2.000 đồng/trang; từ trang thứ 3 thu 1.000 đồng/trang)",
        "400,000 Việt Nam Đồng (Miễn lệ phí cho hộ nghèo)",
        "7,000 VNĐ (Trường hợp nộp trực tuyến thu 7.000 đồng/lần)",
        "150,000 VNĐ (Mức cụ thể do Hội đồng nhân dân tỉnh quyết định)",
        "Miễn phí (Không quy định)",
        "Miễn phí (Theo Thông tư số 60/2023/TT-BTC)",
        "Theo quy định",
        "12,34 VNĐ",
        "(",
        "٤٠٠٠ đồng",
    ],
)
def test_what_is_not_clear_is_left_open_with_the_words_of_the_portal(fee: str) -> None:
    assert rates(everywhere(fee), caution=False) == ([], [fee])


def test_free_is_not_believed_where_the_record_warns_or_a_note_speaks_of_fees() -> None:
    assert rates(everywhere("Miễn phí"), caution=True) == ([], ["Miễn phí"])
    noted = asked(("Trực tiếp", "Miễn phí"), note="Phí, lệ phí: theo quyết định của tỉnh")
    assert rates(noted, caution=False) == ([], ["Miễn phí"])


def test_who_decides_is_told_with_the_words_that_name_the_exemptions() -> None:
    fee = "Miễn phí (Mức do Hội đồng nhân dân tỉnh quyết định. Miễn cho hộ nghèo.)"
    assert rates(everywhere(fee), caution=True) == ([COUNCIL], [fee])


def test_one_way_of_handing_in_may_cost_less() -> None:
    methods = asked(("Trực tiếp", "15,000 VNĐ"), ("Trực tuyến", "7,000 VNĐ"), ("Dịch vụ bưu chính", "15,000 VNĐ"))
    assert rates(methods, caution=False)[0] == [
        {"so_tien": "15.000", "kenh": ["trực tiếp", "bưu chính"]},
        {"so_tien": "7.000", "kenh": ["trực tuyến"]},
    ]


def test_one_row_that_is_not_clear_leaves_the_whole_fee_open() -> None:
    methods = asked(("Trực tiếp", "15,000 VNĐ"), ("Trực tuyến", "7 VNĐ"))
    assert rates(methods, caution=False) == ([], ["15,000 VNĐ", "7 VNĐ"])


def test_several_amounts_for_one_way_need_something_that_tells_them_apart() -> None:
    told = asked(("Trực tiếp", "50,000 VNĐ (/di chúc)"), ("Trực tiếp", "30,000 VNĐ (/giao dịch)"))
    assert len(rates(told, caution=False)[0]) == 2
    untold = asked(("Trực tiếp", "Miễn phí"), ("Trực tiếp", "30,000 VNĐ (/giao dịch)"))
    assert rates(untold, caution=False)[0] == []


def test_the_last_crawl_that_knows_a_fee_counts() -> None:
    june, july = asked(("Trực tiếp", "5,000 VNĐ"), seen="June"), asked(("Trực tiếp", "6,000 VNĐ"), seen="July")
    assert rates([*june, *july, Method(seen="August", method="Trực tiếp")], caution=False)[0] == [{"so_tien": "6.000"}]


def test_a_way_that_is_not_known_leaves_the_fee_open() -> None:
    assert rates(asked(("Bồ câu", "5,000 VNĐ")), caution=False)[0] == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*WAYS, ""]),
            st.from_regex(r"(Miễn phí|[0-9]{1,4}([.,][0-9]{1,3}){0,2} (VNĐ|USD|đ)?)( \([^)]{0,20}\))?", fullmatch=True)
            | st.text(max_size=20),
        ),
        max_size=5,
    ),
    st.booleans(),
)
def test_no_rate_is_an_amount_that_the_portal_does_not_name_or_that_can_not_be(
    rows: list[tuple[str, str]], caution: bool
) -> None:
    found, texts = rates(asked(*rows), caution)
    digits = {re.sub(r"\D", "", part) for _, fee in rows for part in re.findall(r"[\d.,]+", fee)}
    for rate in found:
        amount = str(rate.get("so_tien", ""))
        assert amount in {"", "miễn phí"} or (
            int(amount.replace(".", "")) >= 1000 and amount.replace(".", "") in digits
        )
    assert found or texts == list(dict.fromkeys(text for _, fee in rows if (text := tidy(fee))))
