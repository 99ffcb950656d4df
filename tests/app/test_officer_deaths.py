"""The program is killed while an officer writes: nothing that was typed is lost, counted twice, or put elsewhere."""

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from due_announcement import write_awake
from fictional_server import running, surroundings
from telegram_api import TOKEN, TelegramApi

from bot.announcements.content import LAST_LINE

AN, BINH, LAN = 777, 778, 901
TITLE = "Lịch tiêm chủng tháng 12"
TEXT = "Trạm y tế tiêm ngày 25.\nPhí 50.000 đồng. Hỏi 0900000000."
ASKED = ("Tiêu đề là gì?", "Nội dung là gì?", "Gửi cho nhóm nào?", "Thuộc chủ đề nào?", "Gửi lúc nào?")
ANSWERS = (TITLE, TEXT, "1", "1", "1")
"""What is asked in a commune without villages, and what An answers."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A commune in which An writes and Bình approves, both in their own chats."""
    knowledge = write_awake(tmp_path / "knowledge")
    commune = knowledge / "xa" / "suoi-mau" / "xa.yaml"
    commune.write_text(commune.read_text(encoding="utf-8") + "kenh_can_bo: [telegram]\n", encoding="utf-8")
    motcua(tmp_path, "officers", "add", "an", "--name", "An", "--role", "soan")
    motcua(tmp_path, "officers", "add", "binh", "--name", "Bình", "--role", "duyet")
    return tmp_path


def motcua(folder: Path, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments, "--json"],
        cwd=folder, env=surroundings(), capture_output=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def settings(api: TelegramApi) -> dict[str, str]:
    return {"MOTCUA_TELEGRAM_API": api.address, "MOTCUA_SUOI_MAU_TELEGRAM_TOKEN": TOKEN}


def hears(api: TelegramApi, person: int, deed: Callable[[], object], words: str) -> None:
    """The person does something, and is told what holds these words."""
    before = len(api.told(person))
    deed()
    api.wait(lambda: any(words in sent.text for sent in api.told(person)[before:]))


def begin(api: TelegramApi, folder: Path) -> None:
    """Both officers join with their codes, Lan wants news, and An begins to write."""
    for person, code in ((AN, "an"), (BINH, "binh")):
        secret = motcua(folder, "officers", "invite", code)["invitation"]
        hears(api, person, partial(api.writes, person, f"/canbo {secret}"), "vai trò")
    hears(api, LAN, partial(api.writes, LAN, "/dangky"), "đồng ý")
    hears(api, LAN, partial(api.presses, LAN, "!tin/co/1"), "Bạn đã đăng ký")
    hears(api, AN, partial(api.writes, AN, "/soan"), ASKED[0])


def go_on(api: TelegramApi, question: str) -> None:
    """An, who may not have got the last answer, takes the work up again and is asked this."""
    hears(api, AN, partial(api.writes, AN, "/soan"), "đang soạn dở")
    hears(api, AN, partial(api.presses, AN, "!cb/soan/tiep"), question)


def moments(api: TelegramApi) -> list[Callable[[], bool]]:
    """When the program can be killed: before it is brought what An has done, in the midst of it, after it has answered."""
    told, polls, calls = len(api.told(AN)), len(api.called("getUpdates")), len(api.called("sendMessage"))
    return [
        lambda: True,
        lambda: len(api.called("getUpdates")) > polls,
        lambda: len(api.called("sendMessage")) > calls,
        lambda: len(api.told(AN)) > told,
    ]


def kept(folder: Path) -> list[tuple[int, str, str]]:
    """The announcements of the database: number, title and text."""
    query = "select announcement, content ->> 'title', content ->> 'text' from announcement_version"
    with closing(sqlite3.connect(folder / "data" / "suoi-mau.sqlite3", timeout=5)) as db:
        return db.execute(query).fetchall()


def test_killed_at_every_step_the_announcement_is_what_was_typed_and_is_sent_once(folder: Path) -> None:
    chance = random.Random(20261122)
    with TelegramApi() as api:
        with running(folder, **settings(api)):
            begin(api, folder)
        for question, answer in zip(ASKED, ANSWERS, strict=True):
            with running(folder, **settings(api)) as server:
                go_on(api, question)
                is_time = chance.choice(moments(api))
                api.writes(AN, answer)
                api.wait(is_time)
                server.process.kill()
        with running(folder, **settings(api)) as server:
            go_on(api, "Xem lại rồi trình duyệt")
            assert api.told(AN)[-2].text == f"{TITLE}\n{TEXT}\n\n{LAST_LINE}"
            is_time = chance.choice(moments(api))
            buttons = [data for row in api.told(AN)[-1].buttons for _, data in row]
            api.presses(AN, next(data for data in buttons if data.startswith("!cb/trinh/")))
            api.wait(is_time)
            server.process.kill()
        with running(folder, **settings(api)):
            api.wait(lambda: len(api.told(BINH)) == 2)
            assert kept(folder) == [(1, TITLE, TEXT)]
            hears(api, BINH, partial(api.writes, BINH, "duyệt"), "Đã duyệt thông báo số 1.")
            api.wait(lambda: len(api.told(LAN)) == 3)
            assert api.told(LAN)[-1].text.startswith(f"{TITLE}\n{TEXT}\n")
