"""Telegram is out of reach, refuses the token or asks to wait: it is told, and tried again where that helps."""

import itertools
from datetime import timedelta

import pytest
from loopback_faults import Page
from pydantic import SecretStr
from receiving import NOON, Inbox, Naps, until
from telegram_api import SERVER_ERROR, TOKEN, TelegramApi, too_many
from telegram_bot import listening
from telegram_delivery import Hook, Refusal

from bot.channels.status import Condition

LAN = 901


async def test_while_telegram_is_out_of_reach_it_is_tried_again_after_growing_pauses() -> None:
    inbox, naps = Inbox(), Naps(endless=300)
    moments = (NOON + timedelta(minutes=minute) for minute in itertools.count())
    with TelegramApi() as gone:
        pass
    async with listening(gone, inbox, sleep=naps, now=lambda: next(moments)) as channel:
        await until(lambda: 300 in naps.seconds)
        assert channel.status.condition is Condition.UNREACHABLE
        assert channel.status.since == NOON + timedelta(minutes=1)
        assert "MOTCUA_TELEGRAM_PROXY" in channel.status.words
    assert naps.seconds == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]


async def test_when_telegram_comes_back_it_is_noticed_and_nothing_is_lost() -> None:
    inbox, naps = Inbox(), Naps()
    with TelegramApi() as api:
        api.fail("getMe", *[Page(403)] * 3)
        api.fail("getUpdates", *[SERVER_ERROR] * 3)
        api.writes(LAN, "chào")
        async with listening(api, inbox, sleep=naps) as channel:
            await until(lambda: inbox.received)
            assert channel.status.condition is Condition.RUNNING and not channel.status.words
            api.fail("getUpdates", SERVER_ERROR)
            api.writes(LAN, "còn đó không")
            await until(lambda: len(inbox.received) == 2 and len(naps.seconds) == 7)
    assert naps.seconds == [1, 2, 4, 8, 16, 32, 1]


async def test_it_is_told_since_when_telegram_is_out_of_reach_whatever_the_reason() -> None:
    moments = (NOON + timedelta(minutes=minute) for minute in itertools.count())
    with TelegramApi() as api:
        api.fail("getMe", SERVER_ERROR, too_many(9))
        async with listening(api, Inbox(), sleep=Naps(endless=9), now=lambda: next(moments)) as channel:
            await until(lambda: "chờ" in channel.status.words)
            assert channel.status.since == NOON + timedelta(minutes=1)


@pytest.mark.parametrize(("fault", "pause"), [(too_many(9), 9), (Refusal(429, "Too Many Requests"), 30)])
async def test_telegram_asks_the_listener_to_wait(fault: Refusal, pause: int) -> None:
    inbox, naps = Inbox(), Naps()
    with TelegramApi() as api:
        api.fail("getUpdates", fault)
        api.writes(LAN, "chào")
        async with listening(api, inbox, sleep=naps):
            await until(lambda: inbox.received)
    assert naps.seconds == [pause]


@pytest.mark.parametrize("token", ["4000:withdrawn", "no-token"])
async def test_a_refused_token_stops_this_bot_and_no_other(token: str) -> None:
    inbox, naps = Inbox(), Naps()
    with TelegramApi() as api:
        async with listening(api, inbox, token=SecretStr(token), sleep=naps) as refused, listening(api, inbox) as good:
            api.writes(LAN, "chào")
            await until(lambda: inbox.received and refused.status.condition is Condition.STOPPED)
            assert "@BotFather" in refused.status.words and token not in refused.status.words
            assert good.status.condition is Condition.RUNNING
    assert not naps.seconds


async def test_a_token_that_is_withdrawn_later_stops_the_bot() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        async with listening(api, inbox) as channel:
            await api.until(lambda: len(api.called("getUpdates")) == 2)
            api.token = "4000:a-new-one"
            api.writes(LAN, "chào")
            await until(lambda: channel.status.condition is Condition.STOPPED)
        assert inbox.texts() == ["chào"]
        api.token = TOKEN


async def test_refused_commands_are_no_reason_not_to_answer() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        api.writes(LAN, "chào")
        async with listening(api, inbox, commands=[("Bắt đầu", "có dấu")]):
            await until(lambda: inbox.received)


async def test_a_webhook_that_was_left_is_removed() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        api.delivery.hook = Hook("https://example.vn/cu", None, 40)
        api.writes(LAN, "chào")
        async with listening(api, inbox):
            await until(lambda: inbox.received)
            api.delivery.hook = Hook("https://example.vn/khac", None, 40)
            api.writes(LAN, "lần nữa")
            await api.until(lambda: len(api.called("deleteWebhook")) == 2)
            api.writes(LAN, "lần ba")
            await until(lambda: len(inbox.received) == 3)


async def test_another_program_with_the_same_token_is_told() -> None:
    ours, naps = Inbox(), Naps(endless=1)
    with TelegramApi() as api:
        async with listening(api, ours, sleep=naps) as channel:
            await api.until(lambda: len(api.called("getUpdates")) == 2)
            async with listening(api, Inbox(), sleep=naps):
                await until(lambda: channel.status.condition is Condition.UNREACHABLE)
                assert "chương trình khác" in channel.status.words
