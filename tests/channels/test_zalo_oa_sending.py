"""What an Official Account sends, and what follows where Zalo does not take it."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from loopback_faults import Late, Lost, Page
from zalo_oa_account import Refused as Refusal
from zalo_oa_api import SENDING, TOKEN, Fault, ZaloOa
from zalo_oa_channel import Desk, Hand, open_desk

from bot.channels.cutting import units
from bot.channels.failures import AccountRefused, ChannelError, Refused, SlowDown, Unacceptable, Unreachable
from bot.channels.status import Condition
from bot.channels.zalo_oa.errors import CONSEQUENCES
from bot.messages import Choice, Reply

LAN, MAI = "2468000000000000001", "2468000000000000002"
CS, GOVERNMENT = SENDING
HELLO = Reply(text="Chào bạn.")
CHOICES = Reply(text="Bạn hỏi gì?", choices=(Choice(label="Lệ phí", value="1.001193/fee"),))


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def api(hand: Hand) -> Iterator[ZaloOa]:
    with ZaloOa(hand.seconds) as opened:
        yield opened


@pytest.fixture
async def desk(api: ZaloOa, hand: Hand, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk that does not look after its account by itself; Lan has just written."""
    async with open_desk(tmp_path, api, hand) as opened:
        api.says(LAN, "chào")
        yield opened


def texts(desk: Desk) -> list[str]:
    return [sent.text for sent in desk.api.told(LAN)]


async def test_a_reply_arrives_and_its_id_is_the_one_that_zalo_gave_it(desk: Desk) -> None:
    assert await desk.channel.send(LAN, CHOICES) == desk.api.told(LAN)[0].number
    (sent,) = desk.api.told(LAN)
    assert sent.text == "Bạn hỏi gì?\n1. Lệ phí"
    assert [button.title for button in sent.buttons] == ["1. Lệ phí"]


async def test_a_long_reply_arrives_whole_in_order_and_gives_the_id_of_its_last_message(desk: Desk) -> None:
    lines = [f"Dòng {number} " + "dài " * 30 for number in range(60)]
    last = await desk.channel.send(LAN, Reply(text="\n".join(lines)))
    assert last == desk.api.told(LAN)[-1].number
    assert all(units(text) <= 2000 for text in texts(desk))
    assert [line.strip() for text in texts(desk) for line in text.split("\n")] == [line.strip() for line in lines]


async def test_a_press_opens_what_the_button_meant(desk: Desk) -> None:
    await desk.channel.send(LAN, CHOICES)
    await desk.channel.start(desk.receive)
    await desk.bring(desk.api.presses(LAN, "1. Lệ phí"))
    assert (desk.heard[0].choice, desk.heard[0].text) == ("1.001193/fee", "Lệ phí")


async def test_where_buttons_are_refused_the_same_text_comes_without_and_no_button_is_tried_again(desk: Desk) -> None:
    desk.api.account.has_buttons = False
    await desk.channel.send(LAN, CHOICES)
    await desk.channel.send(LAN, CHOICES)
    assert texts(desk) == ["Bạn hỏi gì?\n1. Lệ phí"] * 2
    assert len(desk.api.called(CS)) == 3


async def test_where_the_message_itself_is_refused_the_buttons_are_not_to_blame(desk: Desk) -> None:
    desk.api.fail(CS, Refusal(-201, "text is invalid"), Refusal(-201, "text is invalid"))
    with pytest.raises(Unacceptable):
        await desk.channel.send(LAN, CHOICES)
    await desk.channel.send(LAN, CHOICES)
    assert desk.api.told(LAN)[0].buttons


async def test_a_token_that_died_before_its_time_is_renewed_and_the_message_sent_once(desk: Desk) -> None:
    await desk.channel.send(LAN, HELLO)
    desk.api.account.spoil_access()
    await desk.channel.send(LAN, HELLO)
    assert texts(desk) == ["Chào bạn."] * 2
    assert len(desk.api.called(TOKEN)) == 2


@pytest.mark.parametrize("code", [-216, -220, 216, 401, -401])
async def test_a_token_that_is_refused_again_after_its_renewal_is_told_and_not_tried_for_ever(
    desk: Desk, code: int
) -> None:
    desk.api.fail(CS, Refusal(code, "invalid"), Refusal(code, "invalid"))
    with pytest.raises(AccountRefused):
        await desk.channel.send(LAN, HELLO)
    assert len(desk.api.called(CS)) == 2


async def test_a_message_whose_renewal_got_no_answer_has_not_been_sent(desk: Desk) -> None:
    await desk.channel.send(LAN, HELLO)
    desk.api.account.spoil_access()
    desk.api.fail(TOKEN, Lost.CALL, Lost.CALL)
    with pytest.raises(Unreachable) as raised:
        await desk.channel.send(LAN, HELLO)
    assert not raised.value.may_have_arrived
    await desk.channel.send(LAN, HELLO)
    assert texts(desk) == ["Chào bạn."] * 2


