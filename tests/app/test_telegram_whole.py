"""The whole program with a Telegram bot, against the imitation on loopback."""

import random
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fictional_server import OPENING, Citizen, Server, health, running, write_topic
from loopback_faults import Late, Page
from telegram_api import TOKEN, TelegramApi

from bot.services.courier import CALLS_AT_ONCE

LAN, MAI = 901, 902
ASKED = "mấy giờ mở cửa"
ROUNDS = 4
"""How often the process is killed in one test run."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_topic(tmp_path / "knowledge", "gio-lam-viec", ASKED, OPENING)
    write_topic(tmp_path / "knowledge", "dia-chi", "ủy ban ở đâu", "Ủy ban ở thôn Mẫu.")
    return tmp_path


def telegram(api: TelegramApi, token: str = TOKEN, **more: str) -> dict[str, str]:
    return {"MOTCUA_TELEGRAM_API": api.address, "MOTCUA_SUOI_MAU_TELEGRAM_TOKEN": token} | more


def condition(server: Server) -> Any:
    return health(server)["details"]["channels"]["telegram/suoi-mau"]["condition"]


def test_a_citizen_on_telegram_and_one_on_the_web_are_answered(folder: Path) -> None:
    with TelegramApi() as api, running(folder, **telegram(api)) as server:
        api.writes(LAN, ASKED)
        api.wait(lambda: len(api.told(LAN)) == 1)
        assert OPENING in api.told(LAN)[0].text
        assert "Telegram đang nối cho: suoi-mau." in "".join(server.greeting)
        assert condition(server) == "running"
        (reply,) = Citizen("a" * 22).ask(server, "m1", ASKED)
        assert OPENING in reply["text"]
    (commands,) = api.called("setMyCommands")
    assert "xoadulieu" in str(commands)


def test_a_command_a_press_and_a_photo_are_answered(folder: Path) -> None:
    with TelegramApi() as api, running(folder, **telegram(api)):
        api.writes(LAN, "/xoadulieu")
        api.wait(lambda: len(api.told(LAN)) == 1)
        api.presses(LAN, "!xoadulieu")
        api.wait(lambda: len(api.told(LAN)) == 2)
        assert "đã xóa hết" in api.told(LAN)[1].text
        api.writes(LAN, "/start hoi_dia-chi")
        api.wait(lambda: len(api.told(LAN)) == 3)
        assert "thôn Mẫu" in api.told(LAN)[2].text
        photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
        api.sends(LAN, photo=photo)
        api.wait(lambda: len(api.told(LAN)) == 4)
        assert "xóa ảnh" in api.told(LAN)[3].text


def test_who_asks_for_news_on_the_web_is_told_of_telegram_and_there_they_are_subscribed(folder: Path) -> None:
    with TelegramApi() as api, running(folder, **telegram(api)) as server:
        (told,) = Citizen("a" * 22).ask(server, "m1", "đăng ký nhận tin")
        assert "trên Telegram" in told["text"]
        api.writes(LAN, "đăng ký nhận tin")
        api.wait(lambda: len(api.told(LAN)) == 1)
        api.presses(LAN, "!tin/co/1")
        api.wait(lambda: len(api.told(LAN)) == 2)
        assert "Bạn đã đăng ký nhận tin." in api.told(LAN)[1].text
    (commands,) = api.called("setMyCommands")
    assert "dangky" in str(commands)
    assert "huy" in str(commands)


def test_telegram_may_bring_the_messages_to_our_own_listener(folder: Path) -> None:
    public = {"MOTCUA_PUBLIC_URL": "https://hoidap.example.vn"}
    with TelegramApi() as api, running(folder, **telegram(api, **public)) as server:
        api.reach["https://hoidap.example.vn"] = server.address
        api.writes(LAN, ASKED)
        api.wait(lambda: len(api.told(LAN)) == 1)
        assert api.called("getUpdates") == []
        forged = server.http.post("/webhook/telegram/suoi-mau", json={"update_id": 1})
        assert forged.status_code == 403
        assert server.http.post("/webhook/telegram/doi-mau", json={}).status_code == 403


def test_a_token_that_is_refused_stops_that_channel_and_nothing_else(folder: Path) -> None:
    with TelegramApi() as api, running(folder, **telegram(api, token="1:wrong")) as server:
        while condition(server) != "stopped":
            pass
        words = health(server)["details"]["channels"]["telegram/suoi-mau"]["words"]
        assert "@BotFather" in words
        assert OPENING in Citizen("a" * 22).ask(server, "m1", ASKED)[0]["text"]
    assert "1:wrong" not in (folder / "log.jsonl").read_text(encoding="utf-8")


def test_where_telegram_is_blocked_at_the_start_the_rest_runs_and_it_is_tried_again(folder: Path) -> None:
    with TelegramApi() as api:
        api.fail("getMe", *[Page(403)] * 2)
        with running(folder, **telegram(api)) as server:
            assert OPENING in Citizen("a" * 22).ask(server, "m1", ASKED)[0]["text"]
            api.writes(LAN, ASKED)
            api.wait(lambda: len(api.told(LAN)) == 1)


def _have_answers(api: TelegramApi, persons: range, enough: int) -> bool:
    return sum(bool(api.told(person)) for person in persons) >= enough


def test_killed_at_any_moment_nobody_is_answered_twice_and_what_waited_is_sent(folder: Path) -> None:
    chance = random.Random(20261121)
    with TelegramApi() as api:
        asked: dict[int, int] = {}
        for round_ in range(ROUNDS):
            persons = range(1000 + 20 * round_, 1020 + 20 * round_)
            with running(folder, **telegram(api)) as server:
                asked |= {person: api.writes(person, ASKED) for person in persons}
                api.wait(partial(_have_answers, api, persons, chance.randrange(1, 20)))
                server.process.kill()
        with running(folder, **telegram(api)):
            api.writes(MAI, ASKED)
            api.wait(lambda: bool(api.told(MAI)))
            api.wait(lambda: not api.delivery.pending)
        counts = [len(api.told(person)) for person in asked]
        assert max(counts) == 1
        # Lost at the most: what was just being sent when the process was killed.
        assert counts.count(0) <= ROUNDS * CALLS_AT_ONCE


def test_told_to_stop_it_ends_within_ten_seconds_although_telegram_hangs(folder: Path) -> None:
    with TelegramApi() as api, running(folder, **telegram(api)) as server:
        api.fail("sendMessage", Late(60))
        api.writes(LAN, ASKED)
        api.wait(lambda: bool(api.called("sendMessage")))
        server.process.terminate()
        assert server.process.wait(timeout=10) == 0
