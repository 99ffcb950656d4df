"""`motcua plan` as officers type it."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_newsroom import in_database, run, told, write_newsroom

from bot.errors import OperatorError
from bot.storage import audit

MORE = """\
dien_tap: có
don_vi:
  - {ma: van-phong, vai_tro: van-phong, ten: Văn phòng}
  - {ma: van-hoa, vai_tro: khac, ten: Phòng Văn hóa}
"""
PLAN = """\
nam: 2026
nhiem_vu:
  - {ma: tin, muc: 4.2, noi_dung: Viết tin, chu_tri: van-phong, phoi_hop: van-hoa, thang: [10, 11], han: 15, kenh: Loa}
  - {ma: dang, noi_dung: Đăng bài, chu_tri: van-hoa, phoi_hop_khac: Các thôn, thang: 11, chi_tieu: 3}
  - {ma: ngay-chuyen-doi-so, noi_dung: Ngày mẫu, chu_tri: van-hoa, hang_nam: 10/10}
"""
TEXT = "Trạm y tế tiêm ngày 25."


@pytest.fixture
def folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOTCUA_NOW", "2026-11-20T12:00:00+07:00")
    monkeypatch.setenv("COLUMNS", "120")
    write_newsroom(elsewhere, more=MORE)
    plan = elsewhere / "knowledge/xa/suoi-mau/ke-hoach.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    return elsewhere


def listed(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    result = run(folder, "plan", *arguments, "--json")
    assert result.exception is None, result.exception
    answer = json.loads(result.stdout)
    assert isinstance(answer, list)
    return answer


def keys(every: list[dict[str, Any]]) -> list[str]:
    return [f"{each['task']} {each['period']} {each['standing']}" for each in every]


def refusal(folder: Path, *arguments: str) -> str:
    result = run(folder, "plan", *arguments)
    assert isinstance(result.exception, OperatorError), result
    assert result.stdout == ""
    return str(result.exception)


def test_the_plan_is_shown_by_deadline(folder: Path) -> None:
    assert keys(listed(folder, "show")) == [
        "ngay-chuyen-doi-so 2026-10-10 overdue", "tin 2026-10 overdue", "tin 2026-11 overdue", "dang 2026-11 due",
    ]  # fmt: skip
    assert listed(folder, "show", "--month", "10", "--unit", "van-phong") == [
        {
            "task": "tin", "section": "4.2", "content": "Viết tin", "leads": ["van-phong"], "supports": ["van-hoa"],
            "outlets": ["Loa"], "period": "2026-10", "start": "2026-10-01", "deadline": "2026-10-15", "quota": None,
            "done": 0, "wanted": 1, "counted": "0/1 tháng 10/2026", "standing": "overdue", "bookings": [],
        },
    ]  # fmt: skip


@pytest.mark.parametrize(("month", "count"), [("11", 2), ("2026-11", 2), ("2026-10-10", 1), ("2027-10", 1), ("3", 0)])
def test_a_month_can_be_chosen(folder: Path, month: str, count: int) -> None:
    assert len(listed(folder, "show", "--month", month)) == count


def test_what_is_due_on_another_day(folder: Path) -> None:
    assert keys(listed(folder, "due", "--at", "2026-10-12")) == [
        "ngay-chuyen-doi-so 2026-10-10 overdue", "tin 2026-10 due",
    ]  # fmt: skip
    assert keys(listed(folder, "due", "--at", "2026-10-12", "--unit", "van-phong")) == ["tin 2026-10 due"]
    assert run(folder, "plan", "due", "--at", "2026-09-01").stdout == "Không có việc nào quá hạn hay đang chờ.\n"


def test_a_quota_fills_up_as_items_are_booked(folder: Path) -> None:
    for number in (1, 2):
        booked = told(folder, "plan", "book", "dang", "--note", "Trang của xã", "--as", "an")
        assert (booked["id"], booked["progress"]["counted"]) == (number, f"{number}/3 tháng này")
    shown = run(folder, "plan", "due", "--unit", "van-hoa", "--month", "11").stdout.splitlines()
    assert any("2/3 tháng này" in line for line in shown)
    assert shown[-3:] == [
        "Ghi số 1: dang, kỳ 2026-11: Trang của xã (20/11/2026).",
        "Ghi số 2: dang, kỳ 2026-11: Trang của xã (20/11/2026).",
        "1 việc: 0 quá hạn, 1 đang làm.",
    ]
    assert told(folder, "plan", "unbook", "2", "--as", "an")["id"] == 2
    assert listed(folder, "show", "--unit", "van-hoa")[1]["done"] == 1
    log = in_database(folder, lambda db: audit.about(db, 0))
    assert [entry.step for entry in log] == ["plan-book", "plan-book", "plan-unbook"]


def test_an_announcement_makes_a_task_done_when_it_was_sent(folder: Path) -> None:
    told(folder, "announce", "new", "--title", "Lịch tiêm", "--as", "an", typed=TEXT)
    booked = run(folder, "plan", "book", "tin", "1", "--as", "an").stdout.splitlines()
    assert booked == [
        "Đã ghi số 1: tin, kỳ 2026-11: thông báo số 1, chưa gửi nên chưa tính.", "Viết tin: 0/1 tháng này.",
    ]  # fmt: skip
    told(folder, "announce", "submit", "1", "--as", "an")
    told(folder, "announce", "approve", "1", "--as", "binh")
    told(folder, "announce", "send", "1", "--as", "an")
    done = listed(folder, "show", "--month", "11", "--unit", "van-phong")[0]
    assert (done["standing"], done["bookings"][0]["done_on"]) == ("done", "2026-11-20")
    assert "tin 2026-11 overdue" not in keys(listed(folder, "due"))
    assert told(folder, "announce", "show", "1")["id"] == 1


def test_what_was_done_on_another_day_is_booked_on_its_period(folder: Path) -> None:
    arguments = ("plan", "book", "tin", "--note", "Đã phát loa.", "--on", "2026-10-14", "--month", "10", "--as", "an")
    assert run(folder, *arguments).stdout.splitlines() == [
        "Đã ghi số 1: tin, kỳ 2026-10: Đã phát loa (14/10/2026).", "Viết tin: 1/1 tháng 10/2026.",
    ]  # fmt: skip


def test_the_codes_to_be_typed_are_shown_whole_on_a_narrow_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert "ngay-chuyen-doi-so" in run(folder, "plan", "show").stdout


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_table_is_as_wide_as_the_terminal_with_long_names_and_a_long_code(
    folder: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    commune = folder / "knowledge/xa/suoi-mau/xa.yaml"
    long = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"
    commune.write_text(commune.read_text(encoding="utf-8").replace("Phòng Văn hóa", long), encoding="utf-8")
    lines = [line for line in run(folder, "plan", "show").stdout.splitlines() if line[0] in "┏┡│├└┃"]
    assert len(lines) > 10
    assert {len(line) for line in lines} == {width}
    assert {line[-1] for line in lines} == set("┓┃┩│┤┘")
    assert "tình trạng" in lines[1]


def test_after_its_year_the_plan_says_that_another_is_due(folder: Path) -> None:
    assert run(folder, "plan", "due", "--at", "2027-02-01").stdout.splitlines() == [
        "Không có việc nào quá hạn hay đang chờ.",
        f"Kế hoạch này là của năm 2026. Ghi kế hoạch năm 2027 vào {folder / 'knowledge/xa/suoi-mau/ke-hoach.yaml'}.",
    ]
    assert keys(listed(folder, "due", "--at", "2027-10-05")) == ["ngay-chuyen-doi-so 2027-10-10 due"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "--unit", "van-phog"), "Không có đơn vị «van-phog». Có phải là «van-phong» không?"),
        (("show", "--unit", "z"), "Xã có: van-phong, van-hoa."),
        (("show", "--month", "13"), "«13» không phải là tháng. Viết như 10, 2025-10, 2025-Q3 hay 2025."),
        (("book", "tinn", "--as", "an", "--note", "x"), "mã «tinn». Có phải là «tin» không?"),
        (("book", "tin", "--as", "la", "--note", "x"), "Không có cán bộ nào mang mã «la»"),
        (("book", "tin", "--as", "an"), "Nêu số thông báo, hoặc thêm --note"),
        (("unbook", "9", "--as", "an"), "Không có lần ghi sổ số 9"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in refusal(folder, *arguments)


def test_a_plan_that_is_wrong_or_missing_is_told_with_the_way_out(folder: Path) -> None:
    file = folder / "knowledge/xa/suoi-mau/ke-hoach.yaml"
    file.write_text(PLAN.replace("chu_tri: van-hoa", "chu_tri: la"), encoding="utf-8")
    assert refusal(folder, "show") == f"Kế hoạch {file} viết chưa đúng. Gõ motcua check {file} để xem sửa ở đâu."
    file.unlink()
    assert refusal(folder, "due").startswith(f"Xã suoi-mau chưa có kế hoạch {file}.")
