"""`motcua misses`: what citizens asked and got no answer to, or a wrong one, and what is done about it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import click

from bot.app.attaching import Attached, attach
from bot.app.commune_data import CommuneData, chosen_data
from bot.app.libraries import load_library, present
from bot.app.misses import MissGroup, group_of, groups, nearest, put_away
from bot.search import Library
from bot.settings import Settings
from bot.storage.misses import Status
from bot.text.dates import shown_day

_FIRST = 20
_STATUS = {Status.OPEN: "", Status.ATTACHED: "đã thêm vào một mục", Status.DISMISSED: "đã cất"}


@click.group("misses", invoke_without_command=True)
@click.option("--commune", metavar="CODE", help="Mã xã; như --commune viết trước tên lệnh.")
@click.option("--all", "with_all", is_flag=True, help=f"Liệt kê hết, không chỉ {_FIRST} nhóm đầu.")
@click.option("--away", is_flag=True, help="Liệt kê những nhóm đã cất hoặc đã thêm vào một mục.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON, đủ mọi nhóm.")
@click.pass_context
def list_misses(context: click.Context, commune: str | None, with_all: bool, away: bool, as_json: bool) -> None:
    """Xem những câu người dân hỏi mà máy chưa trả lời được, hoặc trả lời sai.

    Câu giống nhau gộp thành một nhóm, nhóm hỏi nhiều đứng đầu. Các câu đã che số, không kèm người hỏi, giữ 90 ngày. Số
    của nhóm không đổi giữa các lần xem.
    """
    if commune:
        context.obj = context.obj.model_copy(update={"commune": commune})
    if context.invoked_subcommand is None:
        desk = _desk(context.obj)
        found = [group for group in groups(desk.data) if (group.status is Status.OPEN) is not away]
        if as_json:
            click.echo(json.dumps([_as_json(group, desk.library) for group in found], ensure_ascii=False, indent=1))
        else:
            _tell(desk, found, len(found) if with_all else _FIRST, away)


@list_misses.command("show")
@click.argument("number", type=int, metavar="N")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.pass_obj
def show(settings: Settings, number: int, as_json: bool) -> None:
    """Xem đủ các câu của nhóm số N và những mục gần nhất."""
    desk = _desk(settings)
    group = group_of(desk.data, number)
    if as_json:
        click.echo(json.dumps(_as_json(group, desk.library), ensure_ascii=False, indent=1))
        return
    click.echo(_block(group, desk.library))
    for wording, count in group.wordings:
        click.echo(f"    {count} lần: {wording}")
    if group.status is Status.OPEN:
        ids = nearest(group, desk.library) or ("MÃ",)
        click.echo(f"Thêm vào một mục: {desk.command} attach {number} {ids[0]}")
        click.echo(f"Cất đi:           {desk.command} dismiss {number}")


@list_misses.command("attach")
@click.argument("number", type=int, metavar="N")
@click.argument("entry", metavar="CODE")
@click.option("--text", help="Cách hỏi để thêm, thay cho câu hay gặp nhất của nhóm.")
@click.pass_obj
def attach_group(settings: Settings, number: int, entry: str, text: str | None) -> None:
    """Thêm câu của nhóm số N vào cách hỏi của mục CODE.

    CODE là mã thủ tục hay chủ đề, ví dụ 1.001193. Câu ấy cũng thành một câu hỏi mẫu trong cau-hoi.yaml, rồi nhóm được
    cất đi. Nếu thêm vào mà máy vẫn chưa trả lời bằng mục ấy thì không tệp nào bị sửa.
    """
    desk = _desk(settings)
    group = group_of(desk.data, number)
    wording = group.wording if text is None else text
    done = attach(desk.data, settings.knowledge, group, entry.strip(), wording, present(settings))
    _tell_attached(done, entry, number)


@list_misses.command("dismiss")
@click.argument("numbers", type=int, nargs=-1, required=True, metavar="N...")
@click.pass_obj
def dismiss(settings: Settings, numbers: Sequence[int]) -> None:
    """Cất nhóm số N đi: câu như thế có hỏi lại cũng không hiện ra nữa."""
    _put_away(settings, numbers, Status.DISMISSED)


@list_misses.command("restore")
@click.argument("numbers", type=int, nargs=-1, required=True, metavar="N...")
@click.pass_obj
def restore_group(settings: Settings, numbers: Sequence[int]) -> None:
    """Đưa nhóm số N đã cất trở lại danh sách. Những gì đã thêm vào tệp thì vẫn còn."""
    _put_away(settings, numbers, Status.OPEN)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The data and the knowledge of the commune that is meant."""

    data: CommuneData
    library: Library
    command: str


