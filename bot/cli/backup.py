"""`motcua backup`: all data in one file."""

from pathlib import Path

import click

from bot.app.backup import back_up
from bot.app.libraries import present
from bot.app.sizes import shown_size
from bot.cli.copying import shown_progress
from bot.settings import Settings
from bot.storage.backup import Target


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True, help="Ghi đè lên FILE nếu đã có.")
@click.pass_obj
def backup(settings: Settings, file: Path, force: bool) -> None:
    """Sao lưu dữ liệu của các xã vào một tệp, ví dụ sao-luu.zip.

    Dùng được cả khi motcua run đang chạy. Có xã được chọn bằng --commune hay MOTCUA_COMMUNE thì chỉ sao lưu xã đó. Thư
    mục tri thức và tệp .env (có các mã bí mật) không nằm trong bản sao lưu: hãy cất riêng. Bản sao lưu có dữ liệu của
    người dân: hãy cất ở nơi chỉ người phụ trách mở được, và xóa những bản đã cũ.
    """
    with shown_progress("Sao lưu") as progress:
        done = back_up(settings, Target(file, overwrite=force), present(settings), progress)
    communes = ", ".join(copy.commune for copy in done.manifest.databases)
    click.echo(f"Đã sao lưu vào «{file}» ({shown_size(file.stat().st_size)}): {communes}.")
    if done.left_out:
        click.echo(f"Không sao lưu {', '.join(done.left_out)}, vì chỉ chọn xã {settings.commune}.")
    click.echo("Tệp này có dữ liệu của người dân. Hãy cất ở nơi chỉ người phụ trách mở được.")
