"""Replies arrive whole and in order; what may have arrived is not said twice."""

from collections.abc import AsyncIterator, Iterator

import pytest
from loopback_faults import Lost, Page
from receiving import Naps
from zalo_bot_api import SERVER_ERROR, TOO_MANY, ZaloBotApi
from zalo_bot_bot import bot_at
from zalo_bot_delivery import Refusal

from bot.channels.failures import ChannelError, Refused, SlowDown, Unacceptable, Unreachable
from bot.channels.zalo_bot import ZaloBotChannel
from bot.messages import Choice, Reply

LAN = "a1b2c3d4e5f60718293a"
LONG = Reply(text="\n".join(f"Điều {number}: việc này cần làm cho đúng." for number in range(120)))


@pytest.fixture
def api() -> Iterator[ZaloBotApi]:
    with ZaloBotApi() as imitation:
        imitation.writes(LAN, "chào")
        yield imitation


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
async def channel(api: ZaloBotApi, naps: Naps) -> AsyncIterator[ZaloBotChannel]:
    bot = bot_at(api, sleep=naps)
    yield bot
    await bot.stop(1)


async def test_a_reply_arrives_with_its_choices_and_its_id_is_known(api: ZaloBotApi, channel: ZaloBotChannel) -> None:
    number = await channel.send(LAN, Reply(text="Chọn:", choices=(Choice(label="Lệ phí", value="x"),)))
    (sent,) = api.told(LAN)
    assert (sent.text, sent.number) == ("Chọn:\n1. Lệ phí", number)


async def test_a_long_reply_arrives_in_order(api: ZaloBotApi, channel: ZaloBotChannel) -> None:
    number = await channel.send(LAN, LONG)
    assert len(api.told(LAN)) > 1
    assert "\n".join(sent.text for sent in api.told(LAN)) == LONG.text
    assert number == api.told(LAN)[-1].number


async def test_a_reply_that_says_nothing_is_not_sent(api: ZaloBotApi, channel: ZaloBotChannel) -> None:
    assert await channel.send(LAN, Reply(text=" ")) == ""
    assert not api.called("sendMessage")


async def test_typing_is_shown(api: ZaloBotApi, channel: ZaloBotChannel) -> None:
    await channel.typing(LAN)
    assert api.called("sendChatAction") == [{"chat_id": LAN, "action": "typing"}]


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        (Refusal(400, "Bad request: The chat_id is invalid"), Refused),
        (Refusal(400, "Bad request: The text must not be empty"), Unacceptable),
        (Refusal(404, "Not Found"), Unacceptable),
        (TOO_MANY, SlowDown),
    ],
)
async def test_a_refusal_is_told_as_what_follows_from_it(
    api: ZaloBotApi, channel: ZaloBotChannel, fault: Refusal | Page, failure: type[ChannelError]
) -> None:
    api.fail("sendMessage", fault)
    with pytest.raises(failure):
        await channel.send(LAN, Reply(text="Vâng."))
    assert not api.told(LAN)


@pytest.mark.parametrize(
    ("fault", "arrives", "may_have_arrived"),
    [
        (Lost.CALL, 0, True),
        (Lost.ANSWER, 1, True),
        (SERVER_ERROR, 0, True),
        (Page(200, ""), 0, True),
        (Page(403), 0, False),
        (Refusal(403, "Internal server error"), 0, False),
        (Refusal(408, "Request timeout"), 0, True),
    ],
)
async def test_it_is_known_whether_a_message_may_have_arrived(
    api: ZaloBotApi, channel: ZaloBotChannel, fault: Refusal | Lost | Page, arrives: int, may_have_arrived: bool
) -> None:
    api.fail("sendMessage", fault)
    with pytest.raises(Unreachable) as raised:
        await channel.send(LAN, Reply(text="Vâng."))
    assert raised.value.may_have_arrived is may_have_arrived
    assert len(api.told(LAN)) == arrives


async def test_where_nobody_is_nothing_has_arrived() -> None:
    with ZaloBotApi() as gone:
        pass
    bot = bot_at(gone)
    with pytest.raises(Unreachable) as raised:
        await bot.send(LAN, Reply(text="Vâng."))
    assert not raised.value.may_have_arrived
    await bot.stop(1)


async def test_a_wait_in_the_middle_of_a_long_reply_is_waited_for_and_nothing_is_sent_twice(
    api: ZaloBotApi, channel: ZaloBotChannel, naps: Naps
) -> None:
    api.fail_after(1, "sendMessage", TOO_MANY)
    await channel.send(LAN, LONG)
    assert "\n".join(sent.text for sent in api.told(LAN)) == LONG.text
    assert naps.seconds == [5]


async def test_after_a_failure_in_the_middle_of_a_long_reply_its_beginning_has_arrived(
    api: ZaloBotApi, channel: ZaloBotChannel
) -> None:
    api.fail_after(1, "sendMessage", Refusal(403, "Internal server error"))
    with pytest.raises(Unreachable) as raised:
        await channel.send(LAN, LONG)
    assert raised.value.may_have_arrived
    assert len(api.told(LAN)) == 1
