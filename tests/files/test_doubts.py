"""What is warned about, and what is only not known: near-duplicates, days, gaps."""

from datetime import date
from pathlib import Path

import pytest
from sample_files import DANH_MUC, HOI_DAP, PROCEDURE, THU_TUC, TOPIC, TU_VUNG, VALID, XA, procedure, topic, write

from bot.files.doubts import doubts
from bot.files.folder import load
from bot.files.gaps import missing

TODAY = date(2026, 11, 21)


def doubted(folder: Path, today: date = TODAY) -> list[str]:
    problems = doubts(load(folder), today)
    assert {problem.severity for problem in problems} <= {"warning"}
    return [str(problem) for problem in problems]


def claimed_twice(folder: Path) -> list[str]:
    return [told for told in doubted(folder) if "Cách hỏi" in told]


def test_one_way_of_asking_for_two_things_is_doubtful_whatever_its_accents_and_case(tmp_path: Path) -> None:
    write(tmp_path, {**VALID, HOI_DAP: TOPIC + "ten_khac:\n  - Thứ khác\n  - LAM GIAY, MAU!\n"})
    assert claimed_twice(tmp_path) == [
        f"{THU_TUC}:6: Cách hỏi «làm giấy mẫu» cũng có ở {HOI_DAP}, dòng 8. "
        "Giữ ở một nơi, hoặc ghi vào dung_chung của tu-vung.yaml."
    ]


def test_a_listed_procedure_and_an_entry_may_not_be_asked_for_alike_either(tmp_path: Path) -> None:
    head, row = VALID[DANH_MUC].splitlines()[0], "1.000009,Đăng ký khác,Hộ tịch,,,https://example.vn/9"
    write(tmp_path, {**VALID, DANH_MUC: f"{head},cach_hoi\n{row},xin khác; lam giay mau\n"})
    assert claimed_twice(tmp_path) == [
        f"{THU_TUC}:6: Cách hỏi «làm giấy mẫu» cũng có ở {DANH_MUC}, dòng 2. "
        "Giữ ở một nơi, hoặc ghi vào dung_chung của tu-vung.yaml."
    ]


def test_a_phrase_that_the_vocabulary_shares_is_not_doubtful(tmp_path: Path) -> None:
    shared = 'dung_chung:\n  - cum_tu: làm giấy mẫu\n    ma: ["1.000001", gio-lam-viec]\n'
    write(tmp_path, {**VALID, HOI_DAP: TOPIC + "ten_khac: Làm giấy mẫu\n", TU_VUNG: shared})
    assert claimed_twice(tmp_path) == []


def test_a_situation_that_leads_to_the_other_entry_is_no_rival(tmp_path: Path) -> None:
    situation = "tinh_huong:\n  - ten: x\n    cach_hoi: làm giấy mẫu\n    tra_loi: y\n"
    write(tmp_path, {**VALID, HOI_DAP: TOPIC + situation + '    chuyen_sang: "1.000001"\n'})
    assert claimed_twice(tmp_path) == []
    write(tmp_path, {HOI_DAP: TOPIC + situation})
    assert len(claimed_twice(tmp_path)) == 1


