"""A name, a text and numbers go through whole conversations; afterwards every log record and every byte is searched."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fictional_commune import NOON, OPENING, HandClock, fictional_library

from bot.logs import JsonLines
from bot.messages import Incoming
from bot.search import Library
from bot.services.conversation import converse
from bot.storage import Connection, Database, retention
from bot.storage.retention import RETENTION

NAME = "Trần Thị Chim Yến"
NUMBERS = ("0900000000", "001200000001", "chim.yen@example.org")
ANSWERED = f"mấy giờ mở cửa {NUMBERS[0]}"
NAMED = f"mấy giờ mở cửa vậy, tôi là {NAME}"
WITH_NUMBERS = f"mấy giờ mở cửa, số tôi {NUMBERS[0]}, cccd {NUMBERS[1]}, {NUMBERS[2]}"
MISSED = f"con chim hoàng yến của {NAME} {NUMBERS[0]} bay qua sao Hỏa kkk"


@pytest.fixture(scope="module")
def library() -> Library:
    return fictional_library()


async def talk(path: Path, library: Library, *texts: str) -> None:
    database = Database.open(path)
    for number, text in enumerate(texts):
        incoming = Incoming("web", "khach-1", f"m{number}", text)
        for _ in range(2):
            await converse(database, library, incoming, HandClock())
    await database.close()


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def logged(caplog: pytest.LogCaptureFixture) -> Iterator[str]:
    for record in caplog.records:
        yield record.getMessage()
        yield json.dumps(record.__dict__, default=str, ensure_ascii=False)
        yield JsonLines().format(record)


@pytest.mark.parametrize("text", [ANSWERED, NAMED, WITH_NUMBERS, MISSED])
async def test_no_log_record_holds_a_name_or_a_number(
    tmp_path: Path, library: Library, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await talk(tmp_path / "suoi-mau.sqlite3", library, text)
    lines = list(logged(caplog))
    assert lines
    assert [line for line in lines for canary in (NAME, *NUMBERS) if canary in line] == []


@pytest.mark.parametrize("text", [WITH_NUMBERS, MISSED])
async def test_no_byte_of_the_database_holds_a_number(tmp_path: Path, library: Library, text: str) -> None:
    await talk(tmp_path / "suoi-mau.sqlite3", library, text)
    kept = bytes_of(tmp_path)
    assert "[số đã che]".encode() in kept
    assert [number for number in NUMBERS if number.encode() in kept] == []


async def test_the_words_stay_in_the_conversation_and_if_unanswered_without_the_person(
    tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "suoi-mau.sqlite3"
    await talk(path, library, MISSED, NAMED)
    database = Database.open(path)
    rows = await database.run(every_row)
    await database.close()
    assert {table for table, row in rows if NAME in row} <= {"state", "miss"}
    assert [row for table, row in rows if table == "miss" and "khach-1" in row] == []


@pytest.mark.parametrize(
    ("texts", "days"), [((ANSWERED, "cảm ơn", ANSWERED), 1), ((NAMED, MISSED), RETENTION["miss"].days)]
)
async def test_no_byte_holds_what_was_said_after_its_term(
    tmp_path: Path, library: Library, texts: tuple[str, ...], days: int
) -> None:
    path = tmp_path / "suoi-mau.sqlite3"
    await talk(path, library, *texts)
    said = ("khach-1", "[số đã che]", "mấy giờ mở cửa", OPENING, NAME)
    assert [words for words in said[:3] if words.encode() not in bytes_of(tmp_path)] == []
    database = Database.open(path)
    await database.run(lambda db: retention.purge(db, NOON + timedelta(days=days)))
    await database.settle()
    still_open = bytes_of(tmp_path)
    await database.close()
    assert [words for words in said if words.encode() in still_open] == []


async def test_who_asks_to_be_forgotten_is_gone_from_the_disk_at_once(tmp_path: Path, library: Library) -> None:
    database = Database.open(tmp_path / "suoi-mau.sqlite3")
    for number, text in enumerate([ANSWERED, "/xoadulieu"]):
        await converse(database, library, Incoming("web", "khach-1", f"m{number}", text), HandClock())
    yes = Incoming("web", "khach-1", "m9", "Xóa hết", choice="!xoadulieu")
    (reply,) = await converse(database, library, yes, HandClock())
    still_open = bytes_of(tmp_path)
    rows = await database.run(every_row)
    await database.close()
    assert "đã xóa hết" in reply.text
    assert "mấy giờ mở cửa".encode() not in still_open
    assert [table for table, _ in rows if table in {"turn", "state"}] == ["turn"]


def every_row(db: Connection) -> list[tuple[str, str]]:
    return [
        (table, json.dumps(row, ensure_ascii=False, default=str))
        for table in db.table_names()
        for row in db.table(table).rows
    ]


async def test_the_log_tells_what_happened_nevertheless(
    tmp_path: Path, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await talk(tmp_path / "suoi-mau.sqlite3", library, ANSWERED)
    events = [json.loads(JsonLines().format(record)) for record in caplog.records]
    assert [event["event"] for event in events] == ["message_answered", "message_repeated"]
    assert (events[0]["commune"], events[0]["ids"]) == ("suoi-mau", ["gio-lam-viec"])


async def test_a_failure_in_the_middle_is_logged_without_the_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = Database.open(tmp_path / "suoi-mau.sqlite3")
    broken: Library = None  # type: ignore[assignment]
    try:
        await converse(database, broken, Incoming("web", "khach-1", "m1", WITH_NUMBERS + NAME), HandClock())
    except AttributeError:
        logging.getLogger("motcua.test").exception("hong")
    await database.close()
    (line,) = [JsonLines().format(record) for record in caplog.records]
    assert '"error": "AttributeError"' in line
    assert not [canary for canary in (NAME, *NUMBERS) if canary in line]
