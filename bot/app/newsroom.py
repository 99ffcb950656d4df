"""What commands about announcements and officers work with: a commune, its database, and who acts."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.announcements.audience import Selection
from bot.announcements.prospect import Prospect
from bot.announcements.quiet import QuietHours
from bot.app.accounts import Account, accounts, channel_of, open_channel
from bot.app.broadcasts import Channels, broadcaster, rehearsal_channels, sending_clock
from bot.app.channels import SECONDS_TO_FINISH
from bot.app.commune_data import CommuneData
from bot.app.ways import pace_of, reach_of
from bot.channels.channel import Channel
from bot.channels.failures import ChannelError
from bot.commune import Commune
from bot.errors import OperatorError
from bot.files.reading import read
from bot.files.tree import Kind, survey
from bot.messages import Reply
from bot.services.announcing import Desk, desk_of, officer_of
from bot.services.reporting import Report, follow
from bot.settings import Settings, check_communes
from bot.storage import Connection, Database
from bot.storage.commune_files import database_file
from bot.storage.lock import FolderInUse, FolderLock

T = TypeVar("T")
Shown = Callable[[Report], object]


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A commune as a command sees it."""

    settings: Settings
    commune: Commune
    data: CommuneData

    @property
    def quiet(self) -> QuietHours:
        """When nobody is to be woken."""
        return QuietHours(*self.commune.quiet_hours)

    @property
    def now(self) -> datetime:
        """The present moment, or the one that is set."""
        return sending_clock(self.settings).now()

    def done(self, work: Callable[[Connection], T]) -> T:
        """Do the work as one transaction. Raises OperatorError."""
        return self.data.done(work)

    def acted(self, code: str, deed: Callable[[Connection, Desk], T]) -> T:
        """What the officer of that code does, as one transaction. Raises OperatorError."""
        reach = reach_of(self.settings, self.commune)
        return self.done(lambda db: deed(db, desk_of(self.commune, officer_of(db, code), self.now, reach)))


def newsroom(settings: Settings) -> Newsroom:
    """The commune that the settings name, or the only one. Raises OperatorError where it is not clear which is meant.

    Only the communes' own files are read, which takes no time; the rest of the knowledge is not needed.
    """
    communes = _communes(settings.knowledge)
    check_communes(settings, communes.keys())
    known = ", ".join(communes)
    if not communes:
        raise OperatorError(f"Trong «{settings.knowledge}» chưa có xã nào dùng được. Chạy motcua check để xem.")
    if settings.commune is None and len(communes) > 1:
        raise OperatorError(f"Có nhiều xã: {known}. Thêm --commune và mã xã để chọn một.")
    code = settings.commune or next(iter(communes))
    commune = communes[code]
    if commune is None:
        raise OperatorError(f"Hồ sơ của xã {code} (xa.yaml) có chỗ sai, nên chưa làm được. Chạy motcua check để sửa.")
    return Newsroom(settings, commune, CommuneData(commune.code, database_file(settings.data, commune.code)))


def send_and_show(room: Newsroom, number: int, deed: Callable[[], object], shown: Shown) -> Report:
    """Do the deed that lets it be sent, and show how it goes on: sent by the program that runs, or else from here.

    Raises OperatorError where the deed is not possible, or nothing runs and there is no channel.
    """
    try:
        lock = FolderLock.take(room.settings.data)
    except FolderInUse:
        deed()
        return follow_only(room, number, shown)
    with closing(lock):
        if not _can_send(room):
            raise OperatorError(
                f"Chưa có kênh nào để gửi: xã {room.commune.code} chưa có mã bot. "
                "Đặt mã bot như README chỉ, hoặc chạy motcua run ở máy có mã, rồi thử lại."
            )
        deed()
        return asyncio.run(_send_here(room, number, shown))


def follow_only(room: Newsroom, number: int, shown: Shown) -> Report:
    """Show how it goes on, while another program sends."""

    async def followed() -> Report:
        async with _database(room) as database:
            return await follow(database, number, room.quiet, sending_clock(room.settings), shown)

    return asyncio.run(followed())


def send_copy(room: Newsroom, account: str, person: str, reply: Reply) -> None:
    """Send one message to an officer's own chat. Raises OperatorError where that channel is not there, or fails."""

    async def sent() -> None:
        async with _channels(room, None) as channels:
            if account not in channels:
                raise OperatorError(
                    f"Xã {room.commune.code} chưa có kênh {account} để gửi thử. Đặt mã bot như README chỉ."
                )
            try:
                await channels[account][0].send(person, reply)
            except ChannelError as error:
                raise OperatorError(
                    f"Chưa gửi được bản xem thử qua {account}: {type(error).__name__} ({error}). "
                    "Nhắn cho bot một tin từ chính kênh đó, xem lại mạng, rồi thử lại."
                ) from None

    asyncio.run(sent())


def prospects_of(room: Newsroom, selection: Selection) -> tuple[Prospect, ...]:
    """What would become of the audience if it were sent now. Raises OperatorError."""
    reach = reach_of(room.settings, room.commune)
    return room.done(lambda db: reach.prospects(db, selection, room.now))


async def _send_here(room: Newsroom, number: int, shown: Shown) -> Report:
    async with _database(room) as database, _channels(room, database) as channels:
        sending = broadcaster(room.settings, database, channels, lambda: room.commune)
        task = asyncio.create_task(sending.run())
        try:
            return await follow(database, number, room.quiet, sending_clock(room.settings), shown)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await sending.close(SECONDS_TO_FINISH)


@asynccontextmanager
async def _database(room: Newsroom) -> AsyncIterator[Database]:
    database = Database.open(room.data.database)
    try:
        yield database
    finally:
        await database.close()


def _accounts(room: Newsroom) -> list[Account]:
    return list(accounts(room.settings, {room.commune.code}))


def _can_send(room: Newsroom) -> bool:
    return room.commune.rehearsal == "có" or bool(_accounts(room))


@asynccontextmanager
async def _channels(room: Newsroom, database: Database | None) -> AsyncIterator[Channels]:
    """Those that can send; they listen to nobody.

    With the database only while the data folder is held: what is sent is counted, and tokens are renewed. Without it
    they are there for a call or two, also while another program runs.
    """
    if room.commune.rehearsal == "có":
        yield rehearsal_channels(room.settings)
        return
    opened = {account.platform: await _channel(room, account, database) for account in _accounts(room)}
    try:
        yield {channel.account: (channel, pace_of(room.settings, channel.account)) for channel in opened.values()}
    finally:
        for channel in opened.values():
            await channel.stop(SECONDS_TO_FINISH)


async def _channel(room: Newsroom, account: Account, database: Database | None) -> Channel:
    clock = sending_clock(room.settings)
    if database is None:
        return channel_of(room.settings, account, clock)
    return await open_channel(room.settings, account, clock, database)


def _communes(folder: Path) -> Mapping[str, Commune | None]:
    """All that are there, by code; None is one whose file is wrong, so that another is not taken for it."""
    try:
        files = survey(folder).files
    except OSError:
        raise OperatorError(f"Không đọc được thư mục tri thức {folder}. Chỉ đúng thư mục bằng --knowledge.") from None
    contents = {found.scope: read(found).content for found in files if found.kind is Kind.COMMUNE}
    return {
        code: content.value if content and isinstance(content.value, Commune) else None
        for code, content in sorted(contents.items())
    }
