import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from fictional_commune import OPENING, HandClock, fictional_library
from pydantic import TypeAdapter

from bot.announcements.subscription import Status as Subscribed
from bot.announcements.subscription import agreed
from bot.channels.failures import Absence, ChannelError, Refused, SlowDown, Unacceptable, Unreachable
from bot.messages import Incoming, Reply
from bot.services.courier import CALLS_AT_ONCE, STILL_OF_USE, TRIES, Courier
from bot.storage import Connection, Database, subscriptions, turns
from bot.storage.turns import Status, TurnKey


@dataclass
class Platform:
    """A platform that keeps what it is sent, and fails as it is told, once for each failure."""

    account: str = "mau"
    failures: list[ChannelError] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    calls: int = 0
    typed: int = 0
    something_sent: asyncio.Event = field(default_factory=asyncio.Event)
    begun_typing: asyncio.Event = field(default_factory=asyncio.Event)
    typing_lasts: asyncio.Event | None = None

    async def send(self, person: str, reply: Reply) -> str:
        self.calls += 1
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((person, reply.text))
        self.something_sent.set()
        return str(len(self.sent))

    async def typing(self, person: str) -> None:
        self.typed += 1
        self.begun_typing.set()
        if self.typing_lasts:
            await self.typing_lasts.wait()


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
    dying._deliver_next = lambda key, replies, begun=0: None  # type: ignore[method-assign]
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
    dying._deliver_next = lambda key, replies, begun=0: None  # type: ignore[method-assign]
    await dying.receive(message(1))
    clock.move(STILL_OF_USE + timedelta(seconds=1))
    platform = Platform()
    again = courier(platform, database, clock)
    await again.resume()
    await again.close(5)
    assert platform.sent == []


@dataclass
class DeadlyPlatform(Platform):
    """The program dies while it sends so many replies, counted from 1; whether that one arrives, nobody knows."""

    deadly: int = 1

    async def send(self, person: str, reply: Reply) -> str:
        if self.calls + 1 == self.deadly:
            await asyncio.Event().wait()
        return await super().send(person, reply)


THREE = tuple(Reply(text=text) for text in ("một", "hai", "ba"))


@pytest.mark.parametrize("deadly", [1, 2, 3])
async def test_of_the_replies_of_a_turn_only_the_one_being_sent_when_the_program_died_is_lost(
    database: Database, deadly: int
) -> None:
    clock, dying = HandClock(), DeadlyPlatform(deadly=deadly)
    key = TurnKey("mau", "khach-1", "m1")
    stored = TypeAdapter(tuple[Reply, ...]).dump_json(THREE).decode()
    await database.run(lambda db: turns.add(db, key, stored, Status.WAITING, clock.now()))
    first = courier(dying, database, clock)
    await first.resume()
    await until_begun(database, deadly)
    await first.close(0)
    platform = Platform()
    again = courier(platform, database, clock)
    await again.resume()
    await again.close(5)
    wanted = [reply.text for place, reply in enumerate(THREE, start=1) if place != deadly]
    assert [text for _, text in dying.sent + platform.sent] == wanted
    assert await statuses(database) == [Status.DONE]


async def until_begun(database: Database, count: int) -> None:
    while await database.run(lambda db: db.execute("select begun from turn").fetchone()[0]) < count:
        pass


async def test_what_nothing_had_arrived_of_is_sent_after_a_restart(database: Database) -> None:
    clock = HandClock()
    platform = Platform(failures=[Unreachable("refused", may_have_arrived=False)])
    waiting = asyncio.Event()

    async def sleep(seconds: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    library = fictional_library()
    first = Courier(platform, database, lambda: library, clock, sleep)
    await first.receive(message(1))
    await waiting.wait()
    await first.close(0)
    assert await statuses(database) == [Status.WAITING]
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


def subscription(db: Connection) -> tuple[object, str]:
    kept = subscriptions.load(db, "mau", "khach-1")
    assert kept
    return kept.status, kept.reason


@pytest.mark.parametrize("absence", list(Absence))
async def test_whom_the_platform_refuses_gets_no_news_until_they_write_again(
    database: Database, absence: Absence
) -> None:
    lan = agreed("mau", "khach-1", "1", HandClock().now(), None)
    await database.run(lambda db: subscriptions.save(db, lan, HandClock().now()))
    courier_ = courier(Platform(failures=[Refused("x", absence)]), database, HandClock())
    await courier_.receive(message(1))
    await courier_.close(5)
    assert await database.run(subscription) == (Subscribed.UNREACHABLE, absence.value)
    await courier_.receive(message(2))
    await courier_.close(5)
    assert await database.run(subscription) == (Subscribed.ACTIVE, "")


async def test_a_block_told_again_with_the_message_after_it_changes_nothing(database: Database) -> None:
    """A platform brings both again where it was not told in time that they were taken."""
    lan = agreed("mau", "khach-1", "1", HandClock().now(), None)
    await database.run(lambda db: subscriptions.save(db, lan, HandClock().now()))
    courier_ = courier(Platform(), database, HandClock())
    for _ in range(2):
        await courier_.left("khach-1")
        assert await database.run(subscription) == (Subscribed.UNREACHABLE, "blocked")
        await courier_.receive(message(1))
        assert await database.run(subscription) == (Subscribed.ACTIVE, "")
    await courier_.close(5)


async def test_pauses_grow_and_end(database: Database) -> None:
    platform = Platform(failures=[Unreachable("refused", may_have_arrived=False)] * 20)
    slept: list[float] = []
    courier_ = courier(platform, database, HandClock(), slept)
    await courier_.receive(message(1))
    await courier_.close(5)
    assert platform.calls == TRIES
    assert slept == sorted(slept)
    assert sum(slept) < STILL_OF_USE.total_seconds()
    assert await statuses(database) == [Status.DONE]


async def test_who_waits_for_an_unreachable_platform_keeps_nobody_else_waiting(database: Database) -> None:
    people = [f"p{number}" for number in range(CALLS_AT_ONCE)]
    platform = Platform(failures=[Unreachable("refused", may_have_arrived=False) for _ in people])
    all_wait, back, waiting = asyncio.Event(), asyncio.Event(), list[float]()

    async def sleep(seconds: float) -> None:
        waiting.append(seconds)
        if len(waiting) == len(people):
            all_wait.set()
        await back.wait()

    library = fictional_library()
    courier_ = Courier(platform, database, lambda: library, HandClock(), sleep)
    for number, person in enumerate(people):
        await courier_.receive(message(number, person))
    await all_wait.wait()
    # Nothing has arrived, so nothing would be lost if the program died now.
    assert await statuses(database) == [Status.WAITING] * CALLS_AT_ONCE
    await courier_.receive(message(99, "late"))
    await platform.something_sent.wait()
    assert [person for person, _ in platform.sent] == ["late"]
    back.set()
    await courier_.close(5)
    assert {person for person, _ in platform.sent} == {"late", *people}


async def test_while_a_crowd_waits_only_one_is_shown_that_an_answer_is_on_its_way(database: Database) -> None:
    lasts = asyncio.Event()
    platform = Platform(typing_lasts=lasts)
    courier_ = courier(platform, database, HandClock())
    blocked = threading.Event()
    holding = asyncio.create_task(database.run(lambda db: blocked.wait(5)))
    crowd = [asyncio.create_task(courier_.receive(message(number, f"p{number}"))) for number in range(20)]
    await platform.begun_typing.wait()
    blocked.set()
    await holding
    lasts.set()
    await asyncio.gather(*crowd)
    await courier_.close(5)
    assert platform.typed == 1
    assert len({person for person, _ in platform.sent}) == 20
