"""`motcua announce` as officers type it, in a commune that rehearses: nothing leaves."""

import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from small_newsroom import NOON, TEXT, WRITTEN, in_database, refusal, run, told, write_newsroom

from bot.announcements.subscription import agreed
from bot.cli import main
from bot.cli.announce import sending
from bot.services.firing import pause_all
from bot.storage import Connection, subscriptions, zalo_oa


@pytest.fixture
def folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOTCUA_NOW", NOON.isoformat())
    return write_newsroom(elsewhere)


def approved(folder: Path, *options: str) -> None:
    """Announcement 1, approved."""
    told(folder, *WRITTEN, *options, typed=TEXT)
    told(folder, "announce", "submit", "1", "--as", "an")
    told(folder, "announce", "approve", "1", "--as", "binh")


def test_from_the_first_word_to_the_last_person(folder: Path) -> None:
    draft = told(folder, *WRITTEN, "--topic", "lich", typed=TEXT)
    assert (draft["id"], draft["status"], draft["text"]) == (1, "draft", TEXT)
    assert draft["audience"]["topics"] == ["lich"]
    assert told(folder, "announce", "submit", "1", "--as", "an")["status"] == "submitted"
    assert told(folder, "announce", "approve", "1", "--as", "binh")["approved"] is True
    sent = told(folder, "announce", "send", "1", "--as", "an")
    assert sent["status"] == "finished"
    assert sent["firings"][0]["audience"] == sent["firings"][0]["counts"]["sent"] == 5
    assert told(folder, "announce", "status", "1") == sent
    assert told(folder, "announce", "status", "1", "--follow") == sent


def test_the_log_tells_people_what_was_written_why_it_came_back_and_who_approved_their_own(folder: Path) -> None:
    xa = folder / "knowledge" / "xa" / "suoi-mau" / "xa.yaml"
    xa.write_text(xa.read_text(encoding="utf-8") + "mot_nguoi_duyet: có\n", encoding="utf-8")
    told(folder, "announce", "new", "--title", "Tin", "--as", "binh", typed=TEXT)
    told(folder, "announce", "submit", "1", "--as", "binh")
    told(folder, "announce", "reject", "1", "--reason", "Ghi rõ giờ", "--as", "binh")
    told(folder, "announce", "edit", "1", "--title", "Tin mới", "--as", "binh")
    told(folder, "announce", "submit", "1", "--as", "binh")
    told(folder, "announce", "approve", "1", "--as", "binh")
    lines = run(folder, "announce", "show", "1").stdout.splitlines()[-6:]
    assert [line.partition("  binh: ")[2] for line in lines] == [
        "soạn", "trình duyệt", "trả lại (Ghi rõ giờ)", "sửa thành bản 2", "trình duyệt", "duyệt bản của chính mình",
    ]  # fmt: skip


def test_whoever_stops_a_sending_is_told_how_it_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    approved(folder)
    monkeypatch.setattr(sending, "send_and_show", stopped)
    folders = ["--knowledge", str(folder / "knowledge"), "--data", str(folder / "data")]
    with pytest.raises(SystemExit):
        main([*folders, "announce", "send", "1", "--as", "an"])
    assert capsys.readouterr().err.split("\n") == [
        "Ai chưa nhận thì còn chờ. Gửi tiếp: motcua announce resume 1, hoặc motcua run.", "", "Đã dừng.", "",
    ]  # fmt: skip


def test_the_same_for_people(folder: Path) -> None:
    approved(folder)
    result = run(folder, "announce", "send", "1", "--as", "an")
    assert result.stdout.splitlines() == [
        "Thông báo số 1 «Lịch tiêm»: đã gửi xong.",
        "Đối tượng nhận lúc chốt: 5 người.",
        "- đã gửi: 5",
    ]
    assert run(folder, "announce", "list").stdout == "   1  Lịch tiêm: đã gửi xong\n"
    shown = run(folder, "announce", "show", "1").stdout
    assert TEXT in shown
    assert "12:00 20/11/2026  binh: duyệt" in shown


def test_what_comes_again_is_shown_in_words_and_as_it_is_typed(folder: Path) -> None:
    told(folder, *WRITTEN, "--every", "monthly:15 08:00", typed=TEXT)
    shown = run(folder, "announce", "show", "1").stdout
    assert "Lặp lại: 08:00 ngày 15 hằng tháng (monthly:15 08:00)" in shown.splitlines()


def test_in_a_commune_that_rehearses_no_socket_is_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SUOI_MAU_TELEGRAM_TOKEN", "4000:fictional-token-of-a-bot")
    approved(folder)
    reached: list[Any] = []

    def connect(self: socket.socket, address: object) -> None:
        reached.append(address)
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: connect(socket.socket(), given))
    assert told(folder, "announce", "send", "1", "--as", "an")["firings"][0]["counts"]["sent"] == 5
    run(folder, "announce", "preview", "1", "--copy", "--as", "an")
    assert reached == []


