"""How fast announcements leave, and who may overtake them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fictional_newsroom import Newsroom, newsroom, people
from simulated_time import NOON

from bot.announcements.delivery import DeliveryStatus
from bot.announcements.subscription import agreed
from bot.channels.failures import (
    Absence,
    Refused,
    SlowDown,
)
from bot.services.pace import Pace
from bot.services.sending import CALLS_AT_ONCE

SENT, FAILED, UNSURE = DeliveryStatus.SENT, DeliveryStatus.FAILED, DeliveryStatus.UNSURE
WAITING, SENDING, REFUSED = DeliveryStatus.WAITING, DeliveryStatus.SENDING, DeliveryStatus.REFUSED
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
BLOCKED = Refused("Forbidden: bot was blocked by the user", Absence.BLOCKED)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


def most_in(moments: Sequence[datetime], span: timedelta) -> int:
    """The most that stand in any such span; the moments are in order."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= span:
            first += 1
        most = max(most, last - first + 1)
    return most


async def test_never_more_than_thirty_leave_in_a_second_and_hardly_fewer(room: Newsroom) -> None:
    room.a_second = 30
    await room.subscribe(*people(300))
    await room.sent_now()
    begun = room.time.now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 300)
    assert most_in([moment for moment, _ in room.platform.calls], SECOND) <= 30
    assert (room.time.now() - begun).total_seconds() <= 1.05 * 300 / 30 + 0.2


async def test_a_restart_makes_no_burst(room: Newsroom) -> None:
    room.a_second = 30
    await room.subscribe(*people(100))
    await room.sent_now()
    for count in (20, 40, 60, 100):
        async with room.program():
            await room.time.until(lambda wanted=count: len(room.platform.sent) >= wanted)  # type: ignore[misc]
    assert most_in([moment for moment, _ in room.platform.calls], SECOND) <= 30
    assert len(set(room.platform.persons())) == 100


async def test_no_more_calls_are_under_way_than_the_setting_says(room: Newsroom) -> None:
    room.platform.takes = 5
    await room.sent_now()
    await room.let(MINUTE)
    assert room.platform.most_at_once == CALLS_AT_ONCE
    assert len(room.platform.sent) == 20


async def test_slow_down_stops_the_whole_account_for_as_long_as_asked(room: Newsroom) -> None:
    room.a_second = 10
    room.platform.failures = [SlowDown(17)]
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: not room.platform.failures)
        asked = room.time.now()
        await room.time.pass_by(MINUTE)
    after = [moment for moment, _ in room.platform.calls if moment > asked]
    assert min(after) - asked >= timedelta(seconds=17)
    assert await room.counts(number) == {SENT: 20}


async def test_slow_down_is_remembered_over_a_restart(room: Newsroom) -> None:
    room.a_second = 10
    room.platform.failures = [SlowDown(30)]
    await room.sent_now()
    async with room.program():
        await room.time.until(lambda: not room.platform.failures)
        asked = room.time.now()
        await room.time.pass_by(2 * SECOND)
    await room.let(MINUTE)
    assert min(moment for moment, _ in room.platform.calls if moment > asked + SECOND) - asked >= timedelta(seconds=30)


async def test_being_asked_to_wait_a_hundred_times_loses_nobody_and_counts_as_no_try(room: Newsroom) -> None:
    room.platform.failures = [SlowDown(1) for _ in range(100)]
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 20)
        await room.time.pass_by(SECOND)
    assert await room.counts(number) == {SENT: 20}


async def test_a_reply_overtakes_announcements_which_wait_for_it(room: Newsroom) -> None:
    pace = Pace(10, room.time, room.time.sleep)
    begun, left = room.time.now(), list[str]()

    async def leaves(name: str, waiting: Awaitable[object]) -> None:
        await waiting
        left.append(name)

    turns = [asyncio.create_task(leaves(f"tin {number}", pace.turn())) for number in range(4)]
    await room.time.until(lambda: left == ["tin 0"])
    await leaves("trả lời", pace.reply())
    await room.time.until(lambda: all(turn.done() for turn in turns))
    assert left == ["tin 0", "trả lời", "tin 1", "tin 2", "tin 3"]
    assert (room.time.now() - begun).total_seconds() == pytest.approx(4 / (10 * 0.97), abs=0.01)


