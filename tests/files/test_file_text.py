import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.file_text import read_text, stamp_of, text_of
from bot.files.slip import Slip


def told(data: bytes) -> tuple[int, str]:
    slip = text_of(data)
    assert isinstance(slip, Slip)
    return slip.line, f"{slip.what} {slip.remedy}"


def test_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    assert text_of("\ufeffma: x\r\nten: y\r\n".encode()) == "ma: x\nten: y\n"


def test_decomposed_letters_become_whole_ones() -> None:
    assert text_of("tiê\u0301ng".encode()) == "tiếng"


def test_a_file_in_another_encoding_is_refused_at_its_line() -> None:
    assert told("ma: x\nten: Đăng ký\n".encode("utf-16")) == (
        1, "Chữ trong tệp không phải mã UTF-8. Mở tệp, chọn lưu lại với bảng mã UTF-8.",
    )  # fmt: skip
    assert told(b"ma: x\nten: \xd0\xff\n")[0] == 2


@pytest.mark.parametrize(("character", "name"), [("\0", "U+0000"), ("\u2028", "U+2028"), ("\x1b", "U+001B")])
def test_a_character_that_nobody_sees_is_refused_at_its_line(character: str, name: str) -> None:
    assert told(f"ma: x\nten: a{character}b\n".encode()) == (
        2, f"Dòng này có một ký tự lạ, không nhìn thấy được ({name}). Xóa cả dòng rồi gõ lại.",
    )  # fmt: skip


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "to.yaml"
    file.write_bytes(b"a: b\n" * 400_000)
    slip = read_text(file, 1_000_000)
    assert slip == Slip(1, "Tệp này lớn hơn 1 MB.", "Chia thành nhiều tệp nhỏ.")


def test_a_file_that_is_gone_is_a_slip(tmp_path: Path) -> None:
    slip = read_text(tmp_path / "khong-co.yaml", 1000)
    assert slip == Slip(1, "Không mở được tệp này.", "Xem lại quyền đọc của tệp, và xem tệp có còn ở đó không.")


def test_a_pipe_is_not_taken_for_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.yaml")
    with pytest.raises(OSError, match="not a plain file"):
        stamp_of(tmp_path / "ong.yaml")


@given(st.binary())
def test_any_bytes_are_a_text_or_a_slip(data: bytes) -> None:
    text = text_of(data)
    if isinstance(text, str):
        text.encode()
        assert "\r" not in text
    else:
        assert 1 <= text.line <= data.count(b"\n") + data.count(b"\r") + 1
