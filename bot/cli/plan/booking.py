"""`motcua plan book` and `unbook`."""

import json
from datetime import date

import click

from bot.app.plans import plan_room
from bot.cli.announce.options import as_option, json_option
from bot.cli.days import Day
from bot.cli.plan.options import month_option, period_written
from bot.cli.plan.telling import booked_words, booking_json, progress_json
from bot.services.planning import Item, book, unbook
from bot.settings import Settings
from bot.text.dates import vietnam_day
from bot.text.sentences import capitalised


@click.command("book")
@click.argument("task", metavar="TASK")
@click.argument("number", type=int, required=False, metavar="[ID]")
@click.option("--note", default="", help="Đã làm gì, đăng ở đâu; cần khi không có số thông báo.")
@click.option("--on", "day", type=Day(), help="Ngày đã làm, nếu không phải hôm nay, ví dụ 2025-10-14.")
@month_option
@as_option
@json_option
@click.pass_obj
def book_one(
    settings: Settings,
    task: str,
    number: int | None,
    note: str,
    day: date | None,
    month: str | None,
    acting: str,
    as_json: bool,
) -> None:
    """Ghi thông báo số ID vào nhiệm vụ TASK; hoặc ghi việc đã làm ở nơi khác bằng --note.

    Thông báo được tính từ khi gửi xong. Không nêu --month thì ghi vào kỳ đang làm. Ghi nhầm thì bỏ bằng unbook.
    """
    room = plan_room(settings)
    period = period_written(month, room.plan.year)
    item = Item(number or 0, note, day)
    booking, progress = room.room.acted(acting, lambda db, desk: book(db, desk, room.plan, task, item, period))
    today = vietnam_day(room.room.now)
    if as_json:
        told = {**booking_json(booking), "progress": progress_json(progress, today)}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"Đã ghi số {booking.id}: {booking.task}, kỳ {booking.period}: {booked_words(booking)}.")
    click.echo(f"{capitalised(progress.occurrence.task.content)}: {progress.counted(today)}.")


@click.command("unbook")
@click.argument("number", type=int, metavar="NUMBER")
@as_option
@json_option
@click.pass_obj
def unbook_one(settings: Settings, number: int, acting: str, as_json: bool) -> None:
    """Bỏ lần ghi sổ số NUMBER.

    Số ấy hiện khi ghi, và dưới bảng của lệnh motcua plan show.
    """
    booking = plan_room(settings).room.acted(acting, lambda db, desk: unbook(db, desk, number))
    if as_json:
        click.echo(json.dumps(booking_json(booking), ensure_ascii=False))
    else:
        click.echo(f"Đã bỏ số {booking.id}: {booking.task}, kỳ {booking.period}: {booked_words(booking)}.")
