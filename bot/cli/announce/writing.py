"""`motcua announce new` and `edit`: the words, for whom, when."""

from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from datetime import date
from typing import IO, Any, TypeVar

import click

from bot.announcements.audience import Audience
from bot.announcements.content import EXPIRES, Content, Schedule, read_moment, read_span
from bot.announcements.recurrence import read_rule
from bot.announcements.subscription import Group, NewsTopic
from bot.app.broadcasts import ACCOUNTS
from bot.app.newsroom import Newsroom, newsroom
from bot.cli.announce.options import as_option, json_option, number_argument
from bot.cli.announce.telling import tell
from bot.cli.days import Day
from bot.errors import OperatorError
from bot.services.announcing import edit, found, write_new
from bot.settings import Settings
from bot.text.one_line import in_one_line

_F = TypeVar("_F", bound=Callable[..., Any])
_LONGEST_FILE = 100_000
_TOPICS, _GROUPS = [topic.value for topic in NewsTopic], [group.value for group in Group]


def _of_content(command: _F) -> _F:
    """The options that say what an announcement is; the last one stands first in the help."""
    options = (
        click.option("--urgent/--no-urgent", default=None, help="Tin khẩn: gửi cả trong giờ yên lặng."),
        click.option("--expires", metavar="SPAN", help="Trễ quá bao lâu thì thôi không gửi, ví dụ 6h (mặc định 12h)."),
        click.option("--until", type=Day(), help="Ngày cuối của thông báo lặp lại."),
        click.option("--every", metavar="RULE", help='Lặp lại, ví dụ "weekly:2 08:00", "monthly:15 08:00".'),
        click.option("--at", metavar="MOMENT", help='Giờ gửi, ví dụ "2026-12-15 08:00".'),
        click.option("--internal/--no-internal", default=None, help="Tin nội bộ: chỉ gửi cho cán bộ."),
        click.option("--channel", "channels", multiple=True, type=click.Choice(ACCOUNTS), help="Chỉ kênh này."),
        click.option("--village", "villages", multiple=True, metavar="NAME", help="Chỉ thôn, tổ này."),
        click.option("--group", "groups", multiple=True, type=click.Choice(_GROUPS), help="Chỉ nhóm này."),
        click.option("--topic", "topics", multiple=True, type=click.Choice(_TOPICS), help="Chủ đề."),
    )
    for option in options:
        command = option(command)
    return command


@click.command("new")
@click.argument("file", type=click.File("rb"), default="-", metavar="[FILE]")
@click.option("--title", required=True, help="Tiêu đề.")
@_of_content
@as_option
@json_option
@click.pass_obj
def new_one(settings: Settings, /, file: IO[bytes], title: str, acting: str, as_json: bool, **given: Any) -> None:
    """Soạn một thông báo mới, thành bản nháp.

    Nội dung lấy từ FILE, không có FILE thì gõ vào rồi nhấn Ctrl+D. Không chọn chủ đề, nhóm, thôn hay kênh nào thì gửi
    cho mọi người đã đăng ký. RULE: weekly:2 08:00 (2 là thứ hai … 8 là chủ nhật), monthly:31 08:00 (31 là ngày cuối
    tháng), quarterly:5 08:00, yearly:10-10 08:00 (tháng-ngày).
    """
    room = newsroom(settings)
    content = _changed(room, Content(title=title, text=_read(file)), given)
    tell(room.acted(acting, lambda db, desk: write_new(db, desk, content)), as_json)


@click.command("edit")
@number_argument
@click.argument("file", type=click.File("rb"), required=False, metavar="[FILE]")
@click.option("--title", help="Tiêu đề mới.")
@click.option("--everyone", is_flag=True, help="Bỏ chủ đề, nhóm, thôn, kênh đã ghi; những gì nêu cùng lệnh thì giữ.")
@_of_content
@as_option
@json_option
@click.pass_obj
def edit_one(
    settings: Settings,
    /,
    number: int,
    file: IO[bytes] | None,
    title: str | None,
    everyone: bool,
    acting: str,
    as_json: bool,
    **given: Any,
) -> None:
    """Sửa thông báo số ID; những gì không nêu thì giữ nguyên.

    Nội dung mới lấy từ FILE (- là gõ vào). Bỏ giờ, cách lặp lại bằng --at "" và --every "". Đã duyệt rồi mà sửa thì
    phải trình duyệt lại.
    """
    room = newsroom(settings)
    before = room.done(lambda db: found(db, number)).content
    if everyone:
        before = before.model_copy(update={"audience": Audience()})
    words = {"title": title, "text": _read(file) if file else None}
    content = _changed(room, before.model_copy(update={k: v for k, v in words.items() if v is not None}), given)
    tell(room.acted(acting, lambda db, desk: edit(db, desk, number, content)), as_json)


def _read(file: IO[bytes]) -> str:
    try:
        # No more is wanted than tells that it is too long, and what was cut through at the end is no mistake.
        decoder = getincrementaldecoder("utf-8-sig")()
        return "\n".join(decoder.decode(file.read(_LONGEST_FILE), final=not file.read(1)).strip().splitlines())
    except UnicodeDecodeError:
        raise OperatorError("Nội dung không phải chữ UTF-8. Lưu lại tệp dạng UTF-8 rồi thử lại.") from None


def _changed(room: Newsroom, content: Content, given: dict[str, Any]) -> Content:
    """The content with what was given on the command line. Raises OperatorError."""
    asked = {name: tuple(given[name]) for name in ("topics", "groups", "channels") if given[name]}
    if given["villages"]:
        asked["villages"] = tuple(_village(room, name) for name in given["villages"])
    if given["internal"] is not None:
        asked["internal"] = given["internal"]
    urgent = content.urgent if given["urgent"] is None else given["urgent"]
    return Content(
        title=in_one_line(content.title),
        text=content.text,
        audience=Audience.model_validate(content.audience.model_dump() | asked),
        schedule=_schedule(content.schedule, given["at"], given["every"], given["until"], given["expires"]),
        urgent=urgent,
    )


def _schedule(before: Schedule, at: str | None, every: str | None, until: date | None, expires: str | None) -> Schedule:
    if every:
        read_rule(every)
    return Schedule(
        at=before.at if at is None else read_moment(at) if at else None,
        every=before.every if every is None else every or None,
        until=until or (None if every == "" else before.until),
        expires=read_span(expires) if expires else before.expires or EXPIRES,
    )


def _village(room: Newsroom, name: str) -> str:
    """The code of a village that was named by its code or its name."""
    names = room.commune.village_names
    codes = {code for code, known in names.items() if name.casefold() in {code.casefold(), known.casefold()}}
    if not codes:
        raise OperatorError(f"Không có thôn, tổ «{name}». {_listed(names.values())}")
    return codes.pop()


def _listed(names: Iterable[str]) -> str:
    known = ", ".join(names)
    return f"Xã có: {known}." if known else "xa.yaml chưa ghi thôn nào: điền mục thon trước."
