"""The bot asks Zalo for messages. What a poll gives never comes again, so none may be lost once it was given."""

import asyncio
import logging

import pytest
from loopback_faults import Lost
from receiving import Inbox, Naps, until
from zalo_bot_api import SERVER_ERROR, ZaloBotApi
from zalo_bot_bot import bot_at, listening
from zalo_bot_delivery import Hook

from bot.channels.status import Condition
from bot.errors import OperatorError

LAN, MAI = "a1b2c3d4e5f60718293a", "b1b2c3d4e5f60718293b"


async def test_what_people_write_is_received_one_after_the_other() -> None:
    inbox = Inbox()
    with ZaloBotApi() as api:
        api.writes(LAN, "trước khi chạy")
        async with listening(api, inbox) as channel:
            await until(lambda: inbox.received)
            for number in range(20):
                api.writes(LAN if number % 2 else MAI, f"tin {number}")
            await until(lambda: len(inbox.received) == 21)
            assert channel.status.condition is Condition.RUNNING
            assert channel.account == "zalo_bot"
    assert inbox.texts() == ["trước khi chạy", *(f"tin {number}" for number in range(20))]


async def test_the_next_poll_begins_when_the_message_is_stored() -> None:
    inbox = Inbox(held={LAN: asyncio.Event()})
    with ZaloBotApi() as api:
        api.writes(LAN, "một")
        api.writes(LAN, "hai")
        async with listening(api, inbox):
            await until(lambda: inbox.begun)
            assert len(api.called("getUpdates")) == 1
            assert len(api.delivery.pending) == 1
            inbox.held[LAN].set()
            await until(lambda: len(inbox.received) == 2)


async def test_a_message_that_can_not_be_stored_is_held_and_tried_again_and_nothing_further_is_read() -> None:
    inbox, naps = Inbox(failures=[OperatorError("đĩa đầy")] * 3), Naps()
    with ZaloBotApi() as api:
        api.writes(LAN, "một")
        api.writes(LAN, "hai")
        async with listening(api, inbox, sleep=naps) as channel:
            await until(lambda: len(inbox.received) == 2)
            assert channel.status.condition is Condition.RUNNING
    assert inbox.texts() == ["một", "hai"]
    assert naps.seconds[:3] == [1, 2, 4]


async def test_that_messages_can_not_be_stored_is_told_while_it_lasts() -> None:
    inbox, naps = Inbox(failures=[OperatorError("đĩa đầy")]), Naps(endless=1)
    with ZaloBotApi() as api:
        api.writes(LAN, "một")
        channel = bot_at(api, sleep=naps)
        await channel.start(inbox.receive)
        await until(lambda: channel.status.condition is Condition.UNREACHABLE)
        assert "motcua doctor" in channel.status.words
        await channel.stop(0.01)


async def test_told_to_stop_it_still_stores_what_it_was_given() -> None:
    inbox = Inbox(held={LAN: asyncio.Event()})
    with ZaloBotApi() as api:
        api.writes(LAN, "chào")
        channel = bot_at(api)
        await channel.start(inbox.receive)
        await until(lambda: inbox.begun)
        stopping = asyncio.create_task(channel.stop(5))
        await asyncio.sleep(0)
        inbox.held[LAN].set()
        await stopping
    assert inbox.texts() == ["chào"]


async def test_the_end_waits_no_longer_than_it_is_told() -> None:
    inbox = Inbox(held={LAN: asyncio.Event()})
    with ZaloBotApi() as api:
        api.writes(LAN, "chào")
        channel = bot_at(api)
        await channel.start(inbox.receive)
        await until(lambda: inbox.begun)
        await channel.stop(0.01)
    assert not inbox.received


async def test_a_poll_that_waits_is_given_up_when_the_program_ends() -> None:
    with ZaloBotApi() as api:
        channel = bot_at(api)
        await channel.start(Inbox().receive)
        await api.until(lambda: bool(api.called("getUpdates")))
        await channel.stop(5)
        assert api.called("getUpdates") == [{"timeout": 5}]


async def test_an_empty_poll_is_no_failure_and_the_next_one_is_long() -> None:
    inbox, naps = Inbox(), Naps()
    with ZaloBotApi() as api:
        api.delivery.longest_poll = 0.005
        async with listening(api, inbox, sleep=naps) as channel:
            await api.until(lambda: len(api.called("getUpdates")) > 3)
            assert channel.status.condition is Condition.RUNNING
            api.writes(LAN, "chào")
            await until(lambda: inbox.received)
        assert [call["timeout"] for call in api.called("getUpdates")][:3] == [5, 30, 30]
    # Each came back at once, and was not repeated without a pause.
    assert set(naps.seconds) == {1}


async def test_a_message_that_breaks_the_program_keeps_nobody_waiting() -> None:
    inbox = Inbox(failures=[RuntimeError("a slip of ours")])
    with ZaloBotApi() as api:
        api.writes(LAN, "hỏng")
        api.writes(LAN, "lành")
        async with listening(api, inbox):
            await until(lambda: inbox.received)
    assert inbox.texts() == ["lành"]


async def test_an_update_that_can_not_be_read_is_told_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    inbox = Inbox()
    with ZaloBotApi() as api:
        api.happens({"event_name": "message.text.received", "message": {"text": "số của tôi"}})
        api.happens({"event_name": "something.new", "message": {"text": "số của tôi"}})
        api.writes(LAN, "sau")
        with caplog.at_level(logging.DEBUG, "motcua"):
            async with listening(api, inbox):
                await until(lambda: inbox.received)
    assert [record.msg for record in caplog.records if "unreadable" in record.msg] == ["zalo_bot_update_unreadable"]
    assert "số của tôi" not in str([record.__dict__ for record in caplog.records])


async def test_a_poll_whose_call_was_lost_loses_nothing() -> None:
    inbox = Inbox()
    with ZaloBotApi() as api:
        api.fail("getUpdates", Lost.CALL, SERVER_ERROR)
        api.writes(LAN, "chào")
        async with listening(api, inbox):
            await until(lambda: inbox.received)
    assert inbox.texts() == ["chào"]


async def test_a_poll_whose_answer_was_lost_has_lost_its_message_and_the_next_ones_arrive() -> None:
    """Nobody can mend that: the platform has no acknowledgement."""
    inbox = Inbox()
    with ZaloBotApi() as api:
        api.fail("getUpdates", Lost.ANSWER)
        api.writes(LAN, "mất")
        api.writes(LAN, "còn")
        async with listening(api, inbox):
            await until(lambda: inbox.received)
    assert inbox.texts() == ["còn"]


async def test_a_webhook_that_was_left_is_removed_before_the_first_poll() -> None:
    inbox = Inbox()
    with ZaloBotApi() as api:
        api.delivery.hook = Hook("https://example.vn/cu", "a-former-secret")
        async with listening(api, inbox):
            await api.until(lambda: bool(api.called("getUpdates")))
            api.writes(LAN, "chào")
            await until(lambda: inbox.received)


async def test_a_bot_that_was_never_started_can_be_stopped() -> None:
    with ZaloBotApi() as api:
        channel = bot_at(api)
        assert channel.status.condition is Condition.STARTING
        await channel.stop(1)
        assert not api.calls
