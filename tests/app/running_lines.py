"""All lines of two communes to imitated platforms, in this process, by a clock that jumps over hours."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from jumping_hours import Hours
from pydantic import SecretStr
from telegram_api import TOKEN as TELEGRAM_TOKEN
from telegram_api import TelegramApi
from zalo_bot_api import TOKEN as BOT_TOKEN
from zalo_bot_api import ZaloBotApi
from zalo_oa_account import APP_SECRET
from zalo_oa_api import WEBHOOK_SECRET, ZaloOa
from zalo_oa_events import APP_ID

from bot.app.accounts import Platform
from bot.app.channels import Line, Lines, statuses
from bot.app.databases import Databases
from bot.app.program import Program
from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_oa import App, TokenKeeper, ZaloOaChannel
from bot.services.courier import Courier
from bot.services.inbox import Inbox
from bot.services.knowledge import LiveKnowledge
from bot.services.official_account import AccountNotes
from bot.services.pace import Pace
from bot.services.post import Post
from bot.services.watching import watch
from bot.storage import Database
from bot.storage.secret_file import SecretFile

SUOI_MAU, DOI_MAU = "suoi-mau", "doi-mau"
DOI_TOKEN = "6000:fictional-token-of-another-bot"
_POST_LOOKS_EVERY = 60.0
"""Seconds here; it looks each second, which would make hours long."""


@dataclass
class Platforms:
    """The imitated ones."""

    telegram: TelegramApi
    bot: ZaloBotApi
    oa: ZaloOa
    others_bot: ZaloBotApi


@contextmanager
def imitated(hours: Hours) -> Iterator[Platforms]:
    with TelegramApi() as telegram, ZaloBotApi() as bot, ZaloOa(hours.seconds) as oa, ZaloBotApi(DOI_TOKEN) as other:
        yield Platforms(telegram, bot, oa, other)


@asynccontextmanager
async def running_for_hours(folder: Path, hours: Hours, platforms: Platforms) -> AsyncIterator[Program]:
    """All that `motcua run` does about channels and their officers: answer, watch, tell."""
    async with AsyncExitStack() as stack:
        databases = Databases(folder / "data")
        stack.push_async_callback(databases.close)
        knowledge = LiveKnowledge.open(folder / "knowledge")
        lines: dict[tuple[Platform, str], Line] = {}
        for key, channel in (await _channels(folder, hours, platforms, databases)).items():
            lines[key] = await _line(channel, await databases.of(key[1]), knowledge, key[1], hours)
            stack.push_async_callback(_closed, lines[key])
        watching = asyncio.create_task(
            watch(partial(statuses, lines), databases.of, hours, partial(hours.sleep, name="watch"))
        )
        posts = [
            asyncio.create_task(_post(lines, code, database, hours).run())
            for code, database in databases.opened().items()
        ]
        for task in (watching, *posts):
            stack.push_async_callback(_ended, task)
        yield Program(knowledge, databases, hours, lines=lines)


async def _channels(
    folder: Path, hours: Hours, platforms: Platforms, databases: Databases
) -> dict[tuple[Platform, str], Channel]:
    def sleep(name: str) -> Callable[[float], Awaitable[None]]:
        return partial(hours.sleep, name=name)

    tokens = TokenKeeper(
        SecretFile.of(folder / "data", SUOI_MAU),
        App(APP_ID, SecretStr(APP_SECRET), platforms.oa.address),
        SecretStr(platforms.oa.account.grant()["refresh_token"]),
        hours.now,
        SUOI_MAU,
    )
    notes = AccountNotes("zalo_oa", await databases.of(SUOI_MAU), hours, timedelta(hours=1))
    return {
        (Platform.TELEGRAM, SUOI_MAU): TelegramChannel(
            SecretStr(TELEGRAM_TOKEN),
            commune=SUOI_MAU,
            now=hours.now,
            api=platforms.telegram.address,
            sleep=sleep("telegram"),
        ),
        (Platform.ZALO_BOT, SUOI_MAU): ZaloBotChannel(
            SecretStr(BOT_TOKEN),
            commune=SUOI_MAU,
            now=hours.now,
            api=platforms.bot.address,
            sleep=sleep("zalo_bot"),
        ),
        (Platform.ZALO_OA, SUOI_MAU): ZaloOaChannel(
            APP_ID,
            SecretStr(WEBHOOK_SECRET),
            tokens,
            commune=SUOI_MAU,
            notes=notes,
            now=hours.now,
            api=platforms.oa.address,
            monotonic=hours.seconds,
            sleep=sleep("zalo_oa"),
        ),
        (Platform.ZALO_BOT, DOI_MAU): ZaloBotChannel(
            SecretStr(DOI_TOKEN),
            commune=DOI_MAU,
            now=hours.now,
            api=platforms.others_bot.address,
            sleep=sleep("other"),
        ),
    }


async def _line(channel: Channel, database: Database, knowledge: LiveKnowledge, commune: str, hours: Hours) -> Line:
    sleep = partial(hours.sleep, name="courier")
    pace = Pace(0, hours, sleep)
    courier = Courier(channel, database, lambda: knowledge.shelf.libraries[commune], hours, sleep, pace)
    if channel.account != Platform.ZALO_BOT:
        await channel.start(courier.receive)
        return Line(channel, courier, pace)
    inbox = Inbox(channel.account, database, courier.receive, hours, sleep)
    await channel.start(inbox.receive)
    return Line(channel, courier, pace, inbox)


def _post(lines: Lines, commune: str, database: Database, hours: Hours) -> Post:
    channels = {line.channel.account: (line.channel, line.pace) for (_, code), line in lines.items() if code == commune}
    return Post(database, channels, hours, lambda _: hours.sleep(_POST_LOOKS_EVERY, f"post of {commune}"))


async def _closed(line: Line) -> None:
    if line.inbox:
        await line.inbox.close(5)
    await line.courier.close(5)
    await line.channel.stop(5)


async def _ended(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
