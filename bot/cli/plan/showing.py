"""`motcua plan show` and `due`: nothing but what has been sent since is noted."""

import json
from collections.abc import Sequence
from datetime import date

import click

from bot.announcements.occurrence import around, has_ended, occurrences
from bot.announcements.progress import Progress, Standing
from bot.app.plans import PlanRoom, plan_room
from bot.cli.announce.options import json_option
from bot.cli.days import at_option
from bot.cli.plan.options import led_by, month_option, period_written, unit_option, within
from bot.cli.plan.telling import print_table, progress_json
from bot.services.planning import look, open_ones
from bot.settings import Settings
from bot.text.dates import vietnam_day


@click.command("show")
@month_option
@unit_option
@at_option
@json_option
@click.pass_obj
def show_plan(settings: Settings, month: str | None, unit: str, at: date | None, as_json: bool) -> None:
    """Xem kế hoạch theo thứ tự hạn: việc gì, ai chủ trì, đã làm bao nhiêu."""
    room = plan_room(settings)
    period = period_written(month, room.plan.year)
    year = int(period[:4]) if period else room.plan.year
    wanted = led_by(within(occurrences(room.plan, year), period), unit, room.units)
    every = room.room.done(lambda db: look(db, wanted))
    _tell(room, every, at, as_json, "Không có nhiệm vụ nào như thế trong kế hoạch.")


@click.command("due")
@month_option
@unit_option
@at_option
@json_option
@click.pass_obj
def show_due(settings: Settings, month: str | None, unit: str, at: date | None, as_json: bool) -> None:
    """Xem việc đã quá hạn và việc phải làm trong kỳ này."""
    room = plan_room(settings)
    day = at or vietnam_day(room.room.now)
    period = period_written(month, room.plan.year)
    wanted = led_by(within(around(room.plan, day), period), unit, room.units)
    every = room.room.done(lambda db: open_ones(look(db, wanted), day))
    _tell(room, every, at, as_json, "Không có việc nào quá hạn hay đang chờ.")


def _tell(room: PlanRoom, every: Sequence[Progress], at: date | None, as_json: bool, nothing: str) -> None:
    day = at or vietnam_day(room.room.now)
    if as_json:
        click.echo(json.dumps([progress_json(each, day) for each in every], ensure_ascii=False, indent=1))
        return
    if every:
        print_table(every, day, room.units)
        overdue = sum(each.standing(day) is Standing.OVERDUE for each in every)
        open_now = sum(each.standing(day) is Standing.DUE for each in every)
        click.echo(f"{len(every)} việc: {overdue} quá hạn, {open_now} đang làm.")
    else:
        click.echo(nothing)
    if has_ended(room.plan, day):
        click.echo(f"Kế hoạch này là của năm {room.plan.year}. Ghi kế hoạch năm {day.year} vào {room.path}.")
