"""What is said about a commune of which everything is known, and of one of which nothing is."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commune import Commune, UnitRole
from bot.commune.wording import NATIONAL_HOTLINE, PLACEHOLDERS, filled, hotline, opening_hours, unit_name

TODAY = date(2026, 11, 20)
NOTHING: dict[str, Any] = {"ma": "doi-trong", "ten": "xã Đồi Trống", "tinh": "Mẫu Giang"}
EVERYTHING: dict[str, Any] = {
    "ma": "suoi-mau",
    "ten": "xã Suối Mẫu",
    "tinh": "Mẫu Giang",
    "don_vi": [
        {"ma": "mot-cua", "vai_tro": "mot-cua", "ten": "Trung tâm Phục vụ hành chính công",
         "dia_chi": "thôn Mẫu Một", "ban_do": "https://example.org/ban-do"},
        {"ma": "cong-an", "vai_tro": "cong-an", "ten": "Công an xã Suối Mẫu"},
        {"ma": "to-moi", "vai_tro": "mot-cua", "ten": "Tổ lưu động"},
    ],
    "gio_lam_viec": [
        {"thu": ["2", "3", "4", "5", "6"], "gio": ["07:30-11:30", "13:00-17:00"]},
        {"thu": ["7"], "gio": ["08:00-11:05"]},
    ],
    "ngay_nghi": [
        {"tu": "2026-09-02", "ten": "Quốc khánh"},
        {"tu": "2026-11-19", "den": "2026-11-20", "ten": "Ngày hội xã"},
        {"tu": "2027-01-01", "ten": "Tết Dương lịch"},
        {"tu": "2027-04-30", "ten": "Ngày Chiến thắng"},
    ],
    "lien_he": {"duong_day_nong": "0900000000"},
    "tiep_cong_dan": [
        {"nguoi_tiep": "Chủ tịch xã", "khi_nao": "thứ năm hằng tuần", "o_dau": "Phòng Tiếp công dân"},
        {"nguoi_tiep": "Trưởng Công an", "khi_nao": "ngày 15 hằng tháng"},
    ],
}  # fmt: skip
SUOI_MAU = Commune.model_validate(EVERYTHING)
DOI_TRONG = Commune.model_validate(NOTHING)


def with_days(*weekdays: str) -> Commune:
    return Commune.model_validate(NOTHING | {"gio_lam_viec": [{"thu": list(weekdays), "gio": ["07:30-11:30"]}]})


def test_everything_that_is_known_is_told() -> None:
    told = {name: words(SUOI_MAU, TODAY) for name, words in PLACEHOLDERS.items()}
    assert told == {
        "xa": "xã Suối Mẫu",
        "tinh": "Mẫu Giang",
        "mot_cua": "Trung tâm Phục vụ hành chính công xã Suối Mẫu",
        "cong_an": "Công an xã Suối Mẫu",
        "dia_chi": "Trung tâm Phục vụ hành chính công xã Suối Mẫu: thôn Mẫu Một. Bản đồ: https://example.org/ban-do",
        "gio_lam_viec": "Giờ làm việc: thứ hai đến thứ sáu: 7 giờ 30 đến 11 giờ 30, 13 giờ đến 17 giờ; "
        "thứ bảy: 8 giờ đến 11 giờ 05. Nghỉ Ngày hội xã: 19/11/2026 đến 20/11/2026. Nghỉ Tết Dương lịch: 01/01/2027.",
        "duong_day_nong": "Đường dây nóng của xã Suối Mẫu: 0900000000.",
        "lich_tiep_cong_dan": "Lịch tiếp công dân: Chủ tịch xã: thứ năm hằng tuần, tại Phòng Tiếp công dân; "
        "Trưởng Công an: ngày 15 hằng tháng.",
    }


def test_what_is_not_known_is_said_to_be_not_known_yet() -> None:
    told = {name: words(DOI_TRONG, TODAY) for name, words in PLACEHOLDERS.items()}
    assert told == {
        "xa": "xã Đồi Trống",
        "tinh": "Mẫu Giang",
        "mot_cua": "bộ phận một cửa xã Đồi Trống",
        "cong_an": "Công an xã Đồi Trống",
        "dia_chi": "Tôi chưa có địa chỉ của bộ phận một cửa xã Đồi Trống, Mẫu Giang.",
        "gio_lam_viec": "Tôi chưa có giờ làm việc của xã Đồi Trống.",
        "duong_day_nong": "Bạn có thể gọi 18001096, tổng đài miễn phí của Cổng Dịch vụ công quốc gia. "
        "Tôi chưa có số điện thoại của xã Đồi Trống.",
        "lich_tiep_cong_dan": "Tôi chưa có lịch tiếp công dân của xã Đồi Trống.",
    }


def test_without_a_number_of_the_commune_the_national_one_is_given() -> None:
    assert NATIONAL_HOTLINE == "18001096"
    assert NATIONAL_HOTLINE in hotline(DOI_TRONG, TODAY)
    assert NATIONAL_HOTLINE not in hotline(SUOI_MAU, TODAY)


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [
        (("2", "3", "4", "5", "6"), "thứ hai đến thứ sáu"),
        (("6", "2", "4", "3", "5"), "thứ hai đến thứ sáu"),
        (("2", "3", "4", "5", "6", "7", "8"), "thứ hai đến chủ nhật"),
        (("7",), "thứ bảy"),
        (("7", "8"), "thứ bảy, chủ nhật"),
        (("2", "4", "6"), "thứ hai, thứ tư, thứ sáu"),
        (("3", "3"), "thứ ba"),
    ],
)
def test_days_in_a_row_are_said_as_a_range(weekdays: tuple[str, ...], said: str) -> None:
    assert opening_hours(with_days(*weekdays), TODAY) == f"Giờ làm việc: {said}: 7 giờ 30 đến 11 giờ 30."


def test_a_closure_is_told_until_its_last_day_and_no_longer() -> None:
    assert "Ngày hội xã" in opening_hours(SUOI_MAU, date(2026, 11, 20))
    assert "Ngày hội xã" not in opening_hours(SUOI_MAU, date(2026, 11, 21))


def test_a_closure_of_one_day_has_no_end() -> None:
    assert "Nghỉ Tết Dương lịch: 01/01/2027." in opening_hours(SUOI_MAU, TODAY)


def test_the_next_closures_are_told_in_whatever_order_they_were_written() -> None:
    written = {"gio_lam_viec": EVERYTHING["gio_lam_viec"], "ngay_nghi": EVERYTHING["ngay_nghi"][::-1]}
    assert opening_hours(Commune.model_validate(NOTHING | written), TODAY) == opening_hours(SUOI_MAU, TODAY)


def test_a_closure_is_told_even_where_the_hours_are_not_known() -> None:
    commune = Commune.model_validate(NOTHING | {"ngay_nghi": EVERYTHING["ngay_nghi"]})
    assert "Nghỉ Tết Dương lịch: 01/01/2027." in opening_hours(commune, TODAY)


def test_of_two_units_with_one_role_the_first_is_named() -> None:
    assert unit_name(SUOI_MAU, UnitRole.ONE_STOP).startswith("Trung tâm")


@pytest.mark.parametrize("role", list(UnitRole))
def test_every_role_has_a_name_that_says_which_commune(role: UnitRole) -> None:
    assert "xã Đồi Trống" in unit_name(DOI_TRONG, role)
    assert unit_name(SUOI_MAU, role).count("xã Suối Mẫu") == 1


def test_placeholders_are_filled_wherever_they_stand_and_nothing_else_is_touched() -> None:
    text = "{xa}: hỏi {mot_cua}, {khac} {xa}"
    assert filled(text, DOI_TRONG, TODAY) == "xã Đồi Trống: hỏi bộ phận một cửa xã Đồi Trống, {khac} xã Đồi Trống"


@given(st.text())
def test_any_text_can_be_filled(text: str) -> None:
    result = filled(text, SUOI_MAU, TODAY)
    assert result == text or any("{" + name + "}" in text for name in PLACEHOLDERS)
