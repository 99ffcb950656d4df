"""Zalo brings messages to our address: only Zalo, and a probe with nothing in it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from loopback_http import Answer, Request, serving
from pydantic import SecretStr
from receiving import Inbox, Naps, until
from zalo_bot_api import SERVER_ERROR, ZaloBotApi
from zalo_bot_bot import listening
from zalo_bot_delivery import Hook

from bot.channels.status import Condition
from bot.channels.webhook import Webhook
from bot.channels.zalo_bot import ZaloBotChannel
from bot.errors import OperatorError

LAN = "a1b2c3d4e5f60718293a"
ADDRESS = "https://hoidap.example.vn/webhook/zalo_bot/suoi-mau"
SECRET = "a-secret_of-ours"
WEBHOOK = Webhook(ADDRESS, SecretStr(SECRET))
PROOF = {"x-bot-api-secret-token": SECRET}


@asynccontextmanager
async def fed(api: ZaloBotApi, inbox: Inbox, **settings: Any) -> AsyncIterator[ZaloBotChannel]:
    """The bot with a listener that hands it what Zalo brings, as our web server does."""
    defaults: dict[str, Any] = {"webhook": WEBHOOK, "sleep": Naps(endless=300)}
    channels: list[ZaloBotChannel] = []

    async def answer(request: Request) -> Answer | None:
        try:
            is_taken = await channels[0].feed(request.body, request.headers)
        except OperatorError:
            return Answer(503, b"")
        return Answer(200 if is_taken else 403, b"")

    async with serving(answer) as address:
        api.reach["https://hoidap.example.vn"] = address
        async with listening(api, inbox, **(defaults | settings)) as channel:
            channels.append(channel)
            yield channel


@pytest.mark.parametrize("wrapped", [False, True])
async def test_zalo_brings_what_a_citizen_wrote(wrapped: bool) -> None:
    inbox = Inbox()
    with ZaloBotApi() as api:
        api.delivery.wrapped = wrapped
        api.writes(LAN, "trước khi chạy")
        async with fed(api, inbox) as channel:
            await until(lambda: len(inbox.received) == 1)
            api.writes(LAN, "chào")
            await until(lambda: len(inbox.received) == 2)
            await api.until(lambda: api.delivery.hook_answers == [200, 200])
            assert channel.status.condition is Condition.RUNNING
        assert api.called("setWebhook") == [{"url": ADDRESS, "secret_token": SECRET}]
        assert api.delivery.probes == [200]
        assert not api.called("getUpdates")
    assert inbox.texts() == ["trước khi chạy", "chào"]


async def test_what_could_not_be_stored_is_not_called_taken() -> None:
    inbox = Inbox(failures=[OperatorError("đĩa đầy")])
    with ZaloBotApi() as api:
        async with fed(api, inbox):
            await api.until(lambda: bool(api.called("setWebhook")))
            api.writes(LAN, "chào")
            await api.until(lambda: api.delivery.hook_answers == [503])


@pytest.mark.parametrize("secret", [None, "", "another", SECRET + "x", "bí-mật"])
async def test_who_does_not_know_the_secret_is_refused(secret: str | None) -> None:
    inbox = Inbox()
    with ZaloBotApi() as api:
        async with fed(api, inbox) as channel:
            body = json.dumps(api.update(LAN, "message.text.received", text="chào")).encode()
            headers = {} if secret is None else {"x-bot-api-secret-token": secret}
            assert not await channel.feed(body, headers)
    assert not inbox.received


async def test_an_empty_probe_is_welcome_with_and_without_the_secret() -> None:
    inbox = Inbox()
    with ZaloBotApi() as api:
        async with fed(api, inbox) as channel:
            assert await channel.feed(b"", {})
            assert await channel.feed(b"\n", PROOF)
            assert await channel.feed(b"{}", {})
    assert not inbox.received


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[1", b"[" * 100_000])
async def test_what_is_no_json_is_refused(body: bytes) -> None:
    with ZaloBotApi() as api:
        async with fed(api, Inbox()) as channel:
            assert not await channel.feed(body, PROOF)


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b"{}", b'{"event_name": "message.text.received"}'])
async def test_an_update_of_an_unknown_shape_is_taken_and_is_nothing(body: bytes) -> None:
    inbox = Inbox()
    with ZaloBotApi() as api:
        async with fed(api, inbox) as channel:
            assert await channel.feed(body, PROOF)
    assert not inbox.received


async def test_one_persons_messages_are_taken_one_after_the_other_and_anothers_meanwhile() -> None:
    inbox = Inbox(held={LAN: asyncio.Event()})
    with ZaloBotApi() as api:
        async with fed(api, inbox) as channel:
            bodies = [
                json.dumps(api.update(person, "message.text.received", text=f"tin {number}")).encode()
                for number, person in enumerate([LAN, LAN, "mai"])
            ]
            feeding = [asyncio.create_task(channel.feed(body, PROOF)) for body in bodies]
            await until(lambda: inbox.texts("mai"))
            assert len([seen for seen in inbox.begun if seen.person == LAN]) == 1
            inbox.held[LAN].set()
            assert await asyncio.gather(*feeding) == [True] * 3
    assert inbox.texts(LAN) == ["tin 0", "tin 1"]


async def test_whoever_hangs_up_leaves_a_message_that_is_stored_all_the_same() -> None:
    inbox = Inbox(held={LAN: asyncio.Event()})
    with ZaloBotApi() as api:
        async with fed(api, inbox) as channel:
            body = json.dumps(api.update(LAN, "message.text.received", text="chào")).encode()
            feeding = asyncio.create_task(channel.feed(body, PROOF))
            await until(lambda: inbox.begun)
            feeding.cancel()
            await asyncio.gather(feeding, return_exceptions=True)
            inbox.held[LAN].set()
    assert inbox.texts() == ["chào"]


async def test_a_bot_that_asks_for_messages_takes_none_that_are_brought() -> None:
    with ZaloBotApi() as api:
        async with listening(api, Inbox()) as channel:
            assert not await channel.feed(b"", PROOF)


async def test_a_webhook_that_somebody_has_changed_is_set_again() -> None:
    with ZaloBotApi() as api:
        async with fed(api, Inbox(), sleep=Naps()):
            await api.until(lambda: bool(api.called("setWebhook")))
            api.delivery.hook = Hook("https://example.vn/khac", "another-secret")
            await api.until(lambda: len(api.called("setWebhook")) > 1)
            await api.until(lambda: bool(api.delivery.hook and api.delivery.hook.url == ADDRESS))


async def test_while_zalo_does_not_answer_it_is_told_and_tried_again() -> None:
    naps = Naps(endless=300)
    with ZaloBotApi() as api:
        api.fail("setWebhook", SERVER_ERROR, SERVER_ERROR)
        async with fed(api, Inbox(), sleep=naps) as channel:
            await until(lambda: channel.status.condition is Condition.RUNNING)
    assert naps.seconds[:2] == [1, 2]