def test_a_commune_without_a_channel_is_told_so_and_nothing_is_changed(folder: Path) -> None:
    approved(folder)
    xa = folder / "knowledge" / "xa" / "suoi-mau" / "xa.yaml"
    xa.write_text(xa.read_text(encoding="utf-8").replace("dien_tap: có", "dien_tap: không"), encoding="utf-8")
    assert "Chưa có kênh nào để gửi" in refusal(folder, "announce", "send", "1", "--as", "an")
    assert told(folder, "announce", "show", "1")["status"] == "approved"


def test_who_it_would_reach_is_counted_before(folder: Path) -> None:
    told(folder, *WRITTEN, "--village", "thôn mẫu một", typed=TEXT)
    found = told(folder, "announce", "preview", "1")
    assert (found["audience"], found["excluded"]) == (0, {"other_village": 5})
    assert "Chưa có ai trong đối tượng nhận" in refusal(folder, "announce", "submit", "1", "--as", "an")
    lines = run(folder, "announce", "preview", "1").stdout.splitlines()
    assert lines[-3:] == ["Sẽ nhận: 0 người.", "Không nhận:", "- ở thôn, tổ khác: 5"]


def test_who_zalo_keeps_out_what_costs_and_how_long_it_takes_is_told_before(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_newsroom(elsewhere, more="")
    monkeypatch.setenv("MOTCUA_NOW", NOON.isoformat())
    for name in ("APP_ID", "APP_SECRET", "WEBHOOK_SECRET"):
        monkeypatch.setenv(f"MOTCUA_SUOI_MAU_ZALO_OA_{name}", "fictional")

    def fill(db: Connection) -> None:
        for number in range(1550):
            subscriptions.save(db, agreed("zalo_oa", f"{number:019d}", "1", NOON, None), NOON)
            if number < 1240:
                zalo_oa.add_contact(
                    db, "zalo_oa", f"{number:019d}", NOON - timedelta(hours=1 if number < 1200 else 100)
                )

    in_database(folder, fill)
    told(folder, *WRITTEN, typed=TEXT)
    lines = run(folder, "announce", "preview", "1").stdout.splitlines()
    assert lines[-3:] == [
        "Sẽ nhận: 1.245 người.",
        "- telegram: 5 người nhận được; kênh chưa nối, nên họ chờ tới khi nối",
        "- zalo_oa: 1.240 người nhận được (trong đó 40 tin tính phí hoặc trừ vào gói), "
        "310 ngoài 7 ngày kể từ lần cuối họ nhắn; gửi mất khoảng 13 phút",
    ]
    found = told(folder, "announce", "preview", "1")["prospects"]["zalo_oa"]
    assert (found["reached"], found["kept_out"], found["connected"]) == (1240, {"outside_window": 310}, True)


def test_a_copy_goes_to_the_officers_own_chat_only(folder: Path) -> None:
    told(folder, *WRITTEN, typed=TEXT)
    assert told(folder, "announce", "preview", "1", "--copy", "--as", "an")["copied"] is True
    assert "chưa ghi kênh của mình" in refusal(folder, "announce", "preview", "1", "--copy", "--as", "binh")
    assert "Thêm --as" in refusal(folder, "announce", "preview", "1", "--copy")


def test_the_text_may_come_from_a_file(folder: Path) -> None:
    (folder / "tin.txt").write_bytes("\ufeffDòng một.\r\n\r\nDòng hai.\r\n".encode())
    draft = told(folder, "announce", "new", str(folder / "tin.txt"), "--title", "Tin", "--as", "an")
    assert draft["text"] == "Dòng một.\n\nDòng hai."
    (folder / "hong.txt").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in refusal(folder, "announce", "new", str(folder / "hong.txt"), "--title", "Tin", "--as", "an")


def test_an_edit_changes_what_it_names_and_leaves_the_rest(folder: Path) -> None:
    approved(folder, "--topic", "lich", "--at", "2026-12-15 08:00", "--expires", "6h")
    edited = told(folder, "announce", "edit", "1", "--title", "Lịch tiêm mới", "--as", "an")
    assert (edited["status"], edited["approved"], edited["version"]) == ("draft", False, 2)
    assert (edited["title"], edited["text"], edited["audience"]["topics"]) == ("Lịch tiêm mới", TEXT, ["lich"])
    assert edited["schedule"]["at"] == "2026-12-15T08:00:00+07:00"
    assert told(folder, "announce", "edit", "1", "--at", "", "--as", "an")["schedule"]["at"] is None


def test_what_has_a_moment_is_scheduled(folder: Path) -> None:
    approved(folder, "--every", "monthly:31 08:00", "--until", "2027-03-01")
    scheduled = told(folder, "announce", "schedule", "1", "--as", "an")
    assert (scheduled["status"], scheduled["due"]) == ("scheduled", "2026-11-30T08:00:00+07:00")
    assert run(folder, "announce", "list").stdout == "   1  Lịch tiêm: đã hẹn giờ, 08:00 30/11/2026\n"
    assert told(folder, "announce", "pause", "1", "--as", "an")["status"] == "paused"
    assert told(folder, "announce", "resume", "1", "--as", "an")["status"] == "scheduled"
    assert told(folder, "announce", "cancel", "1", "--as", "an")["status"] == "cancelled"


def test_an_edit_can_open_it_to_everybody_again(folder: Path) -> None:
    told(folder, *WRITTEN, "--village", "Thôn Mẫu Một", "--group", "phu-huynh", typed=TEXT)
    edited = told(folder, "announce", "edit", "1", "--everyone", "--topic", "lich", "--as", "an")
    assert edited["audience"] == {
        "topics": ["lich"], "groups": [], "villages": [], "channels": [], "internal": False,
    }  # fmt: skip


def test_where_one_person_may_approve_they_do(folder: Path) -> None:
    xa = folder / "knowledge" / "xa" / "suoi-mau" / "xa.yaml"
    told(folder, "announce", "new", "--title", "Tin", "--as", "binh", typed=TEXT)
    told(folder, "announce", "submit", "1", "--as", "binh")
    assert "cần người khác duyệt" in refusal(folder, "announce", "approve", "1", "--as", "binh")
    xa.write_text(xa.read_text(encoding="utf-8") + "mot_nguoi_duyet: có\n", encoding="utf-8")
    assert told(folder, "announce", "approve", "1", "--as", "binh")["status"] == "approved"
    assert told(folder, "announce", "show", "1")["log"][-1]["one_person"] is True


def test_an_approval_may_name_the_version_that_was_looked_at(folder: Path) -> None:
    seen = told(folder, *WRITTEN, typed=TEXT)["fingerprint"][:8]
    told(folder, "announce", "edit", "1", "--title", "Khác", "--as", "an")
    told(folder, "announce", "submit", "1", "--as", "an")
    assert "đã được sửa" in refusal(folder, "announce", "approve", "1", "--version", seen, "--as", "binh")


def test_in_the_quiet_hours_it_is_said_when_it_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    approved(folder)
    monkeypatch.setenv("MOTCUA_NOW", "2026-11-20T22:00:00+07:00")
    lines = run(folder, "announce", "send", "1", "--as", "an").stdout.splitlines()
    assert lines[0] == "Thông báo số 1 «Lịch tiêm»: đã hẹn giờ, 22:00 20/11/2026."
    assert lines[-1] == "Đang trong giờ yên lặng: gửi từ 07:00 21/11/2026, nếu lúc đó motcua run đang chạy."


def test_after_a_restore_what_was_scheduled_is_paused(folder: Path) -> None:
    approved(folder, "--at", "2026-12-15 08:00")
    told(folder, "announce", "schedule", "1", "--as", "an")
    assert run(folder, "backup", "b.zip").exit_code == 0
    result = run(folder, "restore", "b.zip", "--yes")
    assert "1 thông báo trong bản sao lưu đã được tạm dừng" in result.stdout
    restored = told(folder, "announce", "show", "1")
    assert (restored["status"], restored["reason"]) == ("paused", "vừa khôi phục từ bản sao lưu")
    assert told(folder, "announce", "resume", "1", "--as", "an")["status"] == "scheduled"


def test_what_is_unsure_is_shown_with_what_can_be_done(folder: Path) -> None:
    approved(folder)
    told(folder, "announce", "send", "1", "--as", "an")
    in_database(
        folder, lambda db: db.execute("update delivery set status = 'unsure', reason = 'ReadError' where id < 3")
    )
    lines = run(folder, "announce", "status", "1").stdout.splitlines()
    assert "- không rõ: 2 (nền tảng hoặc mạng báo «ReadError»: 2)" in lines
    assert lines[-2] == "2 người không rõ đã nhận chưa. Gửi lại: motcua announce resend 1."
    assert told(folder, "announce", "resend", "1", "--as", "an")["firings"][0]["counts"]["sent"] == 5
    in_database(folder, lambda db: db.execute("update delivery set status = 'unsure' where id = 1"))
    result = run(folder, "announce", "resend", "1", "--leave", "--as", "an")
    assert result.stdout.splitlines()[-1] == "1 lượt không rõ được để nguyên."


def test_who_unsubscribed_after_the_approval_gets_nothing(folder: Path) -> None:
    approved(folder)
    in_database(folder, lambda db: subscriptions.unreachable(db, "telegram", "900000003", "blocked", NOON))
    assert told(folder, "announce", "send", "1", "--as", "an")["firings"][0]["audience"] == 4


def test_everything_that_waits_can_be_paused_at_once(folder: Path) -> None:
    approved(folder, "--at", "2026-12-15 08:00")
    told(folder, "announce", "schedule", "1", "--as", "an")
    assert in_database(folder, lambda db: pause_all(db, "thử", NOON)) == [1]
