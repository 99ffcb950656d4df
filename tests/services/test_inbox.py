"""A platform from which a message comes once: it is kept before anything else, and answered in the end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.messages import Attachment, Incoming
from bot.services.clock import FixedClock
from bot.services.inbox import Inbox
from bot.storage import Database, inbox
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
NUMBER = "0900000000"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


def message(number: int, text: str = "chào", person: str = "lan") -> Incoming:
    return Incoming("zalo_bot", person, f"m{number}", text)


class Desk:
    """Answers, and then takes the message out of the inbox; may be held, may fail."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.answered: list[Incoming] = []
        self.begun: list[Incoming] = []
        self.open = asyncio.Event()
        self.open.set()
        self.failures: list[Exception] = []

    async def answer(self, incoming: Incoming) -> None:
        self.begun.append(incoming)
        await self.open.wait()
        if self.failures:
            raise self.failures.pop(0)
        key = (incoming.account, incoming.person, incoming.message)
        await self.database.run(lambda db: inbox.remove(db, *key))
        self.answered.append(incoming)


async def no_pause(seconds: float) -> None:
    await asyncio.sleep(0)


def opened(database: Database, desk: Desk, now: datetime = NOON) -> Inbox:
    return Inbox("zalo_bot", database, desk.answer, FixedClock(now), no_pause)


async def waiting(database: Database, now: datetime = NOON) -> int:
    return len(await database.run(lambda db: inbox.waiting(db, "zalo_bot", now)))


async def until(condition: Callable[[], object]) -> None:
    for _ in range(10_000):
        if condition():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("waited in vain")


async def test_a_message_is_kept_before_it_is_answered_and_forgotten_afterwards(database: Database) -> None:
    desk = Desk(database)
    desk.open.clear()
    box = opened(database, desk)
    await box.receive(message(1))
    assert (await waiting(database), desk.answered) == (1, [])
    desk.open.set()
    await box.close(5)
    assert (await waiting(database), desk.answered) == (0, [message(1)])


async def test_what_was_not_answered_is_answered_after_the_next_start_in_order(database: Database) -> None:
    held, desk = Desk(database), Desk(database)
    held.open.clear()
    box = opened(database, held)
    for number in range(3):
        await box.receive(message(number))
    await box.close(0)
    again = opened(database, desk, NOON + timedelta(hours=23))
    await again.resume()
    await again.close(5)
    assert desk.answered == [message(0), message(1), message(2)]


async def test_after_a_day_nobody_waits_for_an_answer_any_more(database: Database) -> None:
    held, desk = Desk(database), Desk(database)
    held.open.clear()
    box = opened(database, held)
    await box.receive(message(1))
    await box.close(0)
    late = opened(database, desk, NOON + timedelta(days=1))
    await late.resume()
    await late.close(5)
    assert desk.answered == []


async def test_while_the_disk_fails_it_is_tried_again(database: Database) -> None:
    desk = Desk(database)
    desk.failures = [OperatorError("đĩa đầy"), OperatorError("đĩa đầy")]
    box = opened(database, desk)
    await box.receive(message(1))
    await box.receive(message(2))
    await box.close(5)
    assert desk.answered == [message(1), message(2)]


async def test_a_message_that_breaks_the_program_stays_for_the_mended_one_and_keeps_nobody_waiting(
    database: Database,
) -> None:
    desk = Desk(database)
    desk.failures = [RuntimeError("a slip of ours")]
    box = opened(database, desk)
    await box.receive(message(1))
    await box.receive(message(2))
    await box.close(5)
    assert desk.answered == [message(2)]
    mended = opened(database, desk)
    await mended.resume()
    await mended.close(5)
    assert desk.answered == [message(2), message(1)]


async def test_one_person_keeps_no_other_waiting_and_their_own_in_order(database: Database) -> None:
    desk = Desk(database)
    desk.open.clear()
    box = opened(database, desk)
    for number in range(2):
        await box.receive(message(number, person="lan"))
        await box.receive(message(number, person="mai"))
    await until(lambda: len(desk.begun) == 2)
    assert {seen.person for seen in desk.begun} == {"lan", "mai"}
    desk.open.set()
    await box.close(5)
    assert [seen.message for seen in desk.answered if seen.person == "lan"] == ["m0", "m1"]


async def test_a_message_that_comes_twice_waits_once(database: Database) -> None:
    desk = Desk(database)
    desk.open.clear()
    box = opened(database, desk)
    await box.receive(message(1))
    await box.receive(message(1))
    assert await waiting(database) == 1
    desk.open.set()
    await box.close(5)


async def test_a_personal_number_is_not_kept_and_all_else_of_the_message_is(database: Database) -> None:
    desk = Desk(database)
    desk.open.clear()
    box = opened(database, desk)
    photo = Incoming("zalo_bot", "lan", "m1", f"số tôi {NUMBER} \ud800", attachment=Attachment.PHOTO)
    await box.receive(photo)
    kept = b"".join(file.read_bytes() for file in database.path.parent.iterdir())
    assert NUMBER.encode() not in kept
    assert "số tôi".encode() in kept
    desk.open.set()
    await box.close(5)
    assert desk.answered == [replace(photo, text=f"số tôi {NUMBER} ?")]


async def test_another_account_of_the_commune_has_messages_of_its_own(database: Database) -> None:
    desk = Desk(database)
    await database.run(partial(inbox.add, account="zalo_oa", person="lan", message="m1", content="{}", at=NOON))
    box = opened(database, desk)
    await box.resume()
    await box.close(5)
    assert desk.begun == []
