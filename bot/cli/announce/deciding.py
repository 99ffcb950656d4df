"""`motcua announce submit`, `approve` and `reject`."""

import click

from bot.app.newsroom import newsroom
from bot.cli.announce.options import as_option, json_option, number_argument
from bot.cli.announce.telling import tell
from bot.services.announcing import approve, reject, submit
from bot.settings import Settings


@click.command("submit")
@number_argument
@as_option
@json_option
@click.pass_obj
def submit_one(settings: Settings, number: int, acting: str, as_json: bool) -> None:
    """Trình duyệt thông báo số ID."""
    tell(newsroom(settings).acted(acting, lambda db, desk: submit(db, desk, number)), as_json)


@click.command("approve")
@number_argument
@click.option(
    "--version",
    "fingerprint",
    default="",
    metavar="HASH",
    help="Mã của bản đã xem: tám ký tự trong ngoặc khi xem thông báo.",
)
@as_option
@json_option
@click.pass_obj
def approve_one(settings: Settings, number: int, fingerprint: str, acting: str, as_json: bool) -> None:
    """Duyệt thông báo số ID, đúng bản hiện nay.

    Ghi --version thì chỉ duyệt khi thông báo chưa bị sửa từ lúc bạn xem.
    """
    tell(newsroom(settings).acted(acting, lambda db, desk: approve(db, desk, number, fingerprint)), as_json)


@click.command("reject")
@number_argument
@click.option("--reason", required=True, help="Lý do, để người soạn biết cần sửa gì.")
@as_option
@json_option
@click.pass_obj
def reject_one(settings: Settings, number: int, reason: str, acting: str, as_json: bool) -> None:
    """Trả thông báo số ID về bản nháp, kèm lý do."""
    tell(newsroom(settings).acted(acting, lambda db, desk: reject(db, desk, number, reason)), as_json)
