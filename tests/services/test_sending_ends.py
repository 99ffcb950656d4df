"""The program dies or is stopped, the disk is full, the ledger is damaged: what is in it afterwards."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fictional_newsroom import Newsroom, newsroom, person
from full_disk import files_of_at_most

from bot.announcements.delivery import DeliveryStatus
from bot.announcements.lifecycle import Status
from bot.channels.failures import Unreachable
from bot.services import announcing
from bot.services.booking import Booked
from bot.services.sending import CALLS_AT_ONCE
from bot.storage import Connection, deliveries

SENT, SKIPPED, UNSURE = DeliveryStatus.SENT, DeliveryStatus.SKIPPED, DeliveryStatus.UNSURE
WAITING, SENDING = DeliveryStatus.WAITING, DeliveryStatus.SENDING
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


async def test_a_mistake_in_the_program_during_a_call_is_unsure_and_the_rest_goes_on(room: Newsroom) -> None:
    broken = room.platform.send

    async def send(whom: str, reply: object) -> str:
        if whom == person(3):
            raise ZeroDivisionError
        return await broken(whom, reply)  # type: ignore[arg-type]

    room.platform.send = send  # type: ignore[assignment]
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 19, UNSURE: 1}
    assert await room.reasons(number) == {"ZeroDivisionError": 1}


async def test_what_a_dead_program_was_sending_is_unsure(room: Newsroom) -> None:
    room.platform.takes = 100
    number = await room.sent_now()
    async with room.program(close=False):
        await room.time.until(lambda: room.platform.at_once == CALLS_AT_ONCE)
    assert await room.counts(number) == {SENDING: CALLS_AT_ONCE, WAITING: 12}
    room.platform.takes = 0.1
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 12, UNSURE: CALLS_AT_ONCE}
    assert await room.status(number) is Status.FINISHED


async def test_what_is_urgent_and_a_dead_program_was_sending_goes_again_at_once(room: Newsroom) -> None:
    room.platform.takes = 100
    number = await room.sent_now(urgent=True)
    async with room.program(close=False):
        await room.time.until(lambda: room.platform.at_once == CALLS_AT_ONCE)
    room.platform.takes = 0.1
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_told_to_stop_it_lets_the_calls_end_and_writes_what_became_of_them(room: Newsroom) -> None:
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: room.platform.at_once == CALLS_AT_ONCE)
    assert await room.counts(number) == {SENT: CALLS_AT_ONCE, WAITING: 12}


async def test_told_to_stop_while_it_claims_it_leaves_nobody_unsure_who_was_not_called(room: Newsroom) -> None:
    number = await room.sent_now()
    done, claimed = room.database.run, asyncio.Event()

    async def slowly(work: Any) -> Any:
        result = await done(work)
        if isinstance(result, Booked) and result.claims:
            claimed.set()
            for _ in range(5):
                await asyncio.sleep(0)
        return result

    room.database.run = slowly  # type: ignore[method-assign]
    async with room.program():
        await claimed.wait()
    assert await room.counts(number) == {WAITING: 20}
    assert not room.platform.calls


async def test_who_was_being_written_to_when_it_was_cancelled_is_not_tried_again(room: Newsroom) -> None:
    room.platform.always, room.platform.takes = Unreachable("gone", may_have_arrived=False), 5
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: room.platform.at_once == CALLS_AT_ONCE)
        await room.act(announcing.cancel, number)
        await room.time.pass_by(HOUR)
    assert await room.counts(number) == {SKIPPED: 20}
    assert await room.reasons(number) == {"cancelled": 20}


async def test_what_is_urgent_and_was_cancelled_does_not_wait_after_the_program_died(room: Newsroom) -> None:
    room.platform.takes = 100
    number = await room.sent_now(urgent=True)
    async with room.program(close=False):
        await room.time.until(lambda: room.platform.at_once == CALLS_AT_ONCE)
    await room.act(announcing.cancel, number)
    await room.let(MINUTE)
    assert await room.counts(number) == {SKIPPED: 20}


async def test_while_the_disk_is_full_nobody_is_written_to_and_nothing_is_forgotten(room: Newsroom) -> None:
    room.a_second = 10
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 5)
        known = len(room.platform.calls)
        with files_of_at_most(1):
            await room.time.pass_by(30 * SECOND)
            assert len(room.platform.calls) - known <= 2
        await room.time.pass_by(2 * MINUTE)
    assert await room.counts(number) == {SENT: 20}
    assert sorted(room.platform.persons()) == sorted(set(room.platform.persons()))


async def test_a_repair_knows_what_is_being_sent_from_what_was_left(room: Newsroom) -> None:
    room.platform.takes = 700
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: room.platform.at_once == CALLS_AT_ONCE)
        # Past a repair, while the calls are still being made.
        await room.time.pass_by(6 * MINUTE)
        assert await room.counts(number) == {SENDING: CALLS_AT_ONCE, WAITING: 12}
        await room.time.pass_by(6 * MINUTE)
        assert (await room.counts(number))[SENT] == CALLS_AT_ONCE


async def test_a_ledger_that_does_not_add_up_stops_the_sending(room: Newsroom) -> None:
    room.a_second = 1
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 2)

    def lose(db: Connection) -> None:
        db.execute("delete from delivery where person = ?", [person(20)])

    await room.run(lose)
    await room.let(5 * SECOND)
    announcement = await room.announcement(number)
    assert announcement.status is Status.PAUSED
    assert announcement.reason == "sổ gửi có 19 người, lúc chốt là 20 người"
    # So that what every test of this file ends with holds again.
    (firing,) = await room.firings(number)
    await room.run(lambda db: deliveries.freeze(db, firing, [("telegram", person(20))], room.time.now()))
