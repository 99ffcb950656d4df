from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.recurrence import in_words, next_firing, read_rule
from bot.errors import OperatorError
from bot.text.dates import VIETNAM

_moments = st.datetimes(datetime(2025, 1, 1), datetime(2040, 1, 1), timezones=st.just(VIETNAM))  # noqa: DTZ001
_rules = st.one_of(
    st.integers(2, 8).map(lambda day: f"weekly:{day} 08:00"),
    st.integers(1, 31).map(lambda day: f"monthly:{day} 23:59"),
    st.integers(1, 31).map(lambda day: f"quarterly:{day} 00:00"),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"yearly:{day.month}-{day.day} 08:00"),
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def firings(rule: str, after: str, count: int) -> list[str]:
    found, at = [], moment(after)
    for _ in range(count):
        following = next_firing(read_rule(rule), at, None)
        assert following
        at = following
        found.append(f"{at:%Y-%m-%d %H:%M}")
    return found


@pytest.mark.parametrize(
    ("rule", "after", "then"),
    [
        # 2026-11-30 is a Monday, thứ hai.
        ("weekly:2 08:00", "2026-11-30 07:59", ["2026-11-30 08:00", "2026-12-07 08:00"]),
        ("weekly:2 08:00", "2026-11-30 08:00", ["2026-12-07 08:00"]),
        ("weekly:8 20:00", "2026-11-30 00:00", ["2026-12-06 20:00"]),
        ("weekly:8 00:00", "2026-12-05 23:59", ["2026-12-06 00:00"]),
        ("monthly:15 08:00", "2026-12-15 08:00", ["2027-01-15 08:00"]),
        ("monthly:31 08:00", "2027-01-31 08:00", ["2027-02-28 08:00", "2027-03-31 08:00", "2027-04-30 08:00"]),
        ("monthly:31 08:00", "2028-02-01 00:00", ["2028-02-29 08:00"]),
        ("quarterly:5 08:00", "2026-11-30 12:00", ["2027-01-05 08:00", "2027-04-05 08:00", "2027-07-05 08:00"]),
        ("yearly:10-10 08:00", "2026-10-10 08:00", ["2027-10-10 08:00"]),
        ("yearly:2-29 08:00", "2027-01-01 00:00", ["2027-02-28 08:00", "2028-02-29 08:00"]),
        # Tết is a day like others for a rule: whoever wants none on it ends or pauses the announcement.
        ("weekly:7 08:00", "2027-02-05 12:00", ["2027-02-06 08:00", "2027-02-13 08:00"]),
    ],
)
def test_a_rule_comes_when_its_words_say(rule: str, after: str, then: list[str]) -> None:
    assert firings(rule, after, len(then)) == then


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("weekly:2 08:00", "08:00 thứ hai hằng tuần"),
        ("weekly:8 20:30", "20:30 chủ nhật hằng tuần"),
        ("monthly:15 08:00", "08:00 ngày 15 hằng tháng"),
        ("monthly:31 08:00", "08:00 ngày cuối hằng tháng"),
        ("quarterly:5 08:00", "08:00 ngày 5 của tháng đầu mỗi quý"),
        ("yearly:10-9 08:00", "08:00 ngày 9/10 hằng năm"),
    ],
)
def test_a_rule_is_said_as_people_say_it(rule: str, words: str) -> None:
    assert in_words(read_rule(rule)) == words


@given(_rules, _moments)
def test_the_next_time_is_later_than_now_and_within_the_span_of_the_rule(rule: str, now: datetime) -> None:
    spans = {"weekly": 7, "monthly": 32, "quarterly": 93, "yearly": 367}
    found = next_firing(read_rule(rule), now, None)
    assert found
    assert now < found <= now + timedelta(days=spans[rule.split(":")[0]])


@given(_rules, _moments)
def test_nothing_lies_between_two_firings(rule: str, now: datetime) -> None:
    first = next_firing(read_rule(rule), now, None)
    assert first
    assert next_firing(read_rule(rule), first - timedelta(seconds=1), None) == first


@given(_rules, _moments)
def test_the_time_zone_of_the_machine_changes_nothing(rule: str, now: datetime) -> None:
    found = next_firing(read_rule(rule), now, None)
    for zone in (UTC, timezone(timedelta(hours=-11)), timezone(timedelta(hours=14))):
        assert next_firing(read_rule(rule), now.astimezone(zone), None) == found


def test_the_last_day_is_included_and_after_it_nothing_comes() -> None:
    rule = read_rule("monthly:15 23:30")
    assert next_firing(rule, moment("2026-12-01 00:00"), date(2026, 12, 15)) == moment("2026-12-15 23:30")
    assert next_firing(rule, moment("2026-12-15 23:30"), date(2026, 12, 15)) is None
    assert next_firing(rule, moment("2026-12-01 00:00"), date(2026, 12, 14)) is None


@pytest.mark.parametrize(
    "text",
    ["", "daily 08:00", "weekly:1 08:00", "weekly:9 08:00", "weekly:2", "weekly:2 24:00", "weekly:2 08:60",
     "monthly:0 08:00", "monthly:32 08:00", "monthly:1-2 08:00", "yearly:2-30 08:00", "yearly:13-1 08:00",
     "yearly:10 08:00", "yearly:4-31 08:00", "weekly:2 08:00 09:00"],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(OperatorError, match=r"Viết "):
        read_rule(text)
