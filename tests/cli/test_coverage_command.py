"""`motcua coverage`, as an official runs it."""

import csv
import io
import json
from pathlib import Path

import pytest
from small_knowledge import run

from bot.errors import OperatorError

DAY = ("--at", "2026-11-21")


def test_it_counts_by_field_and_by_unit_and_says_what_is_missing(knowledge: Path) -> None:
    run(knowledge, "new", "thu-tuc", "9.000002", *DAY)
    result = run(knowledge, "coverage", *DAY)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "xã suoi-mau: 3 thủ tục. Đầy đủ: 2, bản nháp: 1, rút gọn: 0, chưa có: 0."
    assert any("Chăn nuôi" in line and line.split("│")[3].strip() == "1" for line in lines)
    assert any("bộ phận một cửa" in line for line in lines)
    assert "3 thủ tục chưa có thời hạn." in lines
    assert lines[-1] == "Gõ motcua coverage --csv để xem từng thủ tục còn thiếu gì."


def test_csv_has_a_row_for_each_procedure_and_opens_in_excel(knowledge: Path) -> None:
    output = run(knowledge, "coverage", "--csv", *DAY).stdout
    assert output.startswith("\ufeffma,ten,linh_vuc,don_vi,muc,con_thieu\n")
    rows = list(csv.DictReader(io.StringIO(output.removeprefix("\ufeff"))))
    assert [(row["ma"], row["muc"], row["con_thieu"]) for row in rows] == [
        ("1.001193", "đầy đủ", "chưa có thời hạn; chưa rõ mức trực tuyến"),
        ("1.014063", "đầy đủ", "chưa có thời hạn; chưa rõ mức trực tuyến"),
        ("9.000002", "rút gọn", ""),
    ]


@pytest.mark.parametrize("name", ["=1+1", "+84", "-1", "@x"])
def test_no_cell_is_a_formula(knowledge: Path, name: str) -> None:
    with (knowledge / "chung/danh-muc.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"9.000003,{name},Chăn nuôi,,,https://example.org/3\n")
    assert f"\n9.000003,'{name},Chăn nuôi" in run(knowledge, "coverage", "--csv", *DAY).stdout


def test_json_holds_the_same(knowledge: Path) -> None:
    told = json.loads(run(knowledge, "coverage", "--json", *DAY).stdout)
    assert told["commune"] == "xã suoi-mau"
    assert told["levels"] == {"đầy đủ": 2, "bản nháp": 0, "rút gọn": 1, "chưa có": 0}
    assert {each["name"] for each in told["fields"]} == {"Hộ tịch", "Căn cước", "Chăn nuôi"}
    assert [each["code"] for each in told["procedures"]] == ["1.001193", "1.014063", "9.000002"]


def test_a_list_of_the_commune_tells_what_nobody_has_written(knowledge: Path, tmp_path: Path) -> None:
    (tmp_path / "xa.csv").write_text("Mã,Tên\n1.001193,a\n9.000777,Nuôi nhím\n,Nuôi dê\n", encoding="utf-8")
    result = run(knowledge, "coverage", str(tmp_path / "xa.csv"), *DAY)
    assert result.stdout.startswith("xã suoi-mau: 2 thủ tục. Đầy đủ: 1, bản nháp: 0, rút gọn: 0, chưa có: 1.")
    assert result.stderr == "Không đếm dòng 4 của danh sách: Dòng này không có mã thủ tục. Nuôi dê\n"
    assert (
        "9.000777,Nuôi nhím,(chưa ghi),(chưa ghi),chưa có,"
        in run(knowledge, "coverage", str(tmp_path / "xa.csv"), "--csv", *DAY).stdout
    )


def test_of_several_communes_one_is_to_be_chosen(two_communes: Path) -> None:
    assert isinstance(run(two_communes, "coverage").exception, OperatorError)
    assert run(two_communes, "--commune", "doi-mau", "coverage").stdout.startswith("xã doi-mau: 3 thủ tục.")


def test_one_form_at_a_time(knowledge: Path) -> None:
    assert run(knowledge, "coverage", "--csv", "--json").exit_code == 2
