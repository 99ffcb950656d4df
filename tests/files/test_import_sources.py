"""Lists and records as officials have them: every usual form is read, and what can not be read is told."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portal_files import DETAIL, HEADINGS, ROWS, csv_file, json_file, xlsx_bytes, xlsx_file

from bot.errors import OperatorError
from bot.files.imports import source, spreadsheet
from bot.files.imports.portal import Portal, code_in
from bot.files.imports.source import read_portal
from bot.files.imports.spreadsheet import sheets
from bot.files.imports.table import from_csv


def told(portal: Portal) -> list[tuple[str, str, str, str, str]]:
    return [(each.code, each.name, each.field, each.agency, each.url) for _, each in portal.records]


BOTH = [
    ("9.000101", "Thủ tục nuôi hươu sao", "Chăn nuôi", "Ủy ban nhân dân cấp xã", "https://example.vn/101"),
    ("9.000102", "Thủ tục nuôi nhím", "Chăn nuôi", "", ""),
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_however_a_spreadsheet_program_saved_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    portal = read_portal(csv_file(tmp_path / "a.csv", delimiter=delimiter, encoding=encoding))
    assert told(portal) == BOTH
    assert portal.leftovers == ()
    assert portal.unused == ("Ghi chú",)


def test_a_spreadsheet_is_read_below_its_title_whatever_its_name(tmp_path: Path) -> None:
    portal = read_portal(xlsx_file(tmp_path / "danh-sach.xls"))
    assert told(portal) == BOTH
    assert [number for number, _ in portal.records] == [4, 5]


@pytest.mark.parametrize(
    "head",
    ["ma,ten,linh_vuc", "code,name,field", "Mã thủ tục,Tên thủ tục,Lĩnh vực", "MÃ SỐ (trên Cổng),TÊN TTHC,LĨNH VỰC"],
)
def test_the_usual_headings_are_known(head: str) -> None:
    portal = from_csv(f"{head}\n9.000101,Nuôi ong,Chăn nuôi\n", 99)
    assert told(portal) == [("9.000101", "Nuôi ong", "Chăn nuôi", "", "")]
    assert portal.unused == ()


def test_who_issues_a_procedure_is_not_who_handles_it() -> None:
    portal = from_csv("Mã,Tên,Cơ quan ban hành,Cơ quan giải quyết,Nơi giải quyết\n9.000101,a,Bộ,Xã,Khác\n", 99)
    assert portal.records[0][1].agency == "Xã"
    assert portal.unused == ("Cơ quan ban hành", "Nơi giải quyết")


def test_a_row_that_names_a_field_alone_is_the_field_of_those_below() -> None:
    rows = "Mã,Tên\n,I. Lĩnh vực Hộ tịch\n9.000101,a\nII,Lĩnh vực: Đất đai\n9.000102,b\n"
    assert [record.field for _, record in from_csv(rows, 99).records] == ["Hộ tịch", "Đất đai"]


def test_a_row_without_a_right_code_is_left_over_with_its_words() -> None:
    portal = from_csv("Mã,Tên\n,Nuôi ong\n1.0001,Nuôi gà\n9.000101,Nuôi dê\n,\n", 99)
    assert [record.code for _, record in portal.records] == ["9.000101"]
    assert [(each.row, each.what, each.text) for each in portal.leftovers] == [
        (2, "Dòng này không có mã thủ tục.", "Nuôi ong"),
        (3, "Mã thủ tục không đúng dạng.", "1.0001 | Nuôi gà"),
    ]


def test_a_broken_quote_costs_its_row_only() -> None:
    portal = from_csv('Mã,Tên\n9.000101,"a "b" c"\n9.000102,"mở mà không đóng\n9.000103,d\n', 99)
    assert [record.code for _, record in portal.records][-1] == "9.000103"
    assert portal.leftovers[-1].row == 3


@pytest.mark.parametrize("value", [9.0001, 9.00012, 9.000123])
def test_a_code_that_a_spreadsheet_took_for_a_number_has_its_zeros_again(value: float) -> None:
    rows = sheets(xlsx_bytes([HEADINGS, (1, value, "a")]), 99)[1]
    assert rows[1][1][1] == f"{value:.6f}"


def test_a_formula_is_read_as_the_value_that_it_had() -> None:
    data = xlsx_bytes([HEADINGS, (1, "9.000101", "Nuôi ong", "Chăn nuôi"), (2, "=A1", "=cmd|' /c calc'!A1")])
    cells = [cells for _, cells in sheets(data, 99)[1]]
    assert list(filter(None, cells[2])) == ["2"]
    assert not any("=" in cell for row in cells for cell in row)


def test_a_spreadsheet_that_claims_a_row_at_its_very_end_is_refused(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(OperatorError, match="có hơn 20000 dòng"):
        read_portal(tmp_path / "a.xlsx")


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_UNPACKED", 1_000_000)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 2_000_000)
    with pytest.raises(OperatorError, match="mở ra lớn hơn 1 MB"):
        read_portal(tmp_path / "a.xlsx")


WHOLE = xlsx_bytes([HEADINGS, *ROWS])


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_spreadsheet_is_told_in_a_sentence(length: int, at: int, byte: int) -> None:
    for data in (WHOLE[:length], WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]):
        try:
            sheets(data, 99)
        except OperatorError as error:
            # Of a sheet that is damaged just where it tells its size the size is believed.
            assert str(error).startswith(("Tệp bảng tính này hỏng", "Bảng tính này mở ra lớn hơn"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Không thấy dòng tên cột."),
        (b"a,b\n1,2\n", "Không thấy dòng tên cột."),
        (b"\xd0\xcf\x11\xe0 old", "là tệp Excel kiểu cũ"),
        ("Mã,Tên\n".encode("utf-16-be"), "không phải mã UTF-8"),
        ("Mã,Tên\nx".encode("cp1258", "replace") + b"\xff", "không phải mã UTF-8"),
        (b"PK\x03\x04 nothing", "Tệp bảng tính này hỏng hoặc có mật khẩu."),
        (b"[1, 2]", "Không thấy dòng tên cột."),
        (b"<html><table>", "Không thấy dòng tên cột."),
    ],
)
def test_what_is_no_list_is_told_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(OperatorError, match=sentence):
        read_portal(tmp_path / "a")


def test_what_is_not_there_or_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OperatorError, match="Không thấy tệp"):
        read_portal(tmp_path / "a.csv")
    with pytest.raises(OperatorError, match="là một thư mục"):
        read_portal(tmp_path)
    monkeypatch.setattr(source, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(source, "MOST_ROWS", 3)
    (tmp_path / "b.csv").write_bytes(b"x" * 1_000_001)
    with pytest.raises(OperatorError, match="lớn hơn 1 MB"):
        read_portal(tmp_path / "b.csv")
    for name, text in (("c", "Mã,Tên\n" + "9.000101,a\n" * 9), ("d", "{}\n" * 9)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(OperatorError, match="có hơn 3 dòng"):
            read_portal(tmp_path / name)


def test_records_are_read_line_by_line_and_a_broken_one_costs_its_line_only(tmp_path: Path) -> None:
    file = json_file(
        tmp_path / "a.jsonl",
        DETAIL,
        {"code": 9.000104, "name": None},
        {"name": "không mã"},
        {"code": "9.000105", "documents": "sai"},
    )
    with file.open("a", encoding="utf-8") as stream:
        stream.write('\n{"code": "9.0\n\n[1]\n' + "[" * 100_000 + "\n")
    portal = read_portal(file)
    assert [record.code for _, record in portal.records] == ["9.000103", "9.000104"]
    assert [(each.row, each.what) for each in portal.leftovers] == [
        (3, "Dòng này không có mã thủ tục."),
        (4, "Mục «documents» không đúng dạng."),
        (5, "Dòng này không phải bản ghi JSON."),
        (7, "Dòng này không phải bản ghi JSON."),
        (8, "Dòng này không phải bản ghi JSON."),
    ]
    assert portal.unused == ("level",)


def test_a_record_with_half_a_character_is_read_without_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(r'{"code": "9.000101", "name": "a\ud800b", "x\ud800": 1}' + "\n", encoding="utf-8")
    portal = read_portal(tmp_path / "a")
    assert portal.unused == ("x",)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.001193", "1.001193"),
        (" 1.001193\u00a0", "1.001193"),
        ("1.001193.000.00.00.H41", "1.001193"),
        ("11.001193", ""),
        ("1.0011930", ""),
        ("1,001193", ""),
        ("", ""),
    ],
)
def test_a_code_is_taken_out_of_its_cell(cell: str, code: str) -> None:
    assert code_in(cell) == code


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from([*DETAIL, "fee"]), inside, max_size=4)
    ),
    max_leaves=10,
)


@given(st.lists(JSON, max_size=4))
def test_no_record_is_too_strange_to_read(records: list[Any]) -> None:
    portal = source._from_json_lines("\n".join(map(json.dumps, records)))
    assert len(portal.records) + len(portal.leftovers) == len(records)
