"""When an Official Account may write to somebody, and how fast."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from zalo_oa_channel import Hand

from bot.channels.zalo_oa.pace import Pace
from bot.channels.zalo_oa.windows import Window, window

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0, Window.FREE), (47.9, Window.FREE), (48, Window.PAID), (167.9, Window.PAID), (168, Window.CLOSED),
     (-1, Window.FREE)],
)  # fmt: skip
def test_the_window_is_free_for_48_hours_then_paid_and_shut_after_7_days(hours: float, expected: Window) -> None:
    now = Hand().now()
    assert window(now - hours * HOUR, now) is expected
    assert window(None, now) is Window.CLOSED


async def test_fifteen_hundred_people_at_a_hundred_a_minute_take_hardly_longer_than_they_must() -> None:
    hand = Hand()
    pace = Pace(100, hand.seconds, hand.sleep)
    begun = hand.now()
    moments = []
    for _ in range(1500):
        await pace.turn()
        moments.append(hand.now())
    assert moments[-1] - begun <= timedelta(minutes=15) * 1.05
    assert max(_in_any_minute(moments)) == 100


def _in_any_minute(moments: list[datetime]) -> Iterator[int]:
    for place, moment in enumerate(moments):
        yield sum(other - moment < timedelta(minutes=1) for other in moments[place : place + 200])


async def test_who_asks_alone_is_not_held_up() -> None:
    hand = Hand()
    pace = Pace(100, hand.seconds, hand.sleep)
    for _ in range(300):
        await pace.turn()
        hand.move(timedelta(seconds=1))
    assert hand.slept == []
