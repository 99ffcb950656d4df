"""The whole program with a Zalo Official Account, against the imitation on loopback."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fictional_server import OPENING, Citizen, Server, health, running, surroundings, write_topic
from loopback_faults import Page
from telegram_api import TOKEN as TELEGRAM_TOKEN
from telegram_api import TelegramApi
from zalo_bot_api import TOKEN as BOT_TOKEN
from zalo_bot_api import ZaloBotApi
from zalo_oa_api import RECENT, SENDING, ZaloOa
from zalo_oa_program import comes, hooked, killed_between_renewal_and_use, oa_environment

LAN, MAI = "2468000000000000001", "2468000000000000002"
ASKED = "mấy giờ mở cửa"
ADDRESS = "https://hoidap.example.vn"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_topic(tmp_path / "knowledge", "gio-lam-viec", ASKED, OPENING)
    return tmp_path


@pytest.fixture
def api() -> Iterator[ZaloOa]:
    with ZaloOa() as opened:
        yield opened


def environment(api: ZaloOa, **more: str) -> dict[str, str]:
    return oa_environment(api, api.account.grant()["refresh_token"]) | {"MOTCUA_PUBLIC_URL": ADDRESS} | more


def answers(api: ZaloOa, person: str) -> int:
    return len(api.told(person))


def test_a_citizen_on_the_official_account_and_one_on_the_web_are_answered(folder: Path, api: ZaloOa) -> None:
    with running(folder, **environment(api)) as server:
        hooked(api, server)
        comes(server, "running")
        api.says(LAN, ASKED)
        api.wait(lambda: answers(api, LAN) == 1)
        assert OPENING in api.told(LAN)[0].text
        assert "Zalo OA đang nối cho: suoi-mau." in "".join(server.greeting)
        (reply,) = Citizen("a" * 22).ask(server, "m1", ASKED)
        assert OPENING in reply["text"]
    assert api.hook_answers == [200]


def test_who_asks_for_news_on_the_web_is_told_of_each_platform_once_and_subscribes_there(
    folder: Path, api: ZaloOa
) -> None:
    with TelegramApi() as telegram, ZaloBotApi() as bot:
        more = {
            "MOTCUA_TELEGRAM_API": telegram.address, "MOTCUA_SUOI_MAU_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "MOTCUA_ZALO_BOT_API": bot.address, "MOTCUA_SUOI_MAU_ZALO_BOT_TOKEN": BOT_TOKEN,
        }  # fmt: skip
        with running(folder, **environment(api, **more)) as server:
            (told,) = Citizen("a" * 22).ask(server, "m1", "đăng ký nhận tin")
            assert "trên Telegram hoặc Zalo." in told["text"]
            hooked(api, server)
            api.says(LAN, "đăng ký nhận tin")
            api.wait(lambda: answers(api, LAN) == 1)
            api.presses(LAN, "1. Đồng ý")
            api.wait(lambda: answers(api, LAN) == 2)
            assert "Bạn đã đăng ký nhận tin." in api.told(LAN)[1].text


def test_the_listener_takes_the_trial_and_refuses_what_is_forged(folder: Path, api: ZaloOa) -> None:
    with running(folder, **environment(api)) as server:
        address = "/webhook/zalo_oa/suoi-mau"
        assert server.http.post(address, content=b"{}").status_code == 200
        assert server.http.post(address, json={"event_name": "user_send_text"}).status_code == 403
        assert server.http.post("/webhook/zalo_oa/doi-mau", content=b"{}").status_code == 403
        assert server.http.post(address, content=b"x" * (2 << 20)).status_code == 413


def test_what_came_while_it_was_dead_is_answered_at_the_next_start_and_nothing_comes_twice(
    folder: Path, api: ZaloOa
) -> None:
    with running(folder, **environment(api)) as server:
        hooked(api, server)
        comes(server, "running")
        api.says(LAN, ASKED)
        api.wait(lambda: answers(api, LAN) == 1)
        server.process.kill()
        server.process.wait()
    api.hook = ""
    api.says(MAI, ASKED)
    with running(folder, **oa_environment(api)) as server:
        api.wait(lambda: answers(api, MAI) == 1)
        comes(server, "running")
    assert answers(api, LAN) == 1


def test_killed_between_a_renewal_and_its_use_no_token_is_lost(folder: Path, api: ZaloOa) -> None:
    killed = killed_between_renewal_and_use(folder, api, rounds=3)
    assert killed.unused == killed.kills
    assert killed.works
    assert api.account.renewals == 1 + killed.kills


def test_an_account_that_zalo_refuses_says_what_to_do_and_the_web_goes_on(folder: Path, api: ZaloOa) -> None:
    with running(folder, **oa_environment(api, "a-token-that-zalo-does-not-know")) as server:
        assert "motcua zalo login" in comes(server, "stopped")["words"]
        assert OPENING in Citizen("a" * 22).ask(server, "m1", ASKED)[0]["text"]
        assert health(server)["ok"]
        assert "Đặt MOTCUA_PUBLIC_URL" in "".join(server.greeting)
    assert "a-token-that-zalo-does-not-know" not in (folder / "log.jsonl").read_text(encoding="utf-8")


def test_an_account_of_which_something_is_not_set_is_named_at_the_start(folder: Path, api: ZaloOa) -> None:
    settings = environment(api)
    del settings["MOTCUA_SUOI_MAU_ZALO_OA_WEBHOOK_SECRET"]
    with running(folder, **settings) as server:
        told = "".join(server.greeting)
        assert "Zalo OA của suoi-mau chưa nối được: còn thiếu MOTCUA_SUOI_MAU_ZALO_OA_WEBHOOK_SECRET." in told
        assert health(server)["details"]["channels"] == {}
    assert api.called(*SENDING) == []


DOI_MAU = "ma: doi-mau\nten: xã Đồi Mẫu\ntinh: Tỉnh Mẫu\n"


def conditions(server: Server) -> dict[str, str]:
    return {name: told["condition"] for name, told in health(server)["details"]["channels"].items()}


def test_three_platforms_of_two_communes_run_at_once_and_one_that_fails_leaves_the_others_untouched(
    folder: Path, api: ZaloOa
) -> None:
    other = folder / "knowledge" / "xa" / "doi-mau"
    other.mkdir()
    (other / "xa.yaml").write_text(DOI_MAU, encoding="utf-8")
    api.fail(RECENT, *[Page(502)] * 3)
    with TelegramApi() as telegram, ZaloBotApi() as bot:
        more = {
            "MOTCUA_TELEGRAM_API": telegram.address,
            "MOTCUA_SUOI_MAU_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "MOTCUA_ZALO_BOT_API": bot.address,
            "MOTCUA_DOI_MAU_ZALO_BOT_TOKEN": BOT_TOKEN,
        }
        # The second commune's account has the same app, and a token that was used up long ago.
        refused = oa_environment(api, "a-token-that-zalo-does-not-know", "DOI_MAU")
        with running(folder, **environment(api, **(refused | more))) as server:
            comes(server, "unreachable")
            comes(server, "stopped", "zalo_oa/doi-mau")
            assert conditions(server)["telegram/suoi-mau"] == "running"
            telegram.reach[ADDRESS] = bot.reach[ADDRESS] = server.address
            telegram.writes(901, ASKED)
            telegram.wait(lambda: len(telegram.told(901)) == 1)
            bot.writes(f"{901:020x}", "chào")
            bot.wait(lambda: len(bot.told(f"{901:020x}")) == 1)
            # What is brought is answered although the account can not be looked at.
            hooked(api, server)
            api.says(LAN, ASKED)
            api.wait(lambda: answers(api, LAN) == 1)
            comes(server, "running")
    told = [json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    seen = [(line["event"], line["commune"]) for line in told if line["event"].startswith("zalo_oa_")]
    for event in ("zalo_oa_unreachable", "zalo_oa_running"):
        assert seen.count((event, "suoi-mau")) == 1
    assert seen.count(("zalo_oa_stopped", "doi-mau")) == 1


def test_the_doctor_looks_with_the_token_that_is_kept_and_renews_nothing(folder: Path, api: ZaloOa) -> None:
    settings = environment(api)
    assert "motcua zalo login" in examined(folder, settings)
    with running(folder, **settings) as server:
        comes(server, "running")
        assert "Zalo OA của suoi-mau: UBND xã Suối Mẫu." in examined(folder, settings)
        del settings["MOTCUA_PUBLIC_URL"]
        assert "nhưng tin của người dân không tới được máy" in examined(folder, settings)
    api.account.spoil_access()
    assert "Chạy motcua run, máy sẽ tự gia hạn." in examined(folder, settings)
    assert api.account.renewals == 1
    del settings["MOTCUA_SUOI_MAU_ZALO_OA_APP_ID"]
    assert "còn thiếu MOTCUA_SUOI_MAU_ZALO_OA_APP_ID" in examined(folder, settings)


def examined(folder: Path, settings: dict[str, str]) -> str:
    """What `motcua doctor` says."""
    command = [sys.executable, "-m", "bot", "doctor"]
    done = subprocess.run(
        command,
        cwd=folder,
        env=surroundings(**settings),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return " ".join((done.stdout + done.stderr).split())
