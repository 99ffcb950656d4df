"""What is wrong with a plan although each of its tasks is right by itself."""

from collections.abc import Iterator
from datetime import date

from bot.announcements.occurrence import occurrences
from bot.files.slip import Slip
from bot.files.yaml_nodes import Location, Places, place_of
from bot.knowledge.plan import Plan
from bot.text.dates import shown_day

_Wrong = tuple[Location, str, str]


def plan_slips(plan: Plan, places: Places) -> tuple[Slip, ...]:
    """Tasks with the code of another, days outside the plan's year, and tasks that are over before the plan begins."""
    wrong = [*_of_codes(plan, places), *_of_years(plan), *_of_the_beginning(plan)]
    return tuple(sorted(place_of(places, at).slip(what, remedy) for at, what, remedy in wrong))


def _of_codes(plan: Plan, places: Places) -> Iterator[_Wrong]:
    first: dict[str, Location] = {}
    for index, task in enumerate(plan.tasks):
        at: Location = ("nhiem_vu", index, "ma")
        before = first.setdefault(task.code, at)
        if before != at:
            what = f"Mã nhiệm vụ «{task.code}» đã dùng ở dòng {place_of(places, before).line}."
            yield at, what, "Mỗi nhiệm vụ một mã; đặt mã khác."


def _of_years(plan: Plan) -> Iterator[_Wrong]:
    days: list[tuple[Location, date]] = [(("tu",), plan.since)] if plan.since else []
    for index, task in enumerate(plan.tasks):
        days += [(("nhiem_vu", index, "ngay", position), day) for position, day in enumerate(task.days)]
    for at, day in days:
        if day.year != plan.year:
            yield at, f"Ngày {shown_day(day)} nằm ngoài năm {plan.year} của kế hoạch.", "Xem lại ngày, hoặc sửa nam."


def _of_the_beginning(plan: Plan) -> Iterator[_Wrong]:
    if plan.since is None or plan.since.year != plan.year:
        return
    coming = {each.task.code for each in occurrences(plan, plan.year)}
    for index, task in enumerate(plan.tasks):
        if task.code not in coming and not task.yearly:
            what = f"Mọi kỳ của nhiệm vụ này qua trước ngày {shown_day(plan.since)}, là ngày kế hoạch bắt đầu."
            yield ("nhiem_vu", index), what, "Sửa tu ở đầu tệp, hoặc sửa thời gian của nhiệm vụ."
