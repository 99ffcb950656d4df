"""One channel fails for hours: the others go on, /healthz shows it, and officers are told once, and once when it is over.

The hours are those of a clock that jumps; what stands between the program and the imitated platforms is real.
"""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from fictional_server import OPENING, write_topic
from jumping_hours import Hours
from loopback_faults import Page
from receiving import until
from running_lines import DOI_MAU, SUOI_MAU, Platforms, imitated, running_for_hours
from telegram_api import TelegramApi
from zalo_bot_api import ZaloBotApi
from zalo_oa_api import RECENT, ZaloOa

from bot.announcements.officer import Officer, Role
from bot.app.accounts import SHOWN, Platform
from bot.app.program import Program
from bot.channels.listening import LONGEST_PAUSE
from bot.channels.status import Condition
from bot.storage import officers

ASKED = "mấy giờ mở cửa"
WATCHERS = {"watch", "zalo_oa", f"post of {SUOI_MAU}", f"post of {DOI_MAU}"}
"""Who sleeps most of the time; the other channels wait for messages."""
CITIZENS = {Platform.TELEGRAM: "901", Platform.ZALO_BOT: f"{901:020x}", Platform.ZALO_OA: "2468000000000000001"}
CHATS = {Platform.TELEGRAM: "902", Platform.ZALO_BOT: f"{902:020x}", Platform.ZALO_OA: "2468000000000000002"}
LOOKS = {Platform.TELEGRAM: "getUpdates", Platform.ZALO_BOT: "getUpdates", Platform.ZALO_OA: RECENT}
"""The call by which each platform is listened to."""
TRIES = 40
NAM = f"{903:020x}"
HOUR = timedelta(hours=1)
DOI_MAU_YAML = "ma: doi-mau\nten: xã Đồi Mẫu\ntinh: Tỉnh Mẫu\n"


class Town:
    """Persons who write to the three accounts of a commune, and to that of another."""

    def __init__(self, platforms: Platforms, program: Program) -> None:
        self.platforms = platforms
        self.program = program

    async def writes(self, platform: Platform, person: str, text: str) -> None:
        match platform:
            case Platform.TELEGRAM:
                self.platforms.telegram.writes(int(person), text)
            case Platform.ZALO_BOT:
                self.platforms.bot.writes(person, text)
            case Platform.ZALO_OA:
                body, headers = self.platforms.oa.says(person, text)
                assert await self.program.lines[platform, SUOI_MAU].channel.feed(body, headers)

    def told(self, platform: Platform, person: str) -> list[str]:
        match platform:
            case Platform.TELEGRAM:
                return [sent.text for sent in self.platforms.telegram.told(int(person))]
            case Platform.ZALO_BOT:
                return [sent.text for sent in self.platforms.bot.told(person)]
            case Platform.ZALO_OA:
                return [sent.text for sent in self.platforms.oa.told(person)]

    async def is_answered(self, platform: Platform) -> None:
        before = len(self.told(platform, CITIZENS[platform]))
        await self.writes(platform, CITIZENS[platform], ASKED)
        await until(lambda: len(self.told(platform, CITIZENS[platform])) == before + 1)
        assert OPENING in self.told(platform, CITIZENS[platform])[-1]

    def condition(self, platform: Platform, commune: str = SUOI_MAU) -> str:
        """What /healthz says of the channel."""
        return str(self.program.health().details["channels"][f"{platform}/{commune}"]["condition"])

    def works(self, *platforms: Platform) -> bool:
        return all(self.condition(each) == Condition.RUNNING for each in platforms)

    def alarms(self) -> list[tuple[Platform, str]]:
        """What the officer was told of channels, on which chat."""
        return [(each, text) for each in Platform for text in self.told(each, CHATS[each]) if "Kênh" in text]

    def imitation(self, platform: Platform) -> TelegramApi | ZaloBotApi | ZaloOa:
        match platform:
            case Platform.TELEGRAM:
                return self.platforms.telegram
            case Platform.ZALO_BOT:
                return self.platforms.bot
            case Platform.ZALO_OA:
                return self.platforms.oa


async def with_officers(town: Town, hours: Hours, failing: Platform) -> None:
    """One in each commune; the first chat of the first commune's is on the platform that will fail."""
    first, *further = sorted(CHATS.items(), key=lambda chat: chat[0] is not failing)
    tu = Officer("tu", "Cán bộ Tư", Role.ADMINISTRATOR, *first, further=tuple(further))
    nam = Officer("nam", "Cán bộ Năm", Role.ADMINISTRATOR, "zalo_bot", NAM)
    for code, officer in ((SUOI_MAU, tu), (DOI_MAU, nam)):
        database = await town.program.databases.of(code)
        await database.run(partial(officers.save, officer=officer, at=hours.now()))
    for platform, chat in CHATS.items():
        await town.writes(platform, chat, "chào")
        await until(lambda platform=platform, chat=chat: town.told(platform, chat))  # type: ignore[misc]


@pytest.mark.parametrize("failing", list(Platform))
async def test_one_channel_fails_for_hours(tmp_path: Path, failing: Platform) -> None:
    write_topic(tmp_path / "knowledge", "gio-lam-viec", ASKED, OPENING)
    (tmp_path / "knowledge" / "xa" / DOI_MAU).mkdir()
    (tmp_path / "knowledge" / "xa" / DOI_MAU / "xa.yaml").write_text(DOI_MAU_YAML, encoding="utf-8")
    hours = Hours()
    with imitated(hours) as platforms:
        async with running_for_hours(tmp_path, hours, platforms) as program:
            town = Town(platforms, program)
            await until(lambda: town.works(*Platform))
            await with_officers(town, hours, failing)
            imitation = town.imitation(failing)
            imitation.fail(LOOKS[failing], *[Page(502)] * TRIES)
            # The poll that is open brings this one; the next fails.
            await town.is_answered(failing)
            await hours.pass_until(lambda: not town.works(failing), WATCHERS)
            await it_goes_on_without(failing, town, hours)
            await hours.pass_until(
                lambda: not imitation.is_failing(LOOKS[failing]) and failing.value in hours.sleepers(), WATCHERS
            )
            await hours.pass_by(timedelta(seconds=LONGEST_PAUSE), WATCHERS)
            await town.is_answered(failing)
            await until(lambda: town.works(*Platform))
            await hours.pass_by(HOUR, WATCHERS)
            (_, began), (_, ended) = sorted(town.alarms(), key=lambda alarm: "chạy lại" in alarm[1])
            assert f"Kênh {SHOWN[failing]} không chạy từ 08:" in began
            assert f"Kênh {SHOWN[failing]} đã chạy lại bình thường." in ended
            assert platforms.others_bot.told(NAM) == []


async def it_goes_on_without(failing: Platform, town: Town, hours: Hours) -> None:
    """For two hours the others answer, the failure is seen, and an officer has one letter, on a chat that works."""
    others = [each for each in Platform if each is not failing]
    for _ in range(2):
        await hours.pass_by(HOUR, WATCHERS | {failing.value})
        assert town.condition(failing) == Condition.UNREACHABLE
        assert town.works(*others)
        assert town.condition(Platform.ZALO_BOT, DOI_MAU) == Condition.RUNNING
        for each in others:
            await town.is_answered(each)
        ((_, text),) = town.alarms()
        assert f"Kênh {SHOWN[failing]} không chạy từ 08:" in text
