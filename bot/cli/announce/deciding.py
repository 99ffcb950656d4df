"""`motcua announce approve` and `reject`."""

import click

from bot.app.newsroom import newsroom
from bot.cli.announce.options import on_one
from bot.cli.announce.telling import tell
from bot.services.announcing import approve, reject
from bot.settings import Settings


@click.command("approve")
@click.option(
    "--version",
    "fingerprint",
    default="",
    metavar="HASH",
    help="Mã của bản đã xem: tám ký tự trong ngoặc khi xem thông báo.",
)
@on_one
def approve_one(settings: Settings, number: int, fingerprint: str, acting: str, as_json: bool) -> None:
    """Duyệt thông báo số ID, đúng bản hiện nay.

    Ghi --version thì chỉ duyệt khi thông báo chưa bị sửa từ lúc bạn xem.
    """
    tell(newsroom(settings).acted(acting, lambda db, desk: approve(db, desk, number, fingerprint)), as_json)


@click.command("reject")
@click.option("--reason", required=True, help="Lý do, để người soạn biết cần sửa gì.")
@on_one
def reject_one(settings: Settings, number: int, reason: str, acting: str, as_json: bool) -> None:
    """Trả thông báo số ID về bản nháp, kèm lý do."""
    tell(newsroom(settings).acted(acting, lambda db, desk: reject(db, desk, number, reason)), as_json)
