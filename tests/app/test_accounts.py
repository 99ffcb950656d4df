"""Which channel accounts the settings name, and what is made of them."""

import pytest
from pydantic import SecretStr

from bot.app.accounts import SHOWN, Account, Platform, accounts, channel_of
from bot.services.clock import SystemClock
from bot.settings import COMMUNE_SETTINGS, Settings

SECRET = "4000:rat-bi-mat"


def settings(**secrets: dict[str, str]) -> Settings:
    hidden = {
        commune: {name: SecretStr(value) for name, value in theirs.items()} for commune, theirs in secrets.items()
    }
    return Settings(_env_file=None, secrets=hidden)


def named(found: Settings, *communes: str) -> list[tuple[str, str]]:
    return [(account.platform.value, account.commune) for account in accounts(found, communes)]


def test_a_commune_has_an_account_for_each_token() -> None:
    both = {"TELEGRAM_TOKEN": SECRET, "ZALO_BOT_TOKEN": SECRET}
    found = settings(SUOI_MAU=both, DOI_MAU={"ZALO_BOT_TOKEN": SECRET})
    assert named(found, "doi-mau", "suoi-mau") == [
        ("telegram", "suoi-mau"),
        ("zalo_bot", "doi-mau"),
        ("zalo_bot", "suoi-mau"),
    ]


def test_a_commune_that_is_not_served_has_none() -> None:
    assert named(settings(SUOI_MAU={"TELEGRAM_TOKEN": SECRET}), "doi-mau") == []


def test_no_account_shows_a_secret() -> None:
    (account,) = accounts(settings(SUOI_MAU={"TELEGRAM_TOKEN": SECRET}), ["suoi-mau"])
    assert SECRET not in repr(account)


def test_every_platform_has_a_name_that_people_know_and_settings_that_begin_with_its_own() -> None:
    assert set(SHOWN) == set(Platform)
    for platform in Platform:
        assert any(name.startswith(platform.name) for name in COMMUNE_SETTINGS)


@pytest.mark.parametrize("platform", [Platform.TELEGRAM, Platform.ZALO_BOT])
async def test_messages_of_a_channel_carry_the_name_of_its_platform(platform: Platform) -> None:
    secrets = {name: SecretStr(SECRET) for name in COMMUNE_SETTINGS}
    channel = channel_of(settings(), Account(platform, "suoi-mau", secrets), SystemClock())
    assert channel.account == platform.value
    await channel.stop(1)
