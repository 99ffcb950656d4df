"""A name, numbers and an illness go through every way in, and are looked for in the logs, the database and all files.

`test_canary.py` in tests/services does this to the conversation alone; here the whole way is gone, from what a browser
or a platform sends to the files that are left, with what goes wrong on the way.
"""

import asyncio
import json
import logging
import unicodedata
from collections.abc import AsyncIterator, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import httpx
import pytest
import telegram_updates as updates
from click.testing import CliRunner
from contract_office import CODE, Office
from contract_telegram import TelegramSubject, open_telegram
from contract_web import ADDRESS, WebSubject, open_web
from contract_zalo_bot import ZaloBotSubject, open_zalo_bot
from telegram_delivery import Refusal
from zalo_bot_delivery import Refusal as ZaloRefusal

from bot.app.program import Program
from bot.cli import motcua
from bot.logs import JsonLines
from bot.messages import Attachment
from bot.storage import retention
from bot.web import create_app

LAN = "lan"
NAME, ILLNESS = "Trần Thị Chim Yến", "ung thư tuyến giáp"
NUMBERS = ("0900000077", "0900.000.077", "001200000077", "chim.yen@example.org")
WORDS = (NAME, "Chim Yến", ILLNESS, "tuyến giáp")
TOLD = f"tôi là {NAME}, bị {ILLNESS}, số {', '.join(NUMBERS)}"
ANSWERED = f"làm giấy kết hôn, em là {NAME} {NUMBERS[0]}"
SAID = {
    "answered": ANSWERED,
    "missed": f"quzzix wobblo, {TOLD}",
    "in small talk": f"cảm ơn, {TOLD}",
    "in an emergency": f"cháy nhà rồi, {TOLD}",
    "with a case file": f"H55.12-260711-0001 {TOLD}",
    "beside a command": f"/thutuc {TOLD}",
    "as an unknown command": f"/chim {TOLD}",
    "before deleting": f"/xoadulieu {TOLD}",
    "long": f"{'dài ' * 300}{TOLD}",
    "decomposed": unicodedata.normalize("NFD", f"quzzix {TOLD}"),
}
FILE = {"file_id": NAME, "file_unique_id": "u"}
PICTURE = FILE | {"width": 9, "height": 9}


Subject = WebSubject | TelegramSubject | ZaloBotSubject


class Log(logging.Handler):
    """What the program would write to its log, at the most talkative level; of our own events all fields too."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
        if record.name.startswith("motcua"):
            kept = {name: value for name, value in record.__dict__.items() if name not in {"exc_info", "exc_text"}}
            self.lines.append(json.dumps(kept, default=str, ensure_ascii=False))

    def text(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture
def log() -> Iterator[Log]:
    everything = Log()
    root = logging.getLogger()
    level = root.level
    root.addHandler(everything)
    root.setLevel(logging.DEBUG)
    try:
        yield everything
    finally:
        root.setLevel(level)
        root.removeHandler(everything)


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[WebSubject]:
    async with open_web(tmp_path) as subject:
        yield subject


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[TelegramSubject]:
    async with open_telegram(tmp_path) as subject:
        yield subject


@pytest.fixture
async def zalo_bot(tmp_path: Path) -> AsyncIterator[ZaloBotSubject]:
    async with open_zalo_bot(tmp_path) as subject:
        yield subject


def forms_of(canary: str) -> Iterator[bytes]:
    """The ways in which a text can stand in a file."""
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, canary)
        yield from (text.encode(), text.encode("utf-16-le"), json.dumps(text)[1:-1].encode(), text.lower().encode())


def found(canaries: tuple[str, ...], content: bytes) -> list[str]:
    return [canary for canary in canaries if any(form in content for form in forms_of(canary))]


def bytes_of(folder: Path) -> bytes:
    """Every file there is, names included, but for the knowledge."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and "knowledge" not in file.parts]
    assert files
    return b"".join(str(file).encode() + file.read_bytes() for file in files)


async def words_outside_the_misses(office: Office) -> list[str]:
    """The words that stand in any table but that of unanswered questions, which has no person."""
    rows = [row for table, row in await office.rows() if table != "miss"]
    return found(WORDS, json.dumps(rows, ensure_ascii=False, default=str).encode())


async def purge(office: Office) -> None:
    """Let the longest term pass."""
    database = await office.database()
    later = office.clock.now() + max(retention.RETENTION.values())
    await database.run(lambda db: retention.purge(db, later))
    await database.settle()


