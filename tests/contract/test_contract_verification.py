"""On every channel that keeps anything, a code or a text tells whether it is the commune's."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from contract_channels import CHANNELS, opened
from contract_office import NOON
from contract_subject import Subject, hears

from bot.announcements.announcement import Firing
from bot.announcements.content import Content
from bot.messages import plain_text
from bot.services.publishing import message_of, publish
from bot.storage import Connection, announcements, firings, publications

CONTENT = Content(
    title="Thu phí vệ sinh", text="Kính mời bà con đóng phí 50.000 đồng trước ngày 15/12/2026.\nHỏi: 0900 000 000."
)


@pytest.fixture(params=sorted(CHANNELS))
async def subject(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Subject]:
    async for found in opened(request.param, tmp_path):
        yield found


def send(db: Connection) -> str:
    """Sent as a broadcaster does; what a citizen then has."""
    number = announcements.add(db, CONTENT, "an", NOON).id
    firing = Firing(number, 1, 1, False, 1, NOON, NOON + timedelta(hours=12))
    firings.add(db, firing, NOON)
    publish(db, firing, CONTENT, NOON)
    publications.begun(db, firing, NOON)
    return plain_text([message_of(db, number, 1, CONTENT)])


async def test_a_forwarded_text_and_its_code_are_checked_to_the_last_digit(subject: Subject) -> None:
    if not subject.abilities.keeps:
        # Nothing was sent from where nothing is kept, and nothing can be looked up there.
        assert "lừa đảo" not in await hears(subject, "lan", " ".join(CONTENT.text.split()))
        return
    text = await (await subject.office.database()).run(send)
    code = text.rsplit(": ", 1)[1]
    assert "Đúng là tin của xã" in await hears(subject, "lan", text)
    assert "Đúng là tin của xã" in await hears(subject, "lan", CONTENT.text)
    assert "nội dung đã bị sửa" in await hears(subject, "lan", text.replace("0900 000 000", "0900 000 001"))
    assert "Mã này có thật" in await hears(subject, "lan", f"ma xac minh {code.lower()} dung khong")
    assert "coi chừng lừa đảo" in await hears(subject, "lan", "mã xác minh HKM7-R3X4")
