import json
import socket
from pathlib import Path
from time import monotonic

import pytest
from fictional_server import OPENING, Citizen, Server, health, refused, running, write_topic

SECONDS_TO_TAKE_IN = 2.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_topic(tmp_path / "knowledge", "gio-lam-viec", "mấy giờ mở cửa", OPENING)
    return tmp_path


def ask(server: Server, text: str, message: str) -> str:
    return "\n".join(reply["text"] for reply in Citizen("b" * 22).ask(server, message, text))


def seconds_until(server: Server, key: str, value: object) -> float:
    """How long it takes until /healthz says so; far too long is an error."""
    started = monotonic()
    while health(server)["details"][key] != value:
        assert monotonic() - started < 10, health(server)
    return monotonic() - started


def test_a_newcomer_is_told_where_to_click_and_that_there_is_only_the_web(folder: Path) -> None:
    with running(folder) as server:
        assert server.greeting == [
            f"Mở {server.address}/ để hỏi thử xã Suối Mẫu.",
            "Chưa đặt mã của kênh nào, nên chỉ có trang hỏi đáp trên web.",
            "Nhấn Ctrl+C để dừng.",
        ]
        page = server.http.get("/")
        assert "xã Suối Mẫu" in page.text
        assert "server" not in page.headers
        assert OPENING in ask(server, "mấy giờ mở cửa", "message-1")


def test_a_changed_file_is_taken_in_within_two_seconds_and_a_wrong_one_leaves_the_old_answer(folder: Path) -> None:
    with running(folder) as server:
        write_topic(folder / "knowledge", "gui-xe", "chỗ gửi xe", "Gửi xe ở sân sau.")
        assert seconds_until(server, "communes", {"suoi-mau": 2}) < SECONDS_TO_TAKE_IN
        assert "Gửi xe ở sân sau." in ask(server, "chỗ gửi xe", "message-1")

        file = folder / "knowledge" / "xa" / "suoi-mau" / "hoi-dap" / "gui-xe.yaml"
        file.write_text("ma: gui-xe\nten: [", encoding="utf-8")
        assert seconds_until(server, "set_aside", ["xa/suoi-mau/hoi-dap/gui-xe.yaml"]) < SECONDS_TO_TAKE_IN
        assert health(server)["ok"] is True
        assert health(server)["details"]["problems"] > 0
        assert "Gửi xe ở sân sau." in ask(server, "chỗ gửi xe", "message-2")

        write_topic(folder / "knowledge", "gui-xe", "chỗ gửi xe", "Gửi xe ở sân trước.")
        assert seconds_until(server, "set_aside", []) < SECONDS_TO_TAKE_IN
        assert "Gửi xe ở sân trước." in ask(server, "chỗ gửi xe", "message-3")


def test_a_commune_that_appears_while_running_is_served_and_gets_its_own_file(folder: Path) -> None:
    with running(folder) as server:
        other = folder / "knowledge" / "xa" / "doi-mau"
        other.mkdir()
        (other / "xa.yaml").write_text("ma: doi-mau\nten: phường Đồi Mẫu\ntinh: Tỉnh Mẫu\n", encoding="utf-8")
        seconds_until(server, "communes", {"doi-mau": 0, "suoi-mau": 1})
        data = {"message": "message-1", "text": "xin chào"}
        assert server.http.post("/doi-mau/", data=data).status_code == 200
    assert (folder / "data" / "doi-mau.sqlite3").is_file()


def test_the_log_is_json_and_holds_neither_words_nor_addresses(folder: Path) -> None:
    with running(folder) as server:
        ask(server, "mấy giờ mở cửa vậy, tôi là Trần Thị Chim Yến 0900000000", "message-1")
        server.http.get("/khong-co")
    written = (folder / "log.jsonl").read_text(encoding="utf-8")
    events = [json.loads(line)["event"] for line in written.splitlines()]
    assert events[:2] == ["knowledge_loaded", "started"]
    assert "message_answered" in events
    assert not [word for word in ("Chim Yến", "0900000000", "127.0.0.1", "khong-co") if word in written]


