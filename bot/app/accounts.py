"""The channel accounts that the settings name, and how each one's channel is made."""

import hmac
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from pydantic import SecretStr

from bot.app.official_account import oa_settings
from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.webhook import Webhook
from bot.channels.zalo_bot import Plan, ZaloBotChannel
from bot.channels.zalo_oa import ACCOUNT, LentTokens, TokenKeeper, ZaloOaChannel
from bot.channels.zalo_oa.token_source import TokenSource
from bot.dialogue.commands import DESCRIPTIONS
from bot.services.clock import Clock
from bot.services.official_account import AccountNotes
from bot.services.zalo_bot_usage import Usage
from bot.settings import PREFIX, Settings
from bot.storage import Database
from bot.storage.secret_file import SecretFile


class Platform(StrEnum):
    """The platforms, as an address (`/webhook/<platform>/…`) and a stored message name them."""

    TELEGRAM = "telegram"
    ZALO_BOT = "zalo_bot"
    ZALO_OA = "zalo_oa"


SHOWN: Mapping[Platform, str] = {
    Platform.TELEGRAM: "Telegram",
    Platform.ZALO_BOT: "Zalo Bot",
    Platform.ZALO_OA: "Zalo OA",
}
"""How people call a platform."""
CALLS_OF_REPLIES = 8
"""How many calls of an account are there for replies; announcements have their own, and keep none of these."""
COMES_ONCE = frozenset({Platform.ZALO_BOT})
"""The platforms from which a message comes only once, so that it has to be kept before all else."""
_NEEDED: Mapping[Platform, frozenset[str]] = {
    Platform.TELEGRAM: frozenset({"TELEGRAM_TOKEN"}),
    Platform.ZALO_BOT: frozenset({"ZALO_BOT_TOKEN"}),
    Platform.ZALO_OA: frozenset({"ZALO_OA_APP_ID", "ZALO_OA_APP_SECRET", "ZALO_OA_WEBHOOK_SECRET"}),
}
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


def incomplete(settings: Settings, communes: Container[str]) -> Iterator[str]:
    """In Vietnamese, each account of which something is set, but not all that is needed."""
    for platform, needed in _NEEDED.items():
        for name, secrets in sorted(settings.secrets.items()):
            commune = name.lower().replace("_", "-")
            begun = any(secret.startswith(platform.name) for secret in secrets)
            if commune in communes and begun and needed - secrets.keys():
                missing = ", ".join(f"{PREFIX}{name}_{each}" for each in sorted(needed - secrets.keys()))
                yield f"{SHOWN[platform]} của {commune} chưa nối được: còn thiếu {missing}."


def plan_of(settings: Settings) -> Plan:
    """What the plan of a Zalo bot allows."""
    return Plan(settings.zalo_bot_people, settings.zalo_bot_messages)


def channel_of(settings: Settings, account: Account, clock: Clock) -> Channel:
    """The account's channel as the settings want it, for a call or two: nothing of it is kept or counted."""
    match account.platform:
        case Platform.TELEGRAM:
            return _telegram(settings, account, clock)
        case Platform.ZALO_BOT:
            return _zalo_bot(settings, account, clock, None)
        case Platform.ZALO_OA:
            return _zalo_oa(settings, account, clock, LentTokens(SecretFile.of(settings.data, account.commune)), None)


async def open_channel(settings: Settings, account: Account, clock: Clock, database: Database) -> Channel:
    """The account's channel as the settings want it, to be started. Raises OperatorError where it can not be had."""
    match account.platform:
        case Platform.TELEGRAM:
            return _telegram(settings, account, clock)
        case Platform.ZALO_BOT:
            usage = Usage(database, plan_of(settings), clock, account.secrets["ZALO_BOT_TOKEN"])
            await usage.load()
            return _zalo_bot(settings, account, clock, usage)
        case Platform.ZALO_OA:
            oa = oa_settings(settings, account.commune)
            notes = AccountNotes(ACCOUNT, database, clock, timedelta(minutes=settings.zalo_oa_silence))
            return _zalo_oa(
                settings, account, clock, TokenKeeper(oa.file, oa.app, oa.seed, clock.now, account.commune), notes
            )


def _telegram(settings: Settings, account: Account, clock: Clock) -> TelegramChannel:
    token = account.secrets["TELEGRAM_TOKEN"]
    return TelegramChannel(
        token,
        commune=account.commune,
        now=clock.now,
        commands=[(command.value, words) for command, words in DESCRIPTIONS.items()],
        webhook=_webhook(settings, account, token),
        api=settings.telegram_api,
        proxy=settings.telegram_proxy,
        pool=CALLS_OF_REPLIES + settings.calls_at_once,
    )


def _zalo_bot(settings: Settings, account: Account, clock: Clock, usage: Usage | None) -> ZaloBotChannel:
    token = account.secrets["ZALO_BOT_TOKEN"]
    return ZaloBotChannel(
        token,
        commune=account.commune,
        now=clock.now,
        meter=usage,
        webhook=_webhook(settings, account, token),
        api=settings.zalo_bot_api,
        pool=CALLS_OF_REPLIES + settings.calls_at_once,
    )


def _zalo_oa(
    settings: Settings, account: Account, clock: Clock, tokens: TokenSource, notes: AccountNotes | None
) -> ZaloOaChannel:
    return ZaloOaChannel(
        account.secrets["ZALO_OA_APP_ID"].get_secret_value(),
        account.secrets["ZALO_OA_WEBHOOK_SECRET"],
        tokens,
        commune=account.commune,
        notes=notes,
        now=clock.now,
        api=settings.zalo_oa_api,
        requests_per_minute=settings.zalo_oa_requests,
        pool=CALLS_OF_REPLIES + settings.calls_at_once,
    )


def _webhook(settings: Settings, account: Account, token: SecretStr) -> Webhook | None:
    if settings.public_url is None:
        return None
    # Made from the token, so that it needs no place of its own and is the same after a restart.
    secret = hmac.new(token.get_secret_value().encode(), b"webhook", "sha256").hexdigest()
    return Webhook(f"{settings.public_url}/webhook/{account.platform}/{account.commune}", SecretStr(secret))
