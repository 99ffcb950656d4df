"""The whole program with a Zalo bot, alone and beside others, against the imitations on loopback."""

import json
import random
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fictional_server import OPENING, Citizen, Server, health, running, surroundings, write_topic
from telegram_api import TOKEN as TELEGRAM_TOKEN
from telegram_api import TelegramApi
from zalo_bot_api import SERVER_ERROR, TOKEN, ZaloBotApi
from zalo_bot_delivery import Refusal

from bot.services.courier import CALLS_AT_ONCE

LAN, MAI = "a1b2c3d4e5f60718293a", "b1b2c3d4e5f60718293b"
ASKED = "mấy giờ mở cửa"
ROUNDS = 4
"""How often the process is killed in one test run."""
DOI_MAU = "ma: doi-mau\nten: phường Đồi Mẫu\ntinh: Tỉnh Mẫu\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_topic(tmp_path / "knowledge", "gio-lam-viec", ASKED, OPENING)
    return tmp_path


def zalo(api: ZaloBotApi, token: str = TOKEN, **more: str) -> dict[str, str]:
    return {"MOTCUA_ZALO_BOT_API": api.address, "MOTCUA_SUOI_MAU_ZALO_BOT_TOKEN": token} | more


def channel(server: Server, name: str = "zalo_bot/suoi-mau") -> Any:
    return health(server)["details"]["channels"][name]


def test_a_citizen_on_zalo_is_answered_and_takes_a_choice_by_its_number(folder: Path) -> None:
    with ZaloBotApi() as api, running(folder, **zalo(api)) as server:
        api.writes(LAN, ASKED)
        api.wait(lambda: len(api.told(LAN)) == 1)
        assert OPENING in api.told(LAN)[0].text
        assert "Zalo Bot đang nối cho: suoi-mau." in "".join(server.greeting)
        assert channel(server)["condition"] == "running"
        api.writes(LAN, "/xoadulieu")
        api.wait(lambda: len(api.told(LAN)) == 2)
        assert "1. Xóa hết" in api.told(LAN)[1].text
        api.writes(LAN, "1")
        api.wait(lambda: len(api.told(LAN)) == 3)
        assert "đã xóa hết" in api.told(LAN)[2].text


def test_zalo_may_bring_the_messages_to_our_own_listener(folder: Path) -> None:
    public = {"MOTCUA_PUBLIC_URL": "https://hoidap.example.vn"}
    with ZaloBotApi() as api, running(folder, **zalo(api, **public)) as server:
        api.reach["https://hoidap.example.vn"] = server.address
        api.wait(lambda: bool(api.called("setWebhook")))
        assert server.http.post("/webhook/zalo_bot/suoi-mau", content=b"").status_code == 200
        api.writes(LAN, ASKED)
        api.wait(lambda: len(api.told(LAN)) == 1)
        assert api.called("getUpdates") == []
        update = api.update(MAI, "message.text.received", text=ASKED)
        assert server.http.post("/webhook/zalo_bot/suoi-mau", json=update).status_code == 403
        assert server.http.post("/webhook/zalo_bot/doi-mau", json=update).status_code == 403
        assert server.http.post("/webhook/zalo_oa/suoi-mau", json=update).status_code == 403
    assert not api.told(MAI)


def test_a_token_that_is_refused_stops_that_channel_and_nothing_else(folder: Path) -> None:
    with ZaloBotApi() as api, running(folder, **zalo(api, token="1:wrong")) as server:
        api.wait(lambda: channel(server)["condition"] == "stopped")
        assert "Bot Creator" in channel(server)["words"]
        assert OPENING in Citizen("a" * 22).ask(server, "m1", ASKED)[0]["text"]
    assert "wrong" not in (folder / "log.jsonl").read_text(encoding="utf-8")


