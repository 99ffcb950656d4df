"""`motcua schema`: what editors need to complete and explain the knowledge files."""

import sys

import click

from bot.errors import OperatorError
from bot.files.json_schema import FOLDER, schema_files
from bot.files.schema_line import stale_schemas, unlinked, write_schemas
from bot.files.writing import replace
from bot.settings import Settings


@click.command("schema")
@click.option("--link", is_flag=True, help="Đặt dòng đầu của mọi tệp tri thức, để trình soạn thảo tìm ra lược đồ.")
@click.option(
    "--check", "only_check", is_flag=True, help="Chỉ xem, không ghi; có gì cũ hay thiếu thì kết thúc với mã 1."
)
@click.pass_obj
def schema(settings: Settings, link: bool, only_check: bool) -> None:
    """Ghi lược đồ JSON Schema của các tệp tri thức.

    Nhờ lược đồ, trình soạn thảo như VS Code (cài thêm YAML của Red Hat) gợi ý tên mục, giải thích từng mục và gạch dưới
    chỗ sai ngay khi đang gõ. Lược đồ nằm trong thư mục .schema của thư mục tri thức.
    """
    if link and only_check:
        raise click.UsageError("Chọn một trong hai: --link để ghi, hoặc --check để chỉ xem.")
    folder = settings.knowledge
    if not folder.is_dir():
        raise OperatorError(f"Không có thư mục tri thức {folder}. Chỉ đúng thư mục bằng --knowledge.")
    if only_check:
        _check(settings)
        return
    written = write_schemas(folder)
    count = len(schema_files())
    click.echo(f"{count} lược đồ trong {folder / FOLDER}: đã ghi {len(written)}, {count - len(written)} không đổi.")
    if link:
        _link(settings)


def _check(settings: Settings) -> None:
    stale = stale_schemas(settings.knowledge)
    without = [each.path for each in unlinked(settings.knowledge)]
    for name in stale:
        click.echo(f"{FOLDER}/{name}: Lược đồ này thiếu hoặc đã cũ. Gõ motcua schema để ghi lại.")
    for path in without:
        click.echo(f"{path}:1: Dòng đầu chưa chỉ đúng lược đồ. Gõ motcua schema --link để đặt.")
    if stale or without:
        sys.exit(1)
    click.echo("Lược đồ còn mới, và mọi tệp tri thức đều chỉ đúng lược đồ của mình.")


def _link(settings: Settings) -> None:
    changed = list(unlinked(settings.knowledge))
    replace({each.file: each.linked for each in changed})
    for each in changed:
        click.echo(f"Đã đặt dòng đầu của {each.path}.")
    if not changed:
        click.echo("Mọi tệp tri thức đã có dòng đầu đúng.")
