from datetime import date
from pathlib import Path

import pytest
from sample_files import (
    CATALOGUE,
    DANH_MUC,
    HOI_DAP,
    PROCEDURE,
    THU_TUC,
    TOPIC,
    TU_VUNG,
    VALID,
    XA,
    procedure,
    topic,
    write,
)

from bot.files.folder import Loaded, load
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic

OTHER_XA = "xa/khe-mau/xa.yaml"
OTHER_COMMUNE = "ma: khe-mau\nten: xã Khe Mẫu\ntinh: Tỉnh Khác\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, VALID)


def told(loaded: Loaded) -> list[str]:
    return [str(problem) for problem in loaded.problems]


def name_of(loaded: Loaded, id_: str, commune: str = "suoi-mau") -> str:
    return loaded.communes[commune].entries[id_].name


def test_a_folder_in_order_is_served_without_a_word(folder: Path) -> None:
    loaded = load(folder)
    assert loaded.problems == ()
    assert loaded.set_aside == ()
    assert loaded.communes["suoi-mau"].commune.name == "xã Suối Mẫu"
    assert loaded.communes["suoi-mau"].vocabulary.abbreviations == {"gks": "giấy khai sinh"}


def test_procedures_come_first_then_topics_then_the_list_without_what_is_written_out(folder: Path) -> None:
    write(folder, {"chung/thu-tuc/a.yaml": procedure("1.000009"), "chung/hoi-dap/a.yaml": topic("z")})
    entries = load(folder).communes["suoi-mau"].entries
    assert list(entries) == ["1.000009", "1.000001", "z", "gio-lam-viec", "1.000002", "1.000003"]


def test_a_listed_procedure_of_another_province_is_not_for_this_commune(folder: Path) -> None:
    write(folder, {OTHER_XA: OTHER_COMMUNE})
    loaded = load(folder)
    assert list(loaded.communes) == ["khe-mau", "suoi-mau"]
    assert "1.000004" in loaded.communes["khe-mau"].entries
    assert "1.000003" not in loaded.communes["khe-mau"].entries


def test_a_commune_amends_a_shared_procedure_for_itself_alone(folder: Path) -> None:
    amended = 'sua_cho: "1.000001"\nthoi_han:\n  - trong: 2 ngày\ndon_vi: mot-cua\nra_soat: 2026-11-02\n'
    write(folder, {OTHER_XA: OTHER_COMMUNE, "xa/suoi-mau/thu-tuc/sua.yaml": amended})
    loaded = load(folder)
    here, there = (loaded.communes[code].entries["1.000001"] for code in ("suoi-mau", "khe-mau"))
    assert loaded.problems == ()
    assert isinstance(here, Procedure)
    assert isinstance(there, Procedure)
    assert [limit.within for limit in here.time_limits] == ["2 ngày"]
    assert there.time_limits == ()


def test_a_shared_procedure_may_end_earlier_in_one_commune_than_elsewhere(folder: Path) -> None:
    ended = 'sua_cho: "1.000001"\nhieu_luc:\n  den: 2026-12-31\n  thay_bang: "1.000002"\nra_soat: 2026-11-02\n'
    write(folder, {OTHER_XA: OTHER_COMMUNE, "xa/suoi-mau/thu-tuc/sua.yaml": ended})
    loaded = load(folder)
    here, there = (loaded.communes[code].entries["1.000001"] for code in ("suoi-mau", "khe-mau"))
    assert loaded.problems == ()
    assert isinstance(here, Procedure)
    assert isinstance(there, Procedure)
    assert (here.in_force.until, here.in_force.replaced_by) == (date(2026, 12, 31), "1.000002")
    assert there.in_force.until is None


