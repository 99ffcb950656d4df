"""Killed while it sends: nobody is lost, and nobody is written to twice unless it is urgent.

`make bench` does the same with twenty kills.
"""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from due_announcement import persons, persons_in, statuses, write_awake, write_due
from fictional_server import running, surroundings
from loopback_faults import Late
from telegram_account import Chat
from telegram_api import TOKEN, TelegramApi

from bot.services.sending import CALLS_AT_ONCE

FEW, MANY, KILLS = 40, 5000, 3
SENDER = Path(__file__).with_name("dying_sender.py")


def know(api: TelegramApi, count: int) -> None:
    api.there(lambda: api.account.chats.update(dict.fromkeys(persons(count), Chat.OPEN)))


def arrivals(api: TelegramApi) -> Counter[int]:
    return Counter(sent.person for sent in list(api.account.sent))


def send(database: Path, api: TelegramApi, step: str, call: int) -> int:
    """Run the sender until it ends or dies; how it ended."""
    command = [sys.executable, str(SENDER), str(database), api.address, step, str(call)]
    return subprocess.run(command, env=surroundings(), timeout=60, check=False).returncode


@pytest.mark.parametrize("urgent", [False, True], ids=["usual", "urgent"])
@pytest.mark.parametrize(
    ("step", "call"),
    [("frozen", 0), *((step, call) for step in ("claimed", "called", "answered") for call in (1, CALLS_AT_ONCE + 5))],
)
def test_whatever_the_step_at_which_it_dies(tmp_path: Path, step: str, call: int, urgent: bool) -> None:
    database = tmp_path / "suoi-mau.sqlite3"
    write_due(database, FEW, urgent)
    with TelegramApi() as api:
        know(api, FEW)
        if step == "called":
            api.fail("sendMessage", *[Late(0)] * (call - 1), *[Late(2.0)] * CALLS_AT_ONCE)
        assert send(database, api, step, call) == -signal.SIGKILL
        at_death = statuses(database)
        assert at_death["sending"] <= CALLS_AT_ONCE
        assert send(database, api, "never", 0) == 0
        arrived = arrivals(api)
    unsure = persons_in(database, "unsure")
    assert statuses(database) == Counter(sent=FEW - len(unsure), unsure=len(unsure))
    assert set(persons(FEW)) - arrived.keys() <= unsure, "nobody is lost"
    if urgent:
        assert not unsure
        assert sum(arrived.values()) - FEW <= CALLS_AT_ONCE
    else:
        assert max(arrived.values()) == 1, "nobody gets it twice"
        assert len(unsure) == at_death["sending"]


def test_killed_at_random_moments_over_five_thousand_people(tmp_path: Path) -> None:
    database = tmp_path / "data" / "suoi-mau.sqlite3"
    write_awake(tmp_path / "knowledge")
    write_due(database, MANY)
    chance = random.Random(20261120)
    settings = {"MOTCUA_SUOI_MAU_TELEGRAM_TOKEN": TOKEN, "MOTCUA_TELEGRAM_PACE": "0", "MOTCUA_NOW": ""}
    in_flight: set[int] = set()
    with TelegramApi() as api:
        know(api, MANY)
        for wanted in sorted(chance.sample(range(1, MANY), KILLS)):
            in_flight |= _killed_after(wanted, tmp_path, api, settings, chance)
        with running(tmp_path, MOTCUA_TELEGRAM_API=api.address, **settings):
            _wait_until(lambda: statuses(database).keys() <= {"sent", "unsure"})
        arrived = arrivals(api)
    unsure = persons_in(database, "unsure")
    assert max(arrived.values()) == 1, "nobody gets it twice"
    assert set(persons(MANY)) - arrived.keys() <= unsure, "nobody is lost"
    assert statuses(database) == Counter(sent=MANY - len(unsure), unsure=len(unsure))
    assert unsure == in_flight
    assert len(unsure) <= KILLS * CALLS_AT_ONCE


def _killed_after(
    wanted: int, folder: Path, api: TelegramApi, settings: dict[str, str], chance: random.Random
) -> set[int]:
    """Kill the program when so many have arrived; whom it was just writing to."""
    with running(folder, MOTCUA_TELEGRAM_API=api.address, **settings) as server:
        _wait_until(lambda: len(api.account.sent) >= wanted)
        time.sleep(chance.uniform(0, 0.05))
        server.process.kill()
        server.process.wait()
    return persons_in(folder / "data" / "suoi-mau.sqlite3", "sending")


def _wait_until(condition: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
