"""What every channel must do with officers: let them work where the commune allows it, and nowhere else.

On a channel that can not write first (the web, the terminal) nobody works: `/canbo` says where, and every other command
of officers is what an unknown command is.
"""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from contract_channels import CHANNELS, opened
from contract_office import NOON
from contract_subject import Subject, hears, take

from bot.announcements.announcement import Announcement
from bot.announcements.lifecycle import Status
from bot.announcements.officer import Officer, Role
from bot.announcements.subscription import agreed
from bot.dialogue.officers.commands import OfficerCommand
from bot.services.inviting import NO_CODE, invite
from bot.storage import Connection, announcements, officer_talks, officers, subscriptions

LAN, AN, BINH = "lan", "an", "binh"
ELSEWHERE = "Ở đây chỉ trả lời người dân, không làm việc của cán bộ được."
ONLY_FOR_OFFICERS = [command for command in OfficerCommand if command is not OfficerCommand.WHO]
TEXT = "Trạm y tế tiêm ngày 25.\nHỏi 0900000000."


@pytest.fixture(params=sorted(CHANNELS))
async def subject(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Subject]:
    async for found in opened(request.param, tmp_path):
        yield found


def lets_officers_work(subject: Subject) -> bool:
    return subject.name in subject.office.library.knowledge.commune.officer_channels


async def hired(subject: Subject, person: str, role: Role) -> str:
    """The person becomes an officer with the code that the command line gives; the welcome."""

    def invited(db: Connection) -> str:
        officers.save(db, Officer(person, f"Cán bộ {person}", role), NOON)
        return invite(db, person, subject.office.clock.now())[1]

    secret = await (await subject.office.database()).run(invited)
    return await hears(subject, person, f"/canbo {secret}")


async def submitted(subject: Subject) -> str:
    """An writes an announcement for everybody, in numbers and words only; the preview."""
    await hired(subject, AN, Role.AUTHOR)
    database = await subject.office.database()
    citizen = agreed(subject.name, "mot-nguoi-dan", "1", NOON, None)
    await database.run(partial(subscriptions.save, subscription=citizen, at=NOON))
    for typed in ("/soan", "Lịch tiêm", TEXT, "mọi nhóm", "1", "1"):
        await subject.say(AN, typed)
    preview = await hears(subject, AN, "1")
    await take(subject, AN, "Trình duyệt")
    return preview


async def announcement(subject: Subject) -> Announcement:
    (found,) = await (await subject.office.database()).run(announcements.everything)
    assert isinstance(found, Announcement)
    return found


@pytest.mark.parametrize("command", ONLY_FOR_OFFICERS)
async def test_a_citizen_who_types_an_officers_command_gets_what_an_unknown_one_gets(
    subject: Subject, command: OfficerCommand
) -> None:
    assert await hears(subject, LAN, f"/{command}") == await hears(subject, BINH, "/lenhla")


async def test_whoever_has_no_code_is_told_what_to_type_or_where_officers_work(subject: Subject) -> None:
    told = await hears(subject, LAN, "/canbo")
    if lets_officers_work(subject):
        assert told == NO_CODE
    else:
        assert ELSEWHERE in told
        assert "Cán bộ dùng Telegram hoặc Zalo Bot hoặc Zalo OA của xã Suối Mẫu" in told


async def test_a_code_works_only_where_officers_may_work(subject: Subject) -> None:
    if not subject.abilities.keeps:
        assert ELSEWHERE in await hears(subject, AN, "/canbo ABCDE-23456")
        return
    welcome = await hired(subject, AN, Role.AUTHOR)
    assert ("Bạn là Cán bộ an, vai trò soạn." in welcome) is lets_officers_work(subject)
    assert (ELSEWHERE in welcome) is not lets_officers_work(subject)


async def test_an_officer_writes_by_numbers_and_words_and_sees_it_as_citizens_do(subject: Subject) -> None:
    if not lets_officers_work(subject):
        assert "Tiêu đề là gì?" not in await hears(subject, AN, "/soan")
        return
    preview = await submitted(subject)
    present = await announcement(subject)
    assert (present.status, present.content.title, present.content.text) == (Status.SUBMITTED, "Lịch tiêm", TEXT)
    assert f"Lịch tiêm\n{TEXT}\n\nKhông muốn nhận tin nữa" in preview


@pytest.mark.parametrize("how", ["1", "Duyệt", "button"])
async def test_an_approver_approves_the_version_that_they_see_once(subject: Subject, how: str) -> None:
    if not lets_officers_work(subject):
        assert "Chờ duyệt" not in await hears(subject, BINH, "/duyet")
        return
    await submitted(subject)
    await hired(subject, BINH, Role.APPROVER)
    await subject.say(BINH, "/duyet")
    if how == "button" and subject.name == "telegram":
        await subject.press(BINH, "Duyệt")
    else:
        await take(subject, BINH, "1" if how == "button" else how)
    assert (await announcement(subject)).status is Status.SCHEDULED
    assert "không còn chờ duyệt" in await hears(subject, BINH, "/duyet 1")


async def test_what_is_being_written_is_kept_when_the_person_asks_something_else(subject: Subject) -> None:
    if not lets_officers_work(subject):
        return
    await hired(subject, AN, Role.AUTHOR)
    await subject.say(AN, "/soan", "Lịch tiêm", "Để đó")
    assert "7 giờ 30" in await hears(subject, AN, "mấy giờ mở cửa")
    assert "«Lịch tiêm»" in await hears(subject, AN, "/soan")


async def test_who_deletes_their_data_is_no_officer_here_any_more(subject: Subject) -> None:
    if not lets_officers_work(subject):
        return
    await hired(subject, AN, Role.AUTHOR)
    await subject.say(AN, "/soan", "Lịch tiêm")
    await subject.say(AN, "/xoadulieu")
    await take(subject, AN, "Xóa hết")
    kept = await (await subject.office.database()).run(
        lambda db: (officer_talks.load(db, subject.name, subject.id_of(AN)), officers.chats(db))
    )
    assert kept == (None, frozenset())
