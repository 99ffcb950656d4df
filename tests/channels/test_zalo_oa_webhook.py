"""What the webhook is brought: taken once, in each person's order, and only from Zalo."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import zalo_oa_events as events
from loopback_faults import Late
from pydantic import SecretStr
from zalo_oa_api import NOON, SENDING, WEBHOOK_SECRET, Brought, ZaloOa
from zalo_oa_channel import Desk, Hand, open_desk

from bot.announcements.subscription import agreed
from bot.channels.channel import Membership
from bot.channels.zalo_oa.events import Event
from bot.channels.zalo_oa.receiving import Receiving
from bot.channels.zalo_oa.signature import signature
from bot.errors import OperatorError
from bot.messages import Attachment, Incoming, Reply
from bot.storage import Connection, states, subscriptions, zalo_oa
from bot.storage.person import Kept, kept

LAN, MAI = "2468000000000000001", "2468000000000000002"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def hand() -> Hand:
    return Hand(is_still=True)


@pytest.fixture
def api(hand: Hand) -> Iterator[ZaloOa]:
    with ZaloOa(hand.seconds) as opened:
        yield opened


@pytest.fixture
async def desk(api: ZaloOa, hand: Hand, tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, api, hand) as opened:
        await opened.listens()
        yield opened


async def test_a_citizens_message_is_handed_on(desk: Desk) -> None:
    assert await desk.says(LAN, "mấy giờ mở cửa")
    (incoming,) = desk.heard
    assert (incoming.account, incoming.person, incoming.text) == ("zalo_oa", LAN, "mấy giờ mở cửa")


async def test_a_picture_and_the_words_beside_it_are_handed_on(desk: Desk) -> None:
    await desk.bring(desk.api.attaches(LAN, "image", "mấy giờ mở cửa"))
    assert [(incoming.attachment, incoming.text) for incoming in desk.heard] == [(Attachment.PHOTO, "mấy giờ mở cửa")]


async def test_the_trial_without_a_signature_is_answered_well_and_is_nothing(desk: Desk) -> None:
    assert await desk.channel.feed(b"{}", {})
    assert await desk.channel.feed(b" {} ", {"x-zevent-signature": "mac=0"})
    assert desk.heard == []


def forged(brought: Brought) -> Iterator[Brought]:
    body, headers = brought
    yield body, {}
    yield body, headers | {"x-zevent-signature": "mac=" + "0" * 64}
    yield body.replace(b"07", b"08"), headers
    yield json.dumps(json.loads(body)).encode(), headers
    yield b"[]", headers
    yield b"no json", headers
    yield b"[" * 100_000, headers


async def test_what_is_not_from_zalo_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    for brought in forged(desk.api.signed(events.text(LAN, "m107", "giả", int(NOON * 1000)))):
        assert not await desk.bring(brought)
    assert not await desk.bring(desk.api.signed(events.text(LAN, "m1", "giả", 1), secret="another"))
    assert desk.heard == []
    assert not await desk.database.run(lambda db: kept(db, "zalo_oa", LAN))


async def test_the_timestamp_of_the_header_will_do_as_well(desk: Desk) -> None:
    payload = events.text(LAN, "m1", "chào", int(NOON * 1000))
    body, headers = desk.api.signed(payload)
    assert await desk.channel.feed(body, headers | {"x-zevent-timestamp": ""})
    payload["timestamp"] = int(NOON * 1000)
    assert await desk.bring(desk.api.signed(payload))


async def test_what_is_brought_before_it_listens_is_refused(api: ZaloOa, hand: Hand, tmp_path: Path) -> None:
    async with open_desk(tmp_path, api, hand) as desk:
        assert not await desk.says(LAN, "chào")


async def test_a_message_that_is_brought_again_is_taken_once(desk: Desk) -> None:
    brought = desk.api.says(LAN, "mấy giờ mở cửa")
    for _ in range(3):
        assert await desk.bring(brought)
    desk.hand.move(timedelta(days=6, hours=23))
    assert await desk.bring(brought)
    assert len(desk.heard) == 1


async def test_a_message_of_a_week_ago_is_too_old_to_be_taken(desk: Desk) -> None:
    brought = desk.api.says(LAN, "mấy giờ mở cửa")
    desk.hand.move(timedelta(days=7, seconds=1))
    assert await desk.bring(brought)
    assert desk.heard == []


async def test_a_message_that_could_not_be_stored_is_taken_when_it_is_brought_again(desk: Desk) -> None:
    class Full:
        is_full = True

        async def receive(self, incoming: Incoming) -> None:
            if self.is_full:
                self.is_full = False
                raise OperatorError("Ổ đĩa đã đầy.")
            await desk.receive(incoming)

    await desk.channel.start(Full().receive)
    brought = desk.api.says(LAN, "mấy giờ mở cửa")
    with pytest.raises(OperatorError):
        await desk.bring(brought)
    assert await desk.bring(brought)
    assert desk.texts == ["mấy giờ mở cửa"]


async def test_who_follows_no_longer_is_told_once_and_nothing_is_answered(desk: Desk) -> None:
    brought = desk.api.unfollows(LAN)
    for _ in range(2):
        assert await desk.bring(brought)
    assert desk.changes == [Membership(LAN, blocked=True)]
    assert desk.heard == []


async def test_a_leaving_that_is_brought_after_what_the_person_wrote_since_is_nothing(desk: Desk, hand: Hand) -> None:
    left = desk.api.unfollows(LAN)
    hand.move(MINUTE)
    await desk.says(LAN, "mấy giờ mở cửa")
    assert await desk.bring(left)
    assert desk.changes == []
    assert desk.texts == ["mấy giờ mở cửa"]


async def test_a_leaving_that_could_not_be_stored_is_taken_when_it_is_brought_again(
    api: ZaloOa, hand: Hand, tmp_path: Path
) -> None:
    async with open_desk(tmp_path, api, hand) as desk:
        failures = [OperatorError("Ổ đĩa đã đầy.")]

        async def change(membership: Membership) -> None:
            if failures:
                raise failures.pop()
            await desk.change(membership)

        await desk.channel.start(desk.receive, change)
        brought = api.unfollows(LAN)
        with pytest.raises(OperatorError):
            await desk.bring(brought)
        assert await desk.bring(brought)
        assert desk.changes == [Membership(LAN, blocked=True)]


class NotesThatFillTheDisk:
    """What is noted first still fits."""

    async def take(self, event: Event) -> bool:
        return True

    async def handed_on(self, event: Event) -> None:
        raise OperatorError("Ổ đĩa đã đầy.")


async def test_an_answer_that_can_not_be_noted_is_given_all_the_same_and_told(
    api: ZaloOa, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    async def receive(incoming: Incoming) -> None:
        heard.append(incoming.text)

    receiving = Receiving(
        events.APP_ID, SecretStr(WEBHOOK_SECRET), NotesThatFillTheDisk(), lambda event: False, {"commune": "suoi-mau"}
    )
    receiving.begin(receive, None)
    assert await receiving.feed(*api.says(LAN, "chào"))
    await asyncio.gather(*receiving.in_hand)
    assert heard == ["chào"]
    assert "zalo_oa_event_not_noted" in caplog.messages


async def test_what_can_not_be_read_is_answered_well_so_that_it_does_not_come_again(desk: Desk) -> None:
    payload = events.text(LAN, "m1", "chào", int(NOON * 1000))
    del payload["sender"]
    assert await desk.bring(desk.api.signed(payload))
    assert desk.heard == []


async def test_what_is_for_another_account_of_the_same_app_is_nothing(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    payload = events.text(LAN, "m1", "chào", int(NOON * 1000)) | {"recipient": {"id": "999"}}
    assert await desk.bring(desk.api.signed(payload))
    assert desk.heard == []
    assert "zalo_oa_event_of_another_account" in caplog.messages


async def test_which_timestamp_is_signed_is_told_once(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(2):
        await desk.says(LAN, "chào")
    (record,) = [record for record in caplog.records if record.message == "zalo_oa_signature"]
    assert record.__dict__["fields"] == {
        "commune": "suoi-mau",
        "timestamp_of_body": True,
        "timestamp_of_header": True,
    }


async def test_a_signature_with_the_accounts_id_is_refused_and_told(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    body, headers = desk.api.signed(events.text(LAN, "m1", "chào", int(NOON * 1000)))
    mac = signature(events.OA_ID, body, str(int(NOON * 1000)), WEBHOOK_SECRET)
    assert not await desk.channel.feed(body, headers | {"x-zevent-signature": f"mac={mac}"})
    assert desk.heard == []
    assert caplog.messages == ["zalo_oa_signed_with_the_accounts_id"]


async def test_who_withdraws_is_deleted_from_every_table(desk: Desk) -> None:
    def add(db: Connection) -> None:
        states.save(db, "zalo_oa", LAN, "{}", desk.hand.now())
        subscriptions.save(db, agreed("zalo_oa", LAN, "1", desk.hand.now(), None), desk.hand.now())

    await desk.says(LAN, "chào")
    await desk.says(MAI, "chào")
    await desk.bring(desk.api.staff_writes(LAN, "Chào bà."))
    await desk.database.run(add)
    assert await desk.bring(desk.api.withdraws(LAN))
    assert await desk.database.run(lambda db: kept(db, "zalo_oa", LAN)) == Kept(0, None, None, None)
    assert await desk.database.run(lambda db: kept(db, "zalo_oa", MAI))
    rows = await desk.database.run(lambda db: [str(row) for name in db.table_names() for row in db.table(name).rows])
    assert not [row for row in rows if LAN in row]


async def test_who_writes_follows_or_opens_the_chat_may_be_written_to(desk: Desk) -> None:
    for person, brought in ((LAN, desk.api.says(LAN, "chào")), (MAI, desk.api.follows(MAI))):
        await desk.bring(brought)
        at = await desk.database.run(partial(zalo_oa.contact, account="zalo_oa", person=person))
        assert at
        assert abs(at - desk.hand.now()) < MINUTE


async def test_the_webhook_is_answered_although_zalo_itself_is_slow(desk: Desk) -> None:
    desk.api.fail(SENDING[0], Late(5))
    await desk.says(LAN, "chào")
    sending = asyncio.create_task(desk.channel.send(LAN, Reply(text="Chào bạn.")))
    await desk.api.until(lambda: bool(desk.api.called(*SENDING)))
    async with asyncio.timeout(1):
        assert await desk.says(LAN, "mấy giờ mở cửa")
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


async def test_no_word_and_no_id_of_a_person_is_in_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await desk.says(LAN, "tôi là Chim Yến")
    broken = events.text(LAN, "m1", "tôi là Chim Yến", int(NOON * 1000)) | {"message": "x"}
    await desk.bring(desk.api.signed(broken))
    told = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "Chim Yến" not in told
    assert LAN not in told
