"""`motcua check --fix`: shows what is mended for certain, asks, and writes it."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from bot.cli.consent import NOT_AGREED, agreed
from bot.files.mending.mended import Mended, look_through
from bot.files.mending.writing import write_all
from bot.files.tree import survey


def mend(folder: Path, meant: Callable[[str], bool], yes: bool) -> None:
    """Mend the files of which the path is meant. Without a yes, tell what would be done, and end with code 1.

    Raises OperatorError where they can not be written.
    """
    files = [file for file in look_through(survey(folder)) if meant(file.found.path)]
    if not files:
        click.echo("Không có chỗ nào tự sửa được.")
        return
    for file in files:
        click.echo(_shown(file), nl=False)
    lines = sum(len(file.changes) for file in files)
    told = f"{lines} dòng trong {len(files)} tệp; các dòng khác" if lines else f"{len(files)} tệp; nội dung các dòng"
    click.echo(f"Sẽ sửa {told} giữ nguyên.")
    if not yes and not agreed("Ghi những chỗ sửa này vào tệp?"):
        click.echo(NOT_AGREED, err=True)
        sys.exit(1)
    write_all(files)
    click.echo(f"Đã sửa {len(files)} tệp.")


def _shown(file: Mended) -> str:
    lines = [file.found.path]
    lines += [f"  cả tệp: {what}" for what in file.throughout]
    for change in file.changes:
        lines += [f"  dòng {change.line}:", f"    - {_visible(change.before)}", f"    + {_visible(change.after)}"]
    return "\n".join(lines) + "\n"


def _visible(line: str) -> str:
    """The line with a dot for each space at its end, and an arrow for each tab."""
    kept = line.rstrip(" ")
    return (kept + "·" * (len(line) - len(kept))).replace("\t", "→")
