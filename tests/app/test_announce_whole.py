"""A command in one process, the program that sends in another, and Telegram."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from due_announcement import persons, write_awake, write_due
from fictional_server import running, surroundings
from loopback_faults import Page
from telegram_account import Chat
from telegram_api import TOKEN, TelegramApi

from bot.services import announcing

PEOPLE = 12
PAST = {"MOTCUA_NOW": ""}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where announcement 1 was approved, and waits for somebody to send it."""
    write_awake(tmp_path / "knowledge")
    with monkeypatch.context() as without_sending:
        without_sending.setattr(announcing, "send", lambda *given: None)
        write_due(tmp_path / "data" / "suoi-mau.sqlite3", PEOPLE)
    return tmp_path


def settings(api: TelegramApi) -> dict[str, str]:
    api.there(lambda: api.account.chats.update(dict.fromkeys(persons(PEOPLE), Chat.OPEN)))
    return {"MOTCUA_TELEGRAM_API": api.address, "MOTCUA_SUOI_MAU_TELEGRAM_TOKEN": TOKEN} | PAST


def ended(folder: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder, env=surroundings(**more), capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


def motcua(folder: Path, *arguments: str, **more: str) -> dict[str, Any]:
    done = ended(folder, "announce", *arguments, "--as", "an", "--json", **more)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer


def test_the_program_that_runs_sends_what_a_command_says(folder: Path) -> None:
    with TelegramApi() as api, running(folder, **settings(api)):
        told = motcua(folder, "send", "1", **settings(api))
        assert told["status"] == "finished"
        assert told["firings"][0]["counts"]["sent"] == PEOPLE
        assert sorted(sent.person for sent in api.account.sent) == list(persons(PEOPLE))


def test_where_nothing_runs_the_command_sends(folder: Path) -> None:
    with TelegramApi() as api:
        told = motcua(folder, "send", "1", **settings(api))
        assert told["firings"][0]["counts"]["sent"] == PEOPLE
        first = api.told(persons(PEOPLE)[0])
        words = "Lịch tiêm\nTrạm y tế tiêm ngày 25.\n\nKhông muốn nhận tin nữa, bạn nhắn /huy."
        assert [sent.text.rpartition("\nMã xác minh: ")[0] for sent in first] == [words]
        assert not api.called("getUpdates"), "it listens to nobody"


def test_a_copy_that_can_not_be_sent_is_told_without_a_traceback(folder: Path) -> None:
    with TelegramApi() as api:
        environment = settings(api)
        for arguments in (
            ["officers", "add", "an", "--name", "An", "--role", "soan", "--chat", "telegram", "777"],
            ["announce", "preview", "1", "--copy", "--as", "an"],
        ):
            done = ended(folder, *arguments, **environment)
    assert done.returncode == 2
    assert done.stderr.startswith("Chưa gửi được bản xem thử qua telegram")
    assert "Traceback" not in done.stderr


def test_what_a_library_logs_while_a_command_sends_is_no_traceback_and_no_words_of_others(folder: Path) -> None:
    with TelegramApi() as api:
        api.fail("sendMessage", Page(502, "<html>a page of a proxy</html>"))
        done = ended(folder, "announce", "send", "1", "--as", "an", **settings(api))
    assert "không rõ: 1 (nền tảng hoặc mạng báo «something else answered»: 1)" in done.stdout
    logged = [json.loads(line) for line in done.stderr.splitlines()]
    assert [each["event"] for each in logged] == ["library"]
    assert "a page of a proxy" not in done.stderr
