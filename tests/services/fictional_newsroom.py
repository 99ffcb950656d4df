"""A commune that sends announcements: officers, subscribers, a platform that fails as it is told, a clock that jumps."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from simulated_time import NOON, SimulatedTime, WatchedDatabase

from bot.announcements.announcement import Announcement, Firing
from bot.announcements.content import Content, Schedule
from bot.announcements.delivery import DeliveryStatus, adds_up
from bot.announcements.lifecycle import Status
from bot.announcements.officer import Officer, Role
from bot.announcements.quiet import QuietHours
from bot.announcements.subscription import Subscription, agreed
from bot.channels.failures import ChannelError, Unacceptable
from bot.messages import Reply
from bot.services import announcing
from bot.services.announcing import Desk
from bot.services.broadcasting import Broadcaster
from bot.services.gates import Gate
from bot.services.pace import Pace
from bot.storage import Connection, announcements, deliveries, firings, officers, subscriptions

AN = Officer("an", "Cán bộ An", Role.AUTHOR, "telegram", "910000001")
BINH = Officer("binh", "Cán bộ Bình", Role.APPROVER)
XEM = Officer("xem", "Cán bộ Xem", Role.VIEWER)
NO_QUIET = QuietHours(time(0), time(0))
QUIET = QuietHours(time(20, 30), time(7))


def person(number: int) -> str:
    return str(900000000 + number)


def people(count: int, account: str = "telegram") -> list[Subscription]:
    return [agreed(account, person(number), "1", NOON, None) for number in range(1, count + 1)]


@dataclass
class Platform:
    """Keeps what it is sent and when. `failures` are of the next calls, `always` of every call, `of` of a person's."""

    time: SimulatedTime
    account: str = "telegram"
    takes: float = 0.15
    failures: list[ChannelError] = field(default_factory=list)
    always: ChannelError | None = None
    of: dict[str, ChannelError] = field(default_factory=dict)
    refuses_to_render: str = ""
    calls: list[tuple[datetime, str]] = field(default_factory=list)
    sent: list[tuple[datetime, str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    officer_failures: list[Exception] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def check(self, reply: Reply) -> None:
        if self.refuses_to_render:
            raise Unacceptable(self.refuses_to_render)

    async def send(self, person: str, reply: Reply) -> str:
        if person == AN.person:
            if self.officer_failures:
                raise self.officer_failures.pop(0)
            self.told.append(reply.text)
            return "told"
        self.calls.append((self.time.now(), person))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.time.sleep(self.takes)
        finally:
            self.at_once -= 1
        failure = self.failures.pop(0) if self.failures else self.always or self.of.get(person)
        if failure:
            raise failure
        self.sent.append((self.time.now(), person, reply.text))
        return f"m{len(self.sent)}"

    def persons(self) -> list[str]:
        return [person for _, person, _ in self.sent]


@dataclass
class Newsroom:
    """What a test needs at hand."""

    database: WatchedDatabase
    time: SimulatedTime
    platform: Platform
    quiet: QuietHours = NO_QUIET
    a_second: float = 0
    others: dict[str, Platform] = field(default_factory=dict)
    paces: dict[str, Pace] = field(default_factory=dict)
    """Of accounts whose pace is not `a_second`."""
    gates: dict[str, Gate] = field(default_factory=dict)

    def another_platform(self, account: str) -> Platform:
        """One more that the program can send on."""
        return self.others.setdefault(account, Platform(self.time, account))

    rehearses: bool = False

    async def run(self, work: Callable[[Connection], Any]) -> Any:
        return await self.database.run(work)

    async def subscribe(self, *whom: Subscription) -> None:
        for each in whom:
            await self.run(partial(subscriptions.save, subscription=each, at=NOON))

    def desk(self, officer: Officer, one_person: bool = False) -> Desk:
        return Desk(officer, self.time.now(), one_person)

    async def approved(self, content: Content | None = None, **fields: Any) -> int:
        """An announcement that was written, submitted and approved; its number."""
        wanted = content or Content(title="Lịch tiêm", text="Trạm y tế tiêm ngày 25.").model_copy(update=fields)

        def work(db: Connection) -> int:
            announcement = announcing.write_new(db, self.desk(AN), wanted)
            announcing.submit(db, self.desk(AN), announcement.id)
            announcing.approve(db, self.desk(BINH), announcement.id)
            return announcement.id

        return int(await self.run(work))

    async def sent_now(self, content: Content | None = None, **fields: Any) -> int:
        number = await self.approved(content, **fields)
        await self.run(lambda db: announcing.send(db, self.desk(AN), number))
        return number

    async def scheduled(self, at: datetime, **fields: Any) -> int:
        number = await self.approved(schedule=Schedule(at=at, **fields))
        await self.run(lambda db: announcing.schedule(db, self.desk(AN), number))
        return number

    async def act(self, deed: Callable[..., Any], number: int, *further: Any, officer: Officer = AN) -> Any:
        return await self.run(lambda db: deed(db, self.desk(officer), number, *further))

    async def announcement(self, number: int) -> Announcement:
        found = await self.run(lambda db: announcements.load(db, number))
        assert isinstance(found, Announcement)
        return found

    async def status(self, number: int) -> Status:
        return (await self.announcement(number)).status

    async def firings(self, number: int) -> list[Firing]:
        return list(await self.run(lambda db: firings.of(db, number)))

    async def counts(self, number: int) -> Mapping[DeliveryStatus, int]:
        """Of the last firing, the statuses that anybody stands in."""
        firing = (await self.firings(number))[-1]
        counted = await self.run(lambda db: deliveries.counts(db, firing))
        return {status: count for status, count in counted.items() if count}

    async def reasons(self, number: int) -> dict[str, int]:
        firing = (await self.firings(number))[-1]
        return {reason: count for _, reason, count in await self.run(lambda db: deliveries.reasons(db, firing))}

    @asynccontextmanager
    async def program(self, close: bool = True) -> AsyncIterator[Broadcaster]:
        """The program runs; without `close` it then dies as if it had been killed."""
        platforms = {"telegram": self.platform} | self.others
        channels = {
            account: (platform, self.paces.get(account) or Pace(self.a_second, self.time, self.time.sleep))
            for account, platform in platforms.items()
        }
        broadcaster = Broadcaster(
            self.database,
            channels,
            lambda: self.quiet,
            self.time,
            self.time.sleep,
            rehearses=lambda: self.rehearses,
            gates=self.gates,
        )
        task = asyncio.create_task(broadcaster.run())
        try:
            yield broadcaster
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            closing = asyncio.create_task(broadcaster.close(1 if close else 0))
            await self.time.until(closing.done)
            await closing

    async def let(self, span: timedelta) -> None:
        """The program runs for so long."""
        async with self.program():
            await self.time.pass_by(span)

    async def check_ledger(self) -> None:
        """Whatever happened: of every firing the statuses add up to the audience."""
        for announcement in await self.run(announcements.everything):
            for firing in await self.firings(announcement.id):
                assert adds_up(await self.run(partial(deliveries.counts, firing=firing)), firing.audience)


@asynccontextmanager
async def newsroom(folder: Path, count: int = 20) -> AsyncIterator[Newsroom]:
    database = WatchedDatabase.open(folder / "suoi-mau.sqlite3")
    time = SimulatedTime(database)
    room = Newsroom(database, time, Platform(time))
    try:
        for each in (AN, BINH, XEM):
            await room.run(partial(officers.save, officer=each, at=NOON))
        await room.subscribe(*people(count))
        yield room
        await room.check_ledger()
    finally:
        await database.close()
