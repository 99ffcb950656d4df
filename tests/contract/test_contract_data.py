"""What every channel must do with people's data: show it, delete it, and keep no more than it says.

On a channel that keeps nothing (the terminal) deleting means that the conversation begins anew, and closing the window
that it is over; no file is written at any time.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from contract_channels import CHANNELS, opened
from contract_subject import Subject, hears, take
from contract_terminal import open_terminal

from bot.storage import retention

LAN, MAI = "lan", "mai"
ASKED = "làm giấy kết hôn, em là Chim Yến"
DONE, LEFT = "Tôi đã xóa hết dữ liệu về bạn.", "Tôi giữ nguyên, chưa xóa gì."


@pytest.fixture(params=sorted(CHANNELS))
async def subject(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Subject]:
    async for found in opened(request.param, tmp_path):
        yield found


async def rows_about(subject: Subject, person: str) -> list[tuple[str, dict[str, Any]]]:
    """What the database holds about the person, on a channel that keeps anything."""
    if not subject.abilities.keeps:
        return []
    return [(table, row) for table, row in await subject.office.rows() if subject.id_of(person) in str(row)]


def files_in(folder: Path) -> dict[str, bytes]:
    """The files, without the knowledge."""
    files = [file for file in folder.rglob("*") if file.is_file() and "knowledge" not in file.parts]
    return {str(file): file.read_bytes() for file in files}


async def test_what_is_kept_about_a_person_is_shown(subject: Subject) -> None:
    await subject.say(LAN, ASKED)
    told = await hears(subject, LAN, "/dulieu")
    assert "Chim Yến" in told or "Đăng ký kết hôn" in told
    assert "/xoadulieu" in told


async def test_somebody_new_is_told_that_nothing_was_asked_yet(subject: Subject) -> None:
    assert "Chưa có việc nào bạn đang hỏi" in await hears(subject, LAN, "/dulieu")


@pytest.mark.parametrize("yes", ["1", "Xóa hết", "xoa het", "button"])
async def test_who_confirms_is_forgotten(subject: Subject, yes: str) -> None:
    await subject.say(LAN, ASKED, "/dulieu")
    asked = await hears(subject, LAN, "/xoadulieu")
    assert "1. Xóa hết" in asked
    assert "2. Không xóa" in asked
    if yes == "button" and subject.abilities.buttons:
        await subject.press(LAN, "Xóa hết")
    else:
        await take(subject, LAN, "1" if yes == "button" else yes)
    assert DONE in subject.sees(LAN)[-1]
    about = await rows_about(subject, LAN)
    # The id of the confirming message stays a day, so that it is not answered twice; and the answer says so.
    assert [table for table, _ in about] == ["turn"] * bool(subject.abilities.keeps)
    assert [row for _, row in about if "Chim" in str(row) or "kết hôn" in str(row)] == []
    kept = files_in(subject.office.data)
    assert [name for name, content in kept.items() if "Chim Yến".encode() in content] == []


async def test_the_conversation_begins_anew_after_it_was_forgotten(subject: Subject) -> None:
    await subject.say(LAN, ASKED, "/xoadulieu")
    await take(subject, LAN, "Xóa hết")
    assert "của thủ tục nào?" in await hears(subject, LAN, "phí bao nhiêu")
    assert "Chưa có việc nào bạn đang hỏi" in await hears(subject, LAN, "/dulieu")


async def test_that_a_person_was_warned_is_forgotten_too(subject: Subject) -> None:
    await subject.say(LAN, f"{ASKED} 0900000000", "/xoadulieu", "Xóa hết")
    assert "đừng gửi số căn cước" in await hears(subject, LAN, f"{ASKED} 0900000000")


async def test_who_does_not_confirm_is_left_as_they_are(subject: Subject) -> None:
    await subject.say(LAN, ASKED, "/xoadulieu")
    assert LEFT in await hears(subject, LAN, "2")
    assert "Tờ khai đăng ký kết hôn" in await hears(subject, LAN, "cần giấy tờ gì")
    await subject.say(LAN, "/xoadulieu", "mấy giờ mở cửa")
    assert DONE not in await hears(subject, LAN, "1")


async def test_forgetting_one_person_leaves_the_other(subject: Subject) -> None:
    await subject.say(LAN, ASKED)
    await subject.say(MAI, ASKED)
    before = await rows_about(subject, MAI)
    await subject.say(LAN, "/xoadulieu", "Xóa hết")
    assert await rows_about(subject, MAI) == before
    assert "Tờ khai đăng ký kết hôn" in await hears(subject, MAI, "cần giấy tờ gì")


async def test_a_conversation_of_yesterday_is_over(subject: Subject) -> None:
    await subject.say(LAN, ASKED)
    if not subject.abilities.keeps:
        return
    subject.office.clock.move(timedelta(hours=24))
    assert "của thủ tục nào?" in await hears(subject, LAN, "phí bao nhiêu")


async def test_after_the_terms_nothing_about_anybody_is_left(subject: Subject) -> None:
    await subject.say(LAN, ASKED, "quzzix wobblo của Chim Yến", "/xoadulieu", "Xóa hết")
    await subject.say(MAI, ASKED)
    if subject.abilities.keeps:
        database = await subject.office.database()
        later = subject.office.clock.now() + max(retention.RETENTION.values())
        await database.run(lambda db: retention.purge(db, later))
        await database.settle()
    for person in (LAN, MAI):
        assert await rows_about(subject, person) == []
    kept = b"".join(files_in(subject.office.data).values())
    signs = ["Chim Yến", "kết hôn", "wobblo", *(subject.id_of(person) for person in (LAN, MAI))]
    assert [sign for sign in signs if sign.encode() in kept] == []


async def test_a_channel_that_keeps_nothing_writes_no_file(tmp_path: Path) -> None:
    async with open_terminal(tmp_path) as subject:
        before = files_in(tmp_path)
        await subject.say(LAN, ASKED, "quzzix wobblo", "số tôi 0900000000", "/xoadulieu", "1")
        assert files_in(tmp_path) == before
        subject.close_window(LAN)
        assert "của thủ tục nào?" in await hears(subject, LAN, "phí bao nhiêu")
        assert files_in(tmp_path) == before
