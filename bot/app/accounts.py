"""The channel accounts that the settings name, and how each one's channel is made."""

import hmac
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import SecretStr

from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.webhook import Webhook
from bot.dialogue.commands import DESCRIPTIONS
from bot.services.clock import Clock
from bot.settings import Settings


class Platform(StrEnum):
    """The platforms, as an address (`/webhook/<platform>/…`) and a stored message name them."""

    TELEGRAM = "telegram"


SHOWN: Mapping[Platform, str] = {Platform.TELEGRAM: "Telegram"}
"""How people call a platform."""
_NEEDED: Mapping[Platform, frozenset[str]] = {Platform.TELEGRAM: frozenset({"TELEGRAM_TOKEN"})}
"""What an account of the platform can not do without, of `settings.COMMUNE_SETTINGS`."""


@dataclass(frozen=True, slots=True)
class Account:
    """A commune's account at a platform, with the commune's secrets by the names of `settings.COMMUNE_SETTINGS`."""

    platform: Platform
    commune: str
    secrets: Mapping[str, SecretStr] = field(repr=False)


def accounts(settings: Settings, communes: Container[str]) -> Iterator[Account]:
    """The accounts of the communes that are served: those of which everything that is needed is set."""
    for platform, needed in _NEEDED.items():
        for name, secrets in sorted(settings.secrets.items()):
            commune = name.lower().replace("_", "-")
            if commune in communes and needed <= secrets.keys():
                yield Account(platform, commune, secrets)


def channel_of(settings: Settings, account: Account, clock: Clock) -> Channel:
    """The account's channel as the settings want it; it does nothing before it is started."""
    match account.platform:
        case Platform.TELEGRAM:
            return TelegramChannel(
                account.secrets["TELEGRAM_TOKEN"],
                commune=account.commune,
                now=clock.now,
                commands=[(command.value, words) for command, words in DESCRIPTIONS.items()],
                webhook=_webhook(settings, account, account.secrets["TELEGRAM_TOKEN"]),
                api=settings.telegram_api,
                proxy=settings.telegram_proxy,
            )


def _webhook(settings: Settings, account: Account, token: SecretStr) -> Webhook | None:
    if settings.public_url is None:
        return None
    # Made from the token, so that it needs no place of its own and is the same after a restart.
    secret = hmac.new(token.get_secret_value().encode(), b"webhook", "sha256").hexdigest()
    return Webhook(f"{settings.public_url}/webhook/{account.platform}/{account.commune}", SecretStr(secret))
