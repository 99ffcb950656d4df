"""When an announcement comes again and again, as an officer types it: "8h ngày 15 hằng tháng đến 31/12/2027"."""

import re
from datetime import datetime

from bot.announcements.content import Schedule
from bot.announcements.recurrence import WEEKDAYS, read_rule
from bot.dialogue.officers.moments import clock_in, day_in, without_small_words
from bot.errors import OperatorError
from bot.text.dates import vietnam_day
from bot.text.words import bare

_UNTIL = re.compile(r"\bden\s+(?=(?:het|ngay|\d))")
_EACH = r"(?:hang|moi)"
_WEEKDAY = r"(thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat|cn)"
_NUMBER = r"(\d{1,2})"
_DAY = r"(cuoi|\d{1,2})"
_FORMS = (
    (rf"{_WEEKDAY}\s+{_EACH}\s+tuan", "weekly:{0}"),
    (rf"{_EACH}\s+(?:tuan\s+)?(?:vao\s+)?{_WEEKDAY}", "weekly:{0}"),
    (rf"{_DAY}\s+{_EACH}\s+thang", "monthly:{0}"),
    (rf"{_EACH}\s+thang\s+(?:vao\s+)?(?:ngay\s+)?{_DAY}", "monthly:{0}"),
    (rf"{_DAY}\s+(?:cua\s+)?(?:thang\s+dau\s+)?{_EACH}\s+quy", "quarterly:{0}"),
    (rf"{_NUMBER}[/.-]{_NUMBER}\s+{_EACH}\s+nam", "yearly:{1}-{0}"),
)
_AS_WRITTEN = {bare(name): str(number) for number, name in WEEKDAYS.items()} | {"cn": "8", "cuoi": "31"}
_AS_WRITTEN |= {f"thu {number}": str(number) for number in range(2, 8)}
"""How a rule writes what people say; a month that has no 31st has its last day then."""


def read_recurring(text: str, now: datetime) -> Schedule | None:
    """The schedule that the words name; None where they name none, or more than that."""
    words, until = bare(text.casefold()), None
    if end := _UNTIL.search(words):
        until, rest = day_in(words[end.end() :], vietnam_day(now))
        if until is None or without_small_words(rest):
            return None
        words = words[: end.start()]
    clock = clock_in(words)
    days = _days_in(clock[1]) if clock else None
    if clock is None or days is None:
        return None
    every = f"{days} {clock[0]:%H:%M}"
    try:
        read_rule(every)
    except OperatorError:
        return None
    return Schedule(every=every, until=until)


def comes_again(text: str) -> bool:
    """Whether the words speak of what comes again, however they do."""
    return re.search(rf"\b{_EACH}\b", bare(text.casefold())) is not None


def _days_in(words: str) -> str | None:
    """The days as a rule names them, if nothing else is said."""
    for form, rule in _FORMS:
        if found := re.search(rf"\b{form}\b", words):
            left = without_small_words(words[: found.start()] + " " + words[found.end() :])
            named = [" ".join(group.split()) for group in found.groups()]
            return None if left else rule.format(*(_AS_WRITTEN.get(each, each) for each in named))
    return None
