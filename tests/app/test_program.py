import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from fictional_server import OPENING, write_topic

from bot.app.accounts import Platform
from bot.app.databases import Databases
from bot.app.greeting import greeting
from bot.app.program import Program
from bot.commune import Commune
from bot.errors import OperatorError
from bot.messages import Incoming
from bot.services.clock import FixedClock
from bot.services.knowledge import LiveKnowledge
from bot.settings import read_settings
from bot.storage import Database
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
SUOI_MAU = Commune.model_validate({"ma": "suoi-mau", "ten": "xã Suối Mẫu", "tinh": "Tỉnh Mẫu"})
DOI_MAU = Commune.model_validate({"ma": "doi-mau", "ten": "phường Đồi Mẫu", "tinh": "Tỉnh Mẫu"})


def asked(number: int) -> Incoming:
    return Incoming("web", "khach-1", f"m{number}", "mấy giờ mở cửa")


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    write_topic(tmp_path / "knowledge", "gio-lam-viec", "mấy giờ mở cửa", OPENING)
    databases = Databases(tmp_path / "data")
    yield Program(LiveKnowledge.open(tmp_path / "knowledge"), databases, FixedClock(NOON))
    await databases.close()


async def test_a_disk_that_fills_up_shows_in_the_health_until_there_is_room_again(program: Program) -> None:
    database = await program.databases.of("suoi-mau")
    await database.run(lambda db: db.execute("pragma max_page_count = 1"))
    with pytest.raises(OperatorError, match="ổ đĩa đã đầy"):
        for number in range(1000):
            await program.answer("suoi-mau", asked(number))
    assert not program.health().ok
    assert program.health().details["storage_failures"] == ["suoi-mau"]
    await database.run(lambda db: db.execute("pragma max_page_count = 100000"))
    await program.answer("suoi-mau", asked(1000))
    assert program.health().ok


async def test_the_first_messages_of_a_new_commune_open_its_file_once(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    really_open = Database.open

    def counted(path: Path) -> Database:
        opened.append(path)
        return really_open(path)

    monkeypatch.setattr(Database, "open", counted)
    await asyncio.gather(*(program.answer("suoi-mau", asked(number)) for number in range(5)))
    assert [path.name for path in opened] == ["suoi-mau.sqlite3"]


async def test_a_damaged_file_of_one_commune_leaves_the_others_served(tmp_path: Path) -> None:
    (tmp_path / "doi-mau.sqlite3").write_bytes(b"no database" * 500)
    databases = Databases(tmp_path)
    assert await databases.open(["doi-mau", "suoi-mau"]) == {"doi-mau"}
    assert list(databases.opened()) == ["suoi-mau"]
    await databases.close()


async def test_what_a_commune_that_is_no_longer_served_has_kept_is_opened_too(tmp_path: Path) -> None:
    Database.open(tmp_path / "xa-cu.sqlite3")
    databases = Databases(tmp_path)
    assert await databases.open(["suoi-mau"]) == set()
    assert set(databases.opened()) == {"suoi-mau", "xa-cu"}
    await databases.close()


async def test_the_health_tells_what_is_served(program: Program) -> None:
    health = program.health()
    assert health.ok
    assert health.details["communes"] == {"suoi-mau": 1}
    assert set(health.details) == {
        "version",
        "communes",
        "set_aside",
        "problems",
        "knowledge_failure",
        "storage_failures",
        "channels",
    }


@pytest.mark.parametrize(
    ("host", "line"),
    [
        ("127.0.0.1", "Mở http://127.0.0.1:8080/ để hỏi thử xã Suối Mẫu."),
        ("0.0.0.0", "Mở http://127.0.0.1:8080/ để hỏi thử xã Suối Mẫu."),
        ("::1", "Mở http://[::1]:8080/ để hỏi thử xã Suối Mẫu."),
    ],
)
def test_the_greeting_names_an_address_that_opens_on_this_machine(host: str, line: str) -> None:
    assert next(greeting([SUOI_MAU], read_settings(host=host), 8080, {})) == line


def test_the_greeting_names_each_of_several_communes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SUOI_MAU_TELEGRAM_TOKEN", "bi-mat")
    settings = read_settings(public_url="https://hoidap.example.vn")
    assert list(greeting([DOI_MAU, SUOI_MAU], settings, 8080, {Platform.TELEGRAM: ["suoi-mau"]})) == [
        "Mở http://127.0.0.1:8080/doi-mau/ để hỏi thử phường Đồi Mẫu.",
        "Mở http://127.0.0.1:8080/suoi-mau/ để hỏi thử xã Suối Mẫu.",
        "Người dân vào https://hoidap.example.vn/",
        "Chưa đặt MOTCUA_TRUSTED_PROXIES: nếu có máy chủ trung gian, mọi người dân bị tính chung một địa chỉ.",
        "Telegram đang nối cho: suoi-mau. Xem tình trạng ở http://127.0.0.1:8080/healthz",
        "Nhấn Ctrl+C để dừng.",
    ]
