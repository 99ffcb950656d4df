import json
import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.app.doctor import Level
from bot.app.doctor.address import check_port, of_public_address
from bot.app.doctor.data import (
    LITTLE_SPACE,
    LONG_JOURNAL,
    NO_SPACE,
    check_databases,
    check_folder,
    of_database,
    of_space,
)
from bot.app.doctor.machine import FILES_AHEAD, newest_file, of_clock, of_versions
from bot.errors import OperatorError
from bot.settings import Settings
from bot.storage import Database
from bot.storage.condition import Condition

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)


async def make_database(path: Path) -> None:
    await Database.open(path).close()


@pytest.mark.parametrize(
    ("free", "level"),
    [
        (NO_SPACE - 1, Level.WRONG),
        (NO_SPACE, Level.WARNING),
        (LITTLE_SPACE - 1, Level.WARNING),
        (LITTLE_SPACE, Level.OK),
    ],
)
def test_little_space_is_told_before_there_is_none(free: int, level: Level) -> None:
    found = of_space(free)
    assert found.level is level
    assert bool(found.remedy) is (level is not Level.OK)


def test_a_file_in_place_of_the_data_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    for folder in (tmp_path / "tep", tmp_path / "tep" / "data"):
        with pytest.raises(OperatorError, match="MOTCUA_DATA"):
            list(check_folder(folder))


def test_looking_leaves_the_data_folder_as_it_was(tmp_path: Path) -> None:
    assert {each.level for each in check_folder(tmp_path)} == {Level.OK}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("found", "level", "words"),
    [
        (Condition(True, ("1",), (), (), 5000, 0), Level.OK, "nguyên vẹn"),
        (Condition(True, ("1",), ("2",), (), 5000, 0), Level.OK, "nâng cấp"),
        (Condition(True, ("1", "9"), (), ("9",), 5000, 0), Level.WRONG, "Cập nhật motcua"),
        (Condition(False, (), (), (), 5000, 0), Level.WRONG, "motcua restore"),
        (Condition(True, ("1",), (), (), 5000, LONG_JOURNAL + 1), Level.WARNING, "Khởi động lại"),
    ],
)
def test_the_condition_of_a_database_says_what_to_do(found: Condition, level: Level, words: str) -> None:
    told = of_database("suoi-mau", Path("data/suoi-mau.sqlite3"), found)
    assert told.level is level
    assert words in told.what + told.remedy


async def test_one_database_that_can_not_be_opened_keeps_no_other_from_being_told(tmp_path: Path) -> None:
    (tmp_path / "an-mau.sqlite3").mkdir()
    await make_database(tmp_path / "suoi-mau.sqlite3")
    assert [each.level for each in check_databases(tmp_path)] == [Level.WRONG, Level.OK]


async def test_data_that_a_restore_has_put_aside_is_not_forgotten(tmp_path: Path) -> None:
    await make_database(tmp_path / "suoi-mau.sqlite3")
    await make_database(tmp_path / "suoi-mau.sqlite3.truoc-20261120-120000")
    fine, former = check_databases(tmp_path)
    assert (fine.level, former.level) == (Level.OK, Level.WARNING)
    assert ".truoc-" in former.remedy


async def test_a_database_in_which_somebody_is_writing_can_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "suoi-mau.sqlite3"
    await make_database(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert [each.level for each in check_databases(tmp_path)] == [Level.OK]


@pytest.mark.parametrize(
    ("now", "newest", "level"),
    [
        (NOW, None, Level.OK),
        (NOW, NOW + FILES_AHEAD, Level.OK),
        (NOW, NOW + FILES_AHEAD + timedelta(seconds=1), Level.WARNING),
        (NOW.replace(year=1970), None, Level.WRONG),
        (NOW.replace(year=2100), None, Level.WRONG),
    ],
)
def test_a_clock_that_can_not_be_right_is_told(now: datetime, newest: datetime | None, level: Level) -> None:
    assert of_clock(now, newest).level is level


def test_the_newest_file_is_found_in_any_folder(tmp_path: Path) -> None:
    assert newest_file([tmp_path, tmp_path / "khong-co"]) is None
    (tmp_path / "a").mkdir()
    for name, day in (("x", 20), ("a/y", 21)):
        (tmp_path / name).write_text("", encoding="utf-8")
        os.utime(tmp_path / name, (0, datetime(2026, 11, day, tzinfo=UTC).timestamp()))
    assert newest_file([tmp_path]) == datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("python", "sqlite", "wrong"),
    [((3, 11, 0), (3, 37, 0), 0), ((3, 10, 9), (3, 37, 0), 1), ((3, 10, 9), (3, 36, 1), 2)],
)
def test_versions_that_are_too_old_are_told(python: tuple[int, ...], sqlite: tuple[int, ...], wrong: int) -> None:
    found = list(of_versions("0.1.0", python, sqlite))
    assert sum(each.level is Level.WRONG for each in found) == wrong


@contextmanager
def answering(status: int, body: bytes) -> Iterator[int]:
    """A program that answers so to everything; its port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "answer", "level"),
    [
        (200, {"ok": True, "details": {"communes": {}}}, Level.OK),
        (503, {"ok": False, "details": {"communes": {}}}, Level.WRONG),
        (200, {"ok": True}, Level.WRONG),
        (200, ["ok"], Level.WRONG),
    ],
)
def test_whoever_has_the_port_is_asked_who_it_is(status: int, answer: object, level: Level) -> None:
    with answering(status, json.dumps(answer).encode()) as port:
        found = check_port("0.0.0.0", port)
    assert found.level is level
    assert str(port) in found.what


def test_a_free_port_is_fine_and_one_that_another_holds_is_not() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    assert check_port("127.0.0.1", port).level is Level.OK
    with answering(200, b"<html>") as port:
        assert check_port("127.0.0.1", port).level is Level.WRONG


@pytest.mark.parametrize(
    ("url", "level"),
    [
        (None, Level.OK),
        ("https://hoidap.example.vn", Level.OK),
        ("https://localhost", Level.WARNING),
        ("https://192.168.1.5", Level.WARNING),
    ],
)
def test_a_public_address_that_nobody_outside_can_reach_is_told(url: str | None, level: Level) -> None:
    assert of_public_address(Settings(public_url=url).public_url).level is level
