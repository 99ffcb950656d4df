"""How an officer's chat becomes known, and what their commands do to what is being sent."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from fictional_newsroom import AN, BINH, Newsroom, newsroom, people
from simulated_time import NOON

from bot.announcements.content import Content
from bot.announcements.delivery import SkipReason
from bot.announcements.lifecycle import Status
from bot.commune import Commune
from bot.messages import Incoming, Reply
from bot.services import announcing
from bot.services.announcing import Desk
from bot.services.inviting import LASTS, MOST_TRIES, MOST_TRIES_OF_ALL, NO_CODE, TOO_MANY, TRIES_LAST, WRONG, invite
from bot.services.officers_in_chat import answered
from bot.services.prospects import WITHOUT_LIMITS, Reach, Way
from bot.storage import Connection, audit, letters, officers

CLOSED = Commune.model_validate({"ma": "suoi-mau", "ten": "xã Suối Mẫu", "tinh": "Mẫu Giang"})
OPEN = CLOSED.model_copy(update={"officer_channels": ("telegram",)})
CHAT = "910000007"
INSTANT = timedelta(microseconds=1)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


async def say(
    room: Newsroom,
    text: str,
    person: str = CHAT,
    commune: Commune = OPEN,
    choice: str | None = None,
    reach: Reach = WITHOUT_LIMITS,
) -> list[str]:
    incoming = Incoming("telegram", person, "m", text, choice)
    found: tuple[Reply, ...] | None = await room.run(lambda db: answered(db, commune, incoming, room.time.now(), reach))
    return [reply.text for reply in found or ()]


async def invited(room: Newsroom, code: str = "binh") -> str:
    _, secret = await room.run(lambda db: invite(db, code, room.time.now()))
    return str(secret)


async def chats(room: Newsroom, code: str) -> list[tuple[str, str]]:
    return list((await room.run(partial(officers.load, code=code))).chats)


async def test_the_code_makes_the_chat_the_officers_once(room: Newsroom) -> None:
    secret = await invited(room)
    (told,) = await say(room, f"/canbo {secret.lower().replace('-', ' ')}")
    assert "Bạn là Cán bộ Bình, vai trò duyệt." in told
    assert await chats(room, "binh") == [("telegram", CHAT)]
    assert await say(room, f"/canbo {secret}", person="910000008") == [WRONG]
    log = await room.run(lambda db: [entry.step for entry in audit.about(db, 0)])
    assert log == ["officer-invite", "officer-chat"]


async def test_the_code_itself_is_nowhere_in_the_database(room: Newsroom) -> None:
    secret = await invited(room)
    rows = await room.run(lambda db: str([list(db.table(name).rows) for name in db.table_names()]))
    assert secret not in rows
    assert secret.replace("-", "") not in rows


async def test_a_code_ends(room: Newsroom) -> None:
    secret = await invited(room)
    room.time.moment += LASTS
    assert await say(room, f"/canbo {secret}") == [WRONG]


async def test_a_new_code_ends_the_one_before(room: Newsroom) -> None:
    first, second = await invited(room), await invited(room)
    assert await say(room, f"/canbo {first}") == [WRONG]
    assert len(await say(room, f"/canbo {second}")) == 1
    assert await chats(room, "binh") == [("telegram", CHAT)]


async def test_whoever_tries_too_often_has_to_wait_even_with_the_right_code(room: Newsroom) -> None:
    secret = await invited(room)
    for number in range(MOST_TRIES):
        assert await say(room, f"/canbo SAI{number}") == [WRONG]
    assert await say(room, f"/canbo {secret}") == [TOO_MANY]
    room.time.moment += TRIES_LAST
    assert await say(room, f"/canbo {secret}") != [TOO_MANY]
    assert await chats(room, "binh") == [("telegram", CHAT)]


async def test_many_chats_together_have_to_wait_too(room: Newsroom) -> None:
    for number in range(MOST_TRIES_OF_ALL):
        assert await say(room, "/canbo SAI", person=str(930000000 + number)) == [WRONG]
    assert await say(room, "/canbo SAI", person="940000000") == [TOO_MANY]


async def test_without_a_code_it_is_said_what_to_type(room: Newsroom) -> None:
    assert await say(room, "/canbo") == [NO_CODE]


async def test_a_chat_is_one_officers_only(room: Newsroom) -> None:
    for code in ("binh", "xem"):
        await say(room, f"/canbo {await invited(room, code)}")
    assert (await chats(room, "binh"), await chats(room, "xem")) == ([], [("telegram", CHAT)])


async def test_where_the_commune_allows_no_chat_nothing_is_answered_here(room: Newsroom) -> None:
    secret = await invited(room)
    assert await say(room, f"/canbo {secret}", commune=CLOSED) == []
    assert await say(room, "/soan", person=AN.person, commune=CLOSED) == []
    assert await chats(room, "binh") == []


async def test_who_is_removed_is_a_citizen_again(room: Newsroom) -> None:
    assert await say(room, "/lich", person=AN.person) != []
    await room.run(partial(officers.remove, code="an"))
    assert await say(room, "/lich", person=AN.person) == []
    assert await say(room, "Duyệt", person=AN.person, choice="!cb/duyet/1/12345678") == []


async def test_dunggui_stops_what_is_being_sent_within_a_second(room: Newsroom) -> None:
    room.a_second = 10
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 5)
        asked = room.time.now()
        (told,) = await say(room, "/dunggui", person=AN.person)
        await room.time.pass_by(timedelta(hours=1))
    assert told.startswith("Đã dừng: số 1 «Lịch tiêm».")
    assert room.platform.calls[-1][0] - asked <= timedelta(seconds=1)
    assert len(room.platform.sent) < 10
    assert await room.status(number) is Status.PAUSED


async def test_dunggui_stops_all_that_is_being_sent(room: Newsroom) -> None:
    room.a_second = 1
    numbers = [await room.sent_now() for _ in range(3)]
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 2)
        await say(room, "/dunggui", person=AN.person)
    assert [await room.status(number) for number in numbers] == [Status.PAUSED] * 3


async def test_whoever_may_approve_is_asked_and_nobody_once_it_is_decided(room: Newsroom) -> None:
    def submitted(db: Connection) -> int:
        desk = Desk(AN, NOON)
        number = announcing.write_new(db, desk, Content(title="Lịch tiêm", text="Ngày 25.")).id
        announcing.submit(db, desk, number)
        return number

    number = await room.run(submitted)
    due = await room.run(lambda db: letters.due(db, NOON))
    assert [letter.officer for letter in due] == ["binh"]
    assert [choice.label for choice in due[0].reply.choices] == ["Duyệt", "Từ chối", "Để sau"]
    await room.act(announcing.approve, number, officer=BINH)
    assert await room.run(lambda db: letters.due(db, NOON)) == []


async def test_a_deed_that_fails_changes_nothing_and_says_why(room: Newsroom) -> None:
    """Approving lets it go at once, and both are done or none: here nobody receives it any more."""
    number = await room.run(
        lambda db: announcing.write_new(db, Desk(AN, NOON), Content(title="Lịch tiêm", text="Ngày 25.")).id
    )
    await room.act(announcing.submit, number)
    await room.run(partial(officers.add_chat, code="binh", account="telegram", person=CHAT, at=NOON))
    await room.run(lambda db: db.execute("update subscription set status = 'stopped'"))
    version = (await room.announcement(number)).content.fingerprint[:8]
    (told,) = await say(room, "Duyệt", choice=f"!cb/duyet/{number}/{version}")
    assert told.startswith("Chưa có ai trong đối tượng nhận")
    assert await room.status(number) is Status.SUBMITTED


def closed_gate(db: Connection, person: str, before: Callable[[], int], now: datetime) -> SkipReason | None:
    """A platform that takes two messages, and then none."""
    return SkipReason.OUTSIDE_WINDOW if before() >= 2 else None


LIMITED = Reach({"telegram": Way(1 / 60, gate=closed_gate, costs=lambda *_: True)}, {"telegram"}.__contains__)


async def test_who_writes_and_who_approves_see_whom_the_platforms_keep_out_and_who_waits(room: Newsroom) -> None:
    await room.subscribe(*people(3, "zalo_bot"))
    for typed in ("/soan", "Lịch tiêm", "Ngày 25.", "1", "1"):
        await say(room, typed, AN.person, reach=LIMITED)
    *_, seen = await say(room, "1", AN.person, reach=LIMITED)
    told = [
        "Hiện có 2 người nhận, gửi mất khoảng 2 phút.",
        "Có 2 tin tính phí hoặc trừ vào gói.",
        "18 người không nhận được: ngoài 7 ngày kể từ lần cuối họ nhắn.",
        "3 người ở kênh chưa nối: họ chờ tới khi nối.",
    ]
    assert seen.splitlines()[1:5] == told
    await say(room, "trình duyệt", AN.person, reach=LIMITED)
    (letter,) = await room.run(lambda db: letters.due(db, room.time.now()))
    assert letter.reply.text.splitlines()[2:6] == told
    await room.run(partial(officers.add_chat, code="binh", account="telegram", person=CHAT, at=NOON))
    *_, asked = await say(room, "/duyet", reach=LIMITED)
    assert asked.splitlines()[1:5] == told


async def test_nobody_is_promised_where_the_platforms_keep_everybody_out(room: Newsroom) -> None:
    shut = Reach({"telegram": Way(0, gate=lambda *_: SkipReason.RESERVED)})
    for typed in ("/soan", "Lịch tiêm", "Ngày 25.", "1", "1"):
        await say(room, typed, AN.person, reach=shut)
    *_, seen = await say(room, "1", AN.person, reach=shut)
    assert seen.splitlines()[1:3] == [
        "20 người không nhận được: không gửi, số tin còn lại của tháng để dành trả lời.",
        "Khi nào: ngay khi được duyệt.",
    ]
