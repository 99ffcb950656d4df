"""What a conversation does to a subscription, as it is kept."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from fictional_commune import NOON, HandClock, fictional_library

from bot.announcements.subscription import Status, Subscription, agreed, stopped
from bot.dialogue.wording.news import CONSENT_VERSION
from bot.messages import Incoming, Reply
from bot.search import Library
from bot.services.conversation import converse, receive
from bot.storage import Connection, Database, subscriptions


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
def library() -> Library:
    return fictional_library()


class Talk:
    """One person on a channel that can write first."""

    def __init__(self, database: Database, library: Library, person: str = "khach-1") -> None:
        self.database, self.library, self.person = database, library, person
        self.clock = HandClock()
        self.number = 0

    async def say(self, text: str, choice: str | None = None) -> tuple[Reply, ...]:
        self.number += 1
        incoming = Incoming("mau", self.person, f"m{self.number}", text, choice)
        return await receive(self.database, self.library, incoming, self.clock) or ()

    async def kept(self) -> Subscription | None:
        return await self.database.run(lambda db: subscriptions.load(db, "mau", self.person))


async def test_a_yes_is_kept_with_its_moment_its_channel_and_the_version_of_the_question(
    database: Database, library: Library
) -> None:
    lan = Talk(database, library)
    await lan.say("đăng ký nhận tin")
    assert await lan.kept() is None
    lan.clock.move(timedelta(minutes=3))
    await lan.say("Đồng ý")
    assert await lan.kept() == agreed("mau", "khach-1", CONSENT_VERSION, NOON + timedelta(minutes=3), None)


async def test_a_question_of_yesterday_is_not_agreed_to_by_a_number_but_by_its_button(
    database: Database, library: Library
) -> None:
    lan = Talk(database, library)
    (asked,) = await lan.say("/dangky")
    lan.clock.move(timedelta(hours=24))
    await lan.say("1")
    await lan.say("có")
    assert await lan.kept() is None
    await lan.say("Đồng ý", asked.choices[0].value)
    assert await lan.kept()


async def test_stopping_is_kept_at_once_and_for_good(database: Database, library: Library) -> None:
    lan = Talk(database, library)
    for text in ("/dangky", "1", "/huy"):
        await lan.say(text)
    kept = await lan.kept()
    assert kept and kept.status is Status.STOPPED
    for text in ("mấy giờ mở cửa", "xin chào", "có", "1", "giá vàng xyzxyz", "ok"):
        await lan.say(text)
    assert await lan.kept() == kept


async def test_whoever_was_unreachable_sees_themselves_subscribed_when_they_write(
    database: Database, library: Library
) -> None:
    lan = Talk(database, library)
    for text in ("/dangky", "1"):
        await lan.say(text)
    await database.run(lambda db: subscriptions.unreachable(db, "mau", "khach-1", "blocked", NOON))
    told = await lan.say("/dulieu")
    assert "Bạn đang nhận." in told[0].text
    kept = await lan.kept()
    assert kept and kept.status is Status.ACTIVE


async def test_where_people_are_only_answered_nothing_can_be_subscribed_to(
    database: Database, library: Library
) -> None:
    for number, (text, choice) in enumerate([("/dangky", None), ("1", None), ("Đồng ý", "!tin/co/1")]):
        incoming = Incoming("web", "khach-1", f"m{number}", text, choice)
        replies = await converse(database, library, incoming, HandClock(), ("Telegram", "Zalo"))
    assert "trên Telegram hoặc Zalo" in replies[0].text
    assert await database.run(subscriptions.audience) == []


async def test_one_persons_words_change_nobody_elses_subscription(database: Database, library: Library) -> None:
    lan, mai = Talk(database, library), Talk(database, library, "khach-2")
    for text in ("/dangky", "1"):
        await lan.say(text)
        await mai.say(text)
    before = await lan.kept()
    for text in ("/huy", "/xoadulieu", "1"):
        await mai.say(text)
    assert (await lan.kept(), await mai.kept()) == (before, None)


async def test_deleting_everything_deletes_the_subscription_too(database: Database, library: Library) -> None:
    def keep(db: Connection) -> None:
        subscriptions.save(db, stopped(agreed("mau", "khach-1", "1", NOON, None)), NOON)

    await database.run(keep)
    lan = Talk(database, library)
    for text in ("/xoadulieu", "Xóa hết"):
        await lan.say(text)
    assert await database.run(subscriptions.audience) == []
