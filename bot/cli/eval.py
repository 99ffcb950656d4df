"""`motcua eval`: question files with their scores."""

import json
import shlex
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click
from rich.console import Console

from bot.app.libraries import Libraries, load_libraries, present
from bot.cli.days import at_option
from bot.cli.scoring import ByNoise, confusions_as_json, noises_as_json, scores_as_json, tables
from bot.dialogue.evaluation import Verdict, evaluate
from bot.dialogue.noise import by_noise
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
    """Chấm điểm các tệp câu hỏi mẫu.

    Sau điểm chung là điểm theo loại câu (không dấu, thiếu dấu, dài, hỏi nhiều việc, trong hội thoại), rồi những mục hay
    bị nhầm với nhau.
    """
    libraries = load_libraries(settings)
    today = at or vietnam_day(present(settings))
    asked = {str(file): read_questions(file) for file in files}

    def library_of(commune: str | None) -> Library:
        return _library(libraries, commune, files)

    if written:
        asked = {name: [item for item in items if _is_written(item, library_of)] for name, items in asked.items()}
    results = {name: evaluate(items, library_of, today) for name, items in asked.items()}
    names = _names(libraries)
    of_noise = {name: by_noise(verdicts, library_of) for name, verdicts in results.items()}
    if as_json:
        report = {name: _as_json(verdicts, misses, of_noise[name], names) for name, verdicts in results.items()}
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return
    for name, verdicts in results.items():
        for part in tables(name, verdicts, of_noise[name], names):
            Console().print(part)
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


def _names(libraries: Libraries) -> dict[str, str]:
    """The names of all entries by their ids."""
    entries = (entry for library in libraries.by_code.values() for entry in library.knowledge.entries.values())
    return {entry.id: entry.name for entry in entries}


def _is_written(item: Case | Dialogue, library_of: Callable[[str | None], Library]) -> bool:
    """Whether no entry that the case or the dialogue wants is in the short form, a draft, or missing."""
    cases = item.cases() if isinstance(item, Dialogue) else (item,)
    wanted = [
        library_of(case.commune).knowledge.entries.get(id_) for case in cases for id_ in (*case.want, *case.any_of)
    ]
    return all(isinstance(entry, Procedure | Topic) and not isinstance(entry, Draft) for entry in wanted)


def _flawless(verdict: Verdict) -> bool:
    return verdict.right and verdict.hit_at_3 is not False and verdict.says is not False


def _miss(verdict: Verdict) -> str:
    case, outcome = verdict.case, verdict.outcome
    wanted = " ".join([case.kind, *case.want, *case.any_of, *(case.aspects or ())])
    given = " ".join([outcome.decision, *outcome.ids, *(f"({other})" for other in outcome.choices), *outcome.aspects])
    lacking = "" if verdict.says is not False else f"; thiếu chữ: {', '.join(case.says)}"
    return f"- {case.q}\n    cần: {wanted}\n    được: {given}{lacking}"


def _as_json(
    verdicts: Sequence[Verdict], misses: bool, of_noise: ByNoise, names: Mapping[str, str]
) -> dict[str, object]:
    report: dict[str, object] = {
        "cases": len(verdicts),
        "scores": scores_as_json(verdicts),
        "by_noise": noises_as_json(of_noise),
        "confusions": confusions_as_json(verdicts, names),
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
