import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.check import check
from bot.errors import OperatorError
from bot.settings import Settings

XA = "ma: suoi-mau\nten: xã Suối Mẫu\ntinh: Tỉnh Mẫu\n"
GIO = "ma: gio\nten: Giờ làm việc\ntra_loi: Sáng.\nra_soat: 2026-11-01\n"
MAU = (
    'ma: "1.000001"\nten: Đăng ký mẫu\nlinh_vuc: Hộ tịch\ntom_tat: Đến xã.\nnoi_giai_quyet: Xã\n'
    "nguon: {dia_chi: 'https://example.vn', ngay_xem: 2026-11-01}\nra_soat: 2026-11-01\n"
)
LIST = "ma,ten,linh_vuc,lien_ket\n1.000002,Cấp lại mẫu,Hộ tịch,https://example.vn/2\n"
FILES = {
    "xa/suoi-mau/xa.yaml": XA,
    "chung/hoi-dap/gio.yaml": GIO,
    "chung/thu-tuc/mau.yaml": MAU,
    "chung/danh-muc.csv": LIST,
}
DAY = ("--at", "2026-11-21")


def write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "tri-thuc", FILES)
    return tmp_path / "tri-thuc"


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(check, [*words, *DAY], obj=Settings(knowledge=folder))


def test_all_in_order_is_told_with_counts(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0
    assert result.output == (
        "Mọi thứ đều ổn! Đang dùng: 1 xã, 1 thủ tục viết đủ, 1 chủ đề, 1 thủ tục trong danh mục.\n"
    )


def test_a_folder_without_procedures_or_without_the_shared_part_is_not_in_order(folder: Path) -> None:
    (folder / "chung/thu-tuc/mau.yaml").unlink()
    assert run(folder).output.splitlines()[0] == (
        "chung/thu-tuc:1: Chưa có thủ tục nào được viết đủ. "
        "Viết mỗi thủ tục một tệp .yaml trong thư mục này. (cảnh báo)"
    )
    (folder / "chung").rename(folder.parent / "chung")
    assert run(folder).output.startswith("chung:1: Không thấy thư mục chung. ")
    assert run(folder, "--strict").exit_code == 1


def test_a_folder_without_its_catalogue_is_an_error(folder: Path) -> None:
    (folder / "chung/danh-muc.csv").unlink()
    result = run(folder)
    assert result.exit_code == 1
    assert result.output.startswith("chung/danh-muc.csv:1: Không thấy tệp này. ")


def test_errors_are_listed_by_file_and_line_and_end_with_code_1(folder: Path) -> None:
    write(folder, {"chung/hoi-dap/gio.yaml": GIO + "abc: x\nra_sat: y\n", "chung/hoi-dap/a.yaml": ""})
    result = run(folder)
    assert result.exit_code == 1
    assert [line for line in result.output.splitlines() if not line.startswith("    ")] == [
        "chung/hoi-dap/a.yaml:1: Tệp này chưa có nội dung. Viết vào, hoặc xóa tệp.",
        "chung/hoi-dap/gio.yaml:5: Không có mục «abc» ở đây. Xóa mục này, hoặc xem tên mục trong một tệp đang đúng.",
        "chung/hoi-dap/gio.yaml:6: Không có mục «ra_sat» ở đây. Có phải bạn muốn viết «ra_soat» không?",
        "Có 3 lỗi, 0 cảnh báo. Đang dùng: 1 xã, 1 thủ tục viết đủ, 0 chủ đề, 1 thủ tục trong danh mục.",
    ]


def test_warnings_are_marked_and_count_only_when_strict(folder: Path) -> None:
    write(folder, {"chung/hoi-dap/gio.yaml": GIO.replace("2026-11-01", "2026-11-22")})
    result = run(folder)
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == (
        "chung/hoi-dap/gio.yaml:4: Ngày rà soát 22/11/2026 chưa đến. Ghi ngày đã rà soát thật. (cảnh báo)"
    )
    assert result.output.splitlines()[3].startswith("Không có lỗi, 1 cảnh báo. ")
    assert run(folder, "--strict").exit_code == 1


def test_errors_stand_last_above_the_count(folder: Path) -> None:
    write(folder, {"chung/hoi-dap/a.yaml": "ma: a\n", "chung/hoi-dap/z.yaml": GIO.replace("ma: gio", "ma: z")})
    long = (
        GIO.replace("ma: gio", "ma: b")
        .replace("Sáng.", " ".join(["chữ"] * 40) + ".")
        .replace("Giờ làm việc", "Việc khác")
    )
    write(folder, {"chung/hoi-dap/b.yaml": long})
    told = [line.partition(":")[0] for line in run(folder).stdout.splitlines() if line.startswith("chung/hoi-dap/")]
    assert told.index("chung/hoi-dap/b.yaml") < told.index("chung/hoi-dap/a.yaml")


def test_the_day_decides_what_is_out_of_date(folder: Path) -> None:
    result = CliRunner().invoke(check, ["--at", "2027-11-02"], obj=Settings(knowledge=folder))
    assert "đã hơn một năm" in result.output


def test_json_holds_the_same(folder: Path) -> None:
    write(folder, {"chung/hoi-dap/a.yaml": ""})
    result = run(folder, "--json")
    assert result.exit_code == 1
    assert json.loads(result.output) == [
        {
            "path": "chung/hoi-dap/a.yaml",
            "line": 1,
            "what": "Tệp này chưa có nội dung.",
            "remedy": "Viết vào, hoặc xóa tệp.",
            "severity": "error",
            "column": 0,
        }
    ]


def test_the_line_is_shown_with_a_mark_under_the_mistake(folder: Path) -> None:
    write(folder, {"chung/hoi-dap/a.yaml": "ma: a\nten: Giờ\ntra_loi: b\nra_soat:   hôm qua\n"})
    assert run(folder).output.splitlines()[:3] == [
        "chung/hoi-dap/a.yaml:4: «hôm qua» không phải là ngày. Viết như 2026-11-20 hoặc 20/11/2026.",
        "    ra_soat:   hôm qua",
        "               ^",
    ]


def test_json_of_a_folder_in_order_is_an_empty_list(folder: Path) -> None:
    assert json.loads(run(folder, "--json").output) == []


def test_what_is_not_known_is_listed_and_is_no_mistake(folder: Path) -> None:
    result = run(folder, "--missing", "--strict")
    assert result.exit_code == 0
    assert "xa/suoi-mau/xa.yaml: Chưa có đường dây nóng. Điền lien_he, duong_day_nong." in result.output.splitlines()
    assert "Còn 11 điều chưa biết." in result.output.splitlines()
    gaps = json.loads(run(folder, "--missing", "--json").output)
    assert {gap["severity"] for gap in gaps} == {"missing"}


def test_what_a_shared_file_lacks_is_told_once_for_all_communes(folder: Path) -> None:
    other = XA.replace("suoi-mau", "khe-mau")
    write(folder, {"xa/khe-mau/xa.yaml": other})
    lines = run(folder, "--missing").output.splitlines()
    assert [line for line in lines if line.startswith("chung/thu-tuc/mau.yaml: Chưa có phí")] == [
        "chung/thu-tuc/mau.yaml: Chưa có phí của thủ tục «Đăng ký mẫu». Điền le_phi khi có nơi công bố."
    ]


@pytest.mark.parametrize("part", ["chung", "chung/hoi-dap", "chung/hoi-dap/a.yaml"])
def test_a_path_inside_tells_of_that_part_alone(folder: Path, part: str) -> None:
    write(folder, {"chung/hoi-dap/a.yaml": "", "xa/suoi-mau/hoi-dap/b.yaml": ""})
    result = run(folder, str(folder / part))
    assert result.exit_code == 1
    assert result.output.splitlines()[0].startswith("chung/hoi-dap/a.yaml:1: ")
    assert result.output.splitlines()[1:] == [f"Có 1 lỗi, 0 cảnh báo. Đã xem {part}."]
    assert run(folder, str(folder / "chung/hoi-dap/gio.yaml")).exit_code == 0


def test_a_path_is_enough_to_find_the_folder_that_it_belongs_to(folder: Path, tmp_path: Path) -> None:
    write(folder, {"chung/hoi-dap/a.yaml": ""})
    elsewhere = tmp_path / "khong-co"
    assert run(elsewhere, str(folder)).exit_code == 1
    assert run(elsewhere, str(folder / "xa/suoi-mau")).output == "Mọi thứ đều ổn! Đã xem xa/suoi-mau.\n"


@pytest.mark.parametrize("name", ["khong-co", "khong-co/tep.yaml"])
def test_a_path_that_is_not_there_is_told_in_a_sentence(folder: Path, name: str) -> None:
    result = run(folder, str(folder / name))
    assert isinstance(result.exception, OperatorError)
    assert str(result.exception) == f"Không thấy {folder / name}. Xem lại tên tệp, thư mục."


def test_a_knowledge_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    assert isinstance(run(tmp_path / "khong-co").exception, OperatorError)


def test_wrong_use_ends_with_code_2(folder: Path) -> None:
    assert CliRunner().invoke(check, ["--at", "mai"], obj=Settings(knowledge=folder)).exit_code == 2
    assert CliRunner().invoke(check, ["--la"], obj=Settings(knowledge=folder)).exit_code == 2


UNTIDY = GIO.replace("ten: ", "ten:").replace("2026-11-01", "1/11/2026   ")
SHOWN = """\
chung/hoi-dap/gio.yaml
  dòng 2:
    - ten:Giờ làm việc
    + ten: Giờ làm việc
  dòng 4:
    - ra_soat: 1/11/2026···
    + ra_soat: 2026-11-01
Sẽ sửa 2 dòng trong 1 tệp; các dòng khác giữ nguyên.
"""


def fix(folder: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(check, ["--fix", *words, *DAY], obj=Settings(knowledge=folder), input=typed)


@pytest.mark.parametrize("typed", ["", "\n", "không\n", "sửa gì\n"])
def test_what_would_be_mended_is_shown_and_without_a_yes_not_written(folder: Path, typed: str) -> None:
    write(folder, {"chung/hoi-dap/gio.yaml": UNTIDY})
    result = fix(folder, typed=typed)
    assert result.exit_code == 1
    assert result.stdout == SHOWN
    assert "Chưa làm gì." in result.stderr
    assert (folder / "chung/hoi-dap/gio.yaml").read_text(encoding="utf-8") == UNTIDY


@pytest.mark.parametrize(("words", "typed"), [((), "có\n"), (("--yes",), "")])
def test_after_a_yes_it_is_written_and_the_folder_checked(folder: Path, words: tuple[str, ...], typed: str) -> None:
    write(folder, {"chung/hoi-dap/gio.yaml": UNTIDY})
    result = fix(folder, *words, typed=typed)
    assert result.exit_code == 0
    assert result.stdout.startswith(SHOWN + "Đã sửa 1 tệp.\nMọi thứ đều ổn! ")
    assert (folder / "chung/hoi-dap/gio.yaml").read_text(encoding="utf-8") == GIO


def test_what_is_left_after_mending_is_told(folder: Path) -> None:
    write(folder, {"chung/hoi-dap/gio.yaml": UNTIDY + "mau_sac: x\n"})
    result = fix(folder, "--yes")
    assert result.exit_code == 1
    assert "chung/hoi-dap/gio.yaml:5: Không có mục «mau_sac» ở đây." in result.stdout


def test_only_the_part_that_is_named_is_mended(folder: Path) -> None:
    write(folder, {"chung/hoi-dap/gio.yaml": UNTIDY, "chung/thu-tuc/mau.yaml": MAU.replace('"1.000001"', "1.000001")})
    assert fix(folder, str(folder / "chung/thu-tuc"), "--yes").exit_code == 0
    assert (folder / "chung/thu-tuc/mau.yaml").read_text(encoding="utf-8") == MAU
    assert (folder / "chung/hoi-dap/gio.yaml").read_text(encoding="utf-8") == UNTIDY


def test_where_nothing_can_be_mended_the_check_goes_on(folder: Path) -> None:
    result = fix(folder)
    assert result.exit_code == 0
    assert result.stdout.startswith("Không có chỗ nào tự sửa được.\nMọi thứ đều ổn! ")


def test_how_another_system_saved_a_file_is_told_in_words(folder: Path) -> None:
    (folder / "chung/hoi-dap/gio.yaml").write_bytes(b"\xef\xbb\xbf" + GIO.replace("\n", "\r\n").encode())
    result = fix(folder)
    assert result.stdout == (
        "chung/hoi-dap/gio.yaml\n  cả tệp: bỏ dấu BOM ở đầu tệp\n"
        "  cả tệp: đổi cách xuống dòng của Windows thành cách thường\n"
        "Sẽ sửa 1 tệp; nội dung các dòng giữ nguyên.\n"
    )


@pytest.mark.parametrize("words", [("--fix", "--json"), ("--yes",)])
def test_options_that_do_not_go_together_are_wrong_use(folder: Path, words: tuple[str, ...]) -> None:
    assert run(folder, *words).exit_code == 2


def test_the_mark_is_under_the_word_also_in_letters_typed_apart_and_behind_a_byte_order_mark(folder: Path) -> None:
    text = "\ufeffma: gio\nten: Giơ\u0300\ntra_loi: Nộp ơ\u0309 huyện.\nra_soat: 2026-11-01\n"
    write(folder, {"chung/hoi-dap/gio.yaml": text})
    assert run(folder).output.splitlines()[1:3] == ["    tra_loi: Nộp ở huyện.", "                   ^"]


def test_looking_ahead_tells_what_will_change(folder: Path) -> None:
    write(folder, {"chung/hoi-dap/gio.yaml": GIO + "hieu_luc:\n  den: 2027-02-28\n"})
    assert "cảnh báo" not in run(folder).output
    ahead = CliRunner().invoke(check, ["--at", "2027-01-01"], obj=Settings(knowledge=folder))
    assert "hết hiệu lực sau ngày 28/02/2027, còn 58 ngày." in ahead.output


def test_the_help_is_vietnamese() -> None:
    assert "Kiểm tra các tệp tri thức" in CliRunner().invoke(check, ["--help"]).output


def test_a_pipe_among_the_files_is_told_and_keeps_nobody_waiting(folder: Path) -> None:
    os.mkfifo(folder / "chung/hoi-dap/ong.yaml")
    result = fix(folder, "--yes")
    assert result.exit_code == 1
    assert "chung/hoi-dap/ong.yaml:1: Không mở được tệp này." in result.output
