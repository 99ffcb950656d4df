"""One commune on Telegram, a Zalo bot and a Zalo OA at once: an announcement reaches everybody, each on their own."""

import asyncio
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from due_announcement import AN, BINH
from fictional_server import OPENING, running, write_topic
from telegram_api import TOKEN as TELEGRAM_TOKEN
from telegram_api import TelegramApi
from zalo_bot_api import TOKEN as BOT_TOKEN
from zalo_bot_api import ZaloBotApi
from zalo_oa_api import ZaloOa
from zalo_oa_program import comes, hooked, oa_environment

from bot.announcements.content import Content
from bot.services import announcing
from bot.services.announcing import Desk
from bot.storage import Connection, Database, officers

LAN, MAI, CUC = 901, f"{902:020x}", "2468000000000000003"
MORNING = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
_SECONDS = 20


def announce(path: Path, title: str) -> None:
    """Officers have it sent, in another process than the one that sends."""

    def write(db: Connection) -> None:
        for officer in (AN, BINH):
            officers.save(db, officer, MORNING)
        number = announcing.write_new(db, Desk(AN, MORNING), Content(title=title, text="Ngày 25.")).id
        announcing.submit(db, Desk(AN, MORNING), number)
        announcing.approve(db, Desk(BINH, MORNING), number)
        announcing.send(db, Desk(AN, MORNING), number)

    async def written() -> None:
        database = Database.open(path)
        await database.run(write)
        await database.close()

    asyncio.run(written())


def comes_to(path: Path, expected: dict[str, tuple[str, str]]) -> None:
    """Wait until the rows of the last announcement stand so, by account."""
    query = "select account, status, reason from delivery where announcement = (select max(announcement) from delivery)"
    deadline = time.monotonic() + _SECONDS
    while True:
        with closing(sqlite3.connect(path, timeout=5)) as db:
            found = {account: (status, reason) for account, status, reason in db.execute(query)}
        if found == expected:
            return
        assert time.monotonic() < deadline, found
        time.sleep(0.02)


def test_everybody_gets_it_and_an_account_that_is_refused_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    write_topic(tmp_path / "knowledge", "gio-lam-viec", "mấy giờ mở cửa", OPENING)
    data = tmp_path / "data" / "suoi-mau.sqlite3"
    with ZaloOa() as account, TelegramApi() as telegram, ZaloBotApi() as bot:
        settings = oa_environment(account, account.account.grant()["refresh_token"]) | {
            "MOTCUA_TELEGRAM_API": telegram.address,
            "MOTCUA_SUOI_MAU_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "MOTCUA_ZALO_BOT_API": bot.address,
            "MOTCUA_SUOI_MAU_ZALO_BOT_TOKEN": BOT_TOKEN,
        }
        with running(tmp_path, **settings) as server:
            hooked(account, server)
            comes(server, "running")
            for place, word in enumerate(("/dangky", "1"), start=1):
                telegram.writes(LAN, word)
                bot.writes(MAI, word)
                account.says(CUC, word)
                for each, person in ((telegram, LAN), (bot, MAI), (account, CUC)):
                    each.wait(lambda each=each, person=person, place=place: len(each.told(person)) >= place)  # type: ignore[misc]
            announce(data, "Lịch tiêm")
            comes_to(data, dict.fromkeys(("telegram", "zalo_bot", "zalo_oa"), ("sent", "")))
            for told in (telegram.told(LAN), bot.told(MAI), account.told(CUC)):
                assert [sent.text.startswith("Lịch tiêm") for sent in told].count(True) == 1
            # The package has ended.
            account.account.everything_refused = -224
            announce(data, "Lịch họp thôn")
            comes_to(data, {"telegram": ("sent", ""), "zalo_bot": ("sent", ""), "zalo_oa": ("waiting", "channel_down")})
            assert "Gia hạn gói" in comes(server, "mute")["words"]
            for told in (telegram.told(LAN), bot.told(MAI)):
                assert told[-1].text.startswith("Lịch họp thôn")