async def test_a_public_bodys_account_sends_at_its_own_address_and_remembers_it(desk: Desk) -> None:
    desk.api.account.is_government = True
    await desk.channel.send(LAN, CHOICES)
    await desk.channel.send(LAN, CHOICES)
    assert [call.path for call in desk.api.called(*SENDING)] == [CS, GOVERNMENT, GOVERNMENT]
    desk.api.account.is_government = False
    await desk.channel.send(LAN, HELLO)
    assert [call.path for call in desk.api.called(*SENDING)][3:] == [GOVERNMENT, CS]


@pytest.mark.parametrize("code", sorted(set(CONSEQUENCES) - {-235, -240, -216, -220, 216, 401, -401}))
async def test_after_any_other_error_nothing_is_sent_again(desk: Desk, code: int) -> None:
    desk.api.fail(CS, Refusal(code, "no"))
    with pytest.raises(ChannelError):
        await desk.channel.send(LAN, HELLO)
    assert len(desk.api.called(*SENDING)) == 1


async def test_where_neither_address_is_for_this_account_an_officer_is_told(desk: Desk) -> None:
    desk.api.fail(CS, Refusal(-235, "no"))
    desk.api.fail(GOVERNMENT, Refusal(-235, "no"))
    with pytest.raises(AccountRefused):
        await desk.channel.send(LAN, HELLO)


@pytest.mark.parametrize(
    ("fault", "failure", "may_have_arrived"),
    [
        (Page(502), Unreachable, True),
        (Page(200), Unreachable, True),
        (Page(200, ""), Unreachable, True),
        (Page(403), Unreachable, False),
        (Page(302), Unreachable, False),
        (Page(429), SlowDown, None),
        (Lost.CALL, Unreachable, True),
        (Lost.ANSWER, Unreachable, True),
    ],
)
async def test_what_goes_wrong_on_the_way_is_told_as_what_it_is(
    desk: Desk, fault: Fault, failure: type[ChannelError], may_have_arrived: bool | None
) -> None:
    desk.api.fail(CS, fault)
    with pytest.raises(failure) as raised:
        await desk.channel.send(LAN, HELLO)
    assert getattr(raised.value, "may_have_arrived", None) is may_have_arrived
    assert len(desk.api.called(CS)) == 1


async def test_a_window_that_has_closed_is_the_persons_end_until_they_write(desk: Desk) -> None:
    desk.hand.move(timedelta(days=7, seconds=1))
    with pytest.raises(Refused):
        await desk.channel.send(LAN, HELLO)
    with pytest.raises(Refused):
        await desk.channel.send(MAI, HELLO)
    desk.api.says(LAN, "tôi đây")
    await desk.channel.send(LAN, HELLO)


LONG = Reply(text="\n".join(f"Dòng {number} " + "dài " * 90 for number in range(20)))


async def test_a_wait_in_the_middle_of_a_long_reply_is_waited_for_and_nothing_comes_twice(desk: Desk) -> None:
    await desk.channel.send(LAN, HELLO)
    desk.api.account.requests_per_minute = 3
    await desk.channel.send(LAN, LONG)
    words = "\n".join(texts(desk)[1:])
    assert [words.count(f"Dòng {number} ") for number in range(20)] == [1] * 20
    assert 60 in desk.hand.slept


async def test_a_loss_in_the_middle_of_a_long_reply_may_have_arrived(desk: Desk) -> None:
    desk.api.account.requests_per_minute = 3
    desk.api.fail(CS, Late(0), Page(403))
    with pytest.raises(Unreachable) as raised:
        await desk.channel.send(LAN, LONG)
    assert raised.value.may_have_arrived, "so that nobody sends the whole reply again"
    assert len(texts(desk)) == 1


async def test_requests_keep_the_pace_of_the_package(api: ZaloOa, hand: Hand, tmp_path: Path) -> None:
    api.account.requests_per_minute = 100
    async with open_desk(tmp_path, api, hand, pace=100) as desk:
        begun = hand.now()
        for number in range(250):
            api.says(str(number), "chào")
            await desk.channel.send(str(number), HELLO)
        assert len(api.account.sent) == 250
        assert hand.now() - begun <= timedelta(minutes=2.5) * 1.05


async def test_a_refusal_of_the_whole_account_is_told_once_and_once_more_when_it_works_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    desk.api.account.everything_refused = -221
    for _ in range(3):
        with pytest.raises(AccountRefused):
            await desk.channel.send(LAN, HELLO)
    assert desk.channel.status.condition is Condition.MUTE
    assert "chưa được xác thực" in desk.channel.status.words
    desk.api.account.everything_refused = 0
    await desk.channel.send(LAN, HELLO)
    await desk.channel.send(LAN, HELLO)
    told = [message for message in caplog.messages if message in {"zalo_oa_mute", "zalo_oa_running"}]
    assert told == ["zalo_oa_mute", "zalo_oa_running"]


async def test_an_official_account_can_not_show_that_it_writes(desk: Desk) -> None:
    await desk.channel.typing(LAN)
    assert desk.api.calls == []
