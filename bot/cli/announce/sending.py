"""`motcua announce send`, `resume` and `resend`: what lets it leave, shown until it has."""

import json
from collections.abc import Callable

import click

from bot.announcements.content import shown_moment
from bot.announcements.delivery import DeliveryStatus
from bot.announcements.lifecycle import Status
from bot.app.newsroom import Newsroom, newsroom, send_and_show
from bot.cli.announce.options import on_one
from bot.cli.announce.progress import live_bar
from bot.cli.announce.telling import report_json, report_lines, tell
from bot.services.announcing import leave, resend, resume, send
from bot.services.reporting import Report
from bot.settings import Settings


@click.command("send")
@on_one
def send_one(settings: Settings, number: int, acting: str, as_json: bool) -> None:
    """Gửi ngay thông báo số ID, và xem gửi tới đâu.

    motcua run đang chạy thì chương trình ấy gửi; không thì gửi từ đây. Nhấn Ctrl+C rồi chạy lại motcua run hay lệnh
    resume thì gửi tiếp, không ai nhận hai lần.
    """
    room = newsroom(settings)
    _sent(room, number, as_json, lambda: room.acted(acting, lambda db, desk: send(db, desk, number)))


@click.command("resume")
@on_one
def resume_one(settings: Settings, number: int, acting: str, as_json: bool) -> None:
    """Gửi tiếp thông báo số ID đang tạm dừng."""
    room = newsroom(settings)
    _sent(room, number, as_json, lambda: room.acted(acting, lambda db, desk: resume(db, desk, number)))


@click.command("resend")
@click.option("--failed", is_flag=True, help="Gửi lại cho những lượt gửi hỏng, thay vì những lượt không rõ.")
@click.option("--leave", "leaving", is_flag=True, help="Không gửi lại những lượt không rõ, để nguyên như thế.")
@on_one
def resend_one(settings: Settings, number: int, failed: bool, leaving: bool, acting: str, as_json: bool) -> None:
    """Gửi lại thông báo số ID cho những người không rõ đã nhận chưa.

    Người trong số đó có thể nhận hai lần. Thông báo quá hạn thì gửi cho những người chưa được gửi.
    """
    room = newsroom(settings)
    if leaving:
        announcement, count = room.acted(acting, lambda db, desk: leave(db, desk, number))
        tell(announcement, as_json)
        if not as_json:
            click.echo(f"{count} lượt không rõ được để nguyên.")
        return
    which = DeliveryStatus.FAILED if failed else DeliveryStatus.UNSURE
    _sent(room, number, as_json, lambda: room.acted(acting, lambda db, desk: resend(db, desk, number, which)))


def _sent(room: Newsroom, number: int, as_json: bool, deed: Callable[[], object]) -> None:
    try:
        with live_bar() as shown:
            report = send_and_show(room, number, deed, shown)
    except KeyboardInterrupt:
        click.echo(f"Ai chưa nhận thì còn chờ. Gửi tiếp: motcua announce resume {number}, hoặc motcua run.", err=True)
        raise
    if as_json:
        click.echo(json.dumps(report_json(report), ensure_ascii=False))
        return
    for line in report_lines(report):
        click.echo(line)
    if held := _held(room, report):
        click.echo(held)


def _held(room: Newsroom, report: Report) -> str:
    """Why it is not going on although it may be sent; "" where it is not so."""
    over = room.quiet.over_at(room.now)
    waits = report.announcement.status in {Status.SCHEDULED, Status.SENDING}
    if over is None or not waits or report.announcement.content.urgent:
        return ""
    return f"Đang trong giờ yên lặng: gửi từ {shown_moment(over)}, nếu lúc đó motcua run đang chạy."
