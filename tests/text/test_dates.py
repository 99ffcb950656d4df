from datetime import UTC, date, datetime

import pytest

from bot.text.dates import shown_day, vietnam_day


@pytest.mark.parametrize(
    ("hour", "day"), [(0, date(2026, 12, 31)), (16, date(2026, 12, 31)), (17, date(2027, 1, 1)), (23, date(2027, 1, 1))]
)
def test_the_day_in_vietnam_begins_at_seventeen_hours_utc(hour: int, day: date) -> None:
    assert vietnam_day(datetime(2026, 12, 31, hour, tzinfo=UTC)) == day


def test_a_day_is_shown_with_day_month_and_year() -> None:
    assert shown_day(date(2026, 1, 5)) == "05/01/2026"
