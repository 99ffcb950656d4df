"""Days and times as Vietnam has them. Moments are aware and kept in UTC; they are shown in UTC+7."""

from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
"""Vietnam has kept UTC+7 without summer time since 1975, so no time zone data are needed."""


def vietnam_day(moment: datetime) -> date:
    """The calendar day of an aware moment in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def shown_day(day: date) -> str:
    """20/11/2026."""
    return f"{day:%d/%m/%Y}"
