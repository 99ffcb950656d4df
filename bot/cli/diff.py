"""`motcua diff`: what citizens would be answered otherwise than with the knowledge that is published."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import click

from bot.app.comparing import CommuneChange, Findings, compare, gathered
from bot.app.libraries import present
from bot.cli.copying import shown_progress
from bot.cli.days import at_option
from bot.dialogue.comparison import Answered, Change, Effect
from bot.dialogue.turn import Decision
from bot.errors import OperatorError
from bot.files.folder import load
from bot.files.published import published
from bot.settings import Settings
from bot.text.dates import vietnam_day
from bot.text.one_line import in_one_line

_HEADINGS = {
    Effect.NEW: "NAY TRẢ LỜI ĐƯỢC",
    Effect.CHANGED: "TRẢ LỜI KHÁC ĐI",
    Effect.LOST: "KHÔNG CÒN TRẢ LỜI ĐƯỢC",
}
_MOST_QUESTIONS = 5
_MOST_ENTRIES = 20


@click.command("diff")
@click.argument("other", required=False, default="HEAD", metavar="[FOLDER|GIT-REV]")
@click.option(
    "--questions", "files", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="Hỏi thêm các câu này."
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@at_option
@click.pass_obj
def diff(settings: Settings, other: str, files: Sequence[Path], as_json: bool, at: date | None) -> None:
    """Xem người dân sẽ được trả lời khác đi thế nào, trước khi đăng tri thức đã sửa.

    So thư mục tri thức với một thư mục khác, hoặc với một phiên bản git; không ghi gì thì so với bản đã đăng (HEAD).
    Các câu để hỏi thử: cau-hoi.yaml của thư mục tri thức và của từng xã, các tệp --questions, những câu của người dân
    đang được giữ, và những cách hỏi vừa thêm hoặc bỏ.
    """
    questions = gathered(settings, files)
    if not questions:
        load(settings.knowledge)  # says what is wrong with the folder itself
        what = f"Không có câu hỏi nào để hỏi thử. Viết vào {settings.knowledge / 'cau-hoi.yaml'}"
        raise OperatorError(f"{what}, hoặc thêm --questions và một tệp câu hỏi.")
    today = at or vietnam_day(present(settings))
    with _former(settings.knowledge, other) as (folder, name), shown_progress("Hỏi thử như") as progress:
        found = compare(settings, folder, questions, today, partial(progress, "người dân"))
    if as_json:
        click.echo(json.dumps(_as_json(found, name), ensure_ascii=False, indent=1))
    else:
        _tell(found, settings.knowledge, name)


@contextmanager
def _former(knowledge: Path, other: str) -> Iterator[tuple[Path, str]]:
    """The folder to compare with, and how to call it: a folder of that name, or else a git revision."""
    if Path(other).is_dir():
        yield Path(other), f"thư mục {other}"
    else:
        with published(knowledge, other) as state:
            yield state.folder, f"bản đã đăng ({state.short})" if other == "HEAD" else f"phiên bản {other}"


def _tell(found: Findings, knowledge: Path, name: str) -> None:
    ways = f" và {found.ways} cách hỏi vừa thêm hoặc bỏ" if found.ways else ""
    click.echo(f"So {knowledge} với {name}, bằng {found.asked} câu hỏi{ways}.")
    if found.errors:
        click.echo(
            f"Chú ý: tri thức đang có {found.errors} lỗi, chỗ sai chưa được dùng. Chạy motcua check để sửa trước."
        )
    if found.unknown:
        click.echo(f"Bỏ qua những câu hỏi của xã không có trong tri thức: {', '.join(found.unknown)}.")
    for codes, what in ((found.arrived, "Xã mới"), (found.gone, "Không còn phục vụ")):
        if codes:
            click.echo(f"{what}: {', '.join(found.names[code] for code in codes)}.")
    for effect, heading in _HEADINGS.items():
        changes = [each for each in found.changes if each.change.effect is effect]
        if changes:
            click.echo(f"\n{heading} ({len(changes)})")
            for alike in _alike(changes):
                click.echo(_block(alike, found))
    if found.unseen:
        click.echo(f"\n{_unseen(found)}")
    click.echo(f"\n{_summary(found)}")


def _alike(changes: Sequence[CommuneChange]) -> list[list[CommuneChange]]:
    """Changes in one and the same way, such as those of one line that stands in many answers."""
    groups: dict[object, list[CommuneChange]] = {}
    for each in changes:
        sides = [(side.decision, side.ids, side.choices) for side in (each.change.former, each.change.present)]
        lines = each.change.lines if each.change.same_entries else ()
        groups.setdefault((*sides, lines), []).append(each)
    return list(groups.values())


def _block(alike: Sequence[CommuneChange], found: Findings) -> str:
    change = alike[0].change
    lines = [f"  {_question(each, found)}" for each in alike[:_MOST_QUESTIONS]]
    if len(alike) > _MOST_QUESTIONS:
        lines.append(f"  … và {len(alike) - _MOST_QUESTIONS} câu nữa")
    if change.same_entries:
        lines.append(f"      {_answer(change.present, found, full=True)}")
        lines += [f"      {line}" for line in change.lines]
    else:
        full = change.former.ids == change.present.ids
        lines.append(f"      trước: {_answer(change.former, found, full)}")
        lines.append(f"      nay:   {_answer(change.present, found, full)}")
    return "\n".join(lines)


def _question(each: CommuneChange, found: Findings) -> str:
    asked = each.change.present
    after = f" (sau câu «{in_one_line(asked.before)}»)" if asked.before else ""
    several = len({other.commune for other in found.changes}) > 1
    return f"«{in_one_line(asked.question)}»{after}{f', {found.names[each.commune]}' if several else ''}"


def _answer(side: Answered, found: Findings, full: bool) -> str:
    offered = _named(side.choices, found)
    match side.decision:
        case Decision.ANSWER:
            return f"{_named(side.ids, found)}{f'; mời xem thêm: {offered}' if full and offered else ''}"
        case Decision.CHOOSE:
            return f"mời chọn: {offered}" if offered else "hỏi lại để chọn"
        case Decision.NONE:
            return "chưa trả lời được"
        case Decision.SOCIAL:
            return "câu xã giao"


def _named(ids: Sequence[str], found: Findings) -> str:
    return ", ".join(f"{found.names.get(each, each)} ({each})" for each in ids)


def _unseen(found: Findings) -> str:
    lines = [f"Có {len(found.unseen)} mục đã sửa, thêm hoặc xóa mà không câu nào ở trên cho thấy. Hãy hỏi thử riêng:"]
    lines += [f"  {entry.name} ({id_})" for id_, entry in list(found.unseen.items())[:_MOST_ENTRIES]]
    if len(found.unseen) > _MOST_ENTRIES:
        lines.append(f"  … và {len(found.unseen) - _MOST_ENTRIES} mục nữa")
    return "\n".join(lines)


def _summary(found: Findings) -> str:
    effects = [each.change.effect for each in found.changes]
    if not effects:
        return "Mọi câu đều được trả lời như cũ."
    new, changed, lost = (effects.count(effect) for effect in Effect)
    return f"Nay trả lời được {new}, trả lời khác đi {changed}, không còn trả lời được {lost}."


def _as_json(found: Findings, name: str) -> dict[str, object]:
    report: dict[str, object] = {"compared_with": name, "questions": found.asked, "ways": found.ways}
    for effect in Effect:
        report[effect.value] = [_change_as_json(each, found) for each in found.changes if each.change.effect is effect]
    return report | {
        "unseen": [{"id": id_, "name": entry.name} for id_, entry in found.unseen.items()],
        "communes_added": list(found.arrived),
        "communes_removed": list(found.gone),
        "communes_unknown": list(found.unknown),
        "errors": found.errors,
    }


def _change_as_json(each: CommuneChange, found: Findings) -> dict[str, object]:
    change: Change = each.change
    return {
        "commune": each.commune,
        "question": change.present.question,
        "previous_question": change.present.before or None,
        "before": _side_as_json(change.former, found),
        "after": _side_as_json(change.present, found),
        "lines": list(change.lines),
    }


def _side_as_json(side: Answered, found: Findings) -> dict[str, object]:
    return {
        "decision": side.decision,
        "ids": list(side.ids),
        "choices": list(side.choices),
        "names": [found.names.get(each, each) for each in (*side.ids, *side.choices)],
        "text": side.text,
    }
