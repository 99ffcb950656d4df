"""`motcua officers`: who may write, approve and look at announcements."""

import json
from collections.abc import Callable
from dataclasses import replace

import click

from bot.announcements.officer import ROLE_WORDS, Officer, Role
from bot.app.broadcasts import ACCOUNTS
from bot.app.newsroom import Newsroom, newsroom
from bot.cli.units import check_unit
from bot.errors import OperatorError
from bot.services.announcing import officer_of
from bot.services.inviting import invite
from bot.settings import Settings
from bot.storage import Connection, audit
from bot.storage import officers as stored
from bot.text.one_line import in_one_line

_ROLES = click.Choice([role.value for role in Role])
json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


@click.group("officers")
def officers() -> None:
    """Quản lý cán bộ được soạn, duyệt và xem thông báo.

    Vai trò: soan (soạn), duyet (duyệt), xem (chỉ xem), quan-tri (quản trị). Người duyệt và quản trị cũng soạn được.
    """


@officers.command("add")
@click.argument("code", metavar="CODE")
@click.option("--name", required=True, help="Tên để mọi người nhận ra, ví dụ «Cán bộ Mẫu, Văn phòng».")
@click.option("--role", required=True, type=_ROLES, help="Vai trò.")
@click.option("--chat", nargs=2, metavar="ACCOUNT PERSON", help="Kênh riêng, ví dụ: --chat telegram 900000001.")
@click.option("--unit", metavar="UNIT", help="Mã đơn vị, như trong mục don_vi của xa.yaml.")
@json_option
@click.pass_obj
def add(
    settings: Settings, code: str, name: str, role: str, chat: tuple[str, str] | None, unit: str | None, as_json: bool
) -> None:
    """Thêm cán bộ mang mã CODE; đã có mã ấy thì đổi tên và vai trò, còn kênh và đơn vị không nêu thì giữ nguyên.

    Có --chat thì cán bộ nhận được bản xem thử, tin nội bộ, và được báo khi việc gửi cần quyết định.
    """
    if not code.isascii() or not code.replace("-", "").isalnum():
        raise OperatorError(f"Mã cán bộ «{code}» chỉ gồm chữ không dấu, số và gạch nối. Ví dụ: an.")
    if not name.strip():
        raise OperatorError("Cán bộ chưa có tên. Ghi tên sau --name.")
    given = _checked(chat) if chat else None
    room = newsroom(settings)
    check_unit(unit or "", [each.code for each in room.commune.units])

    def added(db: Connection) -> Officer:
        before = stored.load(db, code.lower()) or Officer(code.lower(), "", Role(role))
        account, person = given or (before.account, before.person)
        further = () if given else before.further
        kept = before.unit if unit is None else unit
        return Officer(before.code, in_one_line(name), Role(role), account, person, kept, further)

    _saved(room, added, "add", as_json)


@officers.command("invite")
@click.argument("code", metavar="CODE")
@json_option
@click.pass_obj
def invite_one(settings: Settings, code: str, as_json: bool) -> None:
    """Cấp mã dùng một lần để cán bộ CODE làm việc bằng tin nhắn.

    Cán bộ nhắn /canbo và mã ấy cho bot của xã, trên một kênh ghi ở mục kenh_can_bo của xa.yaml. Mã có hạn 24 giờ; cấp
    mã mới thì mã cũ hết dùng. Mã chỉ hiện ra ở đây, một lần.
    """
    room = newsroom(settings)
    officer, secret = room.done(lambda db: invite(db, code, room.now))
    channels = room.commune.officer_channels
    if as_json:
        told = {"code": officer.code, "invitation": secret, "channels": channels}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"Mã cho {officer.name}, dùng một lần trong 24 giờ. Nhắn cho bot của xã:\n/canbo {secret}")
    if not channels:
        click.echo("Xã chưa mở kênh nào cho cán bộ: ghi kenh_can_bo: [telegram] trong xa.yaml trước.", err=True)


@officers.command("role")
@click.argument("code", metavar="CODE")
@click.argument("role", type=_ROLES, metavar="ROLE")
@json_option
@click.pass_obj
def role(settings: Settings, code: str, role: str, as_json: bool) -> None:
    """Đổi vai trò của cán bộ CODE thành ROLE."""
    room = newsroom(settings)
    _saved(room, lambda db: replace(officer_of(db, code), role=Role(role)), "role", as_json)


@officers.command("remove")
@click.argument("code", metavar="CODE")
@json_option
@click.pass_obj
def remove(settings: Settings, code: str, as_json: bool) -> None:
    """Bỏ cán bộ CODE; những việc đã làm vẫn còn trong nhật ký."""
    room = newsroom(settings)

    def removed(db: Connection) -> Officer:
        officer = officer_of(db, code)
        stored.remove(db, officer.code)
        audit.append(db, audit.PROGRAM, "officer-remove", 0, room.now, {"officer": officer.code})
        return officer

    _tell(room.done(removed), "Đã bỏ", as_json)


@officers.command("list")
@json_option
@click.pass_obj
def list_officers(settings: Settings, as_json: bool) -> None:
    """Liệt kê cán bộ và vai trò."""
    everyone = newsroom(settings).done(stored.everyone)
    if as_json:
        click.echo(json.dumps([_as_json(each) for each in everyone], ensure_ascii=False, indent=1))
        return
    for each in everyone:
        click.echo(f"{each.code}  {each.name}: {ROLE_WORDS[each.role]}{_further(each)}")
    if not everyone:
        click.echo("Chưa có cán bộ nào. Thêm bằng motcua officers add.")


def _further(officer: Officer) -> str:
    unit = f", đơn vị {officer.unit}" if officer.unit else ""
    channels = ", ".join(account for account, _ in officer.chats)
    return f"{unit}{f', kênh riêng: {channels}' if channels else ''}"


def _checked(chat: tuple[str, str]) -> tuple[str, str]:
    account, person = chat[0], chat[1].strip()
    if account not in ACCOUNTS:
        raise OperatorError(f"Không có kênh «{account}». Các kênh: {', '.join(ACCOUNTS)}.")
    if not person:
        raise OperatorError(f"Kênh {account} chưa có mã người nhận. Ví dụ: --chat {account} 900000001.")
    return account, person


def _saved(room: Newsroom, changed: Callable[[Connection], Officer], step: str, as_json: bool) -> None:
    def saved(db: Connection) -> Officer:
        officer = changed(db)
        stored.save(db, officer, room.now)
        details = {"officer": officer.code, "role": officer.role.value}
        audit.append(db, audit.PROGRAM, f"officer-{step}", 0, room.now, details)
        return officer

    _tell(room.done(saved), "Đã ghi", as_json)


def _tell(officer: Officer, done: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_json(officer), ensure_ascii=False))
    else:
        click.echo(f"{done}: {officer.code}, {officer.name}, vai trò {ROLE_WORDS[officer.role]}.")


def _as_json(officer: Officer) -> dict[str, object]:
    return {
        "code": officer.code,
        "name": officer.name,
        "role": officer.role.value,
        "unit": officer.unit or None,
        "has_chat": officer.has_chat,
        "channels": [account for account, _ in officer.chats],
    }
