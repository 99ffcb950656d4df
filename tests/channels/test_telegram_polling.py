"""The bot asks Telegram for messages: none is lost, none is taken twice, whatever happens on the way."""

import asyncio
from contextlib import suppress

from loopback_faults import Lost
from receiving import Inbox, Naps, until
from telegram_account import Chat
from telegram_api import SERVER_ERROR, TelegramApi
from telegram_bot import bot_at, listening

from bot.channels.channel import Membership
from bot.channels.status import Condition
from bot.errors import OperatorError
from bot.messages import Choice, Reply

LAN, MAI = 901, 902
COMMANDS = [("batdau", "Bắt đầu"), ("dulieu", "Xem dữ liệu về bạn")]


async def test_what_was_written_before_the_start_is_answered_after_it() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        api.writes(LAN, "chào")
        async with listening(api, inbox, commands=COMMANDS) as channel:
            await until(lambda: inbox.received)
            assert channel.status.condition is Condition.RUNNING
        assert inbox.texts() == ["chào"]
        assert api.account.commands == dict(COMMANDS)
        assert not any(call.get("drop_pending_updates") for call in api.called("deleteWebhook"))
        assert {tuple(call["allowed_updates"]) for call in api.called("getUpdates")} == {
            ("message", "callback_query", "my_chat_member")
        }


async def test_a_message_is_acknowledged_only_when_it_is_stored() -> None:
    inbox = Inbox(held={str(LAN): asyncio.Event()})
    with TelegramApi() as api:
        api.writes(LAN, "chào")
        async with listening(api, inbox):
            await until(lambda: inbox.begun)
            assert len(api.delivery.pending) == 1
            inbox.held[str(LAN)].set()
            await api.until(lambda: not api.delivery.pending)
        assert inbox.texts() == ["chào"]


async def test_a_message_that_could_not_be_stored_comes_again_and_in_order() -> None:
    inbox, naps = Inbox(failures=[OperatorError("đĩa đầy"), OperatorError("đĩa đầy")]), Naps()
    with TelegramApi() as api:
        for text in ("một", "hai", "ba"):
            api.writes(LAN, text)
        async with listening(api, inbox, sleep=naps):
            await until(lambda: len(inbox.received) == 3)
        assert inbox.texts() == ["một", "hai", "ba"]
        assert not api.delivery.pending
    assert naps.seconds == [1, 2]


async def test_a_message_that_breaks_the_program_keeps_nobody_waiting() -> None:
    inbox = Inbox(failures=[RuntimeError("a slip of ours")])
    with TelegramApi() as api:
        api.writes(LAN, "hỏng")
        api.writes(LAN, "lành")
        async with listening(api, inbox):
            await until(lambda: inbox.received)
        assert inbox.texts() == ["lành"] and not api.delivery.pending


async def test_one_slow_person_keeps_no_other_waiting_and_their_own_in_order() -> None:
    inbox = Inbox(held={str(LAN): asyncio.Event()})
    with TelegramApi() as api:
        for number in range(3):
            api.writes(LAN, f"Lan {number}")
            api.writes(MAI, f"Mai {number}")
        async with listening(api, inbox):
            await until(lambda: len(inbox.texts(MAI)) == 3)
            assert [seen.text for seen in inbox.begun if seen.person == str(LAN)] == ["Lan 0"]
            inbox.held[str(LAN)].set()
            await until(lambda: len(inbox.texts(LAN)) == 3)
    assert inbox.texts(LAN) == ["Lan 0", "Lan 1", "Lan 2"]


async def test_two_hundred_people_write_at_once() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        for person in range(1000, 1200):
            api.writes(person, "câu một")
            api.writes(person, "câu hai")
        async with listening(api, inbox) as channel:
            await until(lambda: len(inbox.received) == 400)
            await asyncio.gather(*(channel.send(str(person), Reply(text="Vâng.")) for person in range(1000, 1200)))
        assert all(inbox.texts(person) == ["câu một", "câu hai"] for person in range(1000, 1200))
        assert all(len(api.told(person)) == 1 for person in range(1000, 1200))


