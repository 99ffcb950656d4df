"""When the tasks of a plan are to be done: month ends, leap years, Tết, what comes every year."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.occurrence import around, occurrences
from bot.knowledge.plan import Plan


def plan(year: int = 2026, since: str | None = None, **when: Any) -> Plan:
    task = {"ma": "tin", "noi_dung": "Viết tin", "chu_tri": "mot-cua", **when}
    return Plan.model_validate({"nam": str(year), "nhiem_vu": [task], **({"tu": since} if since else {})})


def spans(plan: Plan, year: int) -> list[tuple[str, date, date]]:
    return [(each.period, each.start, each.deadline) for each in occurrences(plan, year)]


def test_a_task_of_some_months_is_due_on_its_day_of_each() -> None:
    assert spans(plan(thang=["9", "12"], han="15"), 2026) == [
        ("2026-09", date(2026, 9, 1), date(2026, 9, 15)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 15)),
    ]


@pytest.mark.parametrize(("year", "month", "last"), [(2026, 2, 28), (2028, 2, 29), (2026, 4, 30), (2026, 12, 31)])
@pytest.mark.parametrize("by", [{}, {"han": "31"}])
def test_without_a_day_or_with_the_31st_it_is_due_on_the_last_of_the_month(
    year: int, month: int, last: int, by: dict[str, str]
) -> None:
    (found,) = occurrences(plan(year, thang=str(month), **by), year)
    assert found.deadline == date(year, month, last)


def test_quarters_half_a_year_and_the_year_are_due_in_their_last_month() -> None:
    assert spans(plan(quy=["1", "4"], ky=["6 tháng", "cả năm"], han="20"), 2026) == [
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 20)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 20)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 20)),
        ("2026", date(2026, 1, 1), date(2026, 12, 20)),
    ]


def test_what_is_over_before_the_plan_begins_is_not_in_it() -> None:
    found = spans(plan(since="2026-08-15", quy=["2", "3"], ky="cả năm"), 2026)
    assert found == [
        ("2026-Q3", date(2026, 8, 15), date(2026, 9, 30)),
        ("2026", date(2026, 8, 15), date(2026, 12, 31)),
    ]


def test_a_day_of_every_year_comes_also_in_the_years_after_the_plan() -> None:
    national = plan(2025, hang_nam="10/10")
    for year in (2025, 2026, 2031):
        assert spans(national, year) == [(f"{year}-10-10", date(year, 10, 1), date(year, 10, 10))]
    assert occurrences(national, 2024) == ()
    assert occurrences(plan(2025, thang="10"), 2026) == ()


@pytest.mark.parametrize(("year", "day"), [(2026, 28), (2028, 29)])
def test_the_29th_of_february_is_the_last_of_february(year: int, day: int) -> None:
    assert [each.deadline for each in occurrences(plan(2025, hang_nam="29/2"), year)] == [date(year, 2, day)]


def test_a_deadline_at_tet_stays_where_the_plan_has_put_it() -> None:
    # The first day of the lunar year is the 6th of February 2027; the officers set the deadlines, not the program.
    assert [each.deadline for each in occurrences(plan(2027, ngay="2027-02-06"), 2027)] == [date(2027, 2, 6)]


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2027, 1, 1), {2026, 2027}),
        (date(2027, 1, 31), {2026, 2027}),
        (date(2027, 2, 1), {2027}),
        (date(2026, 11, 30), {2026}),
        (date(2026, 12, 27), {2026, 2027}),
    ],
)
def test_at_the_turn_of_the_year_both_years_matter(day: date, years: set[int]) -> None:
    both = plan(2025, hang_nam="3/1")
    assert {each.deadline.year for each in around(both, day)} == years


@given(st.integers(2000, 2100), st.lists(st.integers(1, 12), unique=True, min_size=1), st.integers(1, 31))
def test_every_period_of_a_month_ends_within_it(year: int, months: list[int], by: int) -> None:
    found = occurrences(plan(year, thang=[str(month) for month in months], han=str(by)), year)
    assert [each.deadline.month for each in found] == sorted(months)
    assert all(each.start <= each.deadline and each.deadline.day <= by for each in found)
    assert len({each.key for each in found}) == len(months)
