"""`motcua announce list`, `show`, `preview` and `status`: nothing is changed."""

import json
from functools import partial

import click

from bot.announcements.content import Content, shown_moment
from bot.announcements.lifecycle import STEP_WORDS, Step
from bot.announcements.recurrence import in_words, read_rule
from bot.app.newsroom import follow_only, newsroom, prospects_of, send_copy
from bot.cli.announce.options import json_option, number_argument
from bot.cli.announce.progress import live_bar
from bot.cli.announce.telling import (
    announcement_json,
    report_json,
    report_lines,
    selection_json,
    selection_lines,
    status_words,
    version_words,
)
from bot.errors import OperatorError
from bot.messages import plain_text
from bot.services.announcing import audience_now, found, officer_of
from bot.services.reporting import report
from bot.settings import Settings
from bot.storage import announcements, audit

as_option = click.option("--as", "acting", metavar="OFFICER", help="Mã cán bộ đang xem.")


@click.command("list")
@as_option
@json_option
@click.pass_obj
def list_all(settings: Settings, acting: str | None, as_json: bool) -> None:
    """Liệt kê các thông báo, mới nhất ở trên."""
    every = newsroom(settings).done(announcements.everything)
    if as_json:
        click.echo(json.dumps([announcement_json(each) for each in every], ensure_ascii=False, indent=1))
        return
    for each in every:
        proposed = "" if each.author else ", máy đề nghị"
        click.echo(f"{each.id:>4}  {each.content.title}: {status_words(each)}{proposed}")
    if not every:
        click.echo("Chưa có thông báo nào. Soạn bằng motcua announce new.")


@click.command("show")
@number_argument
@as_option
@json_option
@click.pass_obj
def show_one(settings: Settings, number: int, acting: str | None, as_json: bool) -> None:
    """Xem thông báo số ID: nội dung, đối tượng, giờ gửi, và ai đã làm gì."""
    room = newsroom(settings)
    announcement, log = room.done(lambda db: (found(db, number), audit.about(db, number)))
    if as_json:
        entries = [
            {"at": entry.at.isoformat(), "officer": entry.officer, "step": entry.step, **entry.details} for entry in log
        ]
        click.echo(json.dumps({**announcement_json(announcement), "log": entries}, ensure_ascii=False, indent=1))
        return
    click.echo(f"Thông báo số {number}, {version_words(announcement)}: {status_words(announcement)}.\n")
    click.echo(plain_text([announcement.message]) + "\n")
    for line in _conditions(announcement.content):
        click.echo(line)
    if log:
        click.echo()
    for entry in log:
        click.echo(f"{shown_moment(entry.at)}  {entry.officer or 'chương trình'}: {_deed(entry)}")


@click.command("preview")
@number_argument
@click.option("--copy", is_flag=True, help="Gửi một bản vào kênh của chính mình để xem thử.")
@as_option
@json_option
@click.pass_obj
def preview_one(settings: Settings, number: int, copy: bool, acting: str | None, as_json: bool) -> None:
    """Xem trước thông báo số ID: như người dân sẽ thấy, và bao nhiêu người sẽ nhận."""
    room = newsroom(settings)
    announcement = room.done(lambda db: found(db, number))
    content, message = announcement.content, announcement.message
    selection = room.done(lambda db: audience_now(db, content.audience, room.now))
    expected = prospects_of(room, selection)
    if copy:
        if acting is None:
            raise OperatorError("Thêm --as và mã cán bộ, để biết gửi bản xem thử cho ai.")
        officer = room.done(partial(officer_of, code=acting))
        if not officer.has_chat:
            raise OperatorError(f"{officer.name} chưa ghi kênh của mình. Thêm bằng motcua officers add --chat.")
        send_copy(room, officer.account, officer.person, message)
    if as_json:
        told = {
            "id": number,
            "text": plain_text([message]),
            **selection_json(selection, expected),
            "copied": copy,
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(plain_text([message]) + "\n")
    for line in selection_lines(selection, expected):
        click.echo(line)
    if copy:
        click.echo("Đã gửi một bản xem thử vào kênh của bạn.")


@click.command("status")
@number_argument
@click.option("--follow", "following", is_flag=True, help="Xem tiếp cho đến khi gửi xong hoặc dừng.")
@as_option
@json_option
@click.pass_obj
def status_of_one(settings: Settings, number: int, following: bool, acting: str | None, as_json: bool) -> None:
    """Xem thông báo số ID gửi tới đâu: bao nhiêu người đã nhận, ai chưa và vì sao."""
    room = newsroom(settings)
    if following:
        with live_bar() as shown:
            present = follow_only(room, number, shown)
    else:
        present = room.done(lambda db: report(db, number))
    if as_json:
        click.echo(json.dumps(report_json(present), ensure_ascii=False))
        return
    for line in report_lines(present):
        click.echo(line)


def _deed(entry: audit.Entry) -> str:
    """What was done, with what is to be known of it: «trả lại (Ghi rõ giờ)»."""
    step, version = Step(entry.step), entry.details.get("version", 1)
    if step is Step.EDIT:
        return "soạn" if version == 1 else f"sửa thành bản {version}"
    own = " bản của chính mình" if entry.details.get("one_person") else ""
    reason = entry.details.get("reason")
    return f"{STEP_WORDS[step]}{own}{f' ({reason})' if reason else ''}"


def _conditions(content: Content) -> list[str]:
    audience, schedule = content.audience, content.schedule
    named = {
        "Chủ đề": audience.topics,
        "Nhóm": audience.groups,
        "Thôn, tổ": audience.villages,
        "Kênh": audience.channels,
        "Giờ gửi": (shown_moment(schedule.at),) if schedule.at else (),
        "Lặp lại": (f"{in_words(read_rule(schedule.every))} ({schedule.every})",) if schedule.every else (),
        "Ngày cuối": (f"{schedule.until:%d/%m/%Y}",) if schedule.until else (),
        "Tin khẩn": ("có",) if content.urgent else (),
        "Chỉ cho cán bộ": ("có",) if audience.internal else (),
    }
    return [f"{name}: {', '.join(values)}" for name, values in named.items() if values]
