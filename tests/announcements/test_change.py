"""What the dates of a procedure tell citizens."""

from datetime import date, datetime, time
from typing import Any

import pytest

from bot.announcements.change import draft_of, facts_of, is_news
from bot.announcements.content import LONGEST_TITLE, Content, check_content
from bot.announcements.subscription import NewsTopic
from bot.errors import OperatorError
from bot.knowledge.procedure import Procedure
from bot.text.dates import VIETNAM

TODAY = date(2026, 11, 20)


def procedure(name: str = "Kết hôn lưu động", **more: Any) -> Procedure:
    return Procedure.model_validate(
        {
            "ma": "1.000593",
            "ten": name,
            "linh_vuc": "Hộ tịch",
            "tom_tat": "Mẫu.",
            "noi_giai_quyet": "Ủy ban nhân dân xã",
            "nguon": {
                "dia_chi": "https://example.vn/1",
                "quyet_dinh": "Quyết định số 1/QĐ-MẪU",
                "ngay_xem": "2026-11-01",
            },
            "ra_soat": "2026-11-01",
            **more,
        }
    )


def told(one: Procedure, replacement: str = "", today: date = TODAY) -> tuple[str, str]:
    content = draft_of(one, facts_of(one), replacement, today)
    check_content(content, datetime.combine(today, time(12), VIETNAM))
    assert content.audience.topics == (NewsTopic.PROCEDURES,)
    return content.title, content.text


def test_a_procedure_without_dates_tells_nothing() -> None:
    assert facts_of(procedure()) == ()


def test_a_repealed_procedure() -> None:
    assert told(procedure(hieu_luc={"den": "2026-12-31"})) == (
        "Từ 01/01/2027 không còn thủ tục: Kết hôn lưu động",
        "Thủ tục «Kết hôn lưu động» (mã 1.000593) còn áp dụng đến hết ngày 31/12/2026.\n"
        "Từ ngày 01/01/2027, thủ tục này không còn nữa.\n\n"
        "Căn cứ: Quyết định số 1/QĐ-MẪU.\n\nXem thêm: https://example.vn/1",
    )


def test_a_replaced_procedure_that_has_ended() -> None:
    title, text = told(procedure(hieu_luc={"den": "2026-10-31", "thay_bang": "1.000894"}), "Đăng ký kết hôn")
    assert title == "Từ 01/11/2026 có thủ tục khác thay cho: Kết hôn lưu động"
    assert text.startswith(
        "Thủ tục «Kết hôn lưu động» (mã 1.000593) đã hết hiệu lực, chỉ áp dụng đến hết ngày 31/10/2026.\n"
        "Từ ngày 01/11/2026, bạn làm thủ tục «Đăng ký kết hôn» (mã 1.000894)."
    )


def test_a_procedure_that_changes_and_its_new_fees() -> None:
    rates = [
        {"so_tien": "25.000", "den": "2026-12-31"},
        {"so_tien": "50.000", "tinh_theo": "bản", "kenh": "trực tiếp", "tu": "2027-01-01"},
        {"so_tien": "miễn phí", "khi": "người cao tuổi", "tu": "2027-01-01"},
        {"ai_quyet_dinh": "Hội đồng nhân dân tỉnh", "kenh": "trực tuyến", "tu": "2027-01-01"},
    ]
    title, text = told(procedure(hieu_luc={"tu": "2027-01-01"}, le_phi={"muc": rates}))
    assert title == "Từ 01/01/2027 có thay đổi: Kết hôn lưu động"
    assert text.startswith(
        "Thủ tục «Kết hôn lưu động» (mã 1.000593) áp dụng theo quy định mới từ ngày 01/01/2027.\n\n"
        "Thủ tục «Kết hôn lưu động» (mã 1.000593) thu phí theo mức mới từ ngày 01/01/2027:\n"
        "- 50.000 đồng (mỗi bản; nộp trực tiếp)\n"
        "- miễn phí (người cao tuổi)\n"
        "- do Hội đồng nhân dân tỉnh quy định (nộp trực tuyến)\n\n"
    )


def test_every_fact_has_a_name_of_its_own_that_changes_with_its_dates() -> None:
    def keys(**more: Any) -> set[str]:
        return {fact.key for fact in facts_of(procedure(**more))}

    assert keys(hieu_luc={"tu": "2026-01-01", "den": "2026-12-31", "thay_bang": "1.000894"}) == {
        "tu 2026-01-01", "den 2026-12-31 1.000894",
    }  # fmt: skip
    assert keys(hieu_luc={"den": "2026-12-31"}) == {"den 2026-12-31"}
    assert keys(le_phi={"muc": [{"so_tien": "50.000", "tu": "2027-01-01"}]}) == {"phi 2027-01-01 50000"}
    assert keys(le_phi={"muc": [{"so_tien": "8.000"}]}) == set()


def test_what_has_long_been_so_is_no_news() -> None:
    (old,) = facts_of(procedure(hieu_luc={"den": "2026-09-19"}))
    (new,) = facts_of(procedure(hieu_luc={"den": "2026-09-20"}))
    assert (is_news(old, TODAY), is_news(new, TODAY)) == (False, True)


def test_a_long_name_leaves_a_title_that_can_be_sent() -> None:
    title, _ = told(procedure("Cấp lại giấy mẫu " * 20, hieu_luc={"den": "2026-12-31"}))
    assert len(title) <= LONGEST_TITLE


def test_many_fees_are_all_told_even_if_an_officer_has_to_shorten_the_text() -> None:
    rates = [
        {"so_tien": f"{number}.000", "khi": f"giấy loại {number} " * 5, "tu": "2027-01-01"} for number in range(10, 50)
    ]
    one = procedure(le_phi={"muc": rates})
    text = draft_of(one, facts_of(one), "", TODAY).text
    assert all(f"- {number}.000 đồng" in text for number in range(10, 50))
    assert text.endswith("https://example.vn/1")
    with pytest.raises(OperatorError, match="Hãy viết ngắn lại"):
        check_content(Content(title="Phí", text=text), datetime.combine(TODAY, time(8), VIETNAM))
