"""Zalo is out of reach, refuses the token, asks to wait or has no messages left: it is told, and tried again if useful."""

import itertools
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from loopback_faults import Page
from pydantic import SecretStr
from receiving import NOON, Inbox, Naps, until
from zalo_bot_api import SERVER_ERROR, TOO_MANY, ZaloBotApi
from zalo_bot_bot import bot_at, listening
from zalo_bot_delivery import Refusal

from bot.channels.failures import AccountRefused
from bot.channels.status import Condition
from bot.messages import Reply

LAN = "a1b2c3d4e5f60718293a"


async def test_while_zalo_is_out_of_reach_it_is_tried_again_after_growing_pauses() -> None:
    naps = Naps(endless=300)
    moments = (NOON + timedelta(minutes=minute) for minute in itertools.count())
    with ZaloBotApi() as gone:
        pass
    async with listening(gone, Inbox(), sleep=naps, now=lambda: next(moments)) as channel:
        await until(lambda: 300 in naps.seconds)
        assert channel.status.condition is Condition.UNREACHABLE
        assert channel.status.since == NOON + timedelta(minutes=1)
        assert "Không nối được với Zalo Bot" in channel.status.words
    assert naps.seconds == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]


async def test_when_zalo_comes_back_it_is_noticed_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    inbox = Inbox()
    with ZaloBotApi() as api, caplog.at_level(logging.INFO, "motcua.zalo_bot"):
        api.fail("getMe", *[SERVER_ERROR] * 3)
        api.fail("getUpdates", *[SERVER_ERROR] * 3)
        api.writes(LAN, "chào")
        async with listening(api, inbox) as channel:
            await until(lambda: inbox.received)
            assert channel.status.condition is Condition.RUNNING
    # Not when the token was accepted again: only when a poll brings something, the six failures are over.
    assert [record.msg for record in caplog.records] == ["zalo_bot_unreachable", "zalo_bot_running"]


async def test_too_many_polls_are_followed_by_longer_and_longer_pauses() -> None:
    inbox, naps = Inbox(), Naps()
    with ZaloBotApi() as api:
        api.fail("getUpdates", *[TOO_MANY] * 5)
        api.writes(LAN, "chào")
        async with listening(api, inbox, sleep=naps):
            await until(lambda: inbox.received)
    assert naps.seconds == [5, 5, 5, 8, 16]


@pytest.mark.parametrize("token", ["5000:withdrawn", "no-token"])
async def test_a_refused_token_stops_this_bot_and_no_other(token: str) -> None:
    inbox, naps = Inbox(), Naps()
    with ZaloBotApi() as api:
        async with listening(api, inbox, token=SecretStr(token), sleep=naps) as refused, listening(api, inbox):
            api.writes(LAN, "chào")
            await until(lambda: inbox.received and refused.status.condition is Condition.STOPPED)
            assert "Bot Creator" in refused.status.words
            assert token not in refused.status.words
    assert not naps.seconds


async def test_a_page_instead_of_an_answer_does_not_stop_the_bot() -> None:
    """A hotel's login page, a gateway that blocks: they know nothing of the token."""
    inbox = Inbox()
    with ZaloBotApi() as api:
        api.fail("getMe", Page(401), Page(403), Page(404))
        api.writes(LAN, "chào")
        async with listening(api, inbox):
            await until(lambda: inbox.received)


async def test_what_zalo_refuses_is_shown_without_the_token() -> None:
    with ZaloBotApi() as api:
        api.fail("deleteWebhook", Refusal(404, f"Not Found: /bot{api.token}/deleteWebhook"))
        async with listening(api, Inbox(), sleep=Naps(endless=1)) as channel:
            await until(lambda: channel.status.condition is Condition.UNREACHABLE)
            assert "Not Found" in channel.status.words
            assert api.token not in channel.status.words
            assert api.token.split(":")[1] not in channel.status.words