def test_a_commune_has_procedures_and_topics_of_its_own(folder: Path) -> None:
    own_topic = TOPIC.replace("Giờ làm việc", "Giờ của Suối Mẫu")
    write(
        folder,
        {
            OTHER_XA: OTHER_COMMUNE,
            "xa/suoi-mau/thu-tuc/rieng.yaml": procedure("1.000050"),
            "xa/suoi-mau/hoi-dap/gio.yaml": own_topic,
        },
    )
    loaded = load(folder)
    assert loaded.problems == ()
    assert "1.000050" not in loaded.communes["khe-mau"].entries
    assert name_of(loaded, "1.000050") == "Thủ tục 1.000050"
    assert name_of(loaded, "gio-lam-viec") == "Giờ của Suối Mẫu"
    assert name_of(loaded, "gio-lam-viec", "khe-mau") == "Giờ làm việc"


def test_what_refers_to_things_that_only_another_commune_has_does_so_there_alone(folder: Path) -> None:
    more = 'lien_quan: [cua-khe]\nhieu_luc:\n  thay_bang: "1.000004"\ntinh_huong:\n' + (
        '  - ten: Nơi khác\n    cach_hoi: ở nơi khác\n    tra_loi: Xem bên kia.\n    chuyen_sang: "1.000004"\n'
    )
    write(
        folder,
        {
            OTHER_XA: OTHER_COMMUNE,
            "xa/khe-mau/hoi-dap/cua-khe.yaml": topic("cua-khe"),
            HOI_DAP: TOPIC + more,
            TU_VUNG: 'dung_chung:\n  - cum_tu: x\n    ma: [cua-khe, "1.000001"]\n',
        },
    )
    loaded = load(folder)
    here, there = (loaded.communes[code].entries["gio-lam-viec"] for code in ("suoi-mau", "khe-mau"))
    assert loaded.problems == ()
    assert isinstance(here, Topic)
    assert isinstance(there, Topic)
    assert (there.related, there.in_force.replaced_by, there.situations[0].leads_to) == (
        ("cua-khe",), "1.000004", "1.000004",
    )  # fmt: skip
    assert (here.related, here.in_force.replaced_by, here.situations[0].leads_to) == ((), None, None)
    assert loaded.communes["suoi-mau"].vocabulary.shared == ()
    assert len(loaded.communes["khe-mau"].vocabulary.shared) == 1


def test_while_running_a_file_that_went_wrong_keeps_its_last_good_version(folder: Path) -> None:
    good = load(folder)
    write(folder, {THU_TUC: PROCEDURE.replace("ten: Đăng ký mẫu", "ten: Đăng ký: mới")})
    broken = load(folder, good)
    assert told(broken) == [f"{THU_TUC}:2: Trong câu có dấu hai chấm nên câu bị cắt đôi. Đặt cả câu trong ngoặc kép."]
    assert broken.set_aside == (THU_TUC,)
    assert name_of(broken, "1.000001") == "Đăng ký mẫu"
    assert broken.communes["suoi-mau"] is good.communes["suoi-mau"]
    still = load(folder, broken)
    assert still is broken
    write(folder, {THU_TUC: PROCEDURE.replace("Đăng ký mẫu", "Đăng ký mới")})
    mended = load(folder, still)
    assert mended.problems == ()
    assert name_of(mended, "1.000001") == "Đăng ký mới"


def test_at_the_start_a_wrong_file_gives_way_to_its_row_of_the_list(folder: Path) -> None:
    write(folder, {THU_TUC: PROCEDURE.replace("ma:", "mã:")})
    loaded = load(folder)
    assert told(loaded) == [f"{THU_TUC}:1: Không có mục «mã» ở đây. Có phải bạn muốn viết «ma» không?"]
    assert loaded.set_aside == (THU_TUC,)
    assert not isinstance(loaded.communes["suoi-mau"].entries["1.000001"], Procedure)
    assert len(loaded.communes["suoi-mau"].vocabulary.shared) == 1


