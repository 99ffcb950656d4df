"""`motcua eval`: question files with their scores."""

import json
import shlex
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bot.app.libraries import Libraries, load_libraries, present
from bot.cli.days import at_option
from bot.dialogue.evaluation import Score, Verdict, evaluate, scores
from bot.errors import OperatorError
from bot.files.questions import read_questions
from bot.knowledge.draft import Draft
from bot.knowledge.procedure import Procedure
from bot.knowledge.questions import Case, Dialogue
from bot.knowledge.topic import Topic
from bot.search import Library
from bot.settings import Settings
from bot.text.dates import vietnam_day


@click.command("eval")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option("--misses", is_flag=True, help="Liệt kê những câu chưa đúng.")
@click.option("--written", is_flag=True, help="Chỉ chấm những câu mà mọi mục cần tìm đã được viết đủ.")
@at_option
@click.pass_obj
def evaluate_files(
    settings: Settings, files: Sequence[Path], as_json: bool, misses: bool, written: bool, at: date | None
) -> None:
    """Chấm điểm các tệp câu hỏi mẫu."""
    libraries = load_libraries(settings)
    today = at or vietnam_day(present(settings))
    asked = {str(file): read_questions(file) for file in files}

    def library_of(commune: str | None) -> Library:
        return _library(libraries, commune, files)

    if written:
        asked = {name: [item for item in items if _is_written(item, library_of)] for name, items in asked.items()}
    results = {name: evaluate(items, library_of, today) for name, items in asked.items()}
    if as_json:
        report = {name: _as_json(verdicts, misses) for name, verdicts in results.items()}
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return
    for name, verdicts in results.items():
        Console().print(_table(name, scores(verdicts), len(verdicts)))
        if misses:
            for verdict in verdicts:
                if not _flawless(verdict):
                    click.echo(_miss(verdict))


def _library(libraries: Libraries, commune: str | None, files: Sequence[Path]) -> Library:
    """As `Libraries.of`; where the commune is left open, the failure tells the whole command to type."""
    if commune or libraries.default:
        return libraries.of(commune)
    known = sorted(libraries.by_code)
    command = shlex.join(["motcua", "--commune", known[0], "eval", *map(str, files)])
    what = f"Có câu hỏi không ghi xã, mà ở đây có nhiều xã: {', '.join(known)}."
    raise OperatorError(f"{what} Chọn một, ví dụ: {command}")


def _is_written(item: Case | Dialogue, library_of: Callable[[str | None], Library]) -> bool:
    """Whether no entry that the case or the dialogue wants is in the short form, a draft, or missing."""
    cases = item.cases() if isinstance(item, Dialogue) else (item,)
    wanted = [
        library_of(case.commune).knowledge.entries.get(id_) for case in cases for id_ in (*case.want, *case.any_of)
    ]
    return all(isinstance(entry, Procedure | Topic) and not isinstance(entry, Draft) for entry in wanted)


def _flawless(verdict: Verdict) -> bool:
    return verdict.right and verdict.hit_at_3 is not False and verdict.says is not False


_SHOWN = {
    "decision": "đúng cách đáp",
    "hit@1": "đúng mục, ngay câu đầu",
    "hit@3": "đúng mục, trong ba mục",
    "aspects": "đúng ý được hỏi",
    "says": "có những chữ cần có",
    "offered": "mời chọn đúng",
    "false answers": "trả lời bừa",
    "dialogue turns right": "lượt đúng trong hội thoại",
}
"""What the measures are called in the table; `--json` has them by their own names."""


def _table(name: str, rows: Sequence[Score], count: int) -> Table:
    table = Table("", "đúng", "trên", "tỷ lệ", title=f"{name}: {count} câu", title_justify="left")
    for row in rows:
        table.add_row(_SHOWN[row.name], str(row.good), str(row.count), "" if row.share is None else f"{row.share:.3f}")
    return table


def _miss(verdict: Verdict) -> str:
    case, outcome = verdict.case, verdict.outcome
    wanted = " ".join([case.kind, *case.want, *case.any_of, *(case.aspects or ())])
    given = " ".join([outcome.decision, *outcome.ids, *(f"({other})" for other in outcome.choices), *outcome.aspects])
    lacking = "" if verdict.says is not False else f"; thiếu chữ: {', '.join(case.says)}"
    return f"- {case.q}\n    cần: {wanted}\n    được: {given}{lacking}"


def _as_json(verdicts: Sequence[Verdict], misses: bool) -> dict[str, object]:
    report: dict[str, object] = {
        "cases": len(verdicts),
        "scores": {row.name: {"good": row.good, "count": row.count, "share": row.share} for row in scores(verdicts)},
    }
    if misses:
        report["misses"] = [
            {
                "case": verdict.case.model_dump(mode="json", exclude_defaults=True),
                "decision": verdict.outcome.decision,
                "ids": verdict.outcome.ids,
                "choices": verdict.outcome.choices,
                "aspects": verdict.outcome.aspects,
            }
            for verdict in verdicts
            if not _flawless(verdict)
        ]
    return report
