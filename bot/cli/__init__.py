"""The command `motcua`: what a person types. Help and messages are Vietnamese, option names English."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot import logs
from bot.cli.on_demand import GroupOnDemand
from bot.cli.vietnamese import ASKING_FOR_HELP, worded
from bot.errors import OperatorError
from bot.settings import read_settings

USAGE_ERROR = 2
STOPPED = 1
_FOLDER = click.Path(path_type=Path)
_COMMANDS = {
    "run": "bot.cli.run:run",
    "ask": "bot.cli.ask:ask",
    "chat": "bot.cli.chat:chat",
    "check": "bot.cli.check:check",
    "new": "bot.cli.new:new",
    "import": "bot.cli.importing:import_file",
    "coverage": "bot.cli.coverage:show_coverage",
    "schema": "bot.cli.schema:schema",
    "eval": "bot.cli.eval:evaluate_files",
    "diff": "bot.cli.diff:diff",
    "misses": "bot.cli.misses:list_misses",
    "announce": "bot.cli.announce:announce",
    "plan": "bot.cli.plan:plan",
    "officers": "bot.cli.officers:officers",
    "doctor": "bot.cli.doctor:doctor",
    "backup": "bot.cli.backup:backup",
    "restore": "bot.cli.restore:restore",
    "forget": "bot.cli.forget:forget_person",
    "zalo": "bot.cli.zalo:zalo",
}


@click.group("motcua", cls=GroupOnDemand, places=_COMMANDS, context_settings={**ASKING_FOR_HELP})
@click.option("--knowledge", type=_FOLDER, metavar="DIR", help="Thư mục dữ liệu hỏi đáp (mặc định: knowledge).")
@click.option("--data", type=_FOLDER, metavar="DIR", help="Thư mục cơ sở dữ liệu (mặc định: data).")
@click.option("--commune", metavar="CODE", help="Mã xã; bỏ trống nếu chỉ có một xã.")
@click.pass_context
def motcua(context: click.Context, knowledge: Path | None, data: Path | None, commune: str | None) -> None:
    """Máy trả lời thủ tục hành chính của xã, phường, đặc khu."""
    # The doctor reads them itself: wrong settings are one of its findings.
    if context.invoked_subcommand != "doctor":
        context.obj = read_settings(knowledge=knowledge, data=data, commune=commune)


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
