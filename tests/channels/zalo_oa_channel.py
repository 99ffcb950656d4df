"""A channel on the imitated Zalo, with the commune's real database and a clock that is moved by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from zalo_oa_account import APP_SECRET
from zalo_oa_api import NOON, WEBHOOK_SECRET, Brought, ZaloOa
from zalo_oa_events import APP_ID

from bot.channels.channel import Membership
from bot.channels.status import Condition
from bot.channels.zalo_oa import App, TokenKeeper, ZaloOaChannel
from bot.messages import Incoming
from bot.services.official_account import AccountNotes
from bot.storage import Database
from bot.storage.secret_file import SecretFile

SILENCE = timedelta(minutes=60)
BEGINNING = datetime.fromtimestamp(NOON, UTC)


@dataclass
class Hand:
    """Time that passes only by hand, or while somebody sleeps."""

    moment: datetime = BEGINNING
    slept: list[float] = field(default_factory=list)
    is_still: bool = False
    """Whether sleeping takes for ever, so that what runs in the background looks once."""

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()

    def move(self, by: timedelta) -> None:
        self.moment += by

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self.is_still:
            await asyncio.Event().wait()
        self.move(timedelta(seconds=seconds))
        await asyncio.sleep(0)


@dataclass
class Desk:
    """A channel with all that is around it; `heard` and `changes` are what it handed on."""

    api: ZaloOa
    hand: Hand
    channel: ZaloOaChannel
    secret: SecretFile
    database: Database
    notes: AccountNotes
    heard: list[Incoming] = field(default_factory=list)
    changes: list[Membership] = field(default_factory=list)

    async def receive(self, incoming: Incoming) -> None:
        self.heard.append(incoming)

    async def change(self, change: Membership) -> None:
        self.changes.append(change)

    async def listens(self) -> None:
        """It has begun, and looked for what came before; else what comes now may be found there as well."""
        await self.channel.start(self.receive, self.change)
        await self.api.until(lambda: self.channel.status.condition is Condition.RUNNING)

    async def bring(self, brought: Brought) -> bool:
        """Bring this to the webhook."""
        body, headers = brought
        return await self.channel.feed(body, headers)

    async def says(self, person: str, words: str) -> bool:
        return await self.bring(self.api.says(person, words))

    @property
    def texts(self) -> list[str]:
        return [incoming.text for incoming in self.heard]


def app_of(api: ZaloOa, secret: str = APP_SECRET) -> App:
    return App(APP_ID, SecretStr(secret), api.address)


@asynccontextmanager
async def open_desk(
    folder: Path, api: ZaloOa, hand: Hand, *, seed: str | None = None, pace: int = 1000
) -> AsyncIterator[Desk]:
    """The desk; the account's first refresh token is in the settings unless another seed is given."""
    secret = SecretFile(folder / "suoi-mau.zalo-oa")
    database = Database.open(folder / "suoi-mau.sqlite3")
    notes = AccountNotes("zalo_oa", database, hand, SILENCE)
    first = api.account.grant()["refresh_token"] if seed is None else seed
    channel = ZaloOaChannel(
        APP_ID,
        SecretStr(WEBHOOK_SECRET),
        TokenKeeper(secret, app_of(api), SecretStr(first) if first else None, hand.now, "suoi-mau"),
        commune="suoi-mau",
        notes=notes,
        now=hand.now,
        api=api.address,
        requests_per_minute=pace,
        monotonic=hand.seconds,
        sleep=hand.sleep,
    )
    try:
        yield Desk(api, hand, channel, secret, database, notes)
    finally:
        await channel.stop(5)
        await database.close()