def test_when_the_quota_is_used_up_it_is_told_in_healthz_and_once_in_the_log(folder: Path) -> None:
    with ZaloBotApi() as api, running(folder, **zalo(api)) as server:
        api.account.quota = 0
        for number in range(3):
            api.writes(LAN, f"{ASKED} {number}")
        api.wait(lambda: channel(server)["condition"] == "mute")
        assert "hết số tin" in channel(server)["words"]
    assert (folder / "log.jsonl").read_text(encoding="utf-8").count("zalo_bot_mute") == 1


def events(folder: Path, prefix: str) -> list[str]:
    lines = (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
    return [event for event in (json.loads(line)["event"] for line in lines) if event.startswith(prefix)]


def test_one_platform_that_fails_leaves_the_others_and_the_other_commune_untouched(folder: Path) -> None:
    other = folder / "knowledge" / "xa" / "doi-mau"
    other.mkdir()
    (other / "xa.yaml").write_text(DOI_MAU, encoding="utf-8")
    with ZaloBotApi() as failing, TelegramApi() as telegram:
        failing.fail("getUpdates", *[SERVER_ERROR] * 3)
        more = {
            "MOTCUA_TELEGRAM_API": telegram.address,
            "MOTCUA_SUOI_MAU_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "MOTCUA_DOI_MAU_ZALO_BOT_TOKEN": "7000:refused",
        }
        with running(folder, **zalo(failing, **more)) as server:
            failing.wait(lambda: channel(server)["condition"] == "unreachable")
            assert channel(server, "telegram/suoi-mau")["condition"] == "running"
            failing.wait(lambda: channel(server, "zalo_bot/doi-mau")["condition"] == "stopped")
            telegram.writes(901, ASKED)
            telegram.wait(lambda: len(telegram.told(901)) == 1)
            failing.writes(LAN, ASKED)
            failing.wait(lambda: len(failing.told(LAN)) == 1)
            assert channel(server)["condition"] == "running"
    told = events(folder, "zalo_bot_")
    assert told.count("zalo_bot_unreachable") == 1
    assert told.count("zalo_bot_stopped") == 1


def _have_answers(api: ZaloBotApi, persons: list[str], enough: int) -> bool:
    return sum(bool(api.told(person)) for person in persons) >= enough


def test_killed_at_any_moment_nobody_is_answered_twice_and_what_was_read_is_answered(folder: Path) -> None:
    chance = random.Random(20261120)
    with ZaloBotApi() as api:
        asked: list[str] = []
        for round_ in range(ROUNDS):
            persons = [f"{1000 + 20 * round_ + number:020x}" for number in range(20)]
            with running(folder, **zalo(api)) as server:
                for person in persons:
                    api.writes(person, ASKED)
                asked += persons
                api.wait(partial(_have_answers, api, persons, chance.randrange(1, 20)))
                server.process.kill()
        with running(folder, **zalo(api)):
            api.writes(MAI, ASKED)
            api.wait(lambda: bool(api.told(MAI)))
            # Whoever was still waiting for an answer of the inbox has it, or has lost it.
            api.wait(lambda: not api.delivery.pending)
        counts = [len(api.told(person)) for person in asked]
        assert max(counts) == 1
        # Lost at the most, each time: what was just being sent, and the one message on its way from a poll.
        assert counts.count(0) <= ROUNDS * (CALLS_AT_ONCE + 1)


def doctor(folder: Path, **settings: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--json"],
        cwd=folder, env=surroundings(**settings), capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return next(found for found in json.loads(done.stdout) if found["check"] == "zalo_bot/suoi-mau")


def test_the_doctor_asks_zalo_for_the_bots_name(folder: Path) -> None:
    with ZaloBotApi() as api:
        found = doctor(folder, **zalo(api))
        assert (found["level"], found["what"]) == ("ok", "Zalo Bot của suoi-mau: bot.mau.")
        found = doctor(folder, **zalo(api, token="1:wrong"))
        assert found["level"] == "wrong"
        assert "Bot Creator" in found["remedy"]
        api.fail("getMe", Refusal(404, "Not Found"))
        assert doctor(folder, **zalo(api))["level"] == "wrong"
        assert {call.method for call in api.calls} == {"getMe"}