def test_two_communes_may_ask_alike_for_things_of_their_own(tmp_path: Path) -> None:
    own = {
        "xa/suoi-mau/hoi-dap/a.yaml": topic("a"),
        "xa/khe-mau/hoi-dap/b.yaml": topic("b").replace("hỏi về b", "hỏi về a"),
    }
    write(tmp_path, {**VALID, **own, "xa/khe-mau/xa.yaml": "ma: khe-mau\nten: xã Khe Mẫu\ntinh: Tỉnh Mẫu\n"})
    assert claimed_twice(tmp_path) == []
    write(tmp_path, {"chung/hoi-dap/c.yaml": topic("c").replace("hỏi về c", "hỏi về a")})
    assert [warning.partition(":")[0] for warning in claimed_twice(tmp_path)] == [
        "xa/khe-mau/hoi-dap/b.yaml", "xa/suoi-mau/hoi-dap/a.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "sentences"),
    [
        ("hieu_luc:\n  den: 2026-11-20\n", [
            "13: Mục này đã hết hiệu lực sau ngày 20/11/2026. Ghi thay_bang nếu có mục thay thế, hoặc xóa tệp."]),
        ("hieu_luc:\n  den: 2026-11-20\n  thay_bang: 1.000002\n", [
            "13: Mục này đã hết hiệu lực sau ngày 20/11/2026. Khi không còn ai hỏi nữa thì xóa tệp."]),
        ("hieu_luc:\n  den: 2026-11-21\n", [
            "13: Mục này hết hiệu lực sau ngày 21/11/2026, tức là hết hôm nay. "
            "Ghi thay_bang nếu có mục thay thế; báo trước cho người dân."]),
        ("hieu_luc:\n  den: 2027-01-20\n  thay_bang: 1.000002\n", [
            "13: Mục này hết hiệu lực sau ngày 20/01/2027, còn 60 ngày. Báo trước cho người dân."]),
        ("hieu_luc:\n  den: 2027-01-21\n", []),
        ("le_phi:\n  muc:\n    - {so_tien: 50.000, den: 2025-12-31}\n    - {so_tien: 70.000, den: 2026-06-30}\n", [
            "13: Mọi mức phí ở đây đã hết hạn từ sau ngày 30/06/2026. Ghi mức mới, hoặc xóa le_phi nếu chưa biết."]),
        ("le_phi:\n  muc:\n    - {so_tien: 50.000, den: 2025-12-31}\n    - {so_tien: 70.000}\n", []),
        ("le_phi:\n  muc:\n    - {so_tien: 50.000, den: 2026-11-21}\n", [
            "14: Mức phí này chỉ đến hết ngày 21/11/2026, tức là hết hôm nay. "
            "Ghi thêm mức mới, có dòng tu là ngày hôm sau."]),
        ("le_phi:\n  muc:\n    - {so_tien: 50.000, den: 2027-01-20}\n    - {so_tien: 70.000, tu: 2027-01-21}\n", [
            "14: Phí ở đây thay đổi sau ngày 20/01/2027, còn 60 ngày. "
            "Xem lại mức mới có đúng không; báo trước cho người dân."]),
        ("le_phi:\n  muc:\n    - {so_tien: 50.000}\n    - {so_tien: 7.000, khi: x, tu: 2026-12-01}\n", [
            "15: Phí ở đây thay đổi sau ngày 30/11/2026, còn 9 ngày. "
            "Xem lại mức mới có đúng không; báo trước cho người dân."]),
        ("le_phi:\n  muc:\n    - {so_tien: 50.000, den: 2027-01-21}\n    - {so_tien: 70.000, tu: 2027-01-22}\n", []),
        ("le_phi:\n  muc:\n    - {so_tien: 50.000, tu: 2026-11-21}\n", []),
        ("le_phi:\n  muc:\n    - {so_tien: 50.000, tu: 0001-01-01, den: 9999-12-31}\n", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_has_ended_is_doubtful(tmp_path: Path, more: str, sentences: list[str]) -> None:
    write(tmp_path, {**VALID, THU_TUC: PROCEDURE + more})
    assert doubted(tmp_path) == [f"{THU_TUC}:{sentence}" for sentence in sentences]


@pytest.mark.parametrize(
    ("reviewed", "sentences"),
    [
        ("2025-11-20", ["5: Lần rà soát gần nhất là 20/11/2025, đã hơn một năm. So lại với trang nguồn rồi ghi ngày hôm nay."]),
        ("2025-11-21", []),
        ("2026-11-21", []),
        ("22/11/2026", ["5: Ngày rà soát 22/11/2026 chưa đến. Ghi ngày đã rà soát thật."]),
    ],
)  # fmt: skip
def test_a_review_too_long_ago_or_still_to_come_is_doubtful(
    tmp_path: Path, reviewed: str, sentences: list[str]
) -> None:
    write(tmp_path, {**VALID, HOI_DAP: TOPIC.replace("2026-11-01", reviewed)})
    assert doubted(tmp_path) == [f"{HOI_DAP}:{sentence}" for sentence in sentences]


def test_the_days_of_what_a_commune_amends_are_looked_at_too(tmp_path: Path) -> None:
    fee = "le_phi:\n  muc:\n    - so_tien: 50.000\n      den: 2026-01-31\n"
    own = f'sua_cho: "1.000001"\n{fee}ra_soat: 2025-01-01\n'
    write(tmp_path, {**VALID, "xa/suoi-mau/thu-tuc/sua.yaml": own})
    assert [doubt.partition(".yaml:")[2][:20] for doubt in doubted(tmp_path)] == [
        "3: Mọi mức phí ở đây",
        "6: Lần rà soát gần n",
    ]


@pytest.mark.parametrize(
    "more",
    [
        "le_phi:\n  muc:\n    - {so_tien: miễn phí, khi: đúng hạn}\n  luu_y: Quá hạn thì Hội đồng nhân dân tỉnh quyết định.\n",
        "le_phi:\n  muc:\n    - {ai_quyet_dinh: Hội đồng nhân dân tỉnh}\n  luu_y: Hội đồng nhân dân tỉnh định mức.\n",
        "le_phi:\n  muc:\n    - {so_tien: 7.000, kenh: trực tuyến}\n    - {so_tien: 15.000, kenh: trực tiếp}\n",
        "le_phi:\n  muc:\n    - {so_tien: 7.000, khi: a}\n    - {so_tien: 15.000, khi: b}\n    - {so_tien: 2.000}\n",
        "le_phi:\n  muc:\n    - {so_tien: 7.000, tinh_theo: trang}\n    - {so_tien: 15.000, tinh_theo: bản}\n",
        "le_phi:\n  muc:\n    - {so_tien: 7.000, den: 2026-11-20}\n    - {so_tien: 15.000}\n",
        "le_phi:\n  muc:\n    - cach_tinh: theo Luật Phí và lệ phí; Cổng không nêu số tiền\n",
        "le_phi:\n  muc:\n    - cach_tinh: 1% giá trị, do địa phương định giá\n",
        "truc_tuyen:\n  muc_do: chưa rõ\n",
        "truc_tuyen:\n  muc_do: không\n",
        "yeu_cau: Viết cho mot-cua@mau.gov.vn, hoặc gọi 18001096.\n",
        "can_cu: Nghị định 66.16/2026/NĐ-CP và Quyết định của UBND huyện Mẫu\n",
        "ten_day_du: Thủ tục mà tên chính thức dài hơn hai mươi lăm chữ vì các văn bản hay viết như thế, "
        "đến mức không ai đọc hết được, nên không tính\n",
    ],
)
def test_what_is_meant_so_is_not_doubtful(tmp_path: Path, more: str) -> None:
    assert doubted(write(tmp_path, {**VALID, THU_TUC: PROCEDURE + more})) == []


def test_of_one_kind_in_one_file_a_hundred_are_told(tmp_path: Path) -> None:
    write(tmp_path, {**VALID, THU_TUC: PROCEDURE + "cac_buoc:\n" + "  - Lên huyện.\n" * 1000})
    assert len(doubted(tmp_path)) == 100


def gaps(folder: Path) -> list[tuple[str | None, str]]:
    return [(gap.entry, gap.what) for gap in missing(load(folder).communes["suoi-mau"])]


def test_what_is_not_known_of_a_commune_and_its_procedures_is_listed(tmp_path: Path) -> None:
    bare = (
        "ma: suoi-mau\nten: xã Suối Mẫu\ntinh: Tỉnh Mẫu\ndon_vi:\n  - {ma: mot-cua, vai_tro: mot-cua, ten: Một cửa}\n"
    )
    write(tmp_path, {XA: bare, THU_TUC: PROCEDURE, HOI_DAP: TOPIC})
    assert gaps(tmp_path) == [
        (None, "Chưa có mã đơn vị hành chính."),
        (None, "Chưa có đường dây nóng."),
        (None, "Chưa có thư điện tử."),
        (None, "Chưa có trang thông tin điện tử."),
        (None, "Chưa có giờ làm việc."),
        (None, "Chưa có lịch tiếp công dân."),
        (None, "Chưa có danh sách thôn, tổ dân phố."),
        (None, "Chưa có địa chỉ của Một cửa."),
        (None, "Chưa có số điện thoại của Một cửa."),
        ("1.000001", "Chưa có phí của thủ tục «Đăng ký mẫu»."),
        ("1.000001", "Chưa có thời hạn của thủ tục «Đăng ký mẫu»."),
        ("1.000001", "Chưa rõ mức trực tuyến của thủ tục «Đăng ký mẫu»."),
    ]


def test_who_need_not_pay_what_a_province_decides_is_a_thing_to_know(tmp_path: Path) -> None:
    fees = "le_phi:\n  muc:\n    - ai_quyet_dinh: Hội đồng nhân dân tỉnh\n"
    unknown = ("1.000001", "Chưa rõ ai được miễn, giảm phí của thủ tục «Đăng ký mẫu».")
    write(tmp_path, {**VALID, THU_TUC: PROCEDURE + fees})
    assert unknown in gaps(tmp_path)
    write(tmp_path, {THU_TUC: PROCEDURE + fees + "  mien_giam: Hộ nghèo\n"})
    assert unknown not in gaps(tmp_path)


def test_where_everything_is_known_nothing_is_listed(tmp_path: Path) -> None:
    known = (
        'ma: suoi-mau\nten: xã Suối Mẫu\ntinh: Tỉnh Mẫu\nma_dvhc: "00001"\n'
        "don_vi:\n  - {ma: mot-cua, vai_tro: mot-cua, ten: Một cửa, dia_chi: Thôn Mẫu, dien_thoai: '0900000000'}\n"
        "gio_lam_viec:\n  - {thu: [2, 3], gio: ['07:30-11:30']}\n"
        "lien_he: {duong_day_nong: '0900000000', thu_dien_tu: a@example.vn, trang_thong_tin: 'https://example.vn'}\n"
        "tiep_cong_dan:\n  - {nguoi_tiep: Chủ tịch, khi_nao: thứ năm}\n"
        "thon: [thôn Mẫu Một]\n"
    )
    more = "le_phi:\n  muc:\n    - so_tien: miễn phí\nthoi_han:\n  - trong: 1 ngày\ntruc_tuyen:\n  muc_do: không\n"
    write(tmp_path, {XA: known, THU_TUC: procedure("1.000001", more)})
    assert gaps(tmp_path) == []
