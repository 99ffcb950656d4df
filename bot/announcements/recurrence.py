"""When an announcement comes again: `weekly:2 08:00`, `monthly:31 08:00`, `quarterly:5 08:00`, `yearly:10-10 08:00`.

Times are Vietnam's. A day that a month does not have is its last day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from bot.errors import OperatorError
from bot.text.dates import VIETNAM, vietnam_day

_FORM = (
    "Viết như weekly:2 08:00 (2 là thứ hai, 8 là chủ nhật), monthly:15 08:00, quarterly:5 08:00, yearly:10-10 08:00."
)
_RULE = re.compile(r"(weekly|monthly|quarterly|yearly):(\d{1,2})(?:-(\d{1,2}))? +(\d{1,2}):(\d{2})")
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
_LAST_DAY = 31
WEEKDAYS = {2: "thứ hai", 3: "thứ ba", 4: "thứ tư", 5: "thứ năm", 6: "thứ sáu", 7: "thứ bảy", 8: "chủ nhật"}
"""As they are called, by the number that a rule has."""
_LONGEST_MONTH = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every week; `weekday` runs from 2 (thứ hai) to 8 (chủ nhật)."""

    weekday: int
    at: time


@dataclass(frozen=True, slots=True)
class EveryMonths:
    """Every so many months, counted from the month `first` of any year: quarters begin in January."""

    months: int
    first: int
    day: int
    at: time


Rule = Weekly | EveryMonths


def read_rule(text: str) -> Rule:
    """The rule that was written. Raises OperatorError where it is none, or can never come."""
    match = _RULE.fullmatch(" ".join(text.split()))
    if match is None:
        raise OperatorError(f"«{text}» không phải là cách lặp lại. {_FORM}")
    kind, first, second, hour, minute = match.groups()
    if int(hour) > 23 or int(minute) > 59:
        raise OperatorError(f"Trong «{text}», {hour}:{minute} không phải là giờ. Viết từ 00:00 đến 23:59.")
    if (second is not None) is not (kind == "yearly"):
        raise OperatorError(f"«{text}» không phải là cách lặp lại. {_FORM}")
    at = time(int(hour), int(minute))
    if kind == "weekly":
        if not 2 <= int(first) <= 8:
            raise OperatorError(f"Trong «{text}», {first} không phải là thứ. Viết 2 cho thứ hai … 8 cho chủ nhật.")
        return Weekly(int(first), at)
    month, day = (int(first), int(second)) if second else (1, int(first))
    if not 1 <= month <= 12 or not 1 <= day <= (_LONGEST_MONTH.get(month, 31) if second else 31):
        raise OperatorError(f"Trong «{text}» không có ngày nào như thế. {_FORM}")
    return EveryMonths(_MONTHS[kind], month, day, at)


def in_words(rule: Rule) -> str:
    """«08:00 thứ hai hằng tuần», «08:00 ngày 15 hằng tháng», «08:00 ngày 10/10 hằng năm»."""
    match rule:
        case Weekly(weekday, at):
            return f"{at:%H:%M} {WEEKDAYS[weekday]} hằng tuần"
        case EveryMonths(1, _, day, at):
            return f"{at:%H:%M} {_day_words(day)} hằng tháng"
        case EveryMonths(3, _, day, at):
            return f"{at:%H:%M} {_day_words(day)} của tháng đầu mỗi quý"
        case EveryMonths(_, first, day, at):
            return f"{at:%H:%M} ngày {day}/{first} hằng năm"


def _day_words(day: int) -> str:
    return "ngày cuối" if day == _LAST_DAY else f"ngày {day}"


def next_firing(rule: Rule, after: datetime, until: date | None) -> datetime | None:
    """The first moment later than `after`; None where it would be later than the day `until`, which is included."""
    moment = next(moment for moment in _moments(rule, vietnam_day(after)) if moment > after)
    return None if until is not None and vietnam_day(moment) > until else moment


def _moments(rule: Rule, day: date) -> Iterator[datetime]:
    """Those from that day on, in order, and perhaps some before."""
    match rule:
        case Weekly(weekday, at):
            start = day + timedelta(days=(weekday - 2 - day.weekday()) % 7)
            days = (start + timedelta(weeks=number) for number in range(3))
        case EveryMonths(months, first, of_month, at):
            start = date(day.year, first, 1) - relativedelta(months=12)
            days = (start + relativedelta(months=number * months, day=of_month) for number in range(40 // months))
    return (datetime.combine(each, at, VIETNAM) for each in days)
