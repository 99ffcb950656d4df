import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.settings import COMMUNE_SETTINGS, Settings, check_communes, described_settings, read_settings


@pytest.fixture(autouse=True)
def clean_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.upper().startswith("MOTCUA_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def env_file(text: str) -> None:
    Path(".env").write_text(text, encoding="utf-8")


def refusal() -> str:
    with pytest.raises(OperatorError) as caught:
        read_settings()
    return str(caught.value)


def test_with_nothing_set_the_chat_is_on_this_machine_alone() -> None:
    settings = read_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert (settings.data, settings.knowledge) == (Path("data"), Path("knowledge"))
    assert settings.trusted_proxies == ()


def test_the_environment_outranks_the_env_file_and_an_option_outranks_both(monkeypatch: pytest.MonkeyPatch) -> None:
    env_file("MOTCUA_PORT=1001\nMOTCUA_DATA=tu-tep\nMOTCUA_HOST=localhost\n")
    monkeypatch.setenv("MOTCUA_PORT", "1002")
    monkeypatch.setenv("MOTCUA_DATA", "tu-moi-truong")
    settings = read_settings(data=Path("tu-lenh"), knowledge=None)
    assert (settings.host, settings.port, settings.data) == ("localhost", 1002, Path("tu-lenh"))
    assert settings.knowledge == Path("knowledge")


def test_every_setting_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    env_file(
        "MOTCUA_PUBLIC_URL=https://hoidap.example.vn/\n"
        "MOTCUA_TRUSTED_PROXIES=10.0.0.1, 192.168.0.0/16\n"
        "MOTCUA_NOW=2026-11-20T09:00:00+07:00\n"
        "MOTCUA_TELEGRAM_API=http://127.0.0.1:8081\n"
        "MOTCUA_TELEGRAM_PROXY=socks5://ten:mat-khau@127.0.0.1:1080\n"
        "MOTCUA_COMMUNE=suoi-mau\n"
        "OTHER_PROGRAM=1\n"
    )
    settings = read_settings()
    assert settings.public_url == "https://hoidap.example.vn"
    assert settings.trusted_proxies == ("10.0.0.1", "192.168.0.0/16")
    assert settings.now == datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert settings.telegram_api == "http://127.0.0.1:8081"
    assert settings.commune == "suoi-mau"


@pytest.mark.parametrize("written", ["-1", "nhiều", "3.000", "1e3", "9999999999"])
def test_a_limit_of_a_plan_is_a_number_and_nought_is_none(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_ZALO_BOT_MESSAGES", "0")
    assert read_settings().zalo_bot_messages == 0
    monkeypatch.setenv("MOTCUA_ZALO_BOT_PEOPLE", written)
    with pytest.raises(OperatorError, match="MOTCUA_ZALO_BOT_PEOPLE phải là một số"):
        read_settings()


def test_an_empty_setting_counts_as_not_set() -> None:
    env_file("MOTCUA_PORT=\nMOTCUA_COMMUNE=\n")
    assert read_settings().port == 8080


@pytest.mark.parametrize("name", sorted(COMMUNE_SETTINGS))
def test_a_secret_is_kept_for_its_commune_and_never_shown(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"MOTCUA_SUOI_MAU_{name}", "bi-mat-khong-lo")
    settings = read_settings()
    assert settings.secrets["SUOI_MAU"][name].get_secret_value() == "bi-mat-khong-lo"
    for shown in (repr(settings), str(settings), repr(settings.secrets), settings.model_dump_json()):
        assert "bi-mat-khong-lo" not in shown


def test_the_password_of_a_proxy_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_TELEGRAM_PROXY", "http://ten:mat-khau@127.0.0.1:1080")
    assert "mat-khau" not in repr(read_settings())
    monkeypatch.setenv("MOTCUA_TELEGRAM_PROXY", "ten:mat-khau@127.0.0.1")
    assert "MOTCUA_TELEGRAM_PROXY" in refusal()
    assert "mat-khau" not in refusal()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("MOTCUA_PORT=tám nghìn", "MOTCUA_PORT phải là một số từ 1 đến 65535"),
        ("MOTCUA_PORT=65536", "MOTCUA_PORT phải là một số từ 1 đến 65535"),
        ("MOTCUA_PORT=-1", "MOTCUA_PORT phải là một số từ 1 đến 65535"),
        ("MOTCUA_ZALO_OA_REQUESTS=0", "MOTCUA_ZALO_OA_REQUESTS phải là một số từ 1 trở lên"),
        ("MOTCUA_ZALO_OA_SILENCE=1441", "MOTCUA_ZALO_OA_SILENCE phải là số phút, từ 0 đến 1440"),
        ("MOTCUA_HOST=http://127.0.0.1", "MOTCUA_HOST phải là một tên máy"),
        ("MOTCUA_PUBLIC_URL=http://hoidap.example.vn", "MOTCUA_PUBLIC_URL phải là một địa chỉ bắt đầu bằng https://"),
        ("MOTCUA_PUBLIC_URL=https://", "MOTCUA_PUBLIC_URL phải là"),
        ("MOTCUA_PUBLIC_URL=https://a.example.vn:99999", "MOTCUA_PUBLIC_URL phải là"),
        ("MOTCUA_TELEGRAM_API=https://api.example.vn/", "MOTCUA_TELEGRAM_API phải bắt đầu bằng http"),
        ("MOTCUA_ZALO_BOT_API=api.example.vn", "MOTCUA_ZALO_BOT_API phải bắt đầu bằng http"),
        ("MOTCUA_NOW=20/11/2026", "MOTCUA_NOW phải là ngày giờ có múi giờ"),
        ("MOTCUA_NOW=2026-11-20T09:00:00", "MOTCUA_NOW phải là ngày giờ có múi giờ"),
        ("MOTCUA_TRUSTED_PROXIES=10.0.0.1,tat-ca", "MOTCUA_TRUSTED_PROXIES có «tat-ca» không phải địa chỉ mạng"),
        ("MOTCUA_TELEGRAM_PACE=nhanh", "MOTCUA_TELEGRAM_PACE phải là số tin mỗi giây"),
        ("MOTCUA_TELEGRAM_PACE=-1", "MOTCUA_TELEGRAM_PACE phải là số tin mỗi giây"),
        ("MOTCUA_CALLS_AT_ONCE=0", "MOTCUA_CALLS_AT_ONCE phải là một số từ 1 đến 100"),
        ("MOTCUA_CALLS_AT_ONCE=101", "MOTCUA_CALLS_AT_ONCE phải là một số từ 1 đến 100"),
        ("MOTCUA_PORT", "MOTCUA_PORT: trong tệp .env thiếu dấu ="),
        ("MOTCUA_PROT=8080", "MOTCUA_PROT: không có thiết lập tên này. Có phải MOTCUA_PORT không?"),
        ("MOTCUA_TELEGRAM_TOKEN=x", "Có phải MOTCUA_<XA>_TELEGRAM_TOKEN không?"),
        ("MOTCUA_SUOI_MAU_TELEGRAM_TOKN=x", "Có phải MOTCUA_SUOI_MAU_TELEGRAM_TOKEN không?"),
        ("MOTCUA_SECRETS={", "MOTCUA_SECRETS: không có thiết lập tên này."),
        ("motcua_prot=1", "MOTCUA_PROT: không có"),
    ],
)
def test_a_wrong_line_of_the_env_file_is_named_with_its_remedy(line: str, sentence: str) -> None:
    env_file(line + "\n")
    assert sentence in refusal()


