"""A commune that rehearses, in the running program: whatever it does, no socket of it reaches anybody."""

import time
from collections import Counter
from pathlib import Path

from due_announcement import AWAKE, statuses, write_awake, write_due
from fictional_server import OPENING, Citizen, running, surroundings
from telegram_api import TOKEN, TelegramApi

COUNT = 20
_WATCH = """
import sys

def watch(event, details):
    if event in {"socket.connect", "socket.sendto"}:
        with open(FILE, "a", encoding="utf-8") as file:
            print(event, *details, file=file)

sys.addaudithook(watch)
# uvloop opens its sockets in C, where no hook sees them; Python's own loop takes its place.
sys.modules["uvloop"] = None
"""


def watched(folder: Path) -> tuple[dict[str, str], Path]:
    """Settings with which a process writes down whom its sockets reach for, and the file in which it does."""
    file = folder / "reached.txt"
    (folder / "watch").mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(f"FILE = {str(file)!r}\n{_WATCH}", encoding="utf-8")
    return {"PYTHONPATH": f"{folder / 'watch'}:{surroundings()['PYTHONPATH']}"}, file


def until_sent(database: Path) -> None:
    deadline = time.monotonic() + 60
    while statuses(database) != Counter(sent=COUNT):
        assert time.monotonic() < deadline, statuses(database)
        time.sleep(0.05)


def test_nothing_leaves_a_commune_that_rehearses_although_it_has_a_token_and_everything_is_sent(tmp_path: Path) -> None:
    knowledge, database = write_awake(tmp_path / "knowledge"), tmp_path / "data" / "suoi-mau.sqlite3"
    (knowledge / "xa" / "suoi-mau" / "xa.yaml").write_text(f"{AWAKE}dien_tap: có\n", encoding="utf-8")
    write_due(database, COUNT)
    settings, reached = watched(tmp_path)
    with TelegramApi() as api:
        settings |= {"MOTCUA_TELEGRAM_API": api.address, "MOTCUA_SUOI_MAU_TELEGRAM_TOKEN": TOKEN, "MOTCUA_NOW": ""}
        with running(tmp_path, **settings) as server:
            until_sent(database)
            assert OPENING in Citizen("a" * 22).ask(server, "m1", "mấy giờ mở cửa")[0]["text"]
        assert not api.calls
    assert not reached.exists()


def test_the_watch_sees_what_leaves_a_commune_that_does_not_rehearse(tmp_path: Path) -> None:
    write_awake(tmp_path / "knowledge")
    settings, reached = watched(tmp_path)
    with TelegramApi() as api:
        settings |= {"MOTCUA_TELEGRAM_API": api.address, "MOTCUA_SUOI_MAU_TELEGRAM_TOKEN": TOKEN}
        with running(tmp_path, **settings):
            api.wait(lambda: bool(api.calls))
        port = api.address.rpartition(":")[2]
    assert port in reached.read_text(encoding="utf-8")
