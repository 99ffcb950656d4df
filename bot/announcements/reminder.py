"""When the officers of a lead unit are reminded of a task: the rule, and what they are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.announcements.progress import Progress, Standing
from bot.text.dates import shown_day
from bot.text.sentences import capitalised

LATE = timedelta(days=7)
"""So long after the deadline a reminder is still told that could not be told before."""
_QUOTA_DAY = 20


class Stage(StrEnum):
    """Which reminder of an occurrence it is. Each holds from its day until the next one's, so it may come late."""

    QUOTA = "quota"
    """The 20th of the last month, while the quota is short."""
    FIVE_DAYS = "5-days"
    ONE_DAY = "1-day"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What the officers of these units are told, once under that key."""

    key: str
    units: tuple[str, ...]
    text: str


def stage(progress: Progress, day: date) -> Stage | None:
    """The reminder that holds on that day; None for none. What is past is not told any more."""
    deadline = progress.occurrence.deadline
    if progress.standing(day) is Standing.DONE or day > deadline + LATE:
        return None
    if day > deadline:
        return Stage.AFTER
    if day >= deadline - timedelta(days=1):
        return Stage.ONE_DAY
    if day >= deadline - timedelta(days=5):
        return Stage.FIVE_DAYS
    is_short = progress.occurrence.task.quota is not None and day >= deadline.replace(day=_QUOTA_DAY)
    return Stage.QUOTA if is_short else None


def reminder(progress: Progress, day: date, units: Mapping[str, str]) -> Reminder | None:
    """The reminder of that day; None for none. `units` are the names of the units by their codes."""
    at = stage(progress, day)
    if at is None:
        return None
    occurrence = progress.occurrence
    task = occurrence.task
    lines = [f"{_left(occurrence.deadline, day)}: «{task.content}»."]
    if task.quota or occurrence.period != occurrence.deadline.isoformat():
        lines.append(f"{capitalised(progress.counted(day))}, hạn {shown_day(occurrence.deadline)}.")
    lines.append(f"Chủ trì: {'; '.join(units.get(code, code) for code in task.leads)}.")
    if task.outlets:
        lines.append(f"Nơi đăng: {'; '.join(task.outlets)}.")
    lines.append(f"Làm xong thì ghi vào sổ: motcua plan book {task.code}.")
    return Reminder(f"plan/{task.code}/{occurrence.period}/{at.value}", task.leads, "\n".join(lines))


def _left(deadline: date, day: date) -> str:
    days = (deadline - day).days
    if days < 0:
        return f"Đã quá hạn {-days} ngày"
    return {0: "Hôm nay là hạn cuối", 1: "Ngày mai là hạn cuối"}.get(days, f"Còn {days} ngày")
