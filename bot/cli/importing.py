"""`motcua import`: what officials have already becomes drafts, or rows of the list."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.app.libraries import present
from bot.cli.consent import NOT_AGREED, agreed
from bot.cli.days import at_option
from bot.cli.new import into_option
from bot.files.filing import FOR_ALL, scope_named
from bot.files.folder import load
from bot.files.imports.drafts import plan_drafts
from bot.files.imports.lists import plan_rows
from bot.files.imports.plan import Doing, Plan, carry_out
from bot.files.imports.portal import Leftover
from bot.files.imports.source import read_portal
from bot.settings import Settings
from bot.text.dates import vietnam_day
from bot.text.sentences import shortened

_SHOWN = 40
_ALIKE = 5
_QUOTED = 80
_CODE_WIDTH = len("1.001193")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@into_option
@click.option("--catalogue", is_flag=True, help="Thay vì tạo bản nháp, thêm vào danh-muc.csv những thủ tục chưa có.")
@click.option("--code", "only", multiple=True, metavar="CODE", help="Chỉ nhập thủ tục mang mã này; ghi được nhiều lần.")
@click.option("--yes", is_flag=True, help="Ghi luôn, không hỏi lại.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@at_option
@click.pass_obj
def import_file(
    settings: Settings, file: Path, into: str, catalogue: bool, only: Sequence[str], yes: bool, as_json: bool,
    at: date | None,
) -> None:  # fmt: skip
    """Nhập danh sách thủ tục thành bản nháp.

    FILE là bảng Excel (.xlsx) hoặc CSV có các cột Mã thủ tục, Tên thủ tục, Lĩnh vực, Cơ quan thực hiện, Đường dẫn; hoặc
    tệp JSON mỗi dòng một thủ tục. Lệnh cho xem trước sẽ làm gì rồi mới hỏi. Thủ tục đã có tệp thì giữ nguyên. Chỗ nào
    chưa rõ thì không đoán: in ra đây, và ghi chú trong bản nháp.
    """
    if catalogue and into != FOR_ALL:
        raise click.UsageError("Danh mục là phần chung của mọi xã. Bỏ --into, hoặc bỏ --catalogue.")
    portal = read_portal(file)
    loaded = load(settings.knowledge)
    scope, today = scope_named(loaded, into), at or vietnam_day(present(settings))
    plan = plan_rows(portal, loaded, only) if catalogue else plan_drafts(portal, loaded, scope, today, only)
    if not as_json:
        _tell(plan, portal.unused)
    done = plan.writes and (yes or agreed(f"Ghi vào {settings.knowledge}?"))
    if done:
        carry_out(plan, settings.knowledge)
    if as_json:
        click.echo(json.dumps(_as_json(plan, portal.unused, done), ensure_ascii=False, indent=1))
    elif done:
        click.echo("Đã ghi. Gõ motcua check để xem lại; mở từng bản nháp để viết tiếp.")
    else:
        click.echo(NOT_AGREED if plan.writes else "Không có gì mới để nhập.", err=True)
    if plan.writes and not done:
        sys.exit(1)


def _tell(plan: Plan, unused: Sequence[str]) -> None:
    if plan.steps:
        Console().print(_table(plan))
    if len(plan.steps) > _SHOWN:
        click.echo(f"… và {len(plan.steps) - _SHOWN} thủ tục nữa; xem đủ bằng --json.")
    if unused:
        click.echo(f"Cột, mục không dùng: {', '.join(unused[:_SHOWN])}.")
    _tell_leftovers(plan.leftovers)
    counts = Counter(step.doing for step in plan.steps)
    click.echo(
        "; ".join(f"{doing}: {count}" for doing, count in counts.items()).capitalize() or "Không có thủ tục nào."
    )


def _tell_leftovers(leftovers: Sequence[Leftover]) -> None:
    """What found no place, by kind; of a kind with many, the first ones."""
    if leftovers:
        click.echo(f"Chưa xếp được {len(leftovers)} chỗ:")
    kinds: dict[str, list[Leftover]] = {}
    for leftover in leftovers:
        kinds.setdefault(leftover.what, []).append(leftover)
    for what, alike in kinds.items():
        click.echo(f"- {what} ({len(alike)} chỗ)")
        for leftover in alike[:_ALIKE]:
            click.echo(f"    {_line(leftover)}")
        if len(alike) > _ALIKE:
            click.echo(f"    … và {len(alike) - _ALIKE} chỗ nữa; xem đủ bằng --json.")


def _table(plan: Plan) -> Table:
    """One line for each of the first steps; what does not fit is cut, and stands whole in the JSON."""
    table = Table(expand=True)
    table.add_column("mã", width=_CODE_WIDTH)
    table.add_column("việc", width=max(map(len, Doing)))
    table.add_column("tên", no_wrap=True, ratio=1)
    table.add_column("tệp", no_wrap=True, ratio=1)
    for step in plan.steps[:_SHOWN]:
        table.add_row(
            step.code, step.doing, escape(step.name), escape(step.path.partition("/thu-tuc/")[2] or step.path)
        )
    return table


def _line(leftover: Leftover) -> str:
    where = ", ".join(filter(None, [f"dòng {leftover.row}" if leftover.row else "", leftover.code]))
    return f"{where}: «{shortened(leftover.text, _QUOTED)}»" if leftover.text else where


def _as_json(plan: Plan, unused: Sequence[str], done: bool) -> dict[str, object]:
    return {
        "steps": [asdict(step) for step in plan.steps],
        "leftovers": [asdict(leftover) for leftover in plan.leftovers],
        "unused": unused,
        "done": done,
    }
