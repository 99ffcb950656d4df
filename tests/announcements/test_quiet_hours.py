from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.quiet import QuietHours
from bot.text.dates import VIETNAM

USUAL = QuietHours(time(20, 30), time(7))
_moments = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(VIETNAM))  # noqa: DTZ001


def on(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("now", "over"),
    [
        ("2026-11-20 20:29", None),
        ("2026-11-20 20:30", "2026-11-21 07:00"),
        ("2026-11-20 23:59", "2026-11-21 07:00"),
        ("2026-11-21 00:00", "2026-11-21 07:00"),
        ("2026-11-21 06:59", "2026-11-21 07:00"),
        ("2026-11-21 07:00", None),
        ("2026-12-31 22:00", "2027-01-01 07:00"),
    ],
)
def test_quiet_lasts_from_the_evening_to_the_morning(now: str, over: str | None) -> None:
    assert USUAL.over_at(on(now)) == (on(over) if over else None)


def test_quiet_hours_may_lie_within_a_day() -> None:
    noon = QuietHours(time(11, 30), time(13, 30))
    assert noon.over_at(on("2026-11-20 12:00")) == on("2026-11-20 13:30")
    assert noon.over_at(on("2026-11-20 13:30")) is None


@given(_moments)
def test_there_are_none_where_the_beginning_is_the_end(now: datetime) -> None:
    assert QuietHours(time(7), time(7)).over_at(now) is None


@given(_moments, st.times(), st.times())
def test_when_it_is_over_it_is_not_quiet_and_a_moment_before_it_still_was(
    now: datetime, start: time, end: time
) -> None:
    hours = QuietHours(start.replace(tzinfo=None), end.replace(tzinfo=None))
    over = hours.over_at(now)
    if over:
        assert now < over <= now + timedelta(days=1)
        assert hours.over_at(over) is None
        assert hours.over_at(over - timedelta(microseconds=1)) == over
        assert hours.over_at(now.astimezone(UTC)) == over
