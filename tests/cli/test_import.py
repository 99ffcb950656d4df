"""`motcua import`, as an official runs it: first what it would do, then the question, then the drafts."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from small_knowledge import run

from bot.errors import OperatorError

DAY = ("--at", "2026-11-21")
HEAD = "STT;Mã TTHC;Tên thủ tục;Lĩnh vực;Đường dẫn;Người soạn\n"
LIST = (
    HEAD + "1;9.000101;Thủ tục nuôi [red]ong[/red];Chăn nuôi;https://example.vn/101;ai\n"
    "2;9.000002;Nuôi hươu sao;;;ai\n3;1.001193;Đăng ký khai sinh;Hộ tịch;;ai\n4;;Nuôi dê;Chăn nuôi;;ai\n"
)
BEE = "chung/thu-tuc/chan-nuoi/nuoi-red-ong-red.yaml"
DEER = "chung/thu-tuc/chan-nuoi/nuoi-huou-sao.yaml"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "danh-sach.csv").write_text(LIST, encoding="utf-8")
    return tmp_path / "danh-sach.csv"


def imported(knowledge: Path, table: Path, *more: str, typed: str = "") -> Result:
    return run(knowledge, "import", str(table), *DAY, *more, typed=typed)


def files(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_it_shows_what_it_would_do_and_what_it_could_not_place(knowledge: Path, table: Path) -> None:
    before = files(knowledge)
    result = imported(knowledge, table)
    assert result.exit_code == 1
    for line in (
        "│ 9.000101 │ tạo bản nháp      │ Nuôi [red]ong[/red]   │ chan-nuoi/nuoi-red-o… │",
        "│ 1.001193 │ đã có, giữ nguyên │ Đăng ký khai sinh     │ ho-tich/khai-sinh.ya… │",
        "Cột, mục không dùng: Người soạn.",
        "Chưa xếp được 1 chỗ:",
        "- Dòng này không có mã thủ tục. (1 chỗ)",
        "    dòng 5: «4 | Nuôi dê | Chăn nuôi | ai»",
        "Tạo bản nháp: 2; đã có, giữ nguyên: 1",
        "Chưa làm gì. Muốn làm mà không cần hỏi lại, thêm --yes.",
    ):
        assert line in result.output.splitlines()
    assert files(knowledge) == before


@pytest.mark.parametrize(("more", "typed"), [(("--yes",), ""), ((), "có\n")])
def test_who_agrees_gets_the_drafts(knowledge: Path, table: Path, more: tuple[str, ...], typed: str) -> None:
    before = files(knowledge)
    result = imported(knowledge, table, *more, typed=typed)
    assert result.exit_code == 0
    assert result.stdout.endswith("Đã ghi. Gõ motcua check để xem lại; mở từng bản nháp để viết tiếp.\n")
    after = files(knowledge)
    assert {path.relative_to(knowledge).as_posix() for path in after.keys() - before.keys()} == {BEE, DEER}
    assert {path: after[path] for path in before} == before
    for draft in (BEE, DEER):
        assert run(knowledge, "check", str(knowledge / draft), "--strict", *DAY).exit_code == 0
    assert "đang hoàn thiện" in run(knowledge, "ask", "nuôi hươu sao").output
    again = imported(knowledge, table)
    assert (again.exit_code, again.stderr) == (0, "Không có gì mới để nhập.\n")


def test_they_may_be_one_communes_own(knowledge: Path, table: Path) -> None:
    assert imported(knowledge, table, "--into", "suoi-mau", "--code", "9.000101", "--yes").exit_code == 0
    assert [file.name for file in (knowledge / "xa/suoi-mau/thu-tuc").rglob("*.yaml")] == ["nuoi-red-ong-red.yaml"]


def test_json_holds_the_same_and_is_no_agreement(knowledge: Path, table: Path) -> None:
    result = imported(knowledge, table, "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["steps"][0] == {"code": "9.000101", "name": "Nuôi [red]ong[/red]", "doing": "tạo bản nháp", "path": BEE}
    assert [each["row"] for each in told["leftovers"]] == [5]
    assert (told["unused"], told["done"]) == (["Người soạn"], False)
    assert not (knowledge / BEE).exists()
    assert json.loads(imported(knowledge, table, "--json", "--yes").stdout)["done"] is True
    assert (knowledge / BEE).exists()


def test_the_list_is_added_to_only_when_asked(knowledge: Path, table: Path) -> None:
    list_file = knowledge / "chung/danh-muc.csv"
    before = list_file.read_text(encoding="utf-8")
    result = imported(knowledge, table, "--catalogue", "--yes")
    assert result.exit_code == 0
    added = "9.000101,Nuôi [red]ong[/red],Chăn nuôi,,,https://example.vn/101\n"
    assert list_file.read_text(encoding="utf-8") == before + added
    assert not (knowledge / BEE).exists()
    assert "Một dòng danh mục cần đủ tên, lĩnh vực và đường dẫn. (1 chỗ)" in result.output


def test_of_a_long_file_the_first_lines_are_shown(knowledge: Path, tmp_path: Path) -> None:
    rows = "".join(f"{at};9.{at:06};Nuôi con số {at};Chăn nuôi;;\n" for at in range(100, 150))
    (tmp_path / "dai.csv").write_text(HEAD + rows, encoding="utf-8")
    lines = imported(knowledge, tmp_path / "dai.csv").output.splitlines()
    assert "… và 10 thủ tục nữa; xem đủ bằng --json." in lines
    assert "    … và 45 chỗ nữa; xem đủ bằng --json." in lines
    assert "Tạo bản nháp: 50" in lines


@pytest.mark.parametrize(
    ("more", "sentence"),
    [(("--into", "suoi-mao"), "Không có xã nào mang mã «suoi-mao». Có phải là «suoi-mau» không?")],
)
def test_wrong_use_is_told_before_anything_is_shown(
    knowledge: Path, table: Path, more: tuple[str, ...], sentence: str
) -> None:
    failure = imported(knowledge, table, *more).exception
    assert isinstance(failure, OperatorError)
    assert str(failure) == sentence


def test_the_list_belongs_to_all_communes(knowledge: Path, table: Path) -> None:
    result = imported(knowledge, table, "--catalogue", "--into", "suoi-mau", "--yes")
    assert result.exit_code == 2
    assert "Danh mục là phần chung của mọi xã." in result.output


def test_a_file_that_is_not_there_is_told(knowledge: Path, tmp_path: Path) -> None:
    failure = imported(knowledge, tmp_path / "khong-co.xlsx").exception
    assert str(failure) == f"Không thấy tệp «{tmp_path / 'khong-co.xlsx'}». Xem lại tên tệp."