def test_an_unknown_name_in_the_environment_is_refused_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DATEN", "x")
    assert "Có phải MOTCUA_DATA không?" in refusal()


def test_all_mistakes_are_told_at_once() -> None:
    env_file("MOTCUA_PROT=1\nMOTCUA_PORT=x\nMOTCUA_NOW=hôm nay\n")
    lines = refusal().splitlines()
    assert [line.split(":")[0].split(" ")[0] for line in lines] == ["MOTCUA_PROT", "MOTCUA_PORT", "MOTCUA_NOW"]


def test_the_value_of_a_misspelt_secret_is_not_told() -> None:
    env_file("MOTCUA_SUOI_MAU_TELEGRAM_TOKN=bi-mat-khong-lo\n")
    assert "bi-mat" not in refusal()


@pytest.mark.parametrize("line", ["MOTCUA_PORT 8080", "=8080", 'MOTCUA_HOST="127.0.0.1'])
def test_a_line_that_is_no_setting_is_named_by_its_number(line: str) -> None:
    env_file(f"# cổng\nMOTCUA_PORT=8080\n{line}\n")
    assert "Tệp .env, dòng 3: viết chưa đúng." in refusal()


def test_an_env_file_that_is_not_text_is_said_to_be_unreadable() -> None:
    Path(".env").write_bytes(b"MOTCUA_PORT=\xff\xfe\n")
    assert "Không đọc được tệp .env" in refusal()


def test_a_commune_that_exists_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SUOI_MAU_TELEGRAM_TOKEN", "x")
    check_communes(read_settings(commune="suoi-mau"), ["suoi-mau", "ban-ho"])


def test_communes_that_do_not_exist_are_all_named_with_what_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SUOI_MAY_TELEGRAM_TOKEN", "x")
    with pytest.raises(OperatorError) as caught:
        check_communes(read_settings(commune="ban-hu"), ["suoi-mau", "ban-ho"])
    first, second = str(caught.value).splitlines()
    assert "«ban-hu». Có phải ban-ho không? Các mã hiện có: ban-ho, suoi-mau." in first
    assert first.startswith("MOTCUA_COMMUNE:")
    assert second.startswith("MOTCUA_SUOI_MAY_TELEGRAM_TOKEN:")
    assert "Có phải SUOI_MAU không?" in second


def test_a_commune_with_a_mistake_in_its_files_may_have_its_token_but_can_not_be_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOTCUA_BAN_HO_TELEGRAM_TOKEN", "x")
    check_communes(read_settings(), ["suoi-mau"], ["ban-ho"])
    with pytest.raises(OperatorError) as caught:
        check_communes(read_settings(commune="ban-ho"), ["suoi-mau"], ["ban-ho"])
    assert str(caught.value).startswith("MOTCUA_COMMUNE: chưa dùng được xã «ban-ho»")
    assert "motcua check" in str(caught.value)


def test_every_setting_can_be_told() -> None:
    described = {setting.name: setting for setting in described_settings()}
    assert set(described) == {
        *(f"MOTCUA_{name.upper()}" for name in Settings.model_fields if name != "secrets"),
        *(f"MOTCUA_<COMMUNE>_{name}" for name in COMMUNE_SETTINGS),
    }
    assert described["MOTCUA_PORT"].default == "8080"
    assert described["MOTCUA_COMMUNE"].default == ""
    assert all(setting.description for setting in described.values())