async def test_the_token_is_in_no_log_at_the_most_talkative_level(caplog: pytest.LogCaptureFixture) -> None:
    inbox = Inbox()
    with ZaloBotApi() as api, caplog.at_level(logging.DEBUG):
        api.fail("getUpdates", SERVER_ERROR, TOO_MANY)
        api.writes(LAN, "chào")
        async with listening(api, inbox) as channel:
            await until(lambda: inbox.received)
            await channel.send(LAN, Reply(text="Chào bạn."))
    assert caplog.records
    assert api.token.split(":")[1] not in str([record.__dict__ for record in caplog.records])


async def test_when_the_months_messages_are_used_up_the_bot_hears_and_is_mute_until_the_next_month() -> None:
    inbox = Inbox()
    with ZaloBotApi() as api:
        api.account.quota = 0
        api.delivery.longest_poll = 0.005
        api.writes(LAN, "chào")
        async with listening(api, inbox) as channel:
            await until(lambda: inbox.received)
            with pytest.raises(AccountRefused):
                await channel.send(LAN, Reply(text="Chào bạn."))
            assert channel.status.condition is Condition.MUTE
            assert "hết số tin của tháng" in channel.status.words
            with pytest.raises(AccountRefused):
                await channel.send(LAN, Reply(text="Chào bạn."))
            assert len(api.called("sendMessage")) == 1
            polls = len(api.called("getUpdates"))
            await api.until(lambda: len(api.called("getUpdates")) > polls + 2)
            assert channel.status.condition is Condition.MUTE

            api.account.quota, api.moment = 3000, datetime.fromisoformat("2026-12-01T00:00:00+07:00")
            await channel.send(LAN, Reply(text="Chào bạn."))
            await until(lambda: channel.status.condition is Condition.RUNNING)
        assert [sent.text for sent in api.told(LAN)] == ["Chào bạn."]


async def test_a_bot_that_may_not_even_listen_any_more_this_month_listens_again_by_itself() -> None:
    """Whether reading counts is not known; that it is refused would be no reason to stop for good."""
    inbox = Inbox()
    with ZaloBotApi() as api:
        api.fail("getUpdates", *[Refusal(429, "Quota exceeded")] * 2)
        api.writes(LAN, "chào")
        async with listening(api, inbox) as channel:
            await until(lambda: "hết số tin của tháng" in channel.status.words)
            await until(lambda: inbox.received)
            assert channel.status.condition is Condition.RUNNING


@dataclass
class Counter:
    """Counts, and says what it is told to."""

    words: str = ""
    people: list[str] = field(default_factory=list)
    messages: int = 0

    async def received(self, person: str) -> None:
        self.people.append(person)

    async def sent(self) -> None:
        self.messages += 1

    def warning(self) -> str:
        return self.words


async def test_every_message_is_counted_each_way_and_a_warning_about_the_plan_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    inbox, counter = Inbox(), Counter()
    with ZaloBotApi() as api, caplog.at_level(logging.INFO, "motcua.zalo_bot"):
        api.delivery.longest_poll = 0.005
        async with listening(api, inbox, meter=counter) as channel:
            api.writes(LAN, "chào")
            await until(lambda: counter.people)
            await channel.send(LAN, Reply(text="Dài. " * 500))
            await until(lambda: (counter.people, counter.messages) == ([LAN], len(api.told(LAN))))
            counter.words = "Sắp hết tin."
            await until(lambda: channel.status.words == "Sắp hết tin.")
            polls = len(api.called("getUpdates"))
            await api.until(lambda: len(api.called("getUpdates")) > polls + 2)
            assert channel.status.condition is Condition.RUNNING
    assert [record.msg for record in caplog.records] == ["zalo_bot_running", "zalo_bot_running"]


async def test_the_bot_tells_its_name() -> None:
    with ZaloBotApi() as api:
        channel = bot_at(api)
        assert await channel.name() == "bot.mau"
        await channel.stop(1)
