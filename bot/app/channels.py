"""The channels of all communes, each with the courier that answers on it."""

import hmac
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from pydantic import SecretStr

from bot.app.databases import Databases
from bot.channels.telegram import Condition, Membership, TelegramChannel, Webhook
from bot.channels.telegram.client import DEFAULT_POOL
from bot.dialogue.commands import DESCRIPTIONS
from bot.errors import OperatorError
from bot.services.clock import Clock, MovingClock, SystemClock
from bot.services.courier import Courier
from bot.services.knowledge import LiveKnowledge
from bot.services.pace import Pace
from bot.settings import Settings

SECONDS_TO_FINISH = 10
"""How long what is in hand may take after the program was told to stop."""

_TELEGRAM = "telegram"
_NAMES = {_TELEGRAM: "Telegram"}
_LOG = logging.getLogger("motcua.app")


@dataclass(frozen=True, slots=True)
class Line:
    """A channel account of a commune, with its courier."""

    channel: TelegramChannel
    courier: Courier
    pace: Pace


Lines = Mapping[tuple[str, str], Line]
"""The lines by platform and commune code."""


def telegram_tokens(settings: Settings, communes: Mapping[str, object]) -> dict[str, SecretStr]:
    """The Telegram tokens by commune code, of the communes that are served."""
    named = {code: settings.secrets.get(code.upper().replace("-", "_"), {}) for code in communes}
    return {code: secrets["TELEGRAM_TOKEN"] for code, secrets in named.items() if "TELEGRAM_TOKEN" in secrets}


def telegram_channel(settings: Settings, commune: str, token: SecretStr, clock: Clock) -> TelegramChannel:
    """A commune's Telegram bot as the settings want it; it does nothing before it is started."""
    return TelegramChannel(
        token,
        commune=commune,
        now=clock.now,
        commands=[(command.value, words) for command, words in DESCRIPTIONS.items()],
        webhook=_webhook(settings, commune, token),
        api=settings.telegram_api,
        proxy=settings.telegram_proxy,
        # Of its own for each: announcements must not keep replies waiting for a connection.
        pool=DEFAULT_POOL + settings.calls_at_once,
    )


def pace_of(settings: Settings) -> Pace:
    """The pace of a Telegram account, on a clock that goes on even under `MOTCUA_NOW`."""
    return Pace(settings.telegram_pace, MovingClock(settings.now) if settings.now else SystemClock())


def _webhook(settings: Settings, commune: str, token: SecretStr) -> Webhook | None:
    if settings.public_url is None:
        return None
    # Made from the token, so that it needs no place of its own and is the same after a restart.
    secret = hmac.new(token.get_secret_value().encode(), b"webhook", "sha256").hexdigest()
    return Webhook(f"{settings.public_url}/webhook/{_TELEGRAM}/{commune}", SecretStr(secret))


@asynccontextmanager
async def open_lines(
    settings: Settings, knowledge: LiveKnowledge, databases: Databases, clock: Clock
) -> AsyncIterator[Lines]:
    """Every channel that has a token, listening; at the end what is in hand is finished.

    One that fails at the start is logged and left out: the rest runs.
    """
    lines: dict[tuple[str, str], Line] = {}
    for code, token in telegram_tokens(settings, knowledge.shelf.libraries).items():
        if knowledge.shelf.libraries[code].knowledge.commune.rehearsal == "có":
            _LOG.warning("rehearsal_has_no_channel", extra={"fields": {"commune": code, "account": _TELEGRAM}})
            continue
        try:
            lines[_TELEGRAM, code] = await _opened(settings, knowledge, databases, clock, code, token)
        except OperatorError:
            _LOG.exception("channel_not_opened", extra={"fields": {"commune": code, "account": _TELEGRAM}})
    try:
        yield lines
    finally:
        for line in lines.values():
            await line.courier.close(SECONDS_TO_FINISH)
            await line.channel.stop(SECONDS_TO_FINISH)


async def _opened(
    settings: Settings, knowledge: LiveKnowledge, databases: Databases, clock: Clock, code: str, token: SecretStr
) -> Line:
    channel = telegram_channel(settings, code, token, clock)
    # The library is asked for anew with each message: the knowledge may have changed.
    pace = pace_of(settings)
    courier = Courier(channel, await databases.of(code), lambda: knowledge.shelf.libraries[code], clock, pace=pace)
    await courier.resume()
    await channel.start(courier.receive, partial(_changed, courier))
    return Line(channel, courier, pace)


async def _changed(courier: Courier, change: Membership) -> None:
    # Who lets the bot in again is written to only when they write: it is their word that counts.
    if change.blocked:
        await courier.left(change.person)


def news_channels(lines: Lines, commune: str) -> tuple[str, ...]:
    """The names of the commune's channels that can write to somebody who has not just asked."""
    return tuple(_NAMES[platform] for platform, code in lines if code == commune)


async def feed(lines: Lines, platform: str, commune: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Hand on what was brought to a webhook; False where there is no such channel, or it is not from the platform."""
    line = lines.get((platform, commune))
    return line is not None and await line.channel.feed(body, headers.get("x-telegram-bot-api-secret-token"))


def conditions(lines: Lines) -> dict[str, dict[str, str]]:
    """How each channel is, for /healthz: by "platform/commune"."""
    told = {}
    for (platform, commune), line in lines.items():
        status = line.channel.status
        told[f"{platform}/{commune}"] = {
            "condition": status.condition.value,
            "since": status.since.isoformat(timespec="seconds"),
            "words": "" if status.condition is Condition.RUNNING else status.words,
        }
    return told
