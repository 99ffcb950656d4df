import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from fictional_commune import OPENING, HandClock, fictional_library

from bot.channels.failures import ChannelError, Refused, SlowDown, Unacceptable, Unreachable
from bot.messages import Incoming, Reply
from bot.services.courier import STILL_OF_USE, TRIES, Courier
from bot.storage import Connection, Database
from bot.storage.turns import Status


@dataclass
class Platform:
    """A platform that keeps what it is sent, and fails as it is told, once for each failure."""

    account: str = "mau"
    failures: list[ChannelError] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    calls: int = 0

    async def send(self, person: str, reply: Reply) -> None:
        self.calls += 1
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((person, reply.text))

    async def typing(self, person: str) -> None:
        self.sent.append((person, "…"))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


def message(number: int, person: str = "khach-1", text: str = "mấy giờ mở cửa") -> Incoming:
    return Incoming("mau", person, f"m{number}", text)


def courier(platform: Platform, database: Database, clock: HandClock, slept: list[float] | None = None) -> Courier:
    async def sleep(seconds: float) -> None:
        (slept if slept is not None else []).append(seconds)
        await asyncio.sleep(0)

    library = fictional_library()
    return Courier(platform, database, lambda: library, clock, sleep)


async def statuses(database: Database) -> list[str]:
    def read(db: Connection) -> list[str]:
        return [str(row["status"]) for row in db.table("turn").rows]

    return await database.run(read)


async def test_a_message_is_answered_and_the_turn_is_done(database: Database) -> None:
    platform = Platform()
    courier_ = courier(platform, database, HandClock())
    await courier_.receive(message(1))
    await courier_.close(5)
    assert [person for person, _ in platform.sent] == ["khach-1"]
    assert OPENING in platform.sent[0][1]
    assert await statuses(database) == [Status.DONE]


async def test_a_message_that_comes_twice_is_answered_once(database: Database) -> None:
    platform = Platform()
    courier_ = courier(platform, database, HandClock())
    await asyncio.gather(*(courier_.receive(message(1)) for _ in range(3)))
    await courier_.close(5)
    assert len(platform.sent) == 1


async def test_each_person_gets_the_answers_in_the_order_of_the_questions(database: Database) -> None:
    platform = Platform()
    courier_ = courier(platform, database, HandClock())
    for number in range(4):
        for person in ("a", "b"):
            await courier_.receive(message(number, person, "xin chào" if number % 2 else "mấy giờ mở cửa"))
    await courier_.close(5)
    for person in ("a", "b"):
        texts = [text for to, text in platform.sent if to == person]
        assert [OPENING in text for text in texts] == [True, False, True, False]


async def test_what_waited_when_the_program_died_is_sent_at_the_next_start(database: Database) -> None:
    clock = HandClock()
    dying = courier(Platform(), database, clock)
    dying._deliver_next = lambda key, replies: None  # type: ignore[method-assign]
    await dying.receive(message(1))
    platform = Platform()
    clock.move(STILL_OF_USE - timedelta(seconds=1))
    again = courier(platform, database, clock)
    await again.resume()
    await again.close(5)
    assert len(platform.sent) == 1
    await again.resume()
    await again.close(5)
    assert len(platform.sent) == 1


async def test_what_waited_too_long_is_left(database: Database) -> None:
    clock = HandClock()
    dying = courier(Platform(), database, clock)
    dying._deliver_next = lambda key, replies: None  # type: ignore[method-assign]
    await dying.receive(message(1))
    clock.move(STILL_OF_USE + timedelta(seconds=1))
    platform = Platform()
    again = courier(platform, database, clock)
    await again.resume()
    await again.close(5)
    assert platform.sent == []


async def test_what_was_being_sent_when_the_program_died_is_not_sent_again(database: Database) -> None:
    clock = HandClock()
    platform = Platform()
    first = courier(platform, database, clock)
    await first.receive(message(1))
    await first.close(5)
    await database.run(lambda db: db.execute("update turn set status = 'calling'"))
    again = courier(platform, database, clock)
    await again.resume()
    await again.close(5)
    assert len(platform.sent) == 1


async def test_a_platform_that_asks_to_slow_down_is_waited_for_by_everybody(database: Database) -> None:
    platform = Platform(failures=[SlowDown(7)])
    slept: list[float] = []
    courier_ = courier(platform, database, HandClock(), slept)
    await courier_.receive(message(1, "a"))
    await courier_.receive(message(1, "b"))
    await courier_.close(5)
    assert slept == [7]
    assert sorted(person for person, _ in platform.sent) == ["a", "b"]


@pytest.mark.parametrize(
    ("failure", "calls"),
    [
        (Refused("blocked"), 1),
        (Unacceptable("bad markup"), 1),
        (Unreachable("reset", may_have_arrived=True), 1),
        (Unreachable("refused", may_have_arrived=False), 2),
    ],
)
async def test_a_failed_call_is_tried_again_only_where_nothing_can_have_arrived(
    database: Database, failure: ChannelError, calls: int
) -> None:
    platform = Platform(failures=[failure])
    courier_ = courier(platform, database, HandClock())
    await courier_.receive(message(1))
    await courier_.close(5)
    assert platform.calls == calls
    assert await statuses(database) == [Status.DONE]


async def test_pauses_grow_and_end(database: Database) -> None:
    platform = Platform(failures=[Unreachable("refused", may_have_arrived=False)] * 20)
    slept: list[float] = []
    courier_ = courier(platform, database, HandClock(), slept)
    await courier_.receive(message(1))
    await courier_.close(5)
    assert platform.calls == TRIES
    assert slept == sorted(set(slept))
    assert await statuses(database) == [Status.DONE]
