"""What every channel must do with announcements: bring each to those who agreed, once, whole; and say who got none, and why.

On a channel that only answers (the web, the terminal) nobody can agree, so that there is nobody to announce to.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import time, timedelta
from functools import partial
from pathlib import Path

import pytest
from contract_channels import CHANNELS, opened
from contract_subject import Subject, heard

from bot.announcements.announcement import Firing
from bot.announcements.content import LONGEST_TEXT, LONGEST_TITLE, Content
from bot.announcements.officer import Officer, Role
from bot.announcements.quiet import QuietHours
from bot.channels.failures import Unacceptable
from bot.channels.zalo_bot import Plan
from bot.channels.zalo_bot.plan import ALMOST, month_of
from bot.errors import OperatorError
from bot.messages import Reply
from bot.services import announcing
from bot.services.announcing import Desk
from bot.services.broadcasting import Broadcaster
from bot.services.pace import Pace
from bot.storage import Connection, deliveries, firings, officers, zalo_bot_usage

LAN, MAI, CUC = "lan", "mai", "cuc"
AN, BINH = Officer("an", "Cán bộ An", Role.AUTHOR), Officer("binh", "Cán bộ Bình", Role.APPROVER)
TITLE, TEXT = "Lịch tiêm chủng", "Trạm y tế tiêm ngày 25 & 26 <buổi sáng>."
NOBODY = "Chưa có ai trong đối tượng nhận"
_TRIES = 3000


@pytest.fixture(params=sorted(CHANNELS))
async def subject(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Subject]:
    async for found in opened(request.param, tmp_path):
        yield found


async def announced(subject: Subject, title: str = TITLE, text: str = TEXT) -> dict[str, int]:
    """Officers write, approve and send it, and it is sent; how many rows of the ledger ended how, and why."""
    database, clock = await subject.office.database(), subject.office.clock
    number = await database.run(lambda db: _sent_off(db, subject, Content(title=title, text=text)))
    if subject.news is None:
        raise AssertionError("there is somebody to announce to, and nothing to do it with")
    channel, gate = subject.news

    async def soon(seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.005))

    broadcaster = Broadcaster(
        database,
        {channel.account: (channel, Pace(0, clock))},
        lambda: QuietHours(time(0), time(0)),
        clock,
        soon,
        gates={channel.account: gate},
    )
    task = asyncio.create_task(broadcaster.run())
    try:
        for _ in range(_TRIES):
            firing = await database.run(lambda db: firings.latest(db, number))
            if firing and firing.ended_at:
                return await database.run(partial(_ended, firing=firing))
            await asyncio.sleep(0.001)
        raise AssertionError("it does not end")
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await broadcaster.close(1)


def _sent_off(db: Connection, subject: Subject, content: Content) -> int:
    now = subject.office.clock.now()
    for officer in (AN, BINH):
        officers.save(db, officer, now)
    number = announcing.write_new(db, Desk(AN, now), content).id
    announcing.submit(db, Desk(AN, now), number)
    announcing.approve(db, Desk(BINH, now), number)
    announcing.send(db, Desk(AN, now), number)
    return number


def _ended(db: Connection, firing: Firing) -> dict[str, int]:
    reasons = {reason: count for _, reason, count in deliveries.reasons(db, firing)}
    return {status.value: count for status, count in deliveries.counts(db, firing).items() if count} | reasons


async def test_who_agreed_gets_an_announcement_once_and_nobody_else_does(subject: Subject) -> None:
    await subject.say(LAN, "/dangky", "1")
    await subject.say(MAI, "mấy giờ mở cửa")
    if not subject.abilities.writes_first:
        with pytest.raises(OperatorError, match=NOBODY):
            await announced(subject)
        return
    assert await announced(subject) == {"sent": 1}
    for words in (TITLE, TEXT, "nhắn /huy"):
        assert heard(subject, LAN).count(words) == 1
    assert TITLE not in heard(subject, MAI)


async def test_who_has_stopped_gets_nothing(subject: Subject) -> None:
    if not subject.abilities.writes_first:
        return
    await subject.say(LAN, "/dangky", "1")
    await subject.say(MAI, "/dangky", "1", "/huy")
    assert await announced(subject) == {"sent": 1}
    assert TITLE not in heard(subject, MAI)


async def test_the_longest_announcement_that_may_be_written_arrives_as_one_message(subject: Subject) -> None:
    if not subject.abilities.writes_first:
        return
    await subject.say(LAN, "/dangky", "1")
    before = len(subject.lengths(LAN))
    text = ("Ngày mai xã tiêm phòng. " * 100)[: LONGEST_TEXT - 1] + "!"
    assert await announced(subject, "T" * LONGEST_TITLE, text) == {"sent": 1}
    (length,) = subject.lengths(LAN)[before:]
    assert subject.abilities.longest is None or LONGEST_TEXT < length <= subject.abilities.longest


async def test_what_would_not_be_one_message_is_refused_before_anything_is_sent(subject: Subject) -> None:
    if subject.news is None:
        return
    channel, _ = subject.news
    channel.check(Reply(heading=TITLE, text=TEXT))
    for wrong in (Reply(text="Ngày mai xã tiêm phòng. " * 400), Reply(text="")):
        with pytest.raises(Unacceptable):
            channel.check(wrong)


async def test_who_was_last_in_touch_too_long_ago_is_skipped_with_the_reason(subject: Subject) -> None:
    if not subject.abilities.writes_first:
        return
    await subject.say(LAN, "/dangky", "1")
    await subject.say(MAI, "/dangky", "1")
    # Whoever agrees is told so.
    assert ("trong 7 ngày kể từ lần cuối bạn nhắn" in heard(subject, LAN)) == (subject.abilities.window is not None)
    subject.office.clock.move(timedelta(days=6))
    await subject.say(MAI, "chào")
    subject.office.clock.move(timedelta(days=2))
    expected = {"sent": 2} if subject.abilities.window is None else {"sent": 1, "skipped": 1, "outside_window": 1}
    assert await announced(subject) == expected
    assert TITLE in heard(subject, MAI)
    assert (TITLE in heard(subject, LAN)) == (subject.abilities.window is None)


async def test_what_a_month_has_left_at_its_end_is_for_answers(subject: Subject) -> None:
    if not subject.abilities.writes_first:
        return
    for person in (LAN, MAI, CUC):
        await subject.say(person, "/dangky", "1")
    await (await subject.office.database()).run(lambda db: _use_up_to(db, subject, round(Plan().messages * ALMOST) - 2))
    expected = {"sent": 2, "skipped": 1, "reserved": 1} if subject.abilities.has_reserve else {"sent": 3}
    assert await announced(subject) == expected
    before = len(subject.sees(LAN))
    await subject.say(LAN, "mấy giờ mở cửa")
    assert len(subject.sees(LAN)) > before


def _use_up_to(db: Connection, subject: Subject, messages: int) -> None:
    now = subject.office.clock.now()
    _, used = zalo_bot_usage.counted(db, month_of(now))
    for _ in range(messages - used):
        zalo_bot_usage.add(db, month_of(now), now, None)
