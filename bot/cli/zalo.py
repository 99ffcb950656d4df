"""`motcua zalo`: agreeing to the use of a Zalo Official Account, and how it stands."""

import json
import secrets
import sys
from collections.abc import Iterator
from datetime import datetime

import click
from pydantic import SecretStr

from bot.app.official_account import (
    OaSettings,
    Standing,
    chosen_oa,
    log_in_with_code,
    log_in_with_token,
    standing,
)
from bot.channels.zalo_oa.oauth import CODE_LIVES_MINUTES, pasted_code
from bot.channels.zalo_oa.tokens import REFRESH_LIVES, Tokens
from bot.errors import OperatorError
from bot.services.clock import Clock, FixedClock, SystemClock
from bot.settings import Settings
from bot.text.dates import VIETNAM


@click.group("zalo")
def zalo() -> None:
    """Nối và xem Zalo Official Account của xã."""


@zalo.command("login")
@click.option("--redirect", metavar="URL", help="Địa chỉ đã đăng ký với Zalo (mặc định: MOTCUA_PUBLIC_URL).")
@click.option("--token", "with_token", is_flag=True, help="Dán refresh token lấy ở API Explorer, không mở trình duyệt.")
@click.pass_obj
def login(settings: Settings, redirect: str | None, with_token: bool) -> None:
    """Cho phép máy này dùng OA.

    Người quản trị OA mở địa chỉ mà lệnh in ra, đồng ý, rồi dán lại địa chỉ mà trình duyệt dẫn tới. Làm được cả khi
    motcua run đang chạy; máy tự nhận trong vài phút.
    """
    oa, clock = chosen_oa(settings), _clock(settings)
    if with_token:
        token = click.prompt("Dán refresh token (chữ không hiện ra)", hide_input=True, prompt_suffix=": ", err=True)
        found = log_in_with_token(oa, SecretStr(token.strip()), clock)
    else:
        found = log_in_with_code(oa, _consent(oa, _redirect(settings, redirect)), clock)
    click.echo(f"Đã nối Zalo OA của xã {oa.commune}.")
    _tell(found)


@zalo.command("status")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Xem OA: loại, gói, hạn gói, đã xác thực chưa, quyền dùng còn đến bao giờ.

    Có gì chưa ổn thì kết thúc với mã 1.
    """
    found = standing(chosen_oa(settings))
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False))
    else:
        _tell(found)
    if found.trouble or found.about is None or not found.about.is_verified:
        sys.exit(1)


def _clock(settings: Settings) -> Clock:
    return FixedClock(settings.now) if settings.now else SystemClock()


def _redirect(settings: Settings, given: str | None) -> str:
    if given:
        return given
    if settings.public_url is None:
        raise OperatorError(
            "Chưa biết địa chỉ đã đăng ký. Thêm --redirect và địa chỉ đó, hoặc đặt MOTCUA_PUBLIC_URL. "
            "Không có địa chỉ thì dùng --token."
        )
    return f"{settings.public_url}/"


def _consent(oa: OaSettings, redirect: str) -> str:
    """The code that an admin pastes after having agreed."""
    state = secrets.token_urlsafe(16)
    click.echo(f"1. Ở developers.zalo.me, địa chỉ đã đăng ký (Callback URL) phải đúng là {redirect}")
    click.echo(f"   Nếu ở đó có ô Code Challenge, ghi: {oa.app.challenge}")
    click.echo("2. Mở địa chỉ sau bằng trình duyệt, đăng nhập bằng tài khoản quản trị OA, bấm đồng ý:")
    click.echo(f"   {oa.app.permission_address(redirect, state)}")
    click.echo(
        f"3. Trình duyệt sẽ chuyển sang địa chỉ có chữ code=. Trong {CODE_LIVES_MINUTES} phút, dán cả địa chỉ vào đây."
    )
    code = pasted_code(click.prompt("Địa chỉ", prompt_suffix=": ", err=True), state)
    if code is None:
        raise OperatorError("Địa chỉ này không có mã, hoặc là của một lần khác. Hãy chạy lại motcua zalo login.")
    return code


def _tell(found: Standing) -> None:
    for line in (*_about_lines(found), *_token_lines(found.tokens), *([found.trouble] if found.trouble else ())):
        click.echo(line)


def _about_lines(found: Standing) -> Iterator[str]:
    about = found.about
    if about is None:
        return
    yield f"OA: {about.name} (mã {about.id})"
    yield f"Loại: {about.type_words}"
    yield f"Gói: {about.package or 'chưa rõ'}, hạn đến {about.valid_until or 'chưa rõ'}"
    yield "Đã xác thực: có" if about.is_verified else "Đã xác thực: chưa. Xác thực ở oa.zalo.me, rồi mới gửi được tin."
    if about.is_government:
        yield f"Là OA cơ quan nhà nước: hỏi bộ phận hỗ trợ của Zalo, kèm mã {about.id}, có được gửi tin qua API không."


def _token_lines(tokens: Tokens | None) -> Iterator[str]:
    if tokens is None:
        return
    if tokens.access.get_secret_value():
        yield f"Quyền dùng OA: gia hạn lúc {_moment(tokens.renewed_at)}, còn đến {_moment(tokens.ends_at)}"
    if tokens.refresh.get_secret_value():
        yield f"Tự gia hạn được đến {_moment(tokens.renewed_at + REFRESH_LIVES)}; máy chạy thì hạn này tự lùi."
    else:
        yield "Không tự gia hạn được. Nhờ người quản trị OA chạy motcua zalo login trước lúc hết hạn."


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def _as_json(found: Standing) -> dict[str, object]:
    about, tokens = found.about, found.tokens
    return {
        "id": about.id if about else None,
        "name": about.name if about else None,
        "type": about.type if about else None,
        "package": about.package if about else None,
        "valid_until": about.valid_until if about else None,
        "verified": about.is_verified if about else None,
        "renewed_at": tokens.renewed_at.isoformat() if tokens else None,
        "access_until": tokens.ends_at.isoformat() if tokens else None,
        "refresh_until": (tokens.renewed_at + REFRESH_LIVES).isoformat() if tokens else None,
        "trouble": found.trouble,
    }
