"""`motcua doctor`: whether everything is in order, and what to do where it is not."""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

import click

from bot.app.doctor import Finding, Level, examine, read_configuration
from bot.app.doctor.channels import channel_checks
from bot.services.clock import SystemClock

_MARKS = {Level.OK: "✓", Level.WARNING: "!", Level.WRONG: "✗"}
_OPTIONS = ("knowledge", "data", "commune")


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    """Xem mọi thứ có ổn không: thiết lập, tri thức, dữ liệu, ổ đĩa, đồng hồ, cổng, các kênh.

    Mỗi dòng là một điều: ✓ là ổn, ! là nên xem, ✗ là phải sửa, kèm cách sửa. Mã kết thúc: 0 là ổn, 1 là có điều phải
    sửa, 2 là thiết lập sai. Không thay đổi gì, và không in ra mã bí mật nào.
    """
    # It reads the settings itself: wrong ones are a finding like any other.
    configuration = read_configuration(**{name: context.find_root().params.get(name) for name in _OPTIONS})
    findings = asyncio.run(examine(configuration, SystemClock().now(), channel_checks(configuration.settings)))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        _tell(findings)
    sys.exit(_exit_code(findings))


def _tell(findings: Sequence[Finding]) -> None:
    for finding in findings:
        click.echo(f"{_MARKS[finding.level]} {finding.what} {finding.remedy}".rstrip())
    levels = [finding.level for finding in findings]
    wrong, warnings = levels.count(Level.WRONG), levels.count(Level.WARNING)
    if wrong or warnings:
        click.echo(f"Có {wrong} điều phải sửa (✗), {warnings} điều nên xem (!).")
    else:
        click.echo("Mọi thứ đều ổn.")


def _exit_code(findings: Sequence[Finding]) -> int:
    wrong = {finding.check for finding in findings if finding.level is Level.WRONG}
    if "settings" in wrong:
        return 2
    return 1 if wrong else 0
