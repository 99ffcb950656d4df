"""`motcua announce submit`, `schedule`, `pause` and `cancel`: one step, and nothing to choose."""

from collections.abc import Callable

import click

from bot.announcements.announcement import Announcement
from bot.app.newsroom import newsroom
from bot.cli.announce.options import on_one
from bot.cli.announce.telling import tell
from bot.services.announcing import Desk, cancel, pause, schedule, submit
from bot.settings import Settings
from bot.storage import Connection


def _step(name: str, step: Callable[[Connection, Desk, int], Announcement], words: str) -> click.Command:
    @click.command(name, help=words)
    @on_one
    def taken(settings: Settings, number: int, acting: str, as_json: bool) -> None:
        tell(newsroom(settings).acted(acting, lambda db, desk: step(db, desk, number)), as_json)

    return taken


submit_one = _step("submit", submit, "Trình duyệt thông báo số ID.")
schedule_one = _step(
    "schedule",
    schedule,
    """Hẹn gửi thông báo số ID theo giờ đã ghi và đã duyệt.

    Đến giờ, motcua run phải đang chạy thì mới gửi.
    """,
)
pause_one = _step("pause", pause, "Tạm dừng thông báo số ID; có tác dụng trong một giây.")
cancel_one = _step("cancel", cancel, "Hủy hẳn thông báo số ID; ai chưa nhận thì không nhận nữa.")
