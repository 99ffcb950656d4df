"""The command `motcua`: what a person types. Help and messages are Vietnamese, option names English."""

import sys
from pathlib import Path

import click

from bot.cli.ask import ask
from bot.cli.chat import chat
from bot.cli.check import check
from bot.cli.eval import evaluate_files
from bot.cli.run import run
from bot.errors import OperatorError
from bot.settings import read_settings

USAGE_ERROR = 2


@click.group("motcua", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--knowledge", type=click.Path(path_type=Path), help="Thư mục dữ liệu hỏi đáp (mặc định: knowledge).")
@click.option("--data", type=click.Path(path_type=Path), help="Thư mục cơ sở dữ liệu (mặc định: data).")
@click.option("--commune", metavar="CODE", help="Mã xã; bỏ trống nếu chỉ có một xã.")
@click.pass_context
def motcua(context: click.Context, knowledge: Path | None, data: Path | None, commune: str | None) -> None:
    """Máy trả lời thủ tục hành chính của xã, phường, đặc khu."""
    context.obj = read_settings(knowledge=knowledge, data=data, commune=commune)


for command in (run, ask, chat, check, evaluate_files):
    motcua.add_command(command)


def main() -> None:
    """Run the command line. What the person can mend is told in a sentence, with exit code 2 and no traceback."""
    try:
        motcua.main(prog_name="motcua", standalone_mode=True)
    except OperatorError as error:
        click.echo(str(error), err=True)
        sys.exit(USAGE_ERROR)
