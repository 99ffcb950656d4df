"""The command `motcua`: what a person types. Help and messages are Vietnamese, option names English."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot import logs
from bot.cli.announce import announce
from bot.cli.ask import ask
from bot.cli.backup import backup
from bot.cli.chat import chat
from bot.cli.check import check
from bot.cli.coverage import show_coverage
from bot.cli.diff import diff
from bot.cli.doctor import doctor
from bot.cli.eval import evaluate_files
from bot.cli.forget import forget_person
from bot.cli.importing import import_file
from bot.cli.misses import list_misses
from bot.cli.new import new
from bot.cli.officers import officers
from bot.cli.plan import plan
from bot.cli.restore import restore
from bot.cli.run import run
from bot.cli.schema import schema
from bot.cli.vietnamese import ASKING_FOR_HELP, VietnameseGroup, worded
from bot.cli.zalo import zalo
from bot.errors import OperatorError
from bot.settings import read_settings

USAGE_ERROR = 2
STOPPED = 1
_FOLDER = click.Path(path_type=Path)


@click.group("motcua", cls=VietnameseGroup, context_settings={**ASKING_FOR_HELP})
@click.option("--knowledge", type=_FOLDER, metavar="DIR", help="Thư mục dữ liệu hỏi đáp (mặc định: knowledge).")
@click.option("--data", type=_FOLDER, metavar="DIR", help="Thư mục cơ sở dữ liệu (mặc định: data).")
@click.option("--commune", metavar="CODE", help="Mã xã; bỏ trống nếu chỉ có một xã.")
@click.pass_context
def motcua(context: click.Context, knowledge: Path | None, data: Path | None, commune: str | None) -> None:
    """Máy trả lời thủ tục hành chính của xã, phường, đặc khu."""
    # The doctor reads them itself: wrong settings are one of its findings.
    if context.invoked_subcommand != doctor.name:
        context.obj = read_settings(knowledge=knowledge, data=data, commune=commune)


for command in (
    run,
    ask,
    chat,
    check,
    new,
    import_file,
    show_coverage,
    schema,
    evaluate_files,
    diff,
    list_misses,
    announce,
    plan,
    officers,
    doctor,
    backup,
    restore,
    forget_person,
    zalo,
):
    motcua.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, with the program's own arguments where none are given.

    What the person can mend is told in a sentence, with exit code 2 and no traceback.
    """
    logs.tame_last_resort()
    try:
        sys.exit(motcua.main(arguments, prog_name="motcua", standalone_mode=False))
    except OperatorError as error:
        _end(str(error), USAGE_ERROR)
    except click.ClickException as error:
        _end(worded(error), USAGE_ERROR)
    except click.Abort:
        _end("Đã dừng.", STOPPED)


def _end(sentence: str, code: int) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)
