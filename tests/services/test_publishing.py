"""What was sent to citizens can be asked about by everybody, and nothing else can."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fictional_newsroom import AN, Newsroom, newsroom, person

from bot.announcements.audience import Audience
from bot.announcements.content import Content, Schedule
from bot.announcements.publication import Altered, Genuine, Named, NotOurs
from bot.announcements.subscription import Group, agreed
from bot.channels.failures import Absence, Refused
from bot.services import announcing
from bot.services.publishing import checked
from bot.storage import officers, publications
from bot.storage.retention import purge
from bot.text.dates import VIETNAM

MINUTE = timedelta(minutes=1)
CONTENT = Content(title="Lịch tiêm", text="Trạm y tế tiêm cho trẻ ngày 25/12/2026, từ 7 giờ 30 tại nhà văn hóa.")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


async def check(room: Newsroom, message: str) -> Any:
    return await room.run(partial(checked, message=message))


async def all_published(room: Newsroom) -> Any:
    return await room.run(partial(publications.newest, most=99, skipped=0))


async def code(room: Newsroom, number: int) -> str:
    return (await room.announcement(number)).code


async def test_what_everybody_gets_ends_with_the_code_that_the_preview_shows(room: Newsroom) -> None:
    number = await room.sent_now(CONTENT)
    preview = (await room.announcement(number)).message
    await room.let(MINUTE)
    assert {text for _, _, text in room.platform.sent} == {preview.text}
    assert preview.text.endswith(f"Mã xác minh: {await code(room, number)}")


async def test_the_code_and_the_text_lead_to_what_was_sent(room: Newsroom) -> None:
    number = await room.sent_now(CONTENT)
    sent_at = room.time.now()
    await room.let(MINUTE)
    known = await code(room, number)
    found = await check(room, f"mã xác minh {known.lower()}")
    assert isinstance(found, Named)
    publication = found.publication
    assert (publication.number, publication.title, publication.text) == (number, CONTENT.title, CONTENT.text)
    assert sent_at <= publication.first == publication.last <= sent_at + MINUTE
    assert publication.stopped is None
    assert await check(room, CONTENT.text) == Genuine(publication)
    assert await check(room, f"{CONTENT.text.replace('25/12', '26/12')} {known}") == Altered(publication)


async def test_a_code_that_was_not_sent_is_not_ours(room: Newsroom) -> None:
    assert await check(room, "HKM7-R3X4") == NotOurs("HKM7-R3X4")
    assert await check(room, f"{CONTENT.text} Mã xác minh: HKM7-R3X4") == NotOurs("HKM7-R3X4")


async def test_a_long_question_without_a_code_is_no_announcement(room: Newsroom) -> None:
    await room.sent_now(CONTENT)
    await room.let(MINUTE)
    assert await check(room, f"cho tôi hỏi {CONTENT.text}") is None
    assert await check(room, CONTENT.text.replace("25", "26")) is None
    assert await check(room, "đường km35-km42 sạt lở thì gọi cho ai hả xã") is None


@pytest.mark.parametrize("step", ["written", "scheduled", "cancelled before it began"])
async def test_what_was_not_sent_is_not_told(room: Newsroom, step: str) -> None:
    later = CONTENT.model_copy(update={"schedule": Schedule(at=room.time.now() + timedelta(hours=1))})
    number = await room.approved(later)
    if step != "written":
        await room.act(announcing.schedule, number)
        await room.let(MINUTE)
    if step.startswith("cancelled"):
        await room.act(announcing.cancel, number)
    known = await code(room, number)
    assert await check(room, known) == NotOurs(known)
    assert await check(room, CONTENT.text) is None


@pytest.mark.parametrize("audience", [Audience(internal=True), Audience(groups=(Group.OFFICIALS,))])
async def test_what_is_for_officers_alone_has_no_code_and_is_not_told(room: Newsroom, audience: Audience) -> None:
    await room.subscribe(replace(agreed("telegram", person(77), "1", room.time.now(), None), group=Group.OFFICIALS))
    chat = replace(AN, code="khac", person=person(77))
    await room.run(partial(officers.save, officer=chat, at=room.time.now()))
    await room.sent_now(CONTENT.model_copy(update={"audience": audience}))
    await room.let(MINUTE)
    assert [text for _, _, text in room.platform.sent] == [CONTENT.reply().text]
    assert await check(room, CONTENT.text) is None
    assert await all_published(room) == []


async def test_a_rehearsal_is_published_nowhere_also_when_the_commune_is_served_later(room: Newsroom) -> None:
    room.rehearses = True
    number = await room.sent_now(CONTENT)
    await room.let(MINUTE)
    room.rehearses = False
    await room.let(MINUTE)
    known = await code(room, number)
    assert await check(room, known) == NotOurs(known)
    assert await all_published(room) == []


async def test_what_was_cancelled_on_its_way_is_told_with_when_it_was_stopped(room: Newsroom) -> None:
    room.a_second = 1
    number = await room.sent_now(CONTENT)
    async with room.program():
        await room.time.until(lambda: len(room.platform.sent) == 3)
        await room.act(announcing.cancel, number)
        stopped = room.time.now()
        await room.time.pass_by(MINUTE)
    found = await check(room, CONTENT.text)
    assert isinstance(found, Genuine)
    assert found.publication.stopped == found.publication.updated == stopped


async def test_of_one_that_recurs_the_first_and_the_last_time_are_told(room: Newsroom) -> None:
    weekly = CONTENT.model_copy(update={"schedule": Schedule(every="weekly:2 08:00")})
    number = await room.approved(weekly)
    await room.act(announcing.schedule, number)
    async with room.program():
        for day in (23, 30):
            await room.time.reach(datetime(2026, 11, day, 8, 0, 10, tzinfo=VIETNAM))
    found = await check(room, await code(room, number))
    assert len(await room.firings(number)) == 2
    times = [found.publication.first, found.publication.last]
    assert [each.astimezone(VIETNAM).day for each in times] == [23, 30]
    assert await all_published(room) == [found.publication]


async def test_whoever_has_it_is_told_so_also_where_every_call_fails(room: Newsroom) -> None:
    """A call that failed may have arrived all the same, and then the text must not be called a swindle."""
    room.platform.always = Refused(Absence.BLOCKED)
    await room.sent_now(CONTENT)
    await room.let(MINUTE)
    assert isinstance(await check(room, CONTENT.text), Genuine)


async def test_nothing_about_who_received_it_is_in_the_table(room: Newsroom) -> None:
    await room.sent_now(CONTENT)
    await room.let(MINUTE)
    rows = await room.run(lambda db: [str(row) for row in db.table("publication").rows])
    assert rows
    assert not [row for row in rows if "telegram" in row or any(person(each) in row for each in range(1, 21))]


async def test_the_newest_stand_first_and_pages_do_not_overlap(room: Newsroom) -> None:
    numbers = []
    for _ in range(5):
        numbers.append(await room.sent_now(CONTENT))
        await room.let(MINUTE)
    pages = [await room.run(partial(publications.newest, most=2, skipped=skipped)) for skipped in (0, 2, 4, 6)]
    assert [each.number for page in pages for each in page] == numbers[::-1]


async def test_what_was_published_goes_with_its_announcement(room: Newsroom) -> None:
    number = await room.sent_now(CONTENT)
    await room.let(MINUTE)
    known = await code(room, number)
    await room.run(lambda db: purge(db, room.time.now() + timedelta(days=731)))
    assert await check(room, known) == NotOurs(known)


async def test_two_texts_that_are_the_same_are_told_by_the_last(room: Newsroom) -> None:
    first = await room.sent_now(CONTENT)
    await room.let(MINUTE)
    second = await room.sent_now(CONTENT)
    await room.let(MINUTE)
    assert (await check(room, CONTENT.text)).publication.number == second
    assert (await check(room, await code(room, first))).publication.number == first
