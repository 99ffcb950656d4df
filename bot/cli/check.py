"""`motcua check`: what is wrong with the knowledge files, and what they do not tell yet."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from bot.app.libraries import present
from bot.cli.days import at_option
from bot.cli.mend import mend
from bot.errors import OperatorError, Problem, where
from bot.files.doubts import doubts
from bot.files.folder import Loaded, load
from bot.files.gaps import missing
from bot.files.pointing import pointed_out
from bot.files.tree import SHARED
from bot.knowledge.draft import Draft
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.settings import Settings
from bot.text.dates import vietnam_day


@click.command("check")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[PATH]")
@click.option("--strict", is_flag=True, help="Coi cảnh báo cũng là lỗi.")
@click.option("--missing", "with_missing", is_flag=True, help="Liệt kê thêm những điều chưa biết.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option("--fix", is_flag=True, help="Sửa những chỗ chắc chắn; cho xem trước rồi mới hỏi.")
@click.option("--yes", is_flag=True, help="Dùng với --fix: sửa luôn, không hỏi lại.")
@at_option
@click.pass_obj
def check(
    settings: Settings,
    path: Path | None,
    strict: bool,
    with_missing: bool,
    as_json: bool,
    fix: bool,
    yes: bool,
    at: date | None,
) -> None:
    """Kiểm tra các tệp tri thức, chỉ ra từng chỗ sai và cách sửa.

    PATH là thư mục tri thức, hoặc một tệp, thư mục ở trong đó. Có lỗi thì kết thúc với mã 1. Cảnh báo là chỗ nên xem
    lại: câu dài, chữ tắt, tên cũ, phí sắp đổi. Thêm --at để xem trước, ví dụ 90 ngày nữa còn gì đúng.

    Với --fix, máy sửa dấu cách, phím Tab, tên mục gõ sai, cách ghi mã, ngày, giờ và số tiền, rồi kiểm tra lại.
    Ghi chú và thứ tự các dòng giữ nguyên.
    """
    if fix and as_json:
        raise click.UsageError("Không dùng --fix cùng với --json.")
    if yes and not fix:
        raise click.UsageError("--yes chỉ dùng cùng với --fix.")
    folder, part = _place(path, settings.knowledge)
    if fix:
        load(folder)  # says what is wrong with the folder itself
        mend(folder, lambda named: _is_within(part, named), yes)
    loaded = load(folder)
    today = at or vietnam_day(present(settings))
    problems = _within(part, sorted({*loaded.problems, *doubts(loaded, today)}, key=where))
    gaps = _within(part, _gaps(loaded)) if with_missing else []
    if as_json:
        click.echo(json.dumps([*map(asdict, problems), *map(_gap_as_json, gaps)], ensure_ascii=False, indent=1))
    else:
        _tell(folder, problems, gaps, with_missing, _counts(loaded) if not part else f"Đã xem {part}.")
    if any(strict or problem.severity == "error" for problem in problems):
        sys.exit(1)


def _place(path: Path | None, knowledge: Path) -> tuple[Path, str]:
    """The knowledge folder, and the part of it to tell about ("" is all), as problems name it."""
    if path is None:
        return knowledge, ""
    try:
        whole = path.resolve(strict=True)
    except (OSError, RuntimeError):
        raise OperatorError(f"Không thấy {path}. Xem lại tên tệp, thư mục.") from None
    for folder in (knowledge.resolve(), whole, *whole.parents):
        if whole.is_relative_to(folder) and ((folder / "chung").is_dir() or (folder / "xa").is_dir()):
            part = whole.relative_to(folder).as_posix()
            return folder, "" if part == "." else part
    return path, ""


def _within(part: str, problems: Sequence[Problem]) -> list[Problem]:
    return [each for each in problems if _is_within(part, each.path)]


def _is_within(part: str, path: str) -> bool:
    return not part or path == part or path.startswith(f"{part}/")


def _gaps(loaded: Loaded) -> list[Problem]:
    """What is not known, each thing once: what a shared file lacks is lacking for every commune."""
    paths = {
        (found.scope, content.value.code): path
        for path, (found, content) in loaded.served.items()
        if isinstance(content.value, Procedure)
    }
    found_gaps = {}
    for code, knowledge in loaded.communes.items():
        for gap in missing(knowledge):
            path = f"xa/{code}/xa.yaml"
            if gap.entry:
                path = paths.get((code, gap.entry)) or paths[SHARED, gap.entry]
            found_gaps[path, gap.what] = Problem(path, 1, gap.what, gap.remedy, "warning")
    return sorted(found_gaps.values(), key=lambda gap: gap.path)


def _gap_as_json(gap: Problem) -> dict[str, object]:
    return {**asdict(gap), "severity": "missing"}


def _tell(
    folder: Path, problems: Sequence[Problem], gaps: Sequence[Problem], with_missing: bool, looked_at: str
) -> None:
    # Errors last: what has to be mended stands above the count, where one looks, and not between the reminders.
    for problem in sorted(problems, key=lambda problem: problem.severity == "error"):
        mark = " (cảnh báo)" if problem.severity == "warning" else ""
        click.echo(f"{problem}{mark}")
        click.echo(pointed_out(folder, problem), nl=False)
    for gap in gaps:
        click.echo(f"{gap.path}: {gap.what} {gap.remedy}")
    if with_missing:
        click.echo(f"Còn {len(gaps)} điều chưa biết." if gaps else "Không còn điều gì chưa biết.")
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        click.echo(f"Mọi thứ đều ổn! {looked_at}")
    elif not errors:
        click.echo(f"Không có lỗi, {warnings} cảnh báo. {looked_at}")
    else:
        click.echo(f"Có {errors} lỗi, {warnings} cảnh báo. {looked_at}")


def _counts(loaded: Loaded) -> str:
    entries = {(type(entry), id_) for knowledge in loaded.communes.values() for id_, entry in knowledge.entries.items()}
    kinds = [kind for kind, _ in entries]
    drafts = f"{kinds.count(Draft)} bản nháp, " if Draft in kinds else ""
    return (
        f"Đang dùng: {len(loaded.communes)} xã, {kinds.count(Procedure)} thủ tục viết đủ, {drafts}"
        f"{kinds.count(Topic)} chủ đề, {kinds.count(ListedProcedure)} thủ tục trong danh mục."
    )
