"""A procedure's file that is marked as a draft: less is asked of it, and what it lacks is told when it is finished."""

from datetime import date
from pathlib import Path

import pytest
from sample_files import PROCEDURE, THU_TUC, VALID, write

from bot.files.doubts import doubts
from bot.files.folder import Loaded, load
from bot.files.gaps import missing
from bot.knowledge.draft import Draft
from bot.knowledge.procedure import Procedure

DRAFT = """\
trang_thai: bản nháp
ma: "1.000001"
ten: Đăng ký mẫu
linh_vuc: Hộ tịch
tom_tat:
noi_giai_quyet:
nguon:
  dia_chi: https://example.vn/1
  ngay_xem: 2020-01-01
ra_soat:
"""


def loaded(folder: Path, text: str, path: str = THU_TUC) -> Loaded:
    return load(write(folder, {**VALID, path: text}))


def told(folder: Path, text: str, path: str = THU_TUC) -> list[str]:
    return [str(problem) for problem in loaded(folder, text, path).problems if problem.path == path]


def test_a_draft_needs_no_summary_no_agency_and_no_review(tmp_path: Path) -> None:
    assert told(tmp_path, DRAFT) == []
    entry = loaded(tmp_path, DRAFT).communes["suoi-mau"].entries["1.000001"]
    assert isinstance(entry, Draft)


def test_whoever_takes_the_mark_away_is_told_what_is_still_to_be_written(tmp_path: Path) -> None:
    assert told(tmp_path, DRAFT.replace("trang_thai: bản nháp\n", "")) == [
        f"{THU_TUC}:4: Mục «tom_tat» đang trống mà không thể thiếu. "
        "Điền vào sau dấu hai chấm (Một, hai câu: cần làm gì trước tiên).",
        f"{THU_TUC}:5: Mục «noi_giai_quyet» đang trống mà không thể thiếu. Điền vào sau dấu hai chấm (Cơ quan giải quyết).",
        f"{THU_TUC}:9: Mục «ra_soat» đang trống mà không thể thiếu. Điền vào sau dấu hai chấm (Ngày rà soát gần nhất).",
    ]


@pytest.mark.parametrize("value", ["xong", "ban nhap", "[bản nháp]", "{a: b}"])
def test_another_status_is_told_with_what_to_write(tmp_path: Path, value: str) -> None:
    assert told(tmp_path, DRAFT.replace("bản nháp", value)) == [
        f"{THU_TUC}:1: Không hiểu trạng thái này. Chưa xong thì viết «bản nháp»; đã xong thì xóa cả dòng trang_thai."
    ]


@pytest.mark.parametrize("value", ["Bản nháp", '"bản  nháp"', "BẢN NHÁP"])
def test_the_mark_may_be_written_with_capitals(tmp_path: Path, value: str) -> None:
    assert told(tmp_path, DRAFT.replace("bản nháp", value)) == []


def test_a_misspelt_key_of_the_mark_is_recognised(tmp_path: Path) -> None:
    assert told(tmp_path, DRAFT.replace("trang_thai", "trang_thái")) == [
        f"{THU_TUC}:1: Không có mục «trang_thái» ở đây. Có phải bạn muốn viết «trang_thai» không?"
    ]


def test_what_a_draft_does_hold_is_checked(tmp_path: Path) -> None:
    assert told(tmp_path, DRAFT.replace("noi_giai_quyet:", "le_phi: {muc: [{so_tien: 500}]}")) == [
        f"{THU_TUC}:6: Số tiền 500 đồng nhỏ bất thường. Xem lại: có phải thiếu ba số 0 không?"
    ]


def test_no_day_makes_a_draft_doubtful(tmp_path: Path) -> None:
    late = DRAFT.replace("ra_soat:", "hieu_luc: {den: 2021-01-01}\nra_soat: 2020-01-01")
    assert doubts(loaded(tmp_path, late), date(2026, 11, 21)) == ()
    full = PROCEDURE.replace("2026-11-01", "2020-01-01")
    assert len(doubts(loaded(tmp_path, full), date(2026, 11, 21))) == 1


def test_what_a_draft_lacks_is_that_it_is_one(tmp_path: Path) -> None:
    gaps = [gap.what for gap in missing(loaded(tmp_path, DRAFT).communes["suoi-mau"]) if gap.entry]
    assert gaps == ["Thủ tục «Đăng ký mẫu» mới là bản nháp."]


def test_a_draft_takes_the_place_of_its_row_and_may_not_stand_beside_another_file(tmp_path: Path) -> None:
    path = "xa/suoi-mau/thu-tuc/mau.yaml"
    assert told(tmp_path, DRAFT, path)[0].startswith(f"{path}:2: Thủ tục 1.000001 đã có bản chung ở {THU_TUC}.")


def test_a_full_entry_is_not_taken_for_a_draft(tmp_path: Path) -> None:
    entry = loaded(tmp_path, PROCEDURE).communes["suoi-mau"].entries["1.000001"]
    assert type(entry) is Procedure
