"""What becomes of every way in which a platform can fail."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from fictional_newsroom import AN, Newsroom, newsroom, people, person

from bot.announcements.delivery import DeliveryStatus
from bot.announcements.lifecycle import Status
from bot.announcements.patience import PATIENCE
from bot.channels.failures import (
    Absence,
    ChannelError,
    Refused,
    Unacceptable,
    Unreachable,
)
from bot.errors import OperatorError
from bot.services import announcing

SENT, FAILED, UNSURE = DeliveryStatus.SENT, DeliveryStatus.FAILED, DeliveryStatus.UNSURE
WAITING, SENDING, REFUSED = DeliveryStatus.WAITING, DeliveryStatus.SENDING, DeliveryStatus.REFUSED
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
AWAY = Unreachable("ConnectError", may_have_arrived=False)
LOST = Unreachable("ReadError", may_have_arrived=True)
BLOCKED = Refused("Forbidden: bot was blocked by the user", Absence.BLOCKED)
GONE = Refused("Forbidden: user is deactivated", Absence.DEACTIVATED)
UNKNOWN = Refused("Bad Request: chat not found")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("failure", "status", "reason"),
    [
        (BLOCKED, REFUSED, "blocked"),
        (GONE, REFUSED, "deactivated"),
        (UNKNOWN, REFUSED, "unknown"),
        (LOST, UNSURE, "ReadError"),
    ],
)
async def test_what_ends_a_delivery_ends_it_with_its_reason(
    room: Newsroom, failure: ChannelError, status: DeliveryStatus, reason: str
) -> None:
    room.platform.of[person(3)] = failure
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 19, status: 1}
    assert await room.reasons(number) == {reason: 1}
    assert await room.status(number) is Status.FINISHED


async def test_a_passing_failure_is_tried_again_after_growing_pauses(room: Newsroom) -> None:
    room.platform.failures = [AWAY] * 3
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_after_five_tries_it_has_failed(room: Newsroom) -> None:
    room.platform.of[person(3)] = AWAY
    number = await room.sent_now()
    async with room.program():
        for pause in PATIENCE.pauses:
            await room.time.pass_by(pause + 10 * SECOND)
    assert [whom for _, whom in room.platform.calls].count(person(3)) == 5
    assert await room.counts(number) == {SENT: 19, FAILED: 1}
    assert await room.reasons(number) == {"ConnectError": 1}
    assert await room.status(number) is Status.FINISHED


async def test_what_failed_can_be_sent_again_by_hand(room: Newsroom) -> None:
    room.platform.of[person(3)] = AWAY
    number = await room.sent_now()
    async with room.program():
        for pause in PATIENCE.pauses:
            await room.time.pass_by(pause + 10 * SECOND)
        del room.platform.of[person(3)]
        _, count = await room.act(announcing.resend, number, FAILED)
        assert count == 1
        await room.time.pass_by(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_what_is_unsure_is_not_sent_again_by_itself_and_by_hand_it_is(room: Newsroom) -> None:
    room.platform.failures = [LOST]
    number = await room.sent_now()
    await room.let(2 * MINUTE)
    assert await room.counts(number) == {SENT: 19, UNSURE: 1}
    await room.act(announcing.resend, number, UNSURE)
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_what_is_unsure_can_be_left(room: Newsroom) -> None:
    room.platform.failures = [LOST]
    number = await room.sent_now()
    await room.let(MINUTE)
    _, count = await room.act(announcing.leave, number)
    assert count == 1
    with pytest.raises(OperatorError, match="không có lượt nào để gửi lại"):
        await room.act(announcing.resend, number, UNSURE)


async def test_where_it_is_urgent_a_lost_answer_is_no_reason_to_leave_it(room: Newsroom) -> None:
    room.platform.failures = [LOST]
    number = await room.sent_now(urgent=True)
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_a_platform_that_is_gone_pauses_the_sending_and_tells_the_author_once(room: Newsroom) -> None:
    await room.subscribe(*people(60))
    room.platform.always = AWAY
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: bool(room.platform.told), timedelta(hours=3))
    announcement = await room.announcement(number)
    assert announcement.status is Status.PAUSED
    assert announcement.reason == "quá nhiều lượt gửi hỏng (ConnectError)"
    (told,) = room.platform.told
    assert "đã tạm dừng: quá nhiều lượt gửi hỏng (ConnectError). Xem lại rồi gửi tiếp, hoặc hủy." in told
    counts = await room.counts(number)
    assert counts[FAILED] + counts[WAITING] == 60
    room.platform.always = None
    await room.act(announcing.resume, number)
    await room.let(2 * MINUTE)
    assert (await room.counts(number))[SENT] == counts[WAITING]


async def test_a_platform_that_is_back_before_the_tries_are_used_up_loses_nobody(room: Newsroom) -> None:
    room.platform.always = AWAY
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: len(room.platform.calls) >= 30)
        room.platform.always = None
        await room.time.until(lambda: len(room.platform.sent) == 20)
    assert await room.counts(number) == {SENT: 20}


async def test_after_an_officer_let_it_go_on_only_what_fails_from_then_on_counts(room: Newsroom) -> None:
    await room.subscribe(*people(100))
    room.platform.of = {person(number): LOST for number in range(1, 40)}
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: bool(room.platform.told))
        await room.time.pass_by(MINUTE)
        await room.act(announcing.resume, number)
        room.platform.of = {person(99): LOST}
        await room.time.pass_by(3 * MINUTE)
    assert ["đã tạm dừng" in text for text in room.platform.told] == [True, False], "stopped once, and gone on"
    assert await room.status(number) is Status.FINISHED


async def test_refusals_do_not_pause_the_sending(room: Newsroom) -> None:
    await room.subscribe(*people(60))
    room.platform.of = {person(number): BLOCKED for number in range(1, 50)}
    number = await room.sent_now()
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 11, REFUSED: 49}
    assert not room.platform.told


async def test_more_than_a_tenth_lost_pauses_the_sending(room: Newsroom) -> None:
    await room.subscribe(*people(100))
    room.platform.of = {person(number): LOST for number in range(1, 101, 5)}
    number = await room.sent_now()
    async with room.program():
        await room.time.until(lambda: bool(room.platform.told))
    assert await room.status(number) is Status.PAUSED
    assert (await room.counts(number))[WAITING] > 50


async def test_a_message_that_is_wrong_stops_at_once_with_the_words_of_the_platform(room: Newsroom) -> None:
    room.a_second = 5
    room.platform.always = Unacceptable("Bad Request: can't parse entities")
    number = await room.sent_now()
    await room.let(MINUTE)
    announcement = await room.announcement(number)
    assert announcement.status is Status.PAUSED
    assert "can't parse entities" in announcement.reason
    assert len(room.platform.calls) <= 2
    assert await room.counts(number) == {WAITING: 20}
    assert len(room.platform.told) == 1


async def test_what_can_not_be_rendered_is_stopped_before_the_first_leaves(room: Newsroom) -> None:
    room.platform.refuses_to_render = "the text makes 2 messages instead of one"
    number = await room.sent_now()
    await room.let(MINUTE)
    announcement = await room.announcement(number)
    assert (announcement.status, announcement.firing) == (Status.PAUSED, 0)
    assert "2 messages" in announcement.reason
    assert not room.platform.calls
    room.platform.refuses_to_render = ""
    await room.act(announcing.resume, number)
    await room.let(MINUTE)
    assert await room.counts(number) == {SENT: 20}


async def test_the_author_is_told_in_their_own_chat(room: Newsroom) -> None:
    room.platform.always = Unacceptable("Bad Request")
    await room.sent_now()
    await room.let(MINUTE)
    assert AN.person not in [whom for _, whom in room.platform.calls]
    assert len(room.platform.told) == 1
