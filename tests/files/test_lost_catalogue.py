"""danh-muc.csv is away, empty, or half-written: nothing else may fall with it."""

import shutil
from pathlib import Path

import pytest
from sample_files import CATALOGUE, DANH_MUC, HOI_DAP, THU_TUC, TOPIC, TU_VUNG, VALID, VOCABULARY, procedure, write

from bot.files.folder import Loaded, load

HEADER, *ROWS = CATALOGUE.splitlines(keepends=True)
MORE_ROWS = [f"1.0001{number:02},Thủ tục {number},Hộ tịch,,,https://example.vn/{number}\n" for number in range(20)]
WHOLE = HEADER + "".join(ROWS + MORE_ROWS)
LEANING = {
    **VALID,
    DANH_MUC: WHOLE,
    THU_TUC: VALID[THU_TUC] + "lien_quan: ['1.000110', '1.000119']\n",
    HOI_DAP: TOPIC
    + "hieu_luc: {thay_bang: '1.000118'}\n"
    + "tinh_huong:\n  - {ten: x, cach_hoi: y, tra_loi: z, chuyen_sang: '1.000117'}\n",
    TU_VUNG: VOCABULARY + "  - {cum_tu: b, ma: ['1.000002', '1.000116']}\nhay_hoi: ['1.000115']\n",
}
"""Everything that can refer to a row of the catalogue does."""

LOST: dict[str, tuple[str | bytes | None, str]] = {
    "away": (None, "1: Không thấy tệp này."),
    "empty": ("", "1: Tệp danh mục này đang trống."),
    "header alone": (HEADER, "1: Danh mục này chưa có dòng nào"),
    "half a header": ("ma,te", "1: Không có cột «te»."),
    "no header": ("".join(ROWS + MORE_ROWS), "1: Dòng đầu của danh mục không phải là tên các cột."),
    "no text": (b"\xff\xfe\x00", "1: Chữ trong tệp không phải mã UTF-8."),
}


def errors(loaded: Loaded) -> list[str]:
    return [str(problem) for problem in loaded.problems if problem.severity == "error"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, LEANING)


@pytest.mark.parametrize("how", LOST)
def test_while_running_a_lost_catalogue_is_one_error_and_everything_is_served_as_before(folder: Path, how: str) -> None:
    content, sentence = LOST[how]
    good = load(folder)
    assert good.problems == ()
    write(folder, {DANH_MUC: content})
    lost = load(folder, good)
    assert [error.partition(sentence)[0] for error in errors(lost)] == [f"{DANH_MUC}:"]
    assert lost.set_aside == (DANH_MUC,)
    assert lost.communes["suoi-mau"] is good.communes["suoi-mau"]
    assert load(folder, lost) is lost
    write(folder, {DANH_MUC: WHOLE})
    again = load(folder, lost)
    assert (again.problems, again.communes) == ((), good.communes)


@pytest.mark.parametrize("how", LOST)
def test_at_the_start_a_lost_catalogue_is_one_error_and_what_refers_to_it_is_served(folder: Path, how: str) -> None:
    content, sentence = LOST[how]
    write(folder, {DANH_MUC: content})
    loaded = load(folder)
    assert [error.partition(sentence)[0] for error in errors(loaded)] == [f"{DANH_MUC}:"]
    assert loaded.set_aside == (DANH_MUC,)
    assert list(loaded.communes["suoi-mau"].entries) == ["1.000001", "gio-lam-viec"]


def test_a_lost_catalogue_still_counts_when_other_files_change(folder: Path) -> None:
    good = load(folder)
    write(folder, {DANH_MUC: None})
    lost = load(folder, good)
    write(folder, {"chung/thu-tuc/moi.yaml": procedure("1.000900", "lien_quan: ['1.000111', '9.999999']\n")})
    changed = load(folder, lost)
    assert [error.split(". ")[0] for error in errors(changed)] == [
        f"{DANH_MUC}:1: Không thấy tệp này",
        "chung/thu-tuc/moi.yaml:12: Không có thủ tục, chủ đề nào mang mã «9.999999»",
    ]
    assert "1.000900" in changed.communes["suoi-mau"].entries


def test_the_whole_shared_folder_away_still_leaves_the_catalogue(folder: Path) -> None:
    good = load(folder)
    shutil.rmtree(folder / "chung")
    lost = load(folder, good)
    assert [problem.path for problem in lost.problems] == ["chung", DANH_MUC]
    assert len(errors(lost)) == 1
    assert "1.000119" in lost.communes["suoi-mau"].entries


@pytest.mark.parametrize("kept", [1, 8, 11])
def test_a_catalogue_that_has_lost_most_rows_at_once_is_half_written(folder: Path, kept: int) -> None:
    good = load(folder)
    write(folder, {DANH_MUC: HEADER + "".join((ROWS + MORE_ROWS)[:kept])})
    shorter = load(folder, good)
    assert errors(shorter) == [
        f"{DANH_MUC}:1: Danh mục chỉ còn {kept} trong 24 thủ tục cũ, nên vẫn dùng bản trước. "
        "Chép lại tệp danh mục đủ các dòng. Nếu đúng là muốn bỏ bớt, hãy khởi động lại chương trình."
    ]
    assert shorter.communes == good.communes


@pytest.mark.parametrize(
    ("kept", "losing_links"), [(12, {THU_TUC, HOI_DAP, TU_VUNG}), (21, {THU_TUC, HOI_DAP}), (23, {THU_TUC})]
)
def test_a_catalogue_that_has_lost_some_rows_is_taken_and_links_to_them_are_told(
    folder: Path, kept: int, losing_links: set[str]
) -> None:
    good = load(folder)
    write(folder, {DANH_MUC: HEADER + "".join((ROWS + MORE_ROWS)[:kept])})
    shorter = load(folder, good)
    assert {error.partition(":")[0] for error in errors(shorter)} == losing_links
    assert shorter.set_aside == ()
    entries = shorter.communes["suoi-mau"].entries
    assert {"1.000001", "gio-lam-viec"} <= entries.keys()
    assert "1.000119" not in entries


@pytest.mark.parametrize("cut", range(0, len(WHOLE), 37))
def test_a_catalogue_that_stops_anywhere_takes_no_written_entry_down(folder: Path, cut: int) -> None:
    good = load(folder)
    write(folder, {DANH_MUC: WHOLE[:cut]})
    for loaded in (load(folder), load(folder, good)):
        assert set(loaded.set_aside) <= {DANH_MUC}
        assert {"1.000001", "gio-lam-viec"} <= loaded.communes["suoi-mau"].entries.keys()
