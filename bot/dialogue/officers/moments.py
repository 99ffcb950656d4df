"""The time at which an announcement is to go, as an officer types it: "8h mai", "8h30 15/12", "15/12/2026 08:00"."""

import re
from datetime import date, datetime, time, timedelta

from bot.text.dates import VIETNAM, vietnam_day
from bot.text.words import bare

_CLOCK = re.compile(
    r"\b(\d{1,2})\s*(?:(?:gio|h|g)(?![a-z])|:)\s*(\d{2}(?![\d/.-]))?(?:\s*phut)?(?:\s*(sang|trua|chieu|toi)\b)?"
)
_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\b")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NAMED = {"hom nay": 0, "ngay mai": 1, "mai": 1, "ngay kia": 2, "mot": 2}
_BESIDE = re.compile(r"\b(luc|vao|ngay|het|gui|nhe|a)\b|,")
_LATER = {"trua": 10, "chieu": 12, "toi": 12}
"""Below which hour the part of the day makes it one of the afternoon."""


def read_time(text: str, now: datetime) -> datetime | None:
    """The moment that the words name; None where they name none, or more than that.

    A day without a year is the next such day. Whether the moment is still to come is not judged.
    """
    clock = clock_in(bare(text.casefold()))
    if clock is None:
        return None
    at, rest = clock
    day, rest = day_in(rest, vietnam_day(now))
    if day is None or without_small_words(rest):
        return None
    return datetime.combine(day, at, VIETNAM)


def clock_in(words: str) -> tuple[time, str] | None:
    """The time of day in the words, which have no accents, and what else they say."""
    found = _CLOCK.search(words)
    at = _time(found) if found else None
    if found is None or at is None:
        return None
    return at, words[: found.start()] + " " + words[found.end() :]


def without_small_words(words: str) -> str:
    """What the words say beside "lúc", "vào", "ngày" and the like."""
    return _BESIDE.sub(" ", words).strip()


def _time(clock: re.Match[str]) -> time | None:
    hour, minute, part = int(clock[1]), int(clock[2] or 0), clock[3]
    if part and hour < _LATER.get(part, 0):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_in(text: str, today: date) -> tuple[date | None, str]:
    """The day in the words, which have no accents, and what else they say."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_DAY, (3, 2, 1))):
        if found := pattern.search(text):
            year, month, day = (found[group] for group in order)
            return _date(year, int(month), int(day), today), text[: found.start()] + text[found.end() :]
    for name, days in _NAMED.items():
        if re.search(rf"\b{name}\b", text):
            return today + timedelta(days=days), re.sub(rf"\b{name}\b", " ", text, count=1)
    return None, text


def _date(year: str | None, month: int, day: int, today: date) -> date | None:
    years = [int(year)] if year else [today.year, today.year + 1]
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None
