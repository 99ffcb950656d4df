"""When a lead unit is reminded: 5 days and 1 day before, the day after, on the 20th while the quota is short."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.occurrence import Occurrence, occurrences
from bot.announcements.progress import PlanBooking, Progress
from bot.announcements.reminder import LATE, Stage, reminder, stage
from bot.knowledge.plan import Plan

DAY = timedelta(days=1)


def occurrence(year: int = 2026, **when: Any) -> Occurrence:
    task = {"ma": "tin", "noi_dung": "Viết tin", "chu_tri": ["mot-cua", "van-phong"], "kenh": "Loa", **when}
    return occurrences(Plan.model_validate({"nam": str(year), "nhiem_vu": [task]}), year)[0]


def stages(progress: Progress, first: date, last: date) -> dict[str, str]:
    """Each stage with the first day on which it holds, of the days that the program is looking."""
    found: dict[str, str] = {}
    day = first
    while day <= last:
        at = stage(progress, day)
        if at:
            found.setdefault(at.value, f"{day:%d/%m}")
        day += DAY
    return found


def test_five_days_and_one_day_before_and_the_day_after() -> None:
    assert stages(Progress(occurrence(thang="10", han="15")), date(2026, 9, 1), date(2026, 12, 31)) == {
        "5-days": "10/10", "1-day": "14/10", "after": "16/10",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("year", "month", "days"),
    [
        (2026, "10", ("20/10", "26/10", "30/10", "01/11")),
        (2026, "2", ("20/02", "23/02", "27/02", "01/03")),
        (2028, "2", ("20/02", "24/02", "28/02", "01/03")),
        (2026, "12", ("20/12", "26/12", "30/12", "01/01")),
    ],
)
def test_a_quota_that_is_short_is_told_on_the_20th_too(year: int, month: str, days: tuple[str, ...]) -> None:
    progress = Progress(occurrence(year, thang=month, chi_tieu="3"))
    names = ("quota", "5-days", "1-day", "after")
    assert stages(progress, date(year, 1, 1), date(year + 1, 1, 31)) == dict(zip(names, days, strict=True))


def test_of_a_quarter_the_20th_is_that_of_its_last_month() -> None:
    assert stages(Progress(occurrence(quy="3", chi_tieu="3")), date(2026, 7, 1), date(2026, 9, 24)) == {
        "quota": "20/09"
    }


def test_what_is_done_is_not_reminded_of() -> None:
    at = occurrence(thang="10", han="15")
    done = PlanBooking(1, "tin", "2026-10", 0, "Loa", "an", None, date(2026, 10, 3))  # type: ignore[arg-type]
    assert stages(Progress(at, (done,)), date(2026, 9, 1), date(2026, 12, 31)) == {}


def test_after_a_tet_without_the_program_only_what_still_holds_is_told() -> None:
    # Off from the 4th to the 14th of February 2027, the days around the lunar new year of the 6th.
    progress = Progress(occurrence(2027, ngay="2027-02-10"))
    assert stages(progress, date(2027, 2, 15), date(2027, 3, 1)) == {"after": "15/02"}
    assert stages(progress, date(2027, 2, 18), date(2027, 3, 1)) == {}


def test_a_missed_day_is_made_up_for_until_the_next_reminder() -> None:
    assert stages(Progress(occurrence(thang="10", han="15")), date(2026, 10, 12), date(2026, 10, 31)) == {
        "5-days": "12/10", "1-day": "14/10", "after": "16/10",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 10, 10), "Còn 5 ngày: «Viết tin»."),
        (date(2026, 10, 12), "Còn 3 ngày: «Viết tin»."),
        (date(2026, 10, 14), "Ngày mai là hạn cuối: «Viết tin»."),
        (date(2026, 10, 15), "Hôm nay là hạn cuối: «Viết tin»."),
        (date(2026, 10, 16), "Đã quá hạn 1 ngày: «Viết tin»."),
    ],
)
def test_the_words_fit_the_day(day: date, first: str) -> None:
    told = reminder(Progress(occurrence(thang="10", han="15")), day, {"van-phong": "Văn phòng"})
    assert told is not None
    assert told.units == ("mot-cua", "van-phong")
    assert told.text.splitlines() == [
        first, "0/1 tháng này, hạn 15/10/2026.", "Chủ trì: mot-cua; Văn phòng.", "Nơi đăng: Loa.", "Làm xong thì ghi vào sổ: motcua plan book tin.",
    ]  # fmt: skip


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 12), st.integers(1, 31))
def test_at_most_one_reminder_holds_and_none_long_after(day: date, month: int, by: int) -> None:
    progress = Progress(occurrence(thang=str(month), han=str(by), chi_tieu="2"))
    at, deadline = stage(progress, day), progress.occurrence.deadline
    assert at is None or deadline - timedelta(days=30) <= day <= deadline + LATE
    assert (at is Stage.AFTER) == (deadline < day <= deadline + LATE)
