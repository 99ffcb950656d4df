import random
import signal
import socket
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from fictional_server import OPENING, Citizen, Server, running, write_topic

CITIZENS = 6
MESSAGES = 8
ROUNDS = 5


def text_of(message: str) -> str:
    """A question that finds no answer, so that each taking of it leaves a row, and a state that counts."""
    return f"giá vàng thế giới xyzxyz {message.replace('-', ' ')}"


def ask_until_death(server: Server, citizens: list[Citizen], deadly: int) -> None:
    """All write at once; the server is killed when it has answered `deadly` messages, whatever else it is doing."""
    answered = threading.Semaphore(0)
    dead = threading.Event()

    def write(citizen: Citizen) -> None:
        for number in range(MESSAGES):
            message = f"message-{number}"
            try:
                citizen.answers[message] = citizen.ask(server, message, text_of(message))
            except httpx.TransportError:
                # Before its death it owes everybody an answer, however busy the machine is.
                assert dead.is_set()
                return
            answered.release()

    with ThreadPoolExecutor(CITIZENS) as threads:
        writing = [threads.submit(write, citizen) for citizen in citizens]
        for _ in range(deadly):
            assert answered.acquire(timeout=60)
        dead.set()
        server.process.kill()
        for one in writing:
            one.result()


def repeat_everything(server: Server, citizens: list[Citizen]) -> None:
    for citizen in citizens:
        for number in range(MESSAGES):
            message = f"message-{number}"
            again = citizen.ask(server, message, text_of(message))
            assert again == citizen.answers.get(message, again)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_killed_at_any_moment_it_loses_no_answer_and_answers_nobody_twice(tmp_path: Path) -> None:
    write_topic(tmp_path / "knowledge", "gio-lam-viec", "mấy giờ mở cửa", OPENING)
    database = tmp_path / "data" / "suoi-mau.sqlite3"
    chance = random.Random(20261120)
    everyone: list[Citizen] = []
    for _ in range(ROUNDS):
        citizens = [Citizen(f"{len(everyone) + number:022}") for number in range(CITIZENS)]
        everyone += citizens
        with running(tmp_path) as server:
            ask_until_death(server, citizens, chance.randrange(CITIZENS * MESSAGES - CITIZENS))
        assert rows(database, "pragma integrity_check") == [("ok",)]
        with running(tmp_path) as server:
            repeat_everything(server, citizens)
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(timeout=30) == 0
    sent = len(everyone) * MESSAGES
    assert rows(database, "pragma integrity_check") == [("ok",)]
    assert rows(database, "select count(*), count(distinct message) from turn") == [(sent, sent)]
    assert rows(database, "select count(*) from miss") == [(sent,)]
    assert rows(database, "select distinct json_extract(state, '$.misses') from state") == [(MESSAGES,)]


def test_a_message_in_hand_is_answered_although_the_program_was_told_to_stop(tmp_path: Path) -> None:
    write_topic(tmp_path / "knowledge", "gio-lam-viec", "mấy giờ mở cửa", OPENING)
    body = urlencode({"message": "message-0", "text": "mấy giờ mở cửa"}).encode()
    head = (
        "POST /suoi-mau/ HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with running(tmp_path) as server:
        port = int(server.address.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), timeout=30) as browser:
            browser.sendall(head.encode())
            assert b"100 Continue" in browser.recv(1000)
            server.process.send_signal(signal.SIGTERM)
            wait_until_closed(port)
            browser.sendall(body)
            answer = b"".join(iter(lambda: browser.recv(10_000), b""))
        assert server.process.wait(timeout=30) == 0
    assert answer.startswith(b"HTTP/1.1 200")
    assert OPENING.encode() in answer


def wait_until_closed(port: int) -> None:
    """Until nobody new is let in. With pauses: a machine that is busy has no time for thousands who knock, nor ports."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=30).close()
        except ConnectionError:
            return
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_well_and_leaves_one_whole_file(tmp_path: Path, number: signal.Signals) -> None:
    write_topic(tmp_path / "knowledge", "gio-lam-viec", "mấy giờ mở cửa", OPENING)
    with running(tmp_path) as server:
        Citizen("a" * 22).ask(server, "message-0", "mấy giờ mở cửa")
        server.process.send_signal(number)
        assert server.process.wait(timeout=30) == 0
    assert sorted(file.name for file in (tmp_path / "data").iterdir()) == ["motcua.lock", "suoi-mau.sqlite3"]
    assert '"stopped"' in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1]