@pytest.mark.parametrize("path", [XA, TU_VUNG, HOI_DAP, DANH_MUC])
def test_half_a_file_of_any_kind_leaves_the_last_good_state(folder: Path, path: str) -> None:
    good = load(folder)
    write(folder, {path: VALID[path][: len(VALID[path]) // 2] + '"'})
    broken = load(folder, good)
    assert {problem.path for problem in broken.problems} == {path}
    assert broken.set_aside == (path,)
    assert broken.communes == good.communes


def test_a_file_that_is_gone_is_gone_also_after_it_was_wrong(folder: Path) -> None:
    first = load(folder)
    write(folder, {HOI_DAP: "ma: ["})
    second = load(folder, first)
    write(folder, {HOI_DAP: None, TU_VUNG: "tu_dem: [ạ]\n"})
    third = load(folder, second)
    assert third.problems == ()
    assert "gio-lam-viec" not in third.communes["suoi-mau"].entries
    write(folder, {HOI_DAP: "ma: ["})
    assert "gio-lam-viec" not in load(folder, third).communes["suoi-mau"].entries


def test_a_unit_that_is_not_there_keeps_the_last_good_version(folder: Path) -> None:
    good = load(folder)
    write(folder, {THU_TUC: PROCEDURE.replace("Đăng ký mẫu", "Đăng ký mới") + "don_vi: khong-co\n"})
    broken = load(folder, good)
    assert broken.set_aside == (THU_TUC,)
    assert name_of(broken, "1.000001") == "Đăng ký mẫu"
    assert not isinstance(load(folder).communes["suoi-mau"].entries["1.000001"], Procedure)


def test_a_commune_with_a_wrong_file_is_not_served_at_the_start_and_the_others_are(folder: Path) -> None:
    write(folder, {OTHER_XA: "ma: khe-mau\nten: xã Khe Mẫu\n"})
    loaded = load(folder)
    assert told(loaded) == [
        f"{OTHER_XA}:1: Thiếu mục «tinh». "
        "Thêm dòng «tinh: …» (Tên tỉnh, thành phố, không có chữ tỉnh, ví dụ Thái Nguyên)."
    ]
    assert list(loaded.communes) == ["suoi-mau"]


def test_an_unchanged_file_is_not_read_again(folder: Path) -> None:
    first = load(folder)
    assert load(folder, first) is first
    write(folder, {HOI_DAP: TOPIC + "# thêm\n"})
    second = load(folder, first)
    assert second.files[THU_TUC] is first.files[THU_TUC]
    assert second.files[HOI_DAP] is not first.files[HOI_DAP]
    assert second.communes["suoi-mau"] is first.communes["suoi-mau"]


def test_beside_another_state_what_is_the_same_is_the_same_object_and_nothing_else_is_taken_over(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    like = load(folder)
    other = write(tmp_path_factory.mktemp("other"), {**VALID, THU_TUC: "ma: [", "chung/hoi-dap/moi.yaml": topic("moi")})
    alone, beside = load(other), load(other, like=like)
    assert beside == alone
    assert beside.served[HOI_DAP][1] is like.served[HOI_DAP][1]
    assert beside.set_aside == (THU_TUC,)
    assert not isinstance(beside.communes["suoi-mau"].entries["1.000001"], Procedure)


def test_a_procedure_no_longer_in_force_stays(folder: Path) -> None:
    write(folder, {THU_TUC: PROCEDURE + "hieu_luc:\n  den: 2025-01-01\n"})
    assert isinstance(load(folder).communes["suoi-mau"].entries["1.000001"], Procedure)


def test_the_row_of_the_province_counts_where_a_code_is_listed_twice(folder: Path) -> None:
    row = "1.000002,Bản của tỉnh,Hộ tịch,,Tỉnh Mẫu,https://example.vn/5\n"
    loaded = load(write(folder, {DANH_MUC: CATALOGUE + row}))
    assert loaded.problems == ()
    assert name_of(loaded, "1.000002") == "Bản của tỉnh"
