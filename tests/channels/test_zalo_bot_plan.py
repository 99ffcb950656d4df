from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.zalo_bot.plan import Plan, Room, Used, month_of, room, warning

FREE = Plan(people=50, messages=3000)


@pytest.mark.parametrize(("messages", "may"), [(0, True), (2399, True), (2400, False), (3000, False), (9000, False)])
def test_of_the_months_messages_a_fifth_is_kept_for_answers(messages: int, may: bool) -> None:
    assert room(FREE, Used(10, messages)).may_write is may


def test_a_plan_without_limits_warns_of_nothing_and_lets_everything_through() -> None:
    unlimited = Plan(people=0, messages=0)
    assert room(unlimited, Used(10_000, 1_000_000)) is Room.OPEN
    assert warning(unlimited, Used(10_000, 1_000_000)) == ""


@pytest.mark.parametrize(
    ("used", "told"),
    [
        (Used(39, 2399), []),
        (Used(39, 2400), ["3.000 tin"]),
        (Used(40, 2399), ["50 người"]),
        (Used(40, 2400), ["3.000 tin", "50 người"]),
        (Used(500, 30_000), ["3.000 tin", "50 người"]),
    ],
)
def test_at_four_fifths_an_officer_is_told_of_what(used: Used, told: list[str]) -> None:
    words = warning(FREE, used)
    assert [limit for limit in ("3.000 tin", "50 người") if limit in words] == told
    assert bool(words) is bool(told)


@given(st.integers(0, 200), st.integers(0, 200))
def test_announcements_never_stop_without_a_warning(limit: int, messages: int) -> None:
    plan, used = Plan(people=0, messages=limit), Used(0, messages)
    assert room(plan, used).may_write is not bool(warning(plan, used))


def test_the_warning_stays_the_same_while_more_is_sent() -> None:
    assert warning(FREE, Used(10, 2500)) == warning(FREE, Used(10, 2900))


def test_a_month_begins_at_midnight_in_vietnam() -> None:
    assert month_of(datetime.fromisoformat("2026-11-30T16:59:59+00:00")) == "2026-11"
    assert month_of(datetime.fromisoformat("2026-11-30T17:00:00+00:00")) == "2026-12"