async def forget(subject: Subject) -> None:
    """As the officer does, while the program runs."""
    person = subject.id_of(LAN)
    with chdir(subject.office.folder):
        arguments = ["--knowledge", "knowledge", "--data", "data", "forget", subject.name, person, "--yes"]
        result = await asyncio.to_thread(CliRunner().invoke, motcua, arguments)
    assert result.exit_code == 0, result.output
    assert found(WORDS + NUMBERS, result.output.encode()) == []


async def holds(subject: Subject, log: Log) -> None:
    """At any time no number anywhere; after forgetting, words only in questions without a person; later, nothing."""
    office = subject.office
    person = subject.id_of(LAN)
    assert log.lines
    assert found(NUMBERS, bytes_of(office.folder)) == []
    await forget(subject)
    assert await words_outside_the_misses(office) == []
    assert [row for _, row in await office.rows() if person in str(row)] == []
    await purge(office)
    assert found((*WORDS, *NUMBERS, person), bytes_of(office.folder)) == []
    assert found((*WORDS, *NUMBERS, person), log.text().encode()) == []


@pytest.mark.parametrize("way", SAID)
async def test_what_is_written_on_the_web_leaves_no_trace(web: WebSubject, log: Log, way: str) -> None:
    await web.say(LAN, SAID[way], SAID[way], "/dulieu")
    await holds(web, log)


@pytest.mark.parametrize("way", SAID)
async def test_what_is_written_on_telegram_leaves_no_trace(telegram: TelegramSubject, log: Log, way: str) -> None:
    await telegram.say(LAN, SAID[way], SAID[way], "/dulieu")
    await telegram.repeat(LAN)
    await holds(telegram, log)


@pytest.mark.parametrize("way", SAID)
async def test_what_is_written_on_zalo_leaves_no_trace(zalo_bot: ZaloBotSubject, log: Log, way: str) -> None:
    await zalo_bot.say(LAN, SAID[way], SAID[way], "/dulieu")
    await zalo_bot.repeat(LAN)
    await holds(zalo_bot, log)


async def test_what_a_message_on_zalo_carries_along_leaves_no_trace(zalo_bot: ZaloBotSubject, log: Log) -> None:
    for kind in sorted(zalo_bot.abilities.attachments):
        await zalo_bot.attach(LAN, kind, TOLD)
    zalo_bot.api.happens({"event_name": "message.text.received", "message": {"text": TOLD, "from": {"id": NAME}}})
    zalo_bot.api.happens({"event_name": TOLD, "message": TOLD})
    zalo_bot.api.fail("sendMessage", ZaloRefusal(400, f"Bad request: {TOLD}"), ZaloRefusal(400, f"chat_id {TOLD}"))
    await zalo_bot.say(LAN, ANSWERED, ANSWERED, "chào")
    await holds(zalo_bot, log)


async def test_the_words_are_there_before_they_are_deleted(web: WebSubject) -> None:
    """Else nothing here would prove anything."""
    await web.say(LAN, SAID["answered"], SAID["missed"])
    assert found(WORDS, bytes_of(web.office.folder)) == list(WORDS)


@pytest.mark.parametrize("stops", [False, True])
async def test_a_subscription_leaves_no_trace_once_it_is_forgotten(
    telegram: TelegramSubject, log: Log, stops: bool
) -> None:
    await telegram.say(LAN, SAID["answered"], "/dangky", TOLD, "/dangky", "Đồng ý", "3", TOLD, "/dangky", "3", "1")
    kept = json.dumps([row for table, row in await telegram.office.rows() if table == "subscription"])
    assert telegram.id_of(LAN) in kept
    assert "thon-mau-mot" in kept
    if stops:
        await telegram.say(LAN, f"/huy {TOLD}")
    await holds(telegram, log)


async def test_who_blocks_the_bot_is_noted_without_a_trace_in_the_log(telegram: TelegramSubject, log: Log) -> None:
    await telegram.say(LAN, "/dangky", "1")
    telegram.api.happens("my_chat_member", updates.membership(telegram.number_of(LAN), "kicked"))
    await telegram.say("mai", "chào")
    assert [row["reason"] for table, row in await telegram.office.rows() if table == "subscription"] == ["blocked"]
    await telegram.say(LAN, "chào")
    assert [row["status"] for table, row in await telegram.office.rows() if table == "subscription"] == ["active"]
    await holds(telegram, log)


