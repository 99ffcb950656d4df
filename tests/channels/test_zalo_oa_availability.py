"""Seeing to an account: its tokens, its standing, and what came while nobody was there."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import zalo_oa_events as events
from hypothesis import given
from hypothesis import strategies as st
from loopback_faults import Page
from pydantic import SecretStr
from zalo_oa_account import Refused
from zalo_oa_api import NOON, RECENT, SENDING, TOKEN, ZaloOa
from zalo_oa_channel import Desk, Hand, open_desk

from bot.channels.status import Condition
from bot.channels.zalo_oa.errors import Stopped
from bot.channels.zalo_oa.events import read_row
from bot.channels.zalo_oa.source import MOST_PAGES, unanswered
from bot.channels.zalo_oa.tokens import Tokens
from bot.errors import OperatorError
from bot.messages import Incoming, Reply

LAN, MAI = "2468000000000000001", "2468000000000000002"
HELLO = Reply(text="Chào bạn.")
HOUR = timedelta(hours=1)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def api(hand: Hand) -> Iterator[ZaloOa]:
    with ZaloOa(hand.seconds) as opened:
        yield opened


@asynccontextmanager
async def started(folder: Path, api: ZaloOa, hand: Hand, seed: str | None = None) -> AsyncIterator[Desk]:
    """A channel that has begun to see to its account; its hours pass as fast as it can look."""
    async with open_desk(folder, api, hand, seed=seed) as desk:
        await desk.channel.start(desk.receive)
        yield desk


async def comes(desk: Desk, condition: Condition) -> None:
    await desk.api.until(lambda: desk.channel.status.condition is condition)


async def test_an_account_that_works_is_running(tmp_path: Path, api: ZaloOa, hand: Hand) -> None:
    async with started(tmp_path, api, hand) as desk:
        assert desk.channel.status.condition is Condition.STARTING
        await comes(desk, Condition.RUNNING)


async def test_an_account_that_nobody_uses_is_renewed_all_the_same(tmp_path: Path, api: ZaloOa, hand: Hand) -> None:
    async with started(tmp_path, api, hand) as desk:
        await api.until(lambda: api.account.renewals >= 2)
        await comes(desk, Condition.RUNNING)
    assert hand.now().timestamp() - NOON >= 24 * 3600 - 300


async def test_a_public_bodys_account_sends_at_its_own_address_from_the_first_message(
    tmp_path: Path, api: ZaloOa, hand: Hand
) -> None:
    api.account.is_government = True
    async with started(tmp_path, api, hand) as desk:
        await comes(desk, Condition.RUNNING)
        api.says(LAN, "chào")
        await desk.channel.send(LAN, HELLO)
    assert [call.path for call in api.called(*SENDING)] == [SENDING[1]]


async def test_where_the_renewal_is_refused_an_officer_reads_what_to_do_and_after_a_new_consent_it_goes_on(
    tmp_path: Path, api: ZaloOa, hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with started(tmp_path, api, hand, seed="a-token-that-zalo-does-not-know") as desk:
        await comes(desk, Condition.STOPPED)
        assert "motcua zalo login" in desk.channel.status.words
        asked = len(api.called(TOKEN))
        await api.until(lambda: len(hand.slept) > 20)
        assert len(api.called(TOKEN)) == asked, "what is refused for good is not asked again and again"
        text = desk.secret.load()
        assert text
        pair = api.account.grant()
        agreed = Tokens.model_validate_json(text).model_copy(
            update={
                "access": SecretStr(pair["access_token"]),
                "refresh": SecretStr(pair["refresh_token"]),
                "ends_at": hand.now() + 25 * HOUR,
            }
        )
        desk.secret.put(agreed.model_dump_json())
        await comes(desk, Condition.RUNNING)
        api.says(LAN, "chào")
        await desk.channel.send(LAN, HELLO)
    told = [message for message in caplog.messages if message in {"zalo_oa_stopped", "zalo_oa_running"}]
    assert told == ["zalo_oa_stopped", "zalo_oa_running"]


@pytest.mark.parametrize(("code", "words"), [(-224, "Gia hạn gói"), (-212, "bật nhóm API"), (-223, "đủ quyền")])
async def test_what_stops_the_account_is_told_and_also_when_it_is_over(
    tmp_path: Path, api: ZaloOa, hand: Hand, code: int, words: str
) -> None:
    api.account.everything_refused = code
    async with started(tmp_path, api, hand) as desk:
        await comes(desk, Condition.STOPPED)
        assert words in desk.channel.status.words
        api.account.everything_refused = 0
        await comes(desk, Condition.RUNNING)


@pytest.mark.parametrize("fault", [Page(502), Page(403), Page(429), Refused(-32, "rate limit")])
async def test_where_zalo_is_away_for_hours_it_is_tried_with_growing_pauses_and_works_again(
    tmp_path: Path, api: ZaloOa, hand: Hand, fault: Page | Refused
) -> None:
    api.fail(RECENT, *[fault] * 12)
    async with started(tmp_path, api, hand) as desk:
        await comes(desk, Condition.UNREACHABLE)
        await comes(desk, Condition.RUNNING)
    assert hand.slept[:12] == sorted(hand.slept[:12])


async def test_a_disk_that_fails_is_no_end(tmp_path: Path, api: ZaloOa, hand: Hand) -> None:
    async with started(tmp_path, api, hand) as desk:
        await comes(desk, Condition.RUNNING)
        (tmp_path / "elsewhere").hardlink_to(desk.secret.path)
        no_file, way_there = tmp_path / "no-file", tmp_path / "way-there"
        no_file.mkdir()
        way_there.symlink_to(no_file)
        # In one step each: where nothing stands for a moment, the program makes a new file.
        way_there.replace(desk.secret.path)
        before = len(hand.slept)
        await api.until(lambda: len(hand.slept) > before + 3)
        (tmp_path / "elsewhere").replace(desk.secret.path)
        await api.until(lambda: api.account.renewals >= 2)


async def test_what_came_while_nobody_was_there_is_answered_in_order_and_once(
    tmp_path: Path, api: ZaloOa, hand: Hand
) -> None:
    api.says(LAN, "mấy giờ mở cửa")
    api.says(MAI, "làm giấy kết hôn")
    missed = api.says(LAN, "còn lệ phí?")
    hand.move(23 * HOUR)
    async with started(tmp_path, api, hand) as desk:
        await comes(desk, Condition.RUNNING)
        assert desk.texts == ["mấy giờ mở cửa", "làm giấy kết hôn", "còn lệ phí?"]
        await desk.bring(missed)
        assert len(desk.heard) == 3


async def test_what_is_older_than_a_day_or_was_answered_by_somebody_is_left(
    tmp_path: Path, api: ZaloOa, hand: Hand
) -> None:
    api.says(MAI, "quá cũ")
    hand.move(24 * HOUR + timedelta(seconds=1))
    api.says(LAN, "cho hỏi")
    api.staff_writes(LAN, "Chào bà, mời bà hỏi.")
    api.says(LAN, "giấy khai sinh cần gì")
    api.attaches(LAN, "sticker")
    async with started(tmp_path, api, hand) as desk:
        await comes(desk, Condition.RUNNING)
        assert desk.texts == ["giấy khai sinh cần gì"]


async def test_after_a_restart_nothing_that_was_answered_is_answered_again(
    tmp_path: Path, api: ZaloOa, hand: Hand
) -> None:
    brought = api.says(LAN, "chào")
    async with open_desk(tmp_path, api, Hand(hand.now(), is_still=True)) as desk:
        await desk.channel.start(desk.receive)
        await desk.bring(brought)
        await desk.channel.send(LAN, HELLO)
    async with started(tmp_path, api, hand, seed="") as desk:
        await comes(desk, Condition.RUNNING)
        assert desk.heard == []


async def test_many_pages_are_read_to_the_end_of_the_day_and_not_without_end(
    tmp_path: Path, api: ZaloOa, hand: Hand
) -> None:
    for number in range(MOST_PAGES * 10 + 50):
        api.account.rows.append(
            events.row(str(number), f"m{number}", "chào", int(NOON * 1000) - number, is_persons=True)
        )
    async with started(tmp_path, api, Hand(hand.now(), is_still=True)) as desk:
        await comes(desk, Condition.RUNNING)
        assert len(desk.heard) == MOST_PAGES * 10
    assert len(api.called(RECENT)) == MOST_PAGES + 1


async def test_a_missed_message_that_can_not_be_stored_keeps_none_of_the_others_back(
    tmp_path: Path, api: ZaloOa, hand: Hand
) -> None:
    api.says(LAN, "một")
    api.says(MAI, "hai")
    async with open_desk(tmp_path, api, hand) as desk:

        async def full_for_lan(incoming: Incoming) -> None:
            if incoming.person == LAN:
                raise OperatorError("Ổ đĩa đã đầy.")
            await desk.receive(incoming)

        await desk.channel.start(full_for_lan)
        await comes(desk, Condition.RUNNING)
        assert desk.texts == ["hai"]


async def test_the_accounts_name_proves_that_it_is_accepted(tmp_path: Path, api: ZaloOa, hand: Hand) -> None:
    async with open_desk(tmp_path, api, hand) as desk:
        assert await desk.channel.name() == "UBND xã Suối Mẫu"
        # The account itself is told with every package.
        api.account.everything_refused = -224
        with pytest.raises(Stopped):
            await desk.channel.name()


ROWS = st.lists(st.tuples(st.sampled_from([LAN, MAI]), st.booleans(), st.sampled_from(["chào", ""])), max_size=12)


@given(ROWS)
def test_of_any_chats_exactly_what_follows_the_accounts_last_word_is_missed(
    spoken: list[tuple[str, bool, str]],
) -> None:
    rows = [
        read_row(events.row(person, f"m{place}", words, 1000 + place, is_persons=theirs))
        for place, (person, theirs, words) in enumerate(spoken)
    ]
    missed = list(unanswered(rows[::-1]))
    for person in (LAN, MAI):
        own = [row for row in rows if row.person == person]
        after = max((place for place, row in enumerate(own) if not row.is_persons), default=-1)
        assert [said.id for said in missed if said.person == person] == [row.id for row in own[after + 1 :] if row.text]
    assert [said.at for said in missed] == sorted(said.at for said in missed)
