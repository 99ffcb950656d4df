"""A reply reaches a citizen in Telegram, or it is known why not."""

import logging

import pytest
from loopback_faults import Late, Lost, Page
from pydantic import SecretStr
from receiving import Naps
from telegram_account import Chat
from telegram_api import SERVER_ERROR, Fault, TelegramApi, too_many
from telegram_bot import bot_at
from telegram_delivery import Refusal

from bot.channels.failures import AccountRefused, Refused, SlowDown, Unacceptable, Unreachable
from bot.channels.telegram import TelegramChannel
from bot.messages import Choice, Link, Reply

PERSON = 900
HELLO = Reply(text="Chào bạn!")
RICH = Reply(
    heading="Khai sinh & nhận cha mẹ",
    text="Con dưới 60 ngày < 2 tháng.",
    choices=(Choice(label="Lệ phí", value="1.001193/fee"),),
    links=(Link(label="Nộp", url="https://example.vn/?a=1&b=2"),),
)
LONG = Reply(text="Câu này có nghĩa. " * 400)


async def sent_with(api: TelegramApi, *faults: Fault, reply: Reply = HELLO, naps: Naps | None = None) -> str:
    """The citizen has written, then the reply is sent while Telegram fails so; its id."""
    api.writes(PERSON, "chào")
    api.fail("sendMessage", *faults)
    channel = bot_at(api, sleep=naps or Naps())
    try:
        return await channel.send(str(PERSON), reply)
    finally:
        await channel.stop(1)


async def test_a_citizen_reads_a_reply() -> None:
    with TelegramApi() as api:
        await sent_with(api, reply=RICH)
        (sent,) = api.told(PERSON)
    assert sent.text == "Khai sinh & nhận cha mẹ\nCon dưới 60 ngày < 2 tháng.\n\nNộp"
    assert sent.buttons == [[("1. Lệ phí", "1.001193/fee")]]
    assert api.called("sendMessage")[0]["link_preview_options"] == {"is_disabled": True}


async def test_a_long_reply_comes_in_several_messages() -> None:
    with TelegramApi() as api:
        number = await sent_with(api, reply=LONG)
        assert number == str(api.told(PERSON)[-1].number)
        assert "".join(" ".join(sent.text for sent in api.told(PERSON)).split()) == "".join(LONG.text.split())


async def test_refused_markup_is_sent_plain_and_once() -> None:
    with TelegramApi() as api:
        await sent_with(api, Refusal(400, "Bad Request: can't parse entities: what is this"), reply=RICH)
        (sent,) = api.told(PERSON)
    assert sent.text.startswith("Khai sinh & nhận cha mẹ\nCon dưới 60 ngày < 2 tháng.")
    assert sent.parse_mode is None and sent.buttons


async def test_markup_that_is_refused_twice_is_our_fault() -> None:
    wrong = Refusal(400, "Bad Request: can't parse entities: what is this")
    with TelegramApi() as api, pytest.raises(Unacceptable):
        await sent_with(api, wrong, wrong)


@pytest.mark.parametrize("chat", [Chat.BLOCKED, Chat.DEACTIVATED, Chat.NEVER_BEGUN, Chat.UPGRADED])
async def test_who_can_not_be_written_to_is_known(chat: Chat) -> None:
    with TelegramApi() as api:
        api.writes(PERSON, "chào")
        api.is_now(PERSON, chat)
        channel = bot_at(api)
        with pytest.raises(Refused):
            await channel.send(str(PERSON), HELLO)
        await channel.stop(1)
        assert not api.told(PERSON)


async def test_a_stranger_can_not_be_written_to() -> None:
    with TelegramApi() as api:
        channel = bot_at(api)
        with pytest.raises(Refused):
            await channel.send("901", HELLO)
        await channel.stop(1)


async def test_telegram_asks_to_wait() -> None:
    with TelegramApi() as api, pytest.raises(SlowDown) as caught:
        await sent_with(api, too_many(17))
    assert caught.value.seconds == 17


@pytest.mark.parametrize(
    ("fault", "may_have_arrived", "arrived"),
    [
        (SERVER_ERROR, True, 0),
        (Refusal(502, "Bad Gateway"), True, 0),
        (Lost.ANSWER, True, 1),
        (Lost.CALL, True, 0),
        (Page(403), False, 0),
        (Page(404), False, 0),
        (Page(502), True, 0),
        (Page(200), True, 0),
    ],
)
async def test_a_failure_on_the_way_tells_whether_it_may_have_arrived(
    fault: Fault, may_have_arrived: bool, arrived: int
) -> None:
    with TelegramApi() as api:
        with pytest.raises(Unreachable) as caught:
            await sent_with(api, fault)
        assert (caught.value.may_have_arrived, len(api.told(PERSON))) == (may_have_arrived, arrived)


