"""`motcua announce export`: one text for all outlets."""

import csv
import io
from functools import partial
from pathlib import Path

import pytest
from small_newsroom import NOON, in_database, run, told, write_newsroom

from bot.announcements.announcement import Firing
from bot.announcements.delivery import DeliveryStatus
from bot.errors import OperatorError
from bot.services.publishing import publish
from bot.storage import Connection, announcements, deliveries, firings, publications

TEXT = "UBND xã mời họp lúc 7h30 ngày 15/12/2026. Phí 50.000 đồng."
OUTLETS = ("loa", "web", "facebook", "email")


@pytest.fixture
def folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOTCUA_NOW", NOON.isoformat())
    return write_newsroom(elsewhere)


def written(folder: Path, *options: str) -> None:
    told(folder, "announce", "new", "--title", "Họp thôn", "--as", "an", *options, typed=TEXT)


def approved(folder: Path, *options: str) -> None:
    """Announcement 1, approved."""
    written(folder, *options)
    told(folder, "announce", "submit", "1", "--as", "an")
    told(folder, "announce", "approve", "1", "--as", "binh")


def sent(db: Connection) -> None:
    """As a broadcaster does it: to one person, who got it, and one whom the platform refused."""
    content = announcements.content_of(db, 1, 1)
    firing = Firing(1, 1, 1, False, 2, NOON, NOON)
    firings.add(db, firing, NOON)
    publish(db, firing, content, NOON)
    publications.begun(db, firing, NOON)
    deliveries.freeze(db, firing, [("telegram", "900000001"), ("telegram", "900000002")], NOON)
    deliveries.settle(db, 1, DeliveryStatus.SENT, NOON, message="m1")
    deliveries.settle(db, 2, DeliveryStatus.FAILED, NOON, reason="=chat 900000002 gone")


def exported(folder: Path, outlet: str, *options: str) -> bytes:
    result = run(folder, "announce", "export", "1", "--format", outlet, *options)
    assert result.exception is None, result.exception
    return result.stdout_bytes


def refusal(folder: Path, *arguments: str) -> str:
    result = run(folder, "announce", "export", *arguments)
    assert isinstance(result.exception, OperatorError), result
    assert result.stdout == ""
    return str(result.exception)


def test_each_outlet_is_told_in_its_own_form(folder: Path) -> None:
    approved(folder)
    assert "năm mươi nghìn đồng" in exported(folder, "loa").decode()
    assert exported(folder, "web").decode().startswith('<article lang="vi">\n<h2>Họp thôn</h2>')
    assert exported(folder, "facebook").decode().startswith("Họp thôn\n\nUBND xã mời họp")
    assert b"Subject: =?utf-8?" in exported(folder, "email")


@pytest.mark.parametrize("outlet", [*OUTLETS, "csv"])
def test_it_can_be_written_into_a_file_and_is_the_same_there(folder: Path, outlet: str) -> None:
    approved(folder)
    file = folder / "ra.txt"
    assert exported(folder, outlet, "--output", str(file)).decode() == f"Đã ghi {file}.\n"
    assert file.read_bytes() == exported(folder, outlet)


def test_a_file_that_can_not_be_written_is_told(folder: Path) -> None:
    approved(folder)
    assert "Không ghi được" in refusal(folder, "1", "--format", "loa", "--output", str(folder / "khong" / "co.txt"))


@pytest.mark.parametrize("outlet", OUTLETS)
def test_what_nobody_approved_leaves_for_nowhere(folder: Path, outlet: str) -> None:
    written(folder)
    assert "chưa được duyệt" in refusal(folder, "1", "--format", outlet)


@pytest.mark.parametrize("outlet", OUTLETS)
def test_what_is_for_officers_alone_leaves_for_nowhere(folder: Path, outlet: str) -> None:
    approved(folder, "--internal")
    assert "chỉ dành cho cán bộ" in refusal(folder, "1", "--format", outlet)


@pytest.mark.parametrize("outlet", [*OUTLETS, "csv"])
def test_what_is_not_there_is_told(folder: Path, outlet: str) -> None:
    assert "Không có thông báo số 7" in refusal(folder, "7", "--format", outlet)


def test_once_it_was_sent_it_tells_the_code_and_stays_what_was_sent(folder: Path) -> None:
    approved(folder)
    assert "Mã xác minh" not in exported(folder, "facebook").decode()
    in_database(folder, sent)
    code = in_database(folder, partial(publications.of, announcement=1)).code
    assert f"12:00 20/11/2026\nMã xác minh: {code}" in exported(folder, "facebook").decode()
    told(folder, "announce", "edit", "1", "--title", "Họp thôn khác", "--as", "an")
    assert exported(folder, "facebook").decode().startswith("Họp thôn\n")


def test_the_ledger_has_every_row_and_nobody_in_it(folder: Path) -> None:
    approved(folder)
    assert len(list(csv.reader(io.StringIO(exported(folder, "csv").decode("utf-8-sig"))))) == 1
    in_database(folder, sent)
    text = exported(folder, "csv").decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head == ["kỳ gửi", "kênh", "kết quả", "lý do", "số lần thử", "lúc"]
    assert rows == [
        ["1", "telegram", "đã gửi", "", "0", "12:00 20/11/2026"],
        ["1", "telegram", "gửi hỏng", "'=chat [số đã che] gone", "0", "12:00 20/11/2026"],
    ]
    assert "90000000" not in text
