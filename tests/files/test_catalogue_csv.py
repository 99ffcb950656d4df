from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_files import CATALOGUE, DANH_MUC, VALID, write

from bot.files.catalogue_csv import parse_catalogue
from bot.files.catalogue_writing import with_way
from bot.files.folder import load

HEADER = CATALOGUE.splitlines()[0]
ROW = "1.000001,Đăng ký mẫu,Hộ tịch,,,https://example.vn/1"
STRAY = (
    "Dòng này có dấu ngoặc kép sai chỗ nên không tách được các ô. "
    "Đặt ngoặc kép ngay sát hai đầu ô, hoặc bỏ đi; trong ô thì viết hai dấu liền nhau."
)


def told(text: str) -> list[str]:
    return [f"{slip.line}: {slip.what} {slip.remedy}" for slip in parse_catalogue(text)[1]]


def test_rows_are_read_with_quoted_commas_and_empty_cells() -> None:
    rows, slips, _ = parse_catalogue(CATALOGUE)
    assert slips == ()
    assert [row.code for row in rows] == ["1.000001", "1.000002", "1.000003", "1.000004"]
    assert rows[1].name == "Cấp lại, đổi giấy mẫu"
    assert (rows[1].province, rows[2].province) == (None, "Tỉnh Mẫu")


def test_the_ways_of_asking_stand_in_one_cell_with_semicolons_between() -> None:
    rows, slips, _ = parse_catalogue(f"{HEADER},cach_hoi\n{ROW},nuôi con mẫu;  xin nuôi mẫu ;\n")
    assert (slips, rows[0].ways) == ((), ("nuôi con mẫu", "xin nuôi mẫu"))


def test_a_way_of_asking_is_added_to_its_row_and_nothing_else_changes() -> None:
    head, other = "\ufeffma;ten;linh_vuc;lien_ket;tinh;cach_hoi", '1.000002;"B; b";Hộ tịch;https://example.vn/2;;'
    before = f"{head}\r\n1.000001;A;Hộ tịch;https://example.vn/1;Mẫu;\r\n1.000001;A;Hộ tịch;https://example.vn/1;;\r\n{other}\r\n"
    row = parse_catalogue(before.removeprefix("\ufeff").replace("\r", ""))[0][1]
    after = with_way(with_way(before, row, "làm A") or "", row, "xin A; gấp") or ""
    assert after == before.replace("/1;;", '/1;;"làm A; xin A, gấp"')


def test_a_list_without_the_column_takes_no_way_of_asking() -> None:
    row = parse_catalogue(CATALOGUE)[0][0]
    assert with_way(CATALOGUE, row, "làm mẫu") is None


def test_semicolons_as_spreadsheets_save_them_are_read_too() -> None:
    rows, slips, _ = parse_catalogue(f"{HEADER};\n{ROW};\n".replace(",", ";").replace(";\n", "\n"))
    assert slips == ()
    assert rows[0].name == "Đăng ký mẫu"