def _desk(settings: Settings) -> _Desk:
    data = chosen_data(settings)
    return _Desk(data, load_library(settings, data.code), _command(settings))


def _command(settings: Settings) -> str:
    """What to type before the name of a command for a group."""
    return f"motcua --commune {settings.commune} misses" if settings.commune else "motcua misses"


def _put_away(settings: Settings, numbers: Sequence[int], status: Status) -> None:
    data = chosen_data(settings)
    done = "Đã đưa nhóm {} («{}») trở lại danh sách." if status is Status.OPEN else "Đã cất nhóm {} («{}»)."
    for group in [group_of(data, number) for number in dict.fromkeys(numbers)]:
        put_away(data, group, status)
        click.echo(done.format(group.number, group.wording))
    if status is not Status.OPEN:
        click.echo(f"Muốn lấy lại: {_command(settings)} restore {' '.join(map(str, numbers))}")


def _tell(desk: _Desk, found: Sequence[MissGroup], most: int, away: bool) -> None:
    commune = desk.library.knowledge.commune
    if not found:
        click.echo(f"{commune.name}: chưa cất nhóm nào." if away else _nothing(desk))
        return
    asked = sum(group.count for group in found)
    sort = "đã cất hoặc đã thêm vào một mục" if away else "chưa trả lời được hoặc trả lời sai"
    click.echo(f"{commune.name}: {len(found)} nhóm câu hỏi {sort}, đã hỏi {asked} lần.\n")
    for group in found[:most]:
        click.echo(f"{_block(group, desk.library)}\n")
    if len(found) > most:
        click.echo(f"Còn {len(found) - most} nhóm nữa, xem bằng --all.")
    if not away:
        click.echo(f"Xem một nhóm:     {desk.command} show N")
        click.echo(f"Thêm vào một mục: {desk.command} attach N MÃ")
        click.echo(f"Cất đi:           {desk.command} dismiss N")


def _nothing(desk: _Desk) -> str:
    commune = desk.library.knowledge.commune
    if commune.keep_misses == "không":
        return f"{commune.name} không giữ câu hỏi nào, vì xa.yaml ghi giu_cau_hoi: không."
    return f"{commune.name}: không có câu nào chưa trả lời được."


def _block(group: MissGroup, library: Library) -> str:
    span = shown_day(group.first)
    if group.last != group.first:
        span = f"{span} đến {shown_day(group.last)}"
    status = f" ({_STATUS[group.status]})" if _STATUS[group.status] else ""
    lines = [f"{group.number:>4}. {group.wording}{status}", f"      {group.count} lần, {span}"]
    if group.wrong:
        given = f", bằng: {_names(group.answered, library)}" if group.answered else ""
        lines.append(f"      {group.wrong} lần người dân nói là máy trả lời sai{given}")
    near = nearest(group, library)
    lines.append(f"      gần nhất: {_names(near, library) if near else 'chưa có mục nào gần'}")
    return "\n".join(lines)


def _names(ids: Sequence[str], library: Library) -> str:
    entries = library.knowledge.entries
    return "; ".join(f"{entries[each].name} ({each})" if each in entries else each for each in ids)


def _tell_attached(done: Attached, entry: str, number: int) -> None:
    if done.entry_file:
        click.echo(f"Đã thêm cách hỏi «{done.wording}» vào {done.entry_file}.")
    if done.golden_file:
        click.echo(f"Đã thêm câu hỏi mẫu vào {done.golden_file}.")
    changed = done.entry_file or done.golden_file
    if not changed:
        click.echo(f"«{done.wording}» đã có sẵn ở cả hai tệp, không sửa gì.")
    click.echo(f"Nay hỏi câu này, máy trả lời: {done.name} ({entry}). Nhóm {number} đã được cất.")
    if changed:
        click.echo("Các tệp này ai cũng đọc được: xem lại, đừng để tên người. Rồi chạy motcua diff trước khi đăng.")


def _as_json(group: MissGroup, library: Library) -> dict[str, object]:
    entries = library.knowledge.entries
    return {
        "number": group.number,
        "status": group.status,
        "question": group.wording,
        "count": group.count,
        "wrong": group.wrong,
        "first": group.first.isoformat(),
        "last": group.last.isoformat(),
        "answered": list(group.answered),
        "nearest": [{"id": each, "name": entries[each].name} for each in nearest(group, library)],
        "questions": [{"question": wording, "count": count} for wording, count in group.wordings],
    }
