import asyncio
import logging

import pytest

from bot.channels.lanes import Lanes, ended
from bot.errors import OperatorError


@pytest.fixture
def lanes() -> Lanes:
    return Lanes(logging.getLogger("motcua.test"), "test", {})


async def test_a_persons_things_are_done_one_after_the_other_and_those_of_others_meanwhile(lanes: Lanes) -> None:
    done: list[str] = []
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        done.append("Lan 1")

    async def quick(what: str) -> None:
        done.append(what)

    lanes.begin("lan", slow)
    lanes.begin("lan", lambda: quick("Lan 2"))
    await lanes.begin("mai", lambda: quick("Mai 1"))
    assert done == ["Mai 1"]
    gate.set()
    await ended(lanes.in_hand, 5)
    assert done == ["Mai 1", "Lan 1", "Lan 2"]
    assert not lanes.in_hand


async def test_what_breaks_the_program_is_logged_and_the_lane_goes_on(
    lanes: Lanes, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken() -> None:
        raise RuntimeError("a slip of ours")

    await lanes.do("lan", broken)
    assert [record.msg for record in caplog.records] == ["test_update_failed"]


async def test_a_failure_that_somebody_can_mend_is_told(lanes: Lanes) -> None:
    async def full() -> None:
        raise OperatorError("đĩa đầy")

    with pytest.raises(OperatorError):
        await lanes.do("lan", full)


async def test_who_waits_for_the_end_waits_no_longer_than_told(lanes: Lanes) -> None:
    async def endless() -> None:
        await asyncio.Event().wait()

    task = lanes.begin("lan", endless)
    await ended(lanes.in_hand, 0)
    assert task.cancelled()
