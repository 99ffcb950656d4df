"""`motcua run`."""

import click

from bot.app.run import run as serve
from bot.settings import Settings


@click.command("run")
@click.pass_obj
def run(settings: Settings) -> None:
    """Mở trang hỏi đáp cho người dân.

    Chương trình in ra địa chỉ để mở bằng trình duyệt, và chạy cho đến khi nhấn Ctrl+C.
    """
    serve(settings, click.echo)
