"""Done, due, overdue, and the quota in words."""

from datetime import date, datetime
from typing import Any

import pytest

from bot.announcements.occurrence import Occurrence, occurrences
from bot.announcements.progress import PlanBooking, Progress, Standing, progress
from bot.knowledge.plan import Plan
from bot.text.dates import VIETNAM


def occurrence(year: int = 2026, **when: Any) -> Occurrence:
    task = {"ma": "tin", "noi_dung": "Viết tin", "chu_tri": "mot-cua", **when}
    return occurrences(Plan.model_validate({"nam": str(year), "nhiem_vu": [task]}), year)[0]


def booking(number: int, done_on: date | None, task: str = "tin", period: str = "2026-10") -> PlanBooking:
    at = datetime(2026, 10, 1, 8, tzinfo=VIETNAM)
    return PlanBooking(number, task, period, 0 if done_on else number, "", "an", at, done_on)


OCTOBER = occurrence(thang="10", han="15")
QUOTA = occurrence(thang="10", chi_tieu="3")
DONE = booking(1, date(2026, 10, 3))


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2026, 9, 30), Standing.COMING),
        (date(2026, 10, 1), Standing.DUE),
        (date(2026, 10, 15), Standing.DUE),
        (date(2026, 10, 16), Standing.OVERDUE),
        (date(2027, 1, 1), Standing.OVERDUE),
    ],
)
def test_what_is_not_done_comes_is_due_and_is_overdue_after_its_last_day(day: date, standing: Standing) -> None:
    assert Progress(OCTOBER).standing(day) is standing
    assert Progress(OCTOBER, (DONE,)).standing(day) is Standing.DONE


def test_an_announcement_that_was_not_sent_does_not_count() -> None:
    assert Progress(OCTOBER, (booking(2, None),)).standing(date(2026, 10, 16)) is Standing.OVERDUE


def test_done_late_is_done() -> None:
    assert Progress(OCTOBER, (booking(1, date(2026, 11, 2)),)).standing(date(2026, 11, 3)) is Standing.DONE


@pytest.mark.parametrize(("count", "standing"), [(2, Standing.DUE), (3, Standing.DONE), (4, Standing.DONE)])
def test_a_quota_is_reached_by_so_many(count: int, standing: Standing) -> None:
    items = tuple(booking(number, date(2026, 10, 3)) for number in range(count))
    assert Progress(QUOTA, items).standing(date(2026, 10, 31)) is standing
    assert Progress(QUOTA, items).counted(date(2026, 10, 31)) == f"{count}/3 tháng này"


@pytest.mark.parametrize(
    ("when", "day", "words"),
    [
        ({"thang": "10", "han": "15"}, date(2026, 10, 31), "0/1 tháng này"),
        ({"thang": "10"}, date(2026, 11, 1), "0/1 tháng 10/2026"),
        ({"quy": "3"}, date(2026, 9, 30), "0/1 quý này"),
        ({"quy": "3"}, date(2026, 10, 1), "0/1 quý 3/2026"),
        ({"ky": "6 tháng"}, date(2026, 3, 1), "0/1 6 tháng đầu năm 2026"),
        ({"ky": "cả năm"}, date(2026, 12, 31), "0/1 năm nay"),
        ({"ky": "cả năm"}, date(2027, 1, 1), "0/1 năm 2026"),
        ({"ngay": "2026-10-10"}, date(2026, 10, 10), "0/1 ngày 10/10/2026"),
        ({"hang_nam": "29/2"}, date(2026, 1, 1), "0/1 ngày 28/02/2026"),
    ],
)
def test_the_count_is_said_with_its_period(when: dict[str, Any], day: date, words: str) -> None:
    assert Progress(occurrence(**when)).counted(day) == words


def test_bookings_belong_to_their_own_task_and_period() -> None:
    others = [booking(2, None, task="khac"), booking(3, None, period="2026-11")]
    assert progress([OCTOBER], [DONE, *others]) == (Progress(OCTOBER, (DONE,)),)
