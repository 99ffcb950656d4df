"""What an officer types wrong about an announcement: a sentence, and nothing is changed."""

from pathlib import Path

import pytest
from small_newsroom import NOON, TEXT, WRITTEN, refusal, run, told, write_newsroom

from bot.cli import main


@pytest.fixture
def folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOTCUA_NOW", NOON.isoformat())
    return write_newsroom(elsewhere)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--village", "Thôn Lạ"), "Không có thôn, tổ «Thôn Lạ». Xã có: Thôn Mẫu Một, Thôn Mẫu Hai."),
        (("--at", "2026-11-01 08:00"), "đã qua"),
        (("--at", "mai"), "Viết như 2026-12-15 08:00"),
        (("--every", "weekly:9 08:00"), "9 không phải là thứ"),
        (("--every", "yearly:2-30 08:00"), "không có ngày nào như thế"),
        (("--every", "monthly:15 08:00", "--until", "2026-12-01"), "không có lần nào trước ngày cuối"),
        (("--until", "2026-12-01"), "Thêm cách lặp lại"),
        (("--expires", "lâu"), "Viết như 30m"),
        (("--internal", "--group", "nguoi-dan"), "Tin nội bộ chỉ gửi cho cán bộ"),
    ],
)
def test_what_is_written_wrong_is_told_and_no_draft_is_made(
    folder: Path, options: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refusal(folder, *WRITTEN, *options, typed=TEXT)
    assert run(folder, "announce", "list").stdout.startswith("Chưa có thông báo nào.")


@pytest.mark.parametrize("options", [("--group", "ho-ngheo"), ("--topic", "the-thao"), ("--channel", "fax")])
def test_an_unknown_group_topic_or_channel_is_told_with_the_known_ones(
    folder: Path, options: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        arguments = ["--knowledge", str(folder / "knowledge"), *WRITTEN, *options]
        main(arguments)
    assert caught.value.code == 2
    assert f"Không có lựa chọn «{options[1]}». Chọn trong: " in capsys.readouterr().err


@pytest.mark.parametrize("text", ["x" * 5000, "x" + "á" * 60_000])
def test_a_text_that_is_too_long_is_refused(folder: Path, text: str) -> None:
    assert "nhiều nhất là 1800" in refusal(folder, *WRITTEN, typed=text)


def test_a_title_on_two_lines_becomes_one_and_every_sort_of_line_end_a_usual_one(folder: Path) -> None:
    new = ("announce", "new", "--title", "Lịch\ntiêm", "--as", "an")
    written = told(folder, *new, typed="Ngày 25.\r\nNgày 26.\x0bNgày 27.\u2028")
    assert (written["title"], written["text"]) == ("Lịch tiêm", "Ngày 25.\nNgày 26.\nNgày 27.")


def test_a_file_that_is_not_there_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--knowledge", str(folder / "knowledge"), "announce", "new", "la.txt", "--title", "Tin", "--as", "an"])
    assert "Không mở được tệp «la.txt»" in capsys.readouterr().err


def test_who_may_only_look_is_told_that_they_do_not_write(folder: Path) -> None:
    sentence = refusal(folder, "announce", "new", "--title", "Tin", "--as", "xem", typed=TEXT)
    assert "có vai trò xem, không soạn được" in sentence


def test_a_time_at_which_the_quiet_hours_would_keep_it_until_it_expires_is_refused(folder: Path) -> None:
    late = ("--at", "2026-11-20 22:00", "--expires", "6h")
    assert "nằm trong giờ yên lặng" in refusal(folder, *WRITTEN, *late, typed=TEXT)
    assert told(folder, *WRITTEN, *late, "--urgent", typed=TEXT)["urgent"] is True


def test_where_the_communes_file_is_wrong_it_is_said_so_and_no_other_commune_is_taken_for_it(folder: Path) -> None:
    other = folder / "knowledge" / "xa" / "doi-mau" / "xa.yaml"
    other.parent.mkdir()
    other.write_text("ma: doi-mau\nten: xã Đồi Mẫu\ntinh: Mẫu Giang\n", encoding="utf-8")
    xa = folder / "knowledge" / "xa" / "suoi-mau" / "xa.yaml"
    xa.write_text(xa.read_text(encoding="utf-8") + "thon: [Thôn Mẫu Ba]\n", encoding="utf-8")
    assert refusal(folder, "announce", "list") == (
        "Có nhiều xã: doi-mau, suoi-mau. Thêm --commune và mã xã để chọn một."
    )
    assert refusal(folder, "--commune", "suoi-mau", "announce", "list") == (
        "Hồ sơ của xã suoi-mau (xa.yaml) có chỗ sai, nên chưa làm được. Chạy motcua check để sửa."
    )


def test_an_unknown_officer_is_told_with_the_known_ones(folder: Path) -> None:
    assert "Các mã hiện có: an, binh, xem" in refusal(
        folder, "announce", "new", "--title", "a", "--as", "la", typed="x"
    )
