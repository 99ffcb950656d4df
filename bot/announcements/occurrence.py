"""When the tasks of a plan are to be done: each period or day of each task, with its deadline. Pure calendar."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.knowledge.plan import Plan, PlanTask, Term

_LAST_DAY = 31
_LAST_MONTHS = {Term.HALF: 6, Term.YEAR: 12}
_MARKS = {Term.HALF: "-H1", Term.YEAR: ""}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A task in one of its periods: it can be done from `start`, and has to be by the end of `deadline`.

    `period` names it within its task for good: 2025-10, 2025-Q3, 2025-H1 (half a year), 2025, or the day 2025-10-10.
    """

    task: PlanTask
    period: str
    start: date
    deadline: date

    @property
    def key(self) -> tuple[str, str]:
        """What names it within its plan: the task's code and the period."""
        return self.task.code, self.period


def occurrences(plan: Plan, year: int) -> tuple[Occurrence, ...]:
    """All of that year by their deadlines; of a year after the plan's those alone that come every year."""
    since = plan.since or date.min
    tasks = plan.tasks if year == plan.year else [task for task in plan.tasks if task.yearly and year > plan.year]
    every = [
        replace(each, start=max(each.start, since))
        for task in tasks
        for each in _of(task, year)
        if each.deadline >= since
    ]
    return tuple(sorted(every, key=lambda each: each.deadline))


def around(plan: Plan, day: date) -> tuple[Occurrence, ...]:
    """Those that matter on that day: of its year, in January also of the year before, in December of the year after."""
    years = [day.year + step for step in (-1, 0, 1) if (day + relativedelta(months=step)).year == day.year + step]
    return tuple(each for year in years for each in occurrences(plan, year))


def has_ended(plan: Plan, day: date) -> bool:
    """Whether the plan's year is over, so that another plan is due."""
    return day.year > plan.year


def _of(task: PlanTask, year: int) -> Iterator[Occurrence]:
    for month in task.months:
        yield _of_months(task, f"{year}-{month:02}", date(year, month, 1), 1)
    for quarter in task.quarters:
        yield _of_months(task, f"{year}-Q{quarter}", date(year, quarter * 3 - 2, 1), 3)
    for term in task.terms:
        yield _of_months(task, f"{year}{_MARKS[term]}", date(year, 1, 1), _LAST_MONTHS[term])
    for day in task.days:
        yield _of_day(task, day)
    if task.yearly:
        month, of_month = task.yearly
        yield _of_day(task, date(year, month, 1) + relativedelta(day=of_month))


def _of_months(task: PlanTask, period: str, start: date, months: int) -> Occurrence:
    by = task.by or _LAST_DAY
    return Occurrence(task, period, start, start + relativedelta(months=months - 1, day=by))


def _of_day(task: PlanTask, day: date) -> Occurrence:
    """It counts as begun with its month, so that the month's work is seen as a whole."""
    return Occurrence(task, day.isoformat(), day.replace(day=1), day)
