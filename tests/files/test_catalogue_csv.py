from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_files import CATALOGUE, DANH_MUC, VALID, write

from bot.files.catalogue_csv import parse_catalogue
from bot.files.folder import load

HEADER = CATALOGUE.splitlines()[0]
ROW = "1.000001,Đăng ký mẫu,Hộ tịch,,,https://example.vn/1"


def told(text: str) -> list[str]:
    return [f"{slip.line}: {slip.what} {slip.remedy}" for slip in parse_catalogue(text)[1]]


def test_rows_are_read_with_quoted_commas_and_empty_cells() -> None:
    rows, slips = parse_catalogue(CATALOGUE)
    assert slips == ()
    assert [row.code for row in rows] == ["1.000001", "1.000002", "1.000003", "1.000004"]
    assert rows[1].name == "Cấp lại, đổi giấy mẫu"
    assert (rows[1].province, rows[2].province) == (None, "Tỉnh Mẫu")


def test_semicolons_as_spreadsheets_save_them_are_read_too() -> None:
    rows, slips = parse_catalogue(f"{HEADER};\n{ROW};\n".replace(",", ";").replace(";\n", "\n"))
    assert slips == ()
    assert rows[0].name == "Đăng ký mẫu"


def test_blank_lines_and_rows_of_empty_cells_are_passed_over() -> None:
    rows, slips = parse_catalogue(f"{HEADER}\n\n,,,,,\n{ROW}\n")
    assert (len(rows), slips) == (1, ())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ["1: Thiếu cột ma, ten, linh_vuc, lien_ket. Dòng đầu viết: ma,ten,linh_vuc,noi_giai_quyet,tinh,lien_ket"]),
        ("ma,tên,linh_vuc,lien_ket\n", ["1: Không có cột «tên». Có phải là «ten» không?"]),
        (f"{HEADER},zzzz\n", ["1: Không có cột «zzzz». Các cột: ma, ten, linh_vuc, noi_giai_quyet, tinh, lien_ket."]),
        (f"{HEADER},ma\n", ["1: Cột «ma» viết hai lần. Giữ lại một."]),
        (f"{HEADER}\n{ROW},thừa\n", [
            "2: Dòng này có 7 ô, phải có 6 ô. Ô nào có dấu phẩy thì đặt cả ô trong ngoặc kép; ô trống vẫn cần dấu phẩy."]),
        (f"{HEADER}\n{ROW.replace('1.000001', '1.0')}\n", [
            '2: «1.0» không phải là mã thủ tục. Viết như trên Cổng Dịch vụ công, ví dụ "1.001193".']),
        (f"{HEADER}\n{ROW.replace('Hộ tịch', '')}\n", ["2: Thiếu mục «linh_vuc». Thêm dòng «linh_vuc: …»."]),
        (f"{HEADER}\n{ROW}\n{ROW}\n", ["3: Mã 1.000001 đã có ở dòng 2. Giữ lại một dòng."]),
        (f'{HEADER}\n{ROW}\n1.000002,"Mở mà không đóng,x,,,y\n1.000003,z\n', [
            "3: Không tách được các ô của dòng này. Kiểm tra dấu ngoặc kép: mở và đóng ngay sát hai đầu ô; "
            "trong ô thì viết hai dấu liền nhau."]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_line(text: str, sentences: list[str]) -> None:
    assert told(text) == sentences


def test_lines_are_counted_over_cells_of_several_lines() -> None:
    two_lines = ROW.replace("Đăng ký mẫu", '"Đăng ký\nmẫu"')
    assert [sentence[:2] for sentence in told(f"{HEADER}\n{two_lines}\n1.0,x,y,,,z\n")] == ["4:", "4:"]


def test_a_wrong_row_is_left_out_and_the_others_are_served(tmp_path: Path) -> None:
    text = CATALOGUE.replace("1.000002", "2")
    loaded = load(write(tmp_path, {**VALID, DANH_MUC: text}))
    assert [problem.line for problem in loaded.problems] == [3]
    assert loaded.set_aside == (DANH_MUC,)
    assert "1.000003" in loaded.communes["suoi-mau"].entries
    assert "1.000002" not in loaded.communes["suoi-mau"].entries


def test_a_catalogue_with_a_wrong_header_does_not_break_references_to_its_rows(tmp_path: Path) -> None:
    files = {**VALID, DANH_MUC: CATALOGUE.replace("linh_vuc", "loai"), "chung/tu-vung.yaml": (
        'dung_chung:\n  - {cum_tu: a, ma: ["1.000002", "1.000003"]}\n')}  # fmt: skip
    assert {problem.path for problem in load(write(tmp_path, files)).problems} == {DANH_MUC}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_no_text_raises(text: str) -> None:
    for candidate in (text, f"{HEADER}\n{text}"):
        for slip in parse_catalogue(candidate)[1]:
            assert slip.line >= 1
