"""Telegram brings messages to our address: only Telegram, each until it is stored."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import telegram_updates as updates
from loopback_http import Answer, Request, serving
from pydantic import SecretStr
from receiving import Inbox, Naps, until
from telegram_api import SERVER_ERROR, TelegramApi
from telegram_bot import listening
from telegram_delivery import Refusal

from bot.channels.status import Condition
from bot.channels.telegram import TelegramChannel
from bot.channels.webhook import Webhook
from bot.errors import OperatorError
from bot.messages import Choice, Reply

LAN, MAI = 901, 902
ADDRESS = "https://hoidap.example.vn/webhook/telegram/suoi-mau"
SECRET = "a-secret_of-ours"
WEBHOOK = Webhook(ADDRESS, SecretStr(SECRET))


@asynccontextmanager
async def fed(api: TelegramApi, inbox: Inbox, **settings: Any) -> AsyncIterator[TelegramChannel]:
    """The bot with a listener that hands it what Telegram brings, as our web server does."""
    defaults: dict[str, Any] = {"webhook": WEBHOOK, "sleep": Naps(endless=300)}
    async with listening(api, inbox, **(defaults | settings)) as channel:

        async def answer(request: Request) -> Answer | None:
            try:
                is_taken = await channel.feed(request.body, request.headers)
            except OperatorError:
                return Answer(503, b"")
            return Answer(200 if is_taken else 403, b"")

        async with serving(answer) as address:
            api.reach["https://hoidap.example.vn"] = address
            yield channel


def headers(secret: str = SECRET) -> dict[str, str]:
    return {"x-telegram-bot-api-secret-token": secret}


def text_update(number: int = 7) -> bytes:
    return json.dumps({"update_id": number, "message": updates.message(LAN, number, text="chào")}).encode()


async def test_telegram_brings_what_a_citizen_wrote() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        api.writes(LAN, "trước khi chạy")
        async with fed(api, inbox) as channel:
            await until(lambda: len(inbox.received) == 1)
            api.writes(LAN, "chào")
            await until(lambda: len(inbox.received) == 2)
            await api.until(lambda: not api.delivery.pending)
            assert channel.status.condition is Condition.RUNNING
    (called,) = api.called("setWebhook")
    assert (called["url"], called["secret_token"], called["drop_pending_updates"]) == (ADDRESS, SECRET, False)
    assert called["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
    assert inbox.texts() == ["trước khi chạy", "chào"] and not api.called("getUpdates")


async def test_what_could_not_be_stored_is_brought_again() -> None:
    inbox = Inbox(failures=[OperatorError("đĩa đầy")])
    with TelegramApi() as api:
        async with fed(api, inbox):
            api.writes(LAN, "chào")
            await until(lambda: inbox.received)
            await api.until(lambda: not api.delivery.pending)
        assert api.delivery.hook_answers == [503, 200]
    assert inbox.texts() == ["chào"]


async def test_a_message_that_breaks_the_program_is_not_brought_for_ever() -> None:
    inbox = Inbox(failures=[RuntimeError("a slip of ours")])
    with TelegramApi() as api:
        async with fed(api, inbox):
            api.writes(LAN, "hỏng")
            await api.until(lambda: api.delivery.hook_answers == [200])


async def test_one_persons_messages_are_taken_one_after_the_other() -> None:
    inbox = Inbox(held={str(LAN): asyncio.Event()})
    with TelegramApi() as api:
        async with fed(api, inbox):
            for number in range(3):
                api.writes(LAN, f"Lan {number}")
            api.writes(MAI, "Mai")
            await until(lambda: inbox.texts(MAI))
            assert len([seen for seen in inbox.begun if seen.person == str(LAN)]) == 1
            inbox.held[str(LAN)].set()
            await until(lambda: len(inbox.received) == 4)


async def test_a_press_is_acknowledged() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        async with fed(api, inbox) as channel:
            api.writes(LAN, "khai sinh")
            await channel.send(str(LAN), Reply(text="?", choices=(Choice(label="Lệ phí", value="x"),)))
            query = api.presses(LAN, "x")
            await api.until(lambda: api.called("answerCallbackQuery") == [{"callback_query_id": query}])
            await until(lambda: len(inbox.received) == 2)


@pytest.mark.parametrize("secret", [None, "", "another", SECRET + "x", "bí-mật"])
async def test_who_does_not_know_the_secret_is_refused(secret: str | None) -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        async with fed(api, inbox) as channel:
            assert not await channel.feed(text_update(), {} if secret is None else headers(secret))
    assert not inbox.received


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[1"])
async def test_what_is_no_json_is_refused(body: bytes) -> None:
    with TelegramApi() as api:
        async with fed(api, Inbox()) as channel:
            assert not await channel.feed(body, headers())


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b"{}", b'{"update_id": 5}', b'{"update_id": 5, "message": {}}'])
async def test_an_update_of_an_unknown_shape_is_taken_and_is_nothing(body: bytes) -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        async with fed(api, inbox) as channel:
            assert await channel.feed(body, headers())
            assert await channel.feed(text_update(), headers())
    assert inbox.texts() == ["chào"]


async def test_whoever_hangs_up_leaves_a_message_that_is_stored_all_the_same() -> None:
    inbox = Inbox(held={str(LAN): asyncio.Event()})
    with TelegramApi() as api:
        async with fed(api, inbox) as channel:
            feeding = asyncio.create_task(channel.feed(text_update(), headers()))
            await until(lambda: inbox.begun)
            feeding.cancel()
            await asyncio.gather(feeding, return_exceptions=True)
            inbox.held[str(LAN)].set()
    assert inbox.texts() == ["chào"]


async def test_a_bot_that_asks_for_messages_takes_none_that_are_brought() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        async with listening(api, inbox) as channel:
            assert not await channel.feed(text_update(), headers())


async def test_a_webhook_that_somebody_removed_is_set_again() -> None:
    class Waiting(Naps):
        async def __call__(self, seconds: float) -> None:
            self.seconds.append(seconds)
            await asyncio.sleep(0.01)

    inbox = Inbox()
    with TelegramApi() as api:
        async with fed(api, inbox, sleep=Waiting()):
            await api.until(lambda: api.delivery.hook is not None)
            api.delivery.hook = None
            await api.until(lambda: api.delivery.hook is not None)
            api.writes(LAN, "chào")
            await until(lambda: inbox.received)


async def test_an_address_that_telegram_does_not_take_is_told_and_tried_again() -> None:
    naps = Naps(endless=2)
    with TelegramApi() as api:
        webhook = Webhook("http://hoidap.example.vn/", SecretStr(SECRET))
        async with listening(api, Inbox(), webhook=webhook, sleep=naps) as channel:
            await until(lambda: len(naps.seconds) == 2)
            assert channel.status.condition is Condition.UNREACHABLE
            assert "MOTCUA_PUBLIC_URL" in channel.status.words


async def test_a_token_that_is_withdrawn_later_is_noticed() -> None:
    naps = Naps()
    with TelegramApi() as api:
        api.fail("getWebhookInfo", SERVER_ERROR, Refusal(401, "Unauthorized"))
        async with fed(api, Inbox(), sleep=naps) as channel:
            await until(lambda: channel.status.condition is Condition.STOPPED)
        assert len(api.called("getMe")) == 2
    assert naps.seconds == [300, 1, 300]
