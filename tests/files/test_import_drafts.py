"""From the portal's records to drafts in the folder: what is certain is written, the rest is noted and told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portal_files import DETAIL
from sample_files import COMMUNE, DANH_MUC, THU_TUC, VALID, write

from bot.errors import OperatorError
from bot.files.folder import Loaded, load
from bot.files.imports.contents import plain_name, seen_on
from bot.files.imports.drafts import PORTAL_URL, plan_drafts
from bot.files.imports.lists import plan_rows
from bot.files.imports.plan import Doing, Plan, carry_out
from bot.files.imports.portal import Portal, PortalRecord
from bot.files.yaml_nodes import parse
from bot.knowledge.draft import Draft

DAY = date(2026, 11, 21)
LIST = {"code": "9.000101", "name": "Thủ tục nuôi hươu sao.", "field": "Chăn nuôi", "url": "https://example.vn/101"}


def portal(*records: dict[str, Any]) -> Portal:
    return Portal(tuple(enumerate(map(PortalRecord.model_validate, records), start=2)), (), ())


def planned(loaded: Loaded, *records: dict[str, Any], scope: str = "", only: tuple[str, ...] = ()) -> Plan:
    return plan_drafts(portal(*records), loaded, scope, DAY, only)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, VALID)


def content(plan: Plan) -> Any:
    (text,) = plan.drafts.values()
    return parse(text).content


def test_a_row_of_a_list_becomes_a_draft_that_is_in_order(folder: Path) -> None:
    plan = planned(load(folder), LIST)
    assert [(step.code, step.name, step.doing, step.path) for step in plan.steps] == [
        ("9.000101", "Nuôi hươu sao", Doing.DRAFT, "chung/thu-tuc/chan-nuoi/nuoi-huou-sao.yaml")
    ]
    assert plan.leftovers == ()
    carry_out(plan, folder)
    loaded = load(folder)
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    entry = loaded.communes["suoi-mau"].entries["9.000101"]
    assert isinstance(entry, Draft)
    assert (entry.name, entry.official_name, entry.field) == ("Nuôi hươu sao", "Thủ tục nuôi hươu sao.", "Chăn nuôi")
    assert (entry.source.url, entry.source.seen_on) == ("https://example.vn/101", DAY)


def test_of_a_record_all_that_is_certain_is_written(folder: Path) -> None:
    assert content(planned(load(folder), DETAIL)) == {
        "trang_thai": "bản nháp",
        "ma": "9.000103",
        "ten": "Nuôi ong mật",
        "ten_day_du": "Thủ tục nuôi ong mật",
        "linh_vuc": "Chăn nuôi",
        "ho_so": {
            "nop": [
                {"ten": "Tờ khai nuôi ong", "ban_chinh": "1", "mau": "Mẫu 01"},
                {"ten": "Giấy đồng ý", "ban_sao": "2", "khi": "Trường hợp nuôi trong rừng"},
            ],
            "xuat_trinh": [{"ten": "Thẻ căn cước", "ban_chinh": "1"}],
        },
        "thoi_han": [
            {"trong": "3 ngày làm việc", "khi": "nộp trực tiếp hoặc bưu chính"},
            {"trong": "2 ngày", "khi": "nộp trực tuyến"},
        ],
        "noi_giai_quyet": "Ủy ban nhân dân cấp xã",
        "buu_chinh": "có",
        "cac_buoc": ["Nộp hồ sơ tại huyện.", "Nhận kết quả."],
        "ket_qua": ["Giấy chứng nhận nuôi ong"],
        "can_cu": ["Luật Mẫu 01/2020/QH", "02/2020/NĐ-CP"],
        "nguon": {"dia_chi": "https://example.vn/103", "quyet_dinh": "01/QĐ-MAU", "ngay_xem": "2026-07-17"},
    }


def test_what_is_not_certain_is_told_and_noted_where_it_belongs(folder: Path) -> None:
    plan = planned(load(folder), DETAIL)
    assert [(each.row, each.code, each.what, each.text) for each in plan.leftovers] == [
        (2, "9.000103", "Dòng này không ghi bản chính hay bản sao", "Người nộp không phải trả thêm tiền."),
        (2, "9.000103", "Dòng này không ghi bản chính hay bản sao", "Mang theo bút."),
        (2, "9.000103", "Chưa rõ mức phí", "40 Việt Nam Đồng (4.000 đ/đàn)"),
        (2, "9.000103", "Cổng ghi thêm về cách nộp, thời hạn", "Nộp buổi sáng"),
        (2, "9.000103", "Còn nhắc cấp huyện ở cac_buoc", "Nộp hồ sơ tại huyện."),
    ]
    (text,) = plan.drafts.values()
    assert "# Xem lại, chưa rõ mức phí: «40 Việt Nam Đồng (4.000 đ/đàn)»\nle_phi:\n" in text
    assert "# Xem lại, dòng này không ghi bản chính hay bản sao: «Mang theo bút.»\nho_so:\n" in text
    assert "# Có 1 dòng nhắc cấp huyện. Cấp huyện không còn từ 01/07/2025.\ncac_buoc:\n" in text


@pytest.mark.parametrize("agency", ["Phòng Tư pháp", "Bảo hiểm xã hội cấp huyện", "UBND Quận 1"])
def test_an_office_that_may_be_gone_is_not_written(folder: Path, agency: str) -> None:
    plan = planned(load(folder), LIST | {"agency": agency})
    assert "noi_giai_quyet" not in content(plan)
    assert [(each.what, each.text) for each in plan.leftovers] == [("Cơ quan này có thể không còn", agency)]


@pytest.mark.parametrize(
    ("rows", "written"),
    [
        ([("Trực tiếp", "1")], "1 ngày"),
        ([("Trực tiếp", "8 Giờ"), ("Trực tuyến", "8 giờ")], "8 giờ"),
        ([("Trực tiếp", "7.5 ngày làm việc")], "7.5 ngày làm việc"),
        ([("Trực tiếp", "N/A")], None),
        ([("Trực tiếp", "0 ngày")], None),
        ([("Trực tiếp", "Theo quy định")], None),
        ([("Trực tiếp", "3 ngày"), ("Trực tiếp", "5 ngày")], None),
    ],
)
def test_a_time_is_written_as_days_or_left_open(folder: Path, rows: list[tuple[str, str]], written: str | None) -> None:
    methods = [{"seen": "July", "method": way, "time": time} for way, time in rows]
    plan = planned(load(folder), LIST | {"methods": methods})
    limits = content(plan).get("thoi_han")
    assert limits == ([{"trong": written}] if written else None)
    assert bool(plan.leftovers) is (written is None)


def test_a_procedure_that_is_written_already_is_kept_right_or_wrong(folder: Path) -> None:
    write(folder, {"xa/suoi-mau/thu-tuc/ong.yaml": 'ma: "9.000103"\nten\n'})
    before = {file: file.read_bytes() for file in folder.rglob("*.yaml")}
    plan = planned(load(folder), DETAIL, {"code": "1.000001", "name": "a", "field": "b"})
    assert [(step.doing, step.path) for step in plan.steps] == [
        (Doing.KEEP, "xa/suoi-mau/thu-tuc/ong.yaml"),
        (Doing.KEEP, THU_TUC),
    ]
    assert not plan.writes
    carry_out(plan, folder)
    assert {file: file.read_bytes() for file in folder.rglob("*.yaml")} == before


def test_a_second_import_finds_the_drafts_of_the_first(folder: Path) -> None:
    carry_out(planned(load(folder), LIST, DETAIL), folder)
    assert [step.doing for step in planned(load(folder), LIST, DETAIL).steps] == [Doing.KEEP, Doing.KEEP]


def test_a_file_that_came_in_between_is_not_written_over(folder: Path) -> None:
    plan = planned(load(folder), LIST)
    (path,) = plan.drafts
    write(folder, {path: "của tôi"})
    with pytest.raises(OperatorError, match="nên không ghi đè"):
        carry_out(plan, folder)
    assert (folder / path).read_text(encoding="utf-8") == "của tôi"


def test_the_list_lends_what_a_record_lacks_and_its_better_name(folder: Path) -> None:
    plan = planned(load(folder), {"code": "1.000002", "name": "THỦ TỤC CẤP LẠI"})
    assert content(plan) == {
        "trang_thai": "bản nháp",
        "ma": "1.000002",
        "ten": "Cấp lại, đổi giấy mẫu",
        "ten_day_du": "THỦ TỤC CẤP LẠI",
        "linh_vuc": "Hộ tịch",
        "nguon": {"dia_chi": "https://example.vn/2", "ngay_xem": "2026-11-21"},
    }
    assert list(plan.drafts) == ["chung/thu-tuc/ho-tich/cap-lai-doi-giay-mau.yaml"]


def test_without_an_address_of_its_own_a_draft_leads_to_the_portal_and_that_is_told(folder: Path) -> None:
    for url in ("", "javascript:alert(1)"):
        plan = planned(load(folder), LIST | {"url": url})
        assert content(plan)["nguon"]["dia_chi"] == PORTAL_URL
        assert [(each.what, each.text) for each in plan.leftovers] == [
            ("Không có đường dẫn riêng, tạm ghi trang chủ của Cổng.", url)
        ]
    plan = planned(load(folder), {"code": "1.000002", "url": "không phải"})
    assert content(plan)["nguon"]["dia_chi"] == "https://example.vn/2"
    assert plan.leftovers[0].what == "Đường dẫn này không dùng được, nên lấy của danh mục."


def test_a_record_without_name_or_field_is_left_over(folder: Path) -> None:
    plan = planned(load(folder), LIST | {"field": ""}, LIST | {"code": "9.000102", "name": ""})
    assert [each.what for each in plan.leftovers] == [
        "Không có lĩnh vực, trong danh mục cũng không.",
        "Không có tên, trong danh mục cũng không.",
    ]
    assert not plan.writes


def test_another_provinces_procedure_is_for_its_own_communes(folder: Path) -> None:
    far = LIST | {"scope": "UBND tỉnh Khác"}
    assert [each.what for each in planned(load(folder), far).leftovers] == [
        "Thủ tục riêng của Khác: nhập vào từng xã ở đó bằng --into."
    ]
    assert not planned(load(folder), far, scope="suoi-mau").writes
    assert not planned(load(folder), {"code": "1.000003", "name": "a"}).writes  # the list has it for one province
    here = COMMUNE.replace("Tỉnh Mẫu", "Mẫu Giang")
    write(folder, {"xa/suoi-mau/xa.yaml": here})
    own = planned(load(folder), LIST | {"scope": "UBND Thành phố Mẫu Giang"}, scope="suoi-mau")
    assert list(own.drafts) == ["xa/suoi-mau/thu-tuc/chan-nuoi/nuoi-huou-sao.yaml"]


def test_a_code_that_stands_twice_counts_once(folder: Path) -> None:
    plan = planned(load(folder), LIST, LIST | {"name": "Nuôi hươu"})
    assert len(plan.drafts) == 1
    assert [(each.row, each.what) for each in plan.leftovers] == [
        (3, "Mã này đã có ở một dòng trên; chỉ dùng dòng trên.")
    ]


def test_only_the_procedures_that_are_asked_for(folder: Path) -> None:
    plan = planned(load(folder), LIST, DETAIL, only=("9.000103", "9.999999"))
    assert [step.code for step in plan.steps] == ["9.000103"]
    assert plan.leftovers[-1].what == "Trong tệp không có mã này."


def test_two_procedures_of_one_name_get_two_files(folder: Path) -> None:
    plan = planned(load(folder), LIST, LIST | {"code": "9.000102"})
    assert len(plan.drafts) == 2
    carry_out(plan, folder)


def test_rows_go_to_the_end_of_the_list_and_none_is_changed(folder: Path) -> None:
    before = (folder / DANH_MUC).read_bytes()
    records = (LIST | {"agency": "Xã", "scope": "UBND tỉnh Mẫu"}, {"code": "1.000002", "name": "Khác hẳn"})
    plan = plan_rows(portal(*records), load(folder), ())
    assert [step.doing for step in plan.steps] == [Doing.LIST, Doing.KEEP]
    carry_out(plan, folder)
    after = (folder / DANH_MUC).read_bytes()
    assert after == before + "9.000101,Nuôi hươu sao,Chăn nuôi,Xã,Mẫu,https://example.vn/101\n".encode()
    assert load(folder).set_aside == ()


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (
            "",
            "ma,ten,linh_vuc,noi_giai_quyet,tinh,lien_ket,cach_hoi\n"
            "9.000101,Nuôi hươu sao,Chăn nuôi,,,https://example.vn/101,\n",
        ),
        (
            "\ufefften;ma;linh_vuc;lien_ket\r\nA;1.000009;B;https://example.vn/9",
            "\r\nNuôi hươu sao;9.000101;Chăn nuôi;https://example.vn/101\r\n",
        ),
    ],
)
def test_the_list_goes_on_as_it_began(folder: Path, text: str, added: str) -> None:
    (folder / DANH_MUC).unlink()
    if text:
        write(folder, {DANH_MUC: text})
    carry_out(plan_rows(portal(LIST), load(folder), ()), folder)
    assert (folder / DANH_MUC).read_bytes().decode() == text + added
    assert "9.000101" in load(folder).communes["suoi-mau"].entries


def test_a_list_that_is_wrong_is_not_added_to(folder: Path) -> None:
    write(folder, {DANH_MUC: VALID[DANH_MUC] + "1.0,sai,,,,\n"})
    with pytest.raises(OperatorError, match=r"danh-muc\.csv đang có lỗi"):
        plan_rows(portal(LIST), load(folder), ())


def test_a_row_needs_its_address(folder: Path) -> None:
    plan = plan_rows(portal(LIST | {"url": ""}), load(folder), ())
    assert [each.what for each in plan.leftovers] == ["Một dòng danh mục cần đủ tên, lĩnh vực và đường dẫn."]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Thủ tục đăng ký  khai sinh.", "Đăng ký khai sinh"),
        ("THỦ TỤC: Nuôi ong", "Nuôi ong"),
        ("Thủ tục hành chính liên thông", "Thủ tục hành chính liên thông"),
        ("nuôi ong", "Nuôi ong"),
    ],
)
def test_a_name_begins_with_the_thing_itself(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("crawled", "day"),
    [
        ("2026-07 (crawl; commits 2026-07-17/18)", date(2026, 7, 17)),
        ("2026-13-45, 2026-06-10", date(2026, 6, 10)),
        ("2099-01-01", DAY),
        ("", DAY),
    ],
)
def test_the_day_of_the_source_is_the_one_that_the_record_names(crawled: str, day: date) -> None:
    assert seen_on(PortalRecord(crawled=crawled), DAY) == day


ODD = st.text(max_size=30) | st.sampled_from(
    ["{xa}", "# x", "a: b", "- a", "'", '"', "\ud800", "\x07", "---", "x" * 200]
)
RECORD = st.fixed_dictionaries(
    {"code": st.just("9.000101"), "name": ODD, "field": ODD},
    optional={
        "agency": ODD,
        "url": ODD,
        "decision": ODD,
        "steps": st.lists(ODD, max_size=3) | ODD,
        "results": st.lists(ODD, max_size=3),
        "legal_basis": st.lists(ODD, max_size=2),
        "documents": st.lists(
            st.fixed_dictionaries(
                {"name": ODD, "original": st.sampled_from(["1", "0", "x", "100"]), "form": ODD, "group": ODD}
            ),
            max_size=3,
        ),
        "methods": st.lists(
            st.fixed_dictionaries(
                {"method": st.sampled_from(["Trực tiếp", "Trực tuyến"]), "fee": ODD, "time": ODD, "note": ODD}
            ),
            max_size=3,
        ),
    },
)
LOADED = load(Path(__file__).parent.parent.parent / "knowledge")


@given(RECORD)
def test_whatever_a_record_holds_its_draft_is_in_order_or_there_is_none(record: dict[str, Any]) -> None:
    """A draft that the check would refuse raises; no text of the record may bring that about."""
    plan = planned(LOADED, record)
    assert bool(plan.drafts) or plan.leftovers
    for text in plan.drafts.values():
        assert text.encode().decode() == text
        assert "\n---" not in text