@pytest.mark.parametrize(
    ("most", "span", "announcements", "asked_after", "longest"),
    [(30, SECOND, 120, 0.3, timedelta(seconds=0.1)), (100, MINUTE, 300, 2.9, SECOND)],
)
async def test_replies_and_announcements_together_are_never_more_than_the_platform_takes_and_replies_hardly_wait(
    room: Newsroom, most: int, span: timedelta, announcements: int, asked_after: float, longest: timedelta
) -> None:
    pace = Pace(most / span.total_seconds(), room.time, room.time.sleep, counted_over=span)
    left, waits = list[datetime](), list[timedelta]()

    async def announce() -> None:
        for _ in range(announcements):
            await pace.turn()
            left.append(room.time.now())

    async def ask() -> None:
        while len(left) < announcements:
            await room.time.sleep(asked_after)
            asked = room.time.now()
            await pace.reply()
            left.append(room.time.now())
            waits.append(room.time.now() - asked)

    tasks = [asyncio.create_task(announce()), asyncio.create_task(ask())]
    await room.time.until(lambda: all(task.done() for task in tasks))
    assert most_in(left, span) <= most
    assert len(waits) > 10
    assert max(waits) <= longest


@pytest.mark.parametrize("a_second", [0.2, 1.0, 30.0])
async def test_a_clock_that_is_put_back_keeps_nobody_waiting(room: Newsroom, a_second: float) -> None:
    pace = Pace(a_second, room.time, room.time.sleep)
    for _ in range(3):
        turn = asyncio.create_task(pace.turn())
        await room.time.until(turn.done)
    room.time.moment -= timedelta(hours=1)
    begun = room.time.now()
    for waiting in (pace.reply(), pace.turn()):
        task = asyncio.create_task(waiting)
        await room.time.until(task.done)
    assert room.time.now() - begun <= timedelta(seconds=11)


async def test_whom_a_clock_wrote_to_that_was_a_day_fast_gets_the_next_announcement_all_the_same(
    room: Newsroom,
) -> None:
    room.a_second, room.platform.failures = 10, [SlowDown(30)]
    await room.sent_now()
    await room.let(MINUTE)
    assert len(room.platform.sent) == 20
    room.time.moment -= timedelta(days=1)
    await room.sent_now()
    await room.let(MINUTE)
    assert len(room.platform.sent) == 40


async def test_a_pace_of_less_than_one_a_second_is_kept_too(room: Newsroom) -> None:
    pace, begun = Pace(0.5, room.time, room.time.sleep), room.time.now()
    for _ in range(4):
        turn = asyncio.create_task(pace.turn())
        await room.time.until(turn.done)
    assert (room.time.now() - begun).total_seconds() == pytest.approx(3 / (0.5 * 0.97), abs=0.1)


async def test_1500_people_at_100_requests_a_minute_take_no_longer_than_they_must(room: Newsroom) -> None:
    platform = room.another_platform("zalo_oa")
    room.paces["zalo_oa"] = Pace(100 / 60, room.time, room.time.sleep, counted_over=MINUTE)
    await room.subscribe(*(agreed("zalo_oa", f"{number:019d}", "1", NOON, None) for number in range(1500)))
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(platform.sent) == 1500)
    moments = [moment for moment, _ in platform.calls]
    assert moments[-1] - moments[0] <= 1.05 * 15 * MINUTE
    assert most_in(moments, MINUTE) <= 100
    assert len(room.platform.sent) == 20
    assert (await room.counts(number)).get(SENT, 0) >= 1500


async def test_where_the_platform_does_not_count_them_answers_do_not_wait(room: Newsroom) -> None:
    pace = Pace(1, room.time, room.time.sleep, holds_replies=False)
    for _ in range(50):
        await pace.reply()
    assert room.time.now() == NOON
