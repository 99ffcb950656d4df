"""`motcua coverage`: how much of a commune's procedures is written, and what is missing."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.app.libraries import load_libraries, present
from bot.cli.days import at_option
from bot.cli.spreadsheet import csv_text
from bot.files.coverage import Covered, Level, Share, by_field, by_unit, coverage, share
from bot.files.imports.portal import Leftover
from bot.files.imports.source import read_portal
from bot.settings import Settings
from bot.text.dates import vietnam_day

_COLUMNS = ("ma", "ten", "linh_vuc", "don_vi", "muc", "con_thieu")


@click.command("coverage")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--csv", "as_csv", is_flag=True, help="In mỗi thủ tục một dòng CSV, mở được bằng Excel.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@at_option
@click.pass_obj
def show_coverage(settings: Settings, file: Path | None, as_csv: bool, as_json: bool, at: date | None) -> None:
    """Xem xã đã viết được bao nhiêu thủ tục, và còn thiếu gì.

    Đếm theo lĩnh vực và theo đơn vị: đầy đủ, bản nháp, rút gọn (chỉ có trong danh mục), chưa có. FILE là danh sách thủ
    tục của xã, dạng như lệnh import; có FILE thì chỉ đếm những thủ tục trong đó. Không có FILE thì đếm mọi thủ tục mà
    dữ liệu của xã biết đến.
    """
    if as_csv and as_json:
        raise click.UsageError("Chọn một trong hai: --csv hoặc --json.")
    portal = read_portal(file) if file else None
    knowledge = load_libraries(settings).of(None).knowledge
    wanted = [record for _, record in portal.records] if portal else None
    covered = coverage(knowledge, at or vietnam_day(present(settings)), wanted)
    whole = share(knowledge.commune.name, covered)
    if as_csv:
        click.echo(_csv(covered), nl=False)
    elif as_json:
        click.echo(json.dumps(_as_json(whole, covered), ensure_ascii=False, indent=1))
    else:
        _tell(whole, covered)
    _tell_unread(portal.leftovers if portal else ())


def _tell(whole: Share, covered: Sequence[Covered]) -> None:
    click.echo(f"{whole.name}: {whole.total} thủ tục. {_counted(whole)}.")
    if covered:
        Console().print(_table("theo lĩnh vực", by_field(covered)))
        Console().print(_table("theo đơn vị", by_unit(covered)))
    for what, count in whole.lacks.items():
        click.echo(f"{count} thủ tục {what}.")
    if whole.lacks:
        click.echo("Gõ motcua coverage --csv để xem từng thủ tục còn thiếu gì.")


def _tell_unread(leftovers: Sequence[Leftover]) -> None:
    """The rows of the list that could not be counted; on standard error, so that a CSV stays one."""
    for leftover in leftovers:
        click.echo(f"Không đếm dòng {leftover.row} của danh sách: {leftover.what} {leftover.text}".rstrip(), err=True)


def _counted(counted: Share) -> str:
    return ", ".join(f"{level}: {count}" for level, count in counted.levels.items()).capitalize()


def _table(title: str, shares: Sequence[Share]) -> Table:
    table = Table(title, *Level, "tổng", "ý còn thiếu")
    for each in shares:
        counts = [str(each.levels[level] or "") for level in Level]
        table.add_row(escape(each.name), *counts, str(each.total), str(sum(each.lacks.values()) or ""))
    return table


def _csv(covered: Sequence[Covered]) -> str:
    rows = ((each.code, each.name, each.field, each.unit, each.level, "; ".join(each.lacks)) for each in covered)
    return csv_text(_COLUMNS, rows)


def _as_json(whole: Share, covered: Sequence[Covered]) -> dict[str, object]:
    return {
        "commune": whole.name,
        "levels": whole.levels,
        "lacks": whole.lacks,
        "fields": [asdict(each) for each in by_field(covered)],
        "units": [asdict(each) for each in by_unit(covered)],
        "procedures": [asdict(each) for each in covered],
    }
