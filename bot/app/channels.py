"""The channels of all communes, each with the courier that answers on it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from bot.app.accounts import COMES_ONCE, SHOWN, Account, Platform, accounts, open_channel
from bot.app.databases import Databases
from bot.app.ways import pace_of, reach_of
from bot.channels.channel import Channel, Membership
from bot.channels.status import Status
from bot.channels.zalo_oa.windows import OPEN
from bot.errors import OperatorError
from bot.services.clock import Clock
from bot.services.courier import Courier
from bot.services.inbox import Inbox
from bot.services.knowledge import LiveKnowledge, Served
from bot.services.pace import Pace
from bot.settings import Settings

SECONDS_TO_FINISH = 5
"""How long what is in hand of citizens may take after the program was told to stop. With what the web
and announcements may take before, these are the ten seconds that it has in all.
"""

_NAMES = {Platform.TELEGRAM: "Telegram", Platform.ZALO_BOT: "Zalo", Platform.ZALO_OA: "Zalo"}
"""How citizens call a platform: to them a bot and an Official Account are both Zalo."""
_NEWS_DAYS = {Platform.ZALO_OA: OPEN.days}
"""For how many days after a person was last in touch news can come, where the platform sets an end."""
_LOG = logging.getLogger("motcua.app")


@dataclass(frozen=True, slots=True)
class Line:
    """A channel account of a commune, with its courier, and where a message comes once, the inbox before it."""

    channel: Channel
    courier: Courier
    pace: Pace
    inbox: Inbox | None = None


Lines = Mapping[tuple[Platform, str], Line]
"""The lines by platform and commune code."""


@asynccontextmanager
async def open_lines(
    settings: Settings, knowledge: LiveKnowledge, databases: Databases, clock: Clock
) -> AsyncIterator[Lines]:
    """Every channel that has its secrets, listening; at the end what is in hand is finished.

    One that fails at the start is logged and left out: the rest runs.
    """
    lines: dict[tuple[Platform, str], Line] = {}
    for account in accounts(settings, knowledge.shelf.libraries):
        if knowledge.shelf.libraries[account.commune].knowledge.commune.rehearsal == "có":
            fields = {"commune": account.commune, "account": account.platform}
            _LOG.warning("rehearsal_has_no_channel", extra={"fields": fields})
            continue
        try:
            lines[account.platform, account.commune] = await _opened(settings, knowledge, databases, clock, account)
        except OperatorError:
            fields = {"commune": account.commune, "account": account.platform}
            _LOG.exception("channel_not_opened", extra={"fields": fields})
    try:
        yield lines
    finally:
        await asyncio.gather(*map(_closed, lines.values()))


async def _closed(line: Line) -> None:
    now = asyncio.get_running_loop().time
    deadline = now() + SECONDS_TO_FINISH
    for close in (*((line.inbox.close,) if line.inbox else ()), line.courier.close, line.channel.stop):
        await close(max(0.0, deadline - now()))


async def _opened(
    settings: Settings, knowledge: LiveKnowledge, databases: Databases, clock: Clock, account: Account
) -> Line:
    database = await databases.of(account.commune)
    channel = await open_channel(settings, account, clock, database)
    # The library is asked for anew with each message: the knowledge may have changed.
    pace = pace_of(settings, account.platform.value)
    courier = Courier(
        channel,
        database,
        Served(knowledge, account.commune),
        clock,
        pace=pace,
        news_days=_NEWS_DAYS.get(account.platform),
        reach=reach_of(settings, knowledge.shelf.libraries[account.commune].knowledge.commune),
    )
    await courier.resume()
    changed = partial(_changed, courier)
    if account.platform not in COMES_ONCE:
        await channel.start(courier.receive, changed)
        return Line(channel, courier, pace)
    inbox = Inbox(channel.account, database, courier.receive, clock)
    await inbox.resume()
    await channel.start(inbox.receive, changed)
    return Line(channel, courier, pace, inbox)


async def _changed(courier: Courier, change: Membership) -> None:
    # Who lets the bot in again is written to only when they write: it is their word that counts.
    if change.blocked:
        await courier.left(change.person)


def news_channels(lines: Lines, commune: str) -> tuple[str, ...]:
    """The names of the commune's channels, on all of which news can come."""
    return tuple(dict.fromkeys(_NAMES[platform] for platform, code in lines if code == commune))


async def feed(lines: Lines, platform: str, commune: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Hand on what was brought to a webhook; False where there is no such channel, or it is not from the platform."""
    line = next((line for key, line in lines.items() if key == (platform, commune)), None)
    return line is not None and await line.channel.feed(body, headers)


def connected(lines: Lines) -> dict[Platform, list[str]]:
    """The communes that have an account, by platform."""
    communes: dict[Platform, list[str]] = {}
    for platform, commune in lines:
        communes.setdefault(platform, []).append(commune)
    return communes


def statuses(lines: Lines) -> dict[tuple[str, str], Status]:
    """How each channel is, for officers: by the commune's code and what people call the platform."""
    return {(commune, SHOWN[platform]): line.channel.status for (platform, commune), line in lines.items()}


def conditions(lines: Lines) -> dict[str, dict[str, str]]:
    """How each channel is, for /healthz: by "platform/commune"."""
    told = {}
    for (platform, commune), line in lines.items():
        status = line.channel.status
        told[f"{platform}/{commune}"] = {
            "condition": status.condition.value,
            "since": status.since.isoformat(timespec="seconds"),
            "words": status.words,
        }
    return told
