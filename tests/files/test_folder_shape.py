"""Which files and folders there are: strange ones, missing ones, those that may not be looked into."""

from pathlib import Path

import pytest
from sample_files import (
    CATALOGUE,
    COMMUNE,
    DANH_MUC,
    PROCEDURE,
    THU_TUC,
    TOPIC,
    TU_VUNG,
    VALID,
    VOCABULARY,
    XA,
    procedure,
    write,
)

from bot.errors import OperatorError
from bot.files.folder import Loaded, load

OTHER_XA = "xa/khe-mau/xa.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, VALID)


def told(loaded: Loaded) -> list[str]:
    return [str(problem) for problem in loaded.problems]


def test_hidden_files_leftovers_and_question_files_are_passed_over(folder: Path) -> None:
    leftovers = [
        ".mau.yaml.swp", "mau.yaml~", "mau.yaml.tmp", ".hidden.yaml", "#mau.yaml#", "~$mau.yaml", "cau-hoi.yaml",
    ]  # fmt: skip
    write(folder, {f"chung/thu-tuc/{name}": "rác" for name in leftovers})
    write(folder, {"chung/cau-hoi.yaml": "- q: x", "xa/suoi-mau/cau-hoi.yaml": "- q: x", "xa/.git/x": "", "README": ""})
    assert load(folder).problems == ()


def test_other_files_and_folders_get_a_warning_and_a_likely_name(folder: Path) -> None:
    write(
        folder,
        {
            "chung/thu-tuc/mau.yml": PROCEDURE,
            "chung/tuvung.yaml": VOCABULARY,
            "xa/ghi-chu.txt": "x",
            "xa/suoi-mau/hoi_dap/a.yaml": TOPIC,
        },
    )
    loaded = load(folder)
    assert {problem.severity for problem in loaded.problems} == {"warning"}
    assert told(loaded) == [
        "chung/thu-tuc/mau.yml:1: Không đọc tệp, thư mục có tên này. Nếu đây là tri thức, đổi đuôi tệp thành .yaml.",
        "chung/tuvung.yaml:1: Không đọc tệp, thư mục có tên này. Có phải là «tu-vung.yaml» không?",
        "xa/ghi-chu.txt:1: Không đọc tệp, thư mục có tên này. Mỗi xã là một thư mục trong thư mục xa.",
        "xa/suoi-mau/hoi_dap:1: Không đọc tệp, thư mục có tên này. Có phải là «hoi-dap» không?",
    ]


def test_a_commune_folder_without_its_file_is_an_error(folder: Path) -> None:
    (folder / "xa" / "khe-mau").mkdir()
    assert told(load(folder)) == [f"{OTHER_XA}:1: Thư mục xã này chưa có tệp xa.yaml. Viết tệp ấy, hoặc xóa thư mục."]


def test_a_file_that_cannot_be_opened_is_a_problem_and_is_tried_again(folder: Path) -> None:
    loop = folder / "chung/thu-tuc/vong.yaml"
    loop.symlink_to(loop)
    first = load(folder)
    assert told(first) == [
        "chung/thu-tuc/vong.yaml:1: Không mở được tệp này. Xem lại quyền đọc của tệp, và xem tệp có còn ở đó không."
    ]
    loop.unlink()
    write(folder, {"chung/thu-tuc/vong.yaml": procedure("1.000007")})
    assert load(folder, first).problems == ()


def test_a_folder_that_leads_back_to_itself_does_not_hang(folder: Path) -> None:
    (folder / "chung/thu-tuc/lai").symlink_to(folder / "chung/thu-tuc", target_is_directory=True)
    assert "1.000001" in load(folder).communes["suoi-mau"].entries


def test_a_folder_that_may_not_be_listed_keeps_what_was_read_from_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = load(folder)
    listed = Path.iterdir

    def refused(path: Path) -> object:
        if path.name == "ho-tich":
            raise PermissionError
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    closed = load(folder, good)
    assert told(closed) == ["chung/thu-tuc/ho-tich:1: Không mở được thư mục này. Xem lại quyền đọc của thư mục."]
    assert closed.communes == good.communes
    monkeypatch.setattr(Path, "iterdir", lambda path: refused(folder / "ho-tich"))
    with pytest.raises(OperatorError, match=r"Không mở được thư mục .* Xem lại quyền đọc"):
        load(folder)


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"Không có thư mục tri thức .*khong-co. Chỉ đúng thư mục bằng --knowledge"):
        load(tmp_path / "khong-co")


def test_a_file_in_place_of_the_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    write(tmp_path, {"tep": "x"})
    with pytest.raises(OperatorError, match="Không có thư mục tri thức"):
        load(tmp_path / "tep")


def test_an_empty_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="không có tri thức: thiếu cả hai thư mục chung và xa"):
        load(tmp_path)


def test_a_folder_without_communes_says_so(tmp_path: Path) -> None:
    write(tmp_path, {THU_TUC: PROCEDURE, DANH_MUC: CATALOGUE})
    loaded = load(tmp_path)
    assert told(loaded) == [
        "xa:1: Chưa có xã nào trong thư mục tri thức. Tạo thư mục xa/<mã xã> và viết tệp xa.yaml trong đó."
    ]
    assert loaded.communes == {}


def test_a_commune_alone_is_served_with_nothing_else(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, {XA: COMMUNE}))
    assert told(loaded) == [
        "chung:1: Không thấy thư mục chung. "
        "Chép lại thư mục ấy, có thủ tục và danh mục của mọi xã, vào thư mục tri thức."
    ]
    assert (loaded.problems[0].severity, loaded.set_aside) == ("warning", ())
    assert loaded.communes["suoi-mau"].entries == {}


def test_a_folder_without_a_single_procedure_gets_a_warning(folder: Path) -> None:
    write(folder, {THU_TUC: None, TU_VUNG: "tu_dem: [ạ]\n"})
    loaded = load(folder)
    assert told(loaded) == [
        "chung/thu-tuc:1: Chưa có thủ tục nào được viết đủ. Viết mỗi thủ tục một tệp .yaml trong thư mục này."
    ]
    assert loaded.problems[0].severity == "warning"


def test_a_folder_in_place_of_a_file_is_told(folder: Path) -> None:
    for path in ("chung/thu-tuc/moi.yaml", "xa/khe-mau/xa.yaml"):
        (folder / path).mkdir(parents=True)
    loaded = load(folder)
    assert told(loaded) == [
        "chung/thu-tuc/moi.yaml:1: Đây là một thư mục, không phải tệp. Đổi tên thư mục, hoặc thay bằng tệp cùng tên.",
        f"{OTHER_XA}:1: Đây là một thư mục, không phải tệp. Đổi tên hoặc xóa thư mục, rồi đặt tệp vào chỗ này.",
    ]
    assert {problem.severity for problem in loaded.problems} == {"error"}
    assert list(loaded.communes) == ["suoi-mau"]
