"""`motcua restore`: puts a backup back."""

import sys
from contextlib import ExitStack
from pathlib import Path

import click

from bot.app.backup import Restoration, restoration
from bot.app.libraries import present
from bot.cli.consent import NOT_AGREED, agreed
from bot.cli.copying import shown_progress
from bot.settings import Settings
from bot.text.dates import VIETNAM


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--yes", is_flag=True, help="Khôi phục luôn, không hỏi lại.")
@click.pass_obj
def restore(settings: Settings, file: Path, yes: bool) -> None:
    """Khôi phục dữ liệu từ một tệp do motcua backup tạo ra.

    Phải dừng motcua run trước. Bản sao lưu được kiểm tra toàn bộ, rồi mới hỏi và thay dữ liệu. Tệp đang có được giữ
    lại bên cạnh, tên thêm đuôi .truoc và giờ khôi phục. Có xã được chọn bằng --commune hay MOTCUA_COMMUNE thì chỉ khôi
    phục xã đó. Người đã được xóa dữ liệu sau lúc sao lưu có thể có lại dữ liệu cũ: hãy xóa lại bằng motcua forget.
    """
    with ExitStack() as held:
        with shown_progress("Kiểm tra") as progress:
            ready = held.enter_context(restoration(settings, file, present(settings), progress))
        replaced = [swap for swap in ready.swaps if swap.replaces]
        click.echo(_planned(file, ready))
        if not (yes or agreed("Khôi phục như trên?")):
            click.echo(NOT_AGREED, err=True)
            sys.exit(1)
        ready.carry_out()
    click.echo("Đã khôi phục xong.")
    if ready.paused:
        click.echo(f"{ready.paused} thông báo trong bản sao lưu đã được tạm dừng, vì có thể đã gửi rồi.")
        click.echo("Xem bằng motcua announce list, rồi gửi tiếp (resume) hoặc hủy (cancel) từng thông báo.")
    if replaced:
        click.echo("Muốn trở lại như trước: dừng motcua run, rồi đổi tên tệp cũ thành tên ban đầu.")
        click.echo("Tệp cũ có dữ liệu của người dân. Khi không cần nữa, hãy xóa đi.")


def _planned(file: Path, ready: Restoration) -> str:
    made_at = f"{ready.manifest.made_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    lines = [f"Bản sao lưu «{file}» làm lúc {made_at}. Sẽ khôi phục:"]
    for swap in ready.swaps:
        if swap.replaces:
            lines.append(f"- {swap.commune}: thay «{swap.place}». Tệp cũ được giữ lại là «{swap.aside.name}».")
        else:
            lines.append(f"- {swap.commune}: tạo «{swap.place}».")
    return "\n".join(lines)