@pytest.mark.parametrize("kind", sorted(TelegramSubject.abilities.attachments))
async def test_what_stands_beside_a_file_leaves_no_trace(telegram: TelegramSubject, log: Log, kind: Attachment) -> None:
    await telegram.attach(LAN, kind, TOLD)
    await telegram.attach(LAN, kind, ANSWERED)
    await holds(telegram, log)


CONTENTS: dict[str, dict[str, Any]] = {
    "a contact": {"contact": {"phone_number": NUMBERS[0], "first_name": NAME, "vcard": TOLD}},
    "a file's name": {"document": FILE | {"file_name": f"{TOLD}.pdf"}},
    "a place's name": {
        "venue": {"location": {"latitude": 1.0, "longitude": 2.0}, "title": NAME, "address": TOLD},
        "location": {"latitude": 1.0, "longitude": 2.0},
    },
    "a song": {"audio": FILE | {"duration": 3, "performer": NAME, "title": TOLD}},
    "an album": {"photo": [PICTURE], "media_group_id": "31", "caption": TOLD},
    "a payload": {"text": f"/start {NUMBERS[2]}"},
}


@pytest.mark.parametrize("what", CONTENTS)
async def test_what_telegram_sends_along_leaves_no_trace(telegram: TelegramSubject, log: Log, what: str) -> None:
    await telegram.sends(LAN, **CONTENTS[what])
    await telegram.say(LAN, "chào")
    await holds(telegram, log)


async def test_a_press_with_forged_data_leaves_no_trace(telegram: TelegramSubject, log: Log) -> None:
    number = telegram.number_of(LAN)
    await telegram.say(LAN, "chào")
    below = updates.bots_message(number, 1, TOLD, [[(NAME, f"{NUMBERS[0]} Chim Yến")]])
    telegram.api.happens("callback_query", updates.press(number, "77", f"{NUMBERS[0]} Chim Yến", below))
    await telegram.answered("callback-77")
    await holds(telegram, log)


async def test_a_choice_that_a_browser_makes_up_leaves_no_trace(web: WebSubject, log: Log) -> None:
    await web.say(LAN, "chào")
    http = await web.http_of(LAN)
    forged = {"text": TOLD, "choice": f"1.001193#{TOLD}", "message": "Chim-Yen_0900000077"}
    assert (await http.post(f"/{CODE}/", data=forged)).status_code == 200
    await http.get(f"/{CODE}/", params={"text": TOLD})
    await http.get(f"/{TOLD}/")
    await http.post(f"/webhook/telegram/{NAME}", content=TOLD.encode())
    await holds(web, log)
    assert found((web.cookie_of(LAN), ADDRESS), bytes_of(web.office.folder) + log.text().encode()) == []


async def test_a_message_that_telegram_refuses_and_quotes_leaves_no_trace(telegram: TelegramSubject, log: Log) -> None:
    telegram.api.fail(
        "sendMessage",
        Refusal(400, f"Bad Request: can't parse entities: {TOLD}"),
        Refusal(400, f"Bad Request: {TOLD}"),
        Refusal(403, "Forbidden: bot was blocked by the user"),
    )
    await telegram.say(LAN, ANSWERED, ANSWERED, ANSWERED)
    await holds(telegram, log)


async def test_an_update_that_can_not_be_read_leaves_no_trace(telegram: TelegramSubject, log: Log) -> None:
    broken = {"update_id": 7, "message": {"message_id": TOLD, "date": NAME, "chat": {"id": 1}, "text": TOLD}}
    telegram.api.repeats(broken)
    telegram.api.fail("getMe", Refusal(500, TOLD))
    await telegram.say(LAN, "chào")
    await holds(telegram, log)


async def test_a_failure_in_the_middle_leaves_no_trace(web: WebSubject, log: Log) -> None:
    """The database fails while a message is kept: the citizen is told so, and nothing is logged of the words."""
    await web.say(LAN, "chào")
    office = web.office
    database = await office.database()
    await database.run(lambda db: db.execute("alter table turn rename to away"))
    program = Program(office.knowledge, office.databases, office.clock)
    app = create_app(program.communes, program.answer, program.health, lambda: 0.0)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://chat.test") as http:
        answer = await http.post(f"/{CODE}/", data={"text": SAID["missed"], "message": "m1"})
    assert answer.status_code in {500, 503}
    await database.run(lambda db: db.execute("alter table away rename to turn"))
    await holds(web, log)
    assert found(WORDS + NUMBERS, log.text().encode()) == []
