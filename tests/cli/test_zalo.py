"""`motcua zalo`: an admin lets the program use the account, and an official sees how it stands."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from loopback_faults import Page
from pydantic import SecretStr
from zalo_oa_account import APP_SECRET, REDIRECT
from zalo_oa_api import ABOUT, TOKEN, Half, ZaloOa
from zalo_oa_channel import BEGINNING
from zalo_oa_events import APP_ID

from bot.channels.zalo_oa import App
from bot.channels.zalo_oa.tokens import Tokens, digest
from bot.cli import motcua
from bot.errors import OperatorError
from bot.storage.secret_file import SecretFile


@pytest.fixture
def api() -> Iterator[ZaloOa]:
    with ZaloOa() as opened:
        yield opened


@pytest.fixture
def oa(api: ZaloOa, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> ZaloOa:
    """The settings name the account; its clock is that of the imitation."""
    for name, value in {
        "MOTCUA_NOW": BEGINNING.isoformat(),
        "MOTCUA_ZALO_OA_API": api.address,
        "MOTCUA_ZALO_OAUTH_API": api.address,
        "MOTCUA_SUOI_MAU_ZALO_OA_APP_ID": APP_ID,
        "MOTCUA_SUOI_MAU_ZALO_OA_APP_SECRET": APP_SECRET,
    }.items():
        monkeypatch.setenv(name, value)
    return api


def zalo(*arguments: str, typed: str = "") -> Result:
    result = CliRunner().invoke(motcua, ["zalo", *arguments], input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def tokens() -> Tokens | None:
    text = SecretFile.of(Path("data"), "suoi-mau").load()
    return Tokens.model_validate_json(text) if text else None


def agreed(oa: ZaloOa, state: str = "&state=s") -> str:
    """The address that Zalo leads an admin to who has agreed."""
    app = App(APP_ID, SecretStr(APP_SECRET), oa.address)
    return f"{REDIRECT}?oa_id=1&code={oa.account.agree(app.challenge)}{state}\n"


@pytest.fixture(autouse=True)
def _one_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: "s")


def test_an_admin_agrees_in_the_browser_and_pastes_the_address(oa: ZaloOa) -> None:
    result = zalo("login", "--redirect", REDIRECT, typed=agreed(oa))
    address = re.search(r"https?://\S+/v4/oa/permission\S+", result.stdout)
    assert address
    asked = parse_qs(urlsplit(address[0]).query)
    assert asked["redirect_uri"] == [REDIRECT]
    assert asked["app_id"] == [APP_ID]
    assert asked["code_challenge"][0] in result.stdout.split("Code Challenge")[1]
    assert "Đã nối Zalo OA của xã suoi-mau." in result.stdout
    assert "OA: UBND xã Suối Mẫu (mã 1357924680135792468)" in result.stdout
    kept = tokens()
    assert kept and kept.lasts(BEGINNING)


def test_the_code_alone_will_do_too_and_the_public_address_is_the_registered_one(
    oa: ZaloOa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_PUBLIC_URL", REDIRECT.rstrip("/"))
    code = parse_qs(urlsplit(agreed(oa).strip()).query)["code"][0]
    assert "Đã nối" in zalo("login", typed=f"{code}\n").stdout


def test_a_refresh_token_from_the_api_explorer_is_pasted_without_being_shown(oa: ZaloOa) -> None:
    token = oa.account.grant()["refresh_token"]
    result = zalo("login", "--token", typed=f"{token}\n")
    assert "Đã nối" in result.stdout
    assert token not in result.output
    kept = tokens()
    assert kept and kept.refresh.get_secret_value() != token


def test_a_login_outranks_the_token_in_the_settings(oa: ZaloOa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SUOI_MAU_ZALO_OA_REFRESH_TOKEN", "an-older-one")
    zalo("login", "--token", typed=f"{oa.account.grant()['refresh_token']}\n")
    kept = tokens()
    assert kept and kept.seed == digest(SecretStr("an-older-one"))


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (("--redirect", REDIRECT), f"{REDIRECT}?code=x&state=another\n", "của một lần khác"),
        (("--redirect", REDIRECT), "an-invented-code\n", "mã đã hết hạn hoặc đã dùng rồi"),
        (("--token",), "an-invented-token\n", "mã đã hết hạn hoặc đã dùng rồi"),
        ((), "", "Thêm --redirect"),
    ],
)
def test_what_does_not_work_is_told_and_nothing_is_kept(
    oa: ZaloOa, arguments: tuple[str, ...], typed: str, words: str
) -> None:
    with pytest.raises(OperatorError, match=words):
        zalo("login", *arguments, typed=typed)
    assert tokens() is None


def test_half_of_what_is_needed_is_kept_and_told(oa: ZaloOa) -> None:
    oa.fail(TOKEN, Half("refresh_token"))
    with pytest.raises(OperatorError, match="một nửa"):
        zalo("login", "--token", typed=f"{oa.account.grant()['refresh_token']}\n")
    kept = tokens()
    assert kept and kept.refresh.get_secret_value()


def test_the_status_tells_type_package_verification_and_how_long_it_goes_on(oa: ZaloOa) -> None:
    oa.account.is_government = True
    zalo("login", "--token", typed=f"{oa.account.grant()['refresh_token']}\n")
    result = zalo("status")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "OA: UBND xã Suối Mẫu (mã 1357924680135792468)",
        "Loại: cơ quan nhà nước",
        "Gói: Tăng trưởng, hạn đến 31/12/2027",
        "Đã xác thực: có",
        "Là OA cơ quan nhà nước: hỏi bộ phận hỗ trợ của Zalo, kèm mã 1357924680135792468, có được gửi tin qua API không.",
        "Quyền dùng OA: gia hạn lúc 12:00 20/11/2026, còn đến 13:00 21/11/2026",
        "Tự gia hạn được đến 12:00 18/02/2027; máy chạy thì hạn này tự lùi.",
    ]


def test_the_status_as_json_has_no_token_in_it(oa: ZaloOa) -> None:
    zalo("login", "--token", typed=f"{oa.account.grant()['refresh_token']}\n")
    told = json.loads(zalo("status", "--json").stdout)
    assert (told["type"], told["verified"], told["trouble"]) == ("2", True, "")
    assert datetime.fromisoformat(told["access_until"]) == BEGINNING + timedelta(hours=25)
    kept = tokens()
    assert kept and kept.access.get_secret_value() not in json.dumps(told)


def test_the_status_never_renews_anything(oa: ZaloOa) -> None:
    zalo("login", "--token", typed=f"{oa.account.grant()['refresh_token']}\n")
    oa.account.spoil_access()
    renewals = oa.account.renewals
    result = zalo("status")
    assert result.exit_code == 1
    assert "Chạy motcua run, máy sẽ tự gia hạn." in result.stdout
    assert oa.account.renewals == renewals


def test_an_account_whose_package_does_not_let_the_program_in_is_not_in_order(oa: ZaloOa) -> None:
    oa.account.everything_refused = -224
    result = zalo("login", "--token", typed=f"{oa.account.grant()['refresh_token']}\n")
    assert "Gia hạn gói" in result.stdout
    result = zalo("status")
    assert result.exit_code == 1
    assert "Gói: Tăng trưởng" in result.stdout
    assert "Gia hạn gói" in result.stdout.splitlines()[-1]


def test_before_the_first_login_the_status_says_what_to_do(oa: ZaloOa) -> None:
    result = zalo("status")
    assert result.exit_code == 1
    assert "motcua zalo login" in result.stdout
    assert not Path("data").exists()


def test_where_zalo_is_away_the_status_says_so_and_how_long_the_tokens_go_on(oa: ZaloOa) -> None:
    zalo("login", "--token", typed=f"{oa.account.grant()['refresh_token']}\n")
    oa.fail(ABOUT, Page(502))
    result = zalo("status")
    assert result.exit_code == 1
    assert "Quyền dùng OA: gia hạn lúc 12:00 20/11/2026" in result.stdout
    assert "Không nối được với Zalo." in result.stdout


def test_what_is_not_set_is_named(oa: ZaloOa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOTCUA_SUOI_MAU_ZALO_OA_APP_SECRET")
    with pytest.raises(OperatorError, match="Chưa đặt MOTCUA_SUOI_MAU_ZALO_OA_APP_SECRET"):
        zalo("status")
    monkeypatch.delenv("MOTCUA_SUOI_MAU_ZALO_OA_APP_ID")
    with pytest.raises(OperatorError, match="Chưa đặt Zalo OA của xã nào"):
        zalo("status")


def test_of_several_accounts_one_has_to_be_named(oa: ZaloOa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DOI_MAU_ZALO_OA_APP_ID", APP_ID)
    with pytest.raises(OperatorError, match="doi-mau, suoi-mau"):
        zalo("status")
    monkeypatch.setenv("MOTCUA_COMMUNE", "suoi-mau")
    assert "motcua zalo login" in zalo("status").stdout
