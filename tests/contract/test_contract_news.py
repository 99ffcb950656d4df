"""What every channel must do with news: offer them where they can come, and nowhere without a yes.

On a channel that only answers (the web, the terminal) nothing is offered, nobody can subscribe, and whoever asks is told
so.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from contract_channels import CHANNELS, opened
from contract_subject import Subject, hears, take
from contract_zalo_oa import open_zalo_oa

LAN, MAI = "lan", "mai"
OFFER = "Bạn muốn nhận tin của xã Suối Mẫu?"
QUESTION = "Bạn có đồng ý nhận tin của xã Suối Mẫu ở đây không?"
AGREED, STOPPED = "Bạn đã đăng ký nhận tin.", "Tôi đã ngừng."
ONLY_ANSWERS = "không tự gửi tin cho bạn được"


@pytest.fixture(params=sorted(CHANNELS))
async def subject(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Subject]:
    async for found in opened(request.param, tmp_path):
        yield found


async def subscriptions(subject: Subject) -> list[dict[str, Any]]:
    """The rows that are kept, on a channel that keeps anything."""
    if not subject.abilities.keeps:
        return []
    return [row for table, row in await subject.office.rows() if table == "subscription"]


async def test_news_are_offered_once_below_a_first_useful_answer_where_they_can_come(subject: Subject) -> None:
    told = [await hears(subject, LAN, text) for text in ("chào", "mấy giờ mở cửa", "làm giấy kết hôn", "/dulieu")]
    assert [OFFER in words for words in told] == [False, subject.abilities.writes_first, False, False]
    assert await subscriptions(subject) == []


async def test_after_an_emergency_nothing_is_offered(subject: Subject) -> None:
    assert OFFER not in await hears(subject, LAN, "cháy nhà rồi", "mấy giờ mở cửa")


@pytest.mark.parametrize("yes", ["1", "Đồng ý", "dong y", "có ạ", "button"])
async def test_whoever_says_yes_to_the_question_is_subscribed(subject: Subject, yes: str) -> None:
    asked = await hears(subject, LAN, "dang ky nhan tin")
    if not subject.abilities.writes_first:
        assert ONLY_ANSWERS in asked
        await take(subject, LAN, 1)
        assert await subscriptions(subject) == []
        return
    assert QUESTION in asked
    assert await subscriptions(subject) == []
    if yes == "button" and subject.abilities.buttons:
        await subject.press(LAN, "Đồng ý")
    else:
        await take(subject, LAN, 1 if yes == "button" else yes)
    assert AGREED in subject.sees(LAN)[-1]
    (kept,) = await subscriptions(subject)
    assert (kept["account"], kept["person"], kept["status"]) == (subject.name, subject.id_of(LAN), "active")


@pytest.mark.parametrize("said", ["2", "không", "ok", "mấy giờ mở cửa"])
async def test_silence_and_everything_else_is_a_no(subject: Subject, said: str) -> None:
    await subject.say(LAN, "/dangky", said, "có", "cảm ơn")
    assert await subscriptions(subject) == []


@pytest.mark.parametrize("stop", ["/huy", "hủy nhận tin", "huy nhan tin", "5"])
async def test_whoever_stops_is_stopped_at_once(subject: Subject, stop: str) -> None:
    if not subject.abilities.writes_first:
        assert ONLY_ANSWERS in await hears(subject, LAN, "/huy")
        return
    await subject.say(MAI, "/dangky", "1")
    await subject.say(LAN, "/dangky", "1")
    assert STOPPED in await hears(subject, LAN, stop)
    rows = {row["person"]: row["status"] for row in await subscriptions(subject)}
    assert rows == {subject.id_of(LAN): "stopped", subject.id_of(MAI): "active"}


async def test_topics_group_village_and_a_pause_are_chosen_by_numbers_and_shown(subject: Subject) -> None:
    if not subject.abilities.writes_first:
        assert ONLY_ANSWERS in await hears(subject, LAN, "/dangky")
        return
    # Yes; topics, leave the first, done; group, parents; village, the second; pause.
    await subject.say(LAN, "/dangky", "1", "1", "1", "5", "2", "3", "3", "2", "4")
    for where in ("/dangky", "/dulieu"):
        told = await hears(subject, LAN, where)
        assert "Thủ tục mới, thủ tục thay đổi; Lịch làm việc, lịch họp; Việc khẩn cấp." in told
        for chosen in ("Phụ huynh", "thôn Mẫu Hai", "Đang tạm ngừng đến 12:00 20/12/2026"):
            assert chosen in told


async def test_deleting_everything_deletes_the_subscription(subject: Subject) -> None:
    await subject.say(LAN, "/dangky", "1", "/xoadulieu", "1")
    assert await subscriptions(subject) == []
    assert "Đăng ký nhận tin" not in await hears(subject, LAN, "/dulieu")


async def test_an_old_button_of_who_has_stopped_ends_in_a_polite_sentence(subject: Subject) -> None:
    if not (subject.abilities.writes_first and subject.abilities.buttons):
        return
    await subject.say(LAN, "/dangky", "1", "/huy")
    await subject.press(LAN, "Tạm ngừng một tháng")
    assert "Hiện bạn không đăng ký nhận tin" in subject.sees(LAN)[-1]
    assert [row["status"] for row in await subscriptions(subject)] == ["stopped"]


async def test_who_leaves_an_official_account_gets_no_news_until_they_write_again(tmp_path: Path) -> None:
    async with open_zalo_oa(tmp_path) as account:
        await account.say(LAN, "/dangky", "1")
        await account.leave(LAN)
        assert [(row["status"], row["reason"]) for row in await subscriptions(account)] == [("unreachable", "blocked")]
        await account.say(LAN, "chào")
        assert [(row["status"], row["reason"]) for row in await subscriptions(account)] == [("active", "")]