async def test_a_press_is_acknowledged_at_once_even_while_the_message_is_not_stored() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        api.writes(LAN, "khai sinh")
        async with listening(api, inbox) as channel:
            await channel.send(str(LAN), Reply(text="?", choices=(Choice(label="Lệ phí", value="1.001193/fee"),)))
            await until(lambda: inbox.received)
            inbox.held[str(LAN)] = asyncio.Event()
            api.presses(LAN, "1.001193/fee")
            await api.until(lambda: api.called("answerCallbackQuery") != [] and not api.account.waiting_presses)
            inbox.held[str(LAN)].set()
            await until(lambda: len(inbox.received) == 2)
    assert (inbox.received[1].choice, inbox.received[1].text) == ("1.001193/fee", "Lệ phí")


async def test_a_press_that_can_not_be_acknowledged_is_answered_all_the_same() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        api.writes(LAN, "khai sinh")
        api.fail("answerCallbackQuery", SERVER_ERROR)
        async with listening(api, inbox) as channel:
            await channel.send(str(LAN), Reply(text="?", choices=(Choice(label="Lệ phí", value="x"),)))
            api.presses(LAN, "x")
            await until(lambda: len(inbox.received) == 2)


async def test_it_is_known_who_blocks_the_bot_and_lets_it_in_again() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        async with listening(api, inbox):
            api.is_now(LAN, Chat.BLOCKED)
            api.is_now(LAN, Chat.OPEN)
            await until(lambda: len(inbox.changes) == 2)
    assert inbox.changes == [Membership("901", blocked=True), Membership("901", blocked=False)]
    assert not inbox.received


async def test_an_update_whose_delivery_was_lost_comes_once() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        api.writes(LAN, "chào")
        api.fail("getUpdates", Lost.ANSWER, Lost.CALL)
        async with listening(api, inbox):
            await until(lambda: inbox.received)
        assert inbox.texts() == ["chào"]


async def test_a_repeated_update_is_the_same_message() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        api.writes(LAN, "chào")
        update = next(iter(api.delivery.pending.values()))
        async with listening(api, inbox):
            await until(lambda: inbox.received)
            api.repeats(update)
            await until(lambda: len(inbox.received) == 2)
    assert inbox.received[0] == inbox.received[1]


async def test_telegram_begins_to_count_anew_after_a_quiet_week() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        api.writes(LAN, "chào")
        api.delivery.longest_poll = 0.005
        async with listening(api, inbox):
            await api.until(lambda: len(api.called("getUpdates")) > 3)
            api.delivery.latest = 10
            api.writes(LAN, "tuần sau")
            await until(lambda: len(inbox.received) == 2)


async def test_at_the_end_what_is_in_hand_is_stored_and_acknowledged() -> None:
    inbox = Inbox(held={str(LAN): asyncio.Event()})
    with TelegramApi() as api:
        api.writes(LAN, "chào")
        channel = bot_at(api)
        await channel.start(inbox.receive)
        await until(lambda: inbox.begun)
        stopping = asyncio.create_task(channel.stop(5))
        await asyncio.sleep(0)
        inbox.held[str(LAN)].set()
        await stopping
        assert inbox.texts() == ["chào"] and not api.delivery.pending


async def test_the_end_waits_no_longer_than_it_is_told() -> None:
    inbox = Inbox(held={str(LAN): asyncio.Event()})
    with TelegramApi() as api:
        api.writes(LAN, "chào")
        channel = bot_at(api)
        await channel.start(inbox.receive)
        await until(lambda: inbox.begun)
        await channel.stop(0.01)
        assert not inbox.received and len(api.delivery.pending) == 1


async def test_a_bot_that_was_never_started_can_be_stopped() -> None:
    with TelegramApi() as api:
        channel = bot_at(api)
        assert channel.status.condition is Condition.STARTING and channel.account == "telegram"
        with suppress(TimeoutError):
            await channel.stop(1)
        assert not api.calls


async def test_an_update_that_can_not_be_read_keeps_no_other_from_being_answered() -> None:
    inbox = Inbox()
    with TelegramApi() as api:
        api.writes(LAN, "trước")
        async with listening(api, inbox):
            await until(lambda: len(inbox.received) == 1)
            # A chat without its kind: the library raises TypeError for the whole batch.
            api.delivers_as_it_is("message", {"message_id": 5, "date": 1, "chat": {"id": 1}})
            api.writes(LAN, "sau")
            await until(lambda: len(inbox.received) == 2)
            await api.until(lambda: not api.delivery.pending)
    assert inbox.texts() == ["trước", "sau"]