def test_a_port_that_is_taken_is_named_with_another_to_try(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = refused(folder, MOTCUA_PORT=str(port))
    assert ended.returncode == 2
    assert f"Cổng {port} đang có chương trình khác dùng." in ended.stderr
    assert "MOTCUA_PORT=" in ended.stderr


def test_a_data_folder_that_can_not_be_made_is_named(folder: Path) -> None:
    (folder / "data").write_text("", encoding="utf-8")
    ended = refused(folder)
    assert ended.returncode == 2
    assert "Không dùng được thư mục dữ liệu «data»: đã có một tệp mang tên này." in ended.stderr


def test_a_database_that_is_none_is_named(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "suoi-mau.sqlite3").write_text("không phải " * 500, encoding="utf-8")
    ended = refused(folder)
    assert ended.returncode == 2
    assert "suoi-mau.sqlite3» bị hỏng" in ended.stderr


def test_an_unknown_setting_in_the_env_file_is_named_with_what_was_meant(folder: Path) -> None:
    (folder / ".env").write_text("MOTCUA_PROT=8081\n", encoding="utf-8")
    ended = refused(folder)
    assert ended.returncode == 2
    assert "MOTCUA_PROT: không có thiết lập tên này. Có phải MOTCUA_PORT không?" in ended.stderr


def test_a_token_for_a_commune_that_does_not_exist_is_named(folder: Path) -> None:
    ended = refused(folder, MOTCUA_SUOI_MAY_TELEGRAM_TOKEN="bi-mat")
    assert ended.returncode == 2
    assert "Có phải SUOI_MAU không?" in ended.stderr
    assert "bi-mat" not in ended.stderr


@pytest.mark.parametrize("broken", ["ten: [", None])
def test_a_commune_with_a_mistake_keeps_no_other_from_being_served(folder: Path, broken: str | None) -> None:
    other = folder / "knowledge" / "xa" / "doi-mau"
    other.mkdir()
    if broken is not None:
        (other / "xa.yaml").write_text(broken, encoding="utf-8")
    with running(folder, MOTCUA_DOI_MAU_TELEGRAM_TOKEN="bi-mat", MOTCUA_COMMUNE="doi-mau") as server:
        assert OPENING in ask(server, "mấy giờ mở cửa", "message-1")
        [told] = [line for line in server.greeting if "doi-mau" in line]
    assert told == (
        "Chưa phục vụ được doi-mau: tệp xa/doi-mau/xa.yaml thiếu hoặc có chỗ sai. "
        "Chạy motcua check để xem phải sửa gì, rồi chạy lại."
    )
    assert "bi-mat" not in (folder / "log.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("host", ["203.0.113.1", "khong-co.invalid"])
def test_a_host_that_is_not_this_machine_is_refused(folder: Path, host: str) -> None:
    ended = refused(folder, MOTCUA_HOST=host)
    assert ended.returncode == 2
    assert host in ended.stderr
    assert "MOTCUA_HOST=127.0.0.1" in ended.stderr


@pytest.mark.parametrize("what", ["no folder", "no commune", "broken commune"])
def test_knowledge_that_serves_no_commune_is_told(tmp_path: Path, what: str) -> None:
    commune = tmp_path / "knowledge" / "xa" / "suoi-mau" / "xa.yaml"
    if what != "no folder":
        commune.parent.mkdir(parents=True)
    if what == "broken commune":
        commune.write_text("ten: [", encoding="utf-8")
    ended = refused(tmp_path)
    assert ended.returncode == 2
    assert "knowledge" in ended.stderr


def test_no_refusal_shows_a_traceback(tmp_path: Path) -> None:
    ended = refused(tmp_path)
    assert "Traceback" not in ended.stderr
    assert ended.stderr.splitlines()[-1].endswith(".")
