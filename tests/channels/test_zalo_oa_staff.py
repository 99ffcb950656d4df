"""While the staff writes to somebody in the OA's own manager, the bot is silent for that person."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from zalo_oa_api import ZaloOa
from zalo_oa_channel import SILENCE, Desk, Hand, open_desk

from bot.messages import Reply

LAN, MAI = "2468000000000000001", "2468000000000000002"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def hand() -> Hand:
    return Hand(is_still=True)


@pytest.fixture
def api(hand: Hand) -> Iterator[ZaloOa]:
    with ZaloOa(hand.seconds) as opened:
        yield opened


@pytest.fixture
async def desk(api: ZaloOa, hand: Hand, tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, api, hand) as opened:
        await opened.listens()
        yield opened


async def test_our_own_messages_that_come_back_are_nothing(desk: Desk) -> None:
    await desk.says(LAN, "chào")
    await desk.channel.send(LAN, Reply(text="Chào bạn."))
    assert await desk.bring(desk.api.echoes(desk.api.told(LAN)[0]))
    await desk.says(LAN, "mấy giờ mở cửa")
    assert desk.texts == ["chào", "mấy giờ mở cửa"]


async def test_our_own_message_silences_nobody_even_if_it_comes_back_in_the_name_of_an_admin(desk: Desk) -> None:
    await desk.says(LAN, "chào")
    await desk.channel.send(LAN, Reply(text="Chào bạn."))
    await desk.bring(desk.api.echoes(desk.api.told(LAN)[0], admin="77"))
    await desk.says(LAN, "mấy giờ mở cửa")
    assert desk.texts == ["chào", "mấy giờ mở cửa"]
    await desk.bring(desk.api.staff_writes(LAN, "Tôi là cán bộ."))
    await desk.says(LAN, "vâng")
    assert desk.texts == ["chào", "mấy giờ mở cửa"]


async def test_while_the_staff_writes_to_a_person_the_bot_is_silent_for_that_person(desk: Desk) -> None:
    await desk.says(LAN, "cho gặp cán bộ")
    await desk.bring(desk.api.staff_writes(LAN, "Chào bà, tôi nghe."))
    desk.hand.move(SILENCE / 2)
    await desk.says(LAN, "tôi hỏi giấy khai sinh")
    await desk.says(MAI, "mấy giờ mở cửa")
    await desk.bring(desk.api.staff_writes(LAN, "Bà mang giấy chứng sinh."))
    desk.hand.move(SILENCE - MINUTE)
    await desk.says(LAN, "cảm ơn")
    assert desk.texts == ["cho gặp cán bộ", "mấy giờ mở cửa"]
    desk.hand.move(2 * MINUTE)
    await desk.says(LAN, "còn lệ phí?")
    assert desk.texts[-1] == "còn lệ phí?"


@pytest.mark.parametrize(
    "words", ["/huy", "hủy nhận tin", "huy nhan tin", "đừng gửi tin nữa", "/dulieu", "/xoadulieu", " /XoaDuLieu ạ"]
)
async def test_who_decides_on_their_own_data_is_heard_although_the_staff_is_writing(desk: Desk, words: str) -> None:
    await desk.bring(desk.api.staff_writes(LAN, "Chào bà."))
    await desk.says(LAN, "tôi hỏi giấy khai sinh")
    await desk.says(LAN, words)
    assert desk.texts == [words]


async def test_a_question_that_comes_after_the_answer_the_staff_gave_to_it_stays_with_the_staff(desk: Desk) -> None:
    late = desk.api.says(LAN, "tôi hỏi giấy khai sinh")
    await desk.bring(desk.api.staff_writes(LAN, "Bà mang giấy chứng sinh."))
    await desk.bring(late)
    assert desk.heard == []
