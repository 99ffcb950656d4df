"""Whatever happens on the way, in whatever order: the ledger adds up, nobody gets it twice, and who got it is known."""

import asyncio
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

from fictional_newsroom import Newsroom, newsroom, people, person
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.announcements.delivery import UNENDED, DeliveryStatus
from bot.announcements.lifecycle import TRANSITIONS, Status, Step
from bot.announcements.subscription import stopped
from bot.channels.failures import Absence, ChannelError, Refused, SlowDown, Unreachable
from bot.services import announcing
from bot.storage import deliveries

PEOPLE = 12

_failures = st.dictionaries(
    st.integers(1, PEOPLE).map(person),
    st.sampled_from([Refused("blocked", Absence.BLOCKED), Unreachable("reset", True), Unreachable("refused", False)]),
    max_size=4,
)
_once = st.lists(st.sampled_from([SlowDown(2), Unreachable("refused", False), Unreachable("reset", True)]), max_size=4)
_events = st.lists(st.sampled_from(["pause", "resume", "cancel", "die", "stop", "forget", "wait"]), max_size=6)


async def _happens(room: Newsroom, number: int, event: str, place: int) -> None:
    status = await room.status(number)
    if event == "stop":
        await room.subscribe(stopped(people(PEOPLE)[place]))
    elif event == "pause" and (status, Step.PAUSE) in TRANSITIONS:
        await room.act(announcing.pause, number)
    elif event == "resume" and status is Status.PAUSED:
        await room.act(announcing.resume, number)
    elif event == "cancel" and (status, Step.CANCEL) in TRANSITIONS:
        await room.act(announcing.cancel, number)
    elif event == "forget":
        await room.run(lambda db: deliveries.forget(db, "telegram", person(place + 1)))


async def _sent(folder: Path, of: dict[str, ChannelError], once: list[ChannelError], events: list[str]) -> None:
    async with newsroom(folder, PEOPLE) as room:
        room.a_second, room.platform.of, room.platform.failures = 10, dict(of), list(once)
        number = await room.sent_now()
        for place, event in enumerate(events):
            async with room.program(close=event != "die"):
                await room.time.pass_by(timedelta(seconds=0.35))
                await _happens(room, number, event, place)
            await room.check_ledger()
        if await room.status(number) is Status.PAUSED:
            await room.act(announcing.resume, number)
        await room.let(timedelta(seconds=30))
        room.platform.of = {}
        async with room.program():
            for _ in range(6):
                await room.time.pass_by(timedelta(minutes=12))
        await _check(room, number)


async def _check(room: Newsroom, number: int) -> None:
    arrived = Counter(room.platform.persons())
    assert max(arrived.values(), default=0) <= 1, "nobody gets it twice"
    assert await room.status(number) in {Status.FINISHED, Status.CANCELLED, Status.EXPIRED}
    (firing,) = await room.firings(number)
    counts = await room.run(lambda db: deliveries.counts(db, firing))
    assert not any(counts[status] for status in UNENDED)
    sent, unsure = counts[DeliveryStatus.SENT], counts[DeliveryStatus.UNSURE]
    assert sent <= sum(arrived.values()) <= sent + unsure, "who got it is sent, or unsure"


@settings(max_examples=15, deadline=None)
@given(_failures, _once, _events)
def test_any_sending(of: dict[str, ChannelError], once: list[ChannelError], events: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_sent(Path(folder), of, once, events))