def test_blank_lines_and_rows_of_empty_cells_are_passed_over() -> None:
    rows, slips, _ = parse_catalogue(f"{HEADER}\n\n,,,,,\n{ROW}\n")
    assert (len(rows), slips) == (1, ())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ["1: Tệp danh mục này đang trống. Chép lại tệp danh mục đủ các dòng."]),
        ("\n,,\n", ["1: Tệp danh mục này đang trống. Chép lại tệp danh mục đủ các dòng."]),
        (f"{HEADER}\n", ["1: Danh mục này chưa có dòng nào dưới tên các cột. Chép lại tệp danh mục đủ các dòng."]),
        (f"{ROW}\n", [
            "1: Dòng đầu của danh mục không phải là tên các cột. "
            "Dòng đầu viết: ma,ten,linh_vuc,noi_giai_quyet,tinh,lien_ket,cach_hoi"]),
        ("ma,ten\n", ["1: Thiếu cột linh_vuc, lien_ket. Dòng đầu viết: ma,ten,linh_vuc,noi_giai_quyet,tinh,lien_ket,cach_hoi"]),
        ("ma,tên,linh_vuc,lien_ket\n", ["1: Không có cột «tên». Có phải là «ten» không?"]),
        (f"{HEADER},zzzz\n", ["1: Không có cột «zzzz». Các cột: ma, ten, linh_vuc, noi_giai_quyet, tinh, lien_ket, cach_hoi."]),
        (f"{HEADER},ma\n", ["1: Cột «ma» viết hai lần. Giữ lại một."]),
        (f"{HEADER}\n{ROW},thừa\n", [
            "2: Dòng này có 7 ô, phải có 6 ô. Ô nào có dấu phẩy thì đặt cả ô trong ngoặc kép; ô trống vẫn cần dấu phẩy."]),
        (f"{HEADER}\n{ROW.replace('1.000001', '1.0')}\n", [
            '2: «1.0» không phải là mã thủ tục. Viết như trên Cổng Dịch vụ công, ví dụ "1.001193".']),
        (f"{HEADER}\n{ROW.replace('Hộ tịch', '')}\n", ["2: Thiếu mục «linh_vuc». Thêm dòng «linh_vuc: …»."]),
        (f"{HEADER}\n{ROW}\n{ROW}\n", ["3: Mã 1.000001 đã có ở dòng 2. Giữ lại một dòng."]),
        (f'"{HEADER}\n{ROW}\n', [f"1: {STRAY}"]),
        (f'{HEADER}\n1.000002,"Mở mà không đóng,x,,,y\n{ROW}\n', [f"2: {STRAY}"]),
        (f'{HEADER}\n1.000001,Đăng ký "mẫu,x,,,https://example.vn/1\n', [
            "2: Trong một ô của dòng này có dấu ngoặc kép lẻ. Bỏ dấu thừa ấy."]),
        (f'{HEADER}\n{ROW}\n1.000002,"Đóng" sớm,x,,,y\n', [f"3: {STRAY}"]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_line(text: str, sentences: list[str]) -> None:
    assert told(text) == sentences


def test_lines_are_counted_over_cells_of_several_lines() -> None:
    two_lines = ROW.replace("Đăng ký mẫu", '"Đăng ký\nmẫu"')
    assert [sentence[:2] for sentence in told(f"{HEADER}\n{two_lines}\n1.0,x,y,,,z\n")] == ["4:", "4:"]


def rows_of(codes: Iterable[str]) -> list[str]:
    """Rows of every look: plain, with a comma in quotes, with a line break in quotes."""
    names = ("Đăng ký", '"Cấp lại, đổi"', '"Xác nhận\nlần đầu"')
    return [f"{code},{names[number % 3]},Hộ tịch,,,https://example.vn/1" for number, code in enumerate(codes)]


@given(st.integers(0, 9), st.data())
def test_a_stray_quote_anywhere_costs_no_row_but_its_own(number: int, data: st.DataObject) -> None:
    codes = [f"1.{each:06}" for each in range(10)]
    rows = rows_of(codes)
    at = data.draw(st.integers(0, len(rows[number])))
    rows[number] = rows[number][:at] + '"' + rows[number][at:]
    listed, slips, _ = parse_catalogue("\n".join([HEADER, *rows]))
    assert [row.code for row in listed if row.code != codes[number]] == codes[:number] + codes[number + 1 :]
    first_line = 2 + sum(row.count("\n") + 1 for row in rows[:number])
    assert slips
    assert all(first_line <= slip.line <= first_line + rows[number].count("\n") for slip in slips)


def test_a_stray_quote_costs_one_row_also_where_the_code_is_not_in_the_first_column() -> None:
    lines = ["ten,ma,linh_vuc,lien_ket", *(f"Tên,1.00000{number},Hộ tịch,https://example.vn/1" for number in range(9))]
    lines[3] = '"' + lines[3]
    listed, slips, _ = parse_catalogue("\n".join(lines))
    assert (len(listed), [slip.line for slip in slips]) == (8, [4])


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