async def test_what_was_never_sent_did_not_arrive() -> None:
    with TelegramApi() as api:
        nobody = api.address
    channel = TelegramChannel(SecretStr("4000:x"), commune="suoi-mau", now=lambda: 0, api=nobody)  # type: ignore[arg-type, return-value]
    with pytest.raises(Unreachable) as caught:
        await channel.send(str(PERSON), HELLO)
    await channel.stop(1)
    assert not caught.value.may_have_arrived


async def test_the_rest_of_a_long_reply_waits_as_long_as_telegram_asks() -> None:
    naps = Naps()
    with TelegramApi() as api:
        await sent_with(api, Late(0), too_many(3), too_many(4), reply=LONG, naps=naps)
        assert len(api.told(PERSON)) == 2
    assert naps.seconds == [3, 4]


async def test_of_a_long_reply_a_part_may_have_arrived() -> None:
    with TelegramApi() as api:
        with pytest.raises(Unreachable) as caught:
            await sent_with(api, Late(0), too_many(3), Page(403), reply=LONG)
        assert caught.value.may_have_arrived and len(api.told(PERSON)) == 1


@pytest.mark.parametrize("token", ["4001:another", "no-token-at-all", "4000:with space/and?signs"])
async def test_a_wrong_token_is_known_by_the_first_call(token: str) -> None:
    with TelegramApi() as api:
        channel = bot_at(api, token=SecretStr(token))
        with pytest.raises(AccountRefused):
            await channel.send(str(PERSON), HELLO)
        await channel.stop(1)


async def test_the_bot_can_be_asked_who_it_is_without_harm() -> None:
    with TelegramApi() as api:
        channel = bot_at(api)
        assert await channel.name() == "@motcua_mau_bot"
        await channel.stop(1)
        assert [call.method for call in api.calls] == ["getMe"]


async def test_a_citizen_sees_that_an_answer_is_on_its_way() -> None:
    with TelegramApi() as api:
        api.writes(PERSON, "chào")
        channel = bot_at(api)
        await channel.typing(str(PERSON))
        await channel.stop(1)
        assert api.called("sendChatAction") == [{"chat_id": str(PERSON), "action": "typing"}]


async def test_a_press_from_long_ago_is_acknowledged_without_harm() -> None:
    with TelegramApi() as api:
        channel = bot_at(api)
        await channel.acknowledge("long-ago")
        await channel.stop(1)
        assert len(api.called("answerCallbackQuery")) == 1


async def test_the_token_is_in_no_log_and_in_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    errors = []
    with TelegramApi() as api:
        api.writes(PERSON, "chào")
        api.fail("sendMessage", SERVER_ERROR, Lost.CALL, Page(404), Refusal(401, "Unauthorized"))
        channel = bot_at(api)
        for _ in range(5):
            try:
                await channel.send(str(PERSON), HELLO)
            except (Unreachable, AccountRefused) as error:
                errors.append(error)
        await channel.stop(1)
    told = [repr(channel), str(channel.status), *(f"{error!r} {error.__context__!r}" for error in errors)]
    told += [f"{record.getMessage()} {record.__dict__}" for record in caplog.records]
    assert len(errors) == 4 and any("Calling Bot API endpoint" in line for line in told)
    secret = api.token.split(":")[1]
    assert not [line for line in told if secret in line]


async def test_the_id_that_telegram_gave_the_message_is_told() -> None:
    with TelegramApi() as api:
        api.writes(PERSON, "chào")
        channel = bot_at(api)
        told = await channel.send(str(PERSON), HELLO)
        await channel.stop(1)
        assert told == str(api.told(PERSON)[-1].number)


async def test_what_would_be_several_messages_is_told_before_it_is_sent() -> None:
    with TelegramApi() as api:
        channel = bot_at(api)
        channel.check(HELLO)
        with pytest.raises(Unacceptable, match="3 messages"):
            channel.check(Reply(text="x" * 9000))
        await channel.stop(1)
        assert not api.called("sendMessage")
