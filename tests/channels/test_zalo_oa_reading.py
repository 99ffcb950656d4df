"""What Zalo brings to an Official Account, as our values; and whether it is from Zalo at all."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import zalo_oa_events as events
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.zalo_oa.events import (
    Left,
    MadeContact,
    Said,
    StaffSpoke,
    Withdrew,
    account_of,
    press_words,
    read_event,
    read_row,
    said_in,
)
from bot.channels.zalo_oa.signature import signature, verdicts
from bot.dialogue.commands import FORGET_VALUE
from bot.dialogue.news_choices import YES
from bot.messages import Attachment, Incoming

LAN = "2468013579246801357"
AT = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
STAMP = 1790000000000

EXAMPLE = (
    '{"app_id":"3500000000000000001","user_id_by_app":"555000111222333","event_name":"user_send_text",'
    '"timestamp":"1790000000000","sender":{"id":"2468013579246801357"},"recipient":{"id":"1357924680135792468"},'
    '"message":{"msg_id":"96d3cdf3af150460909","text":"Tôi muốn làm giấy khai sinh"}}'
).encode()
"""The worked example of the reference."""
MAC = "2659371c02031ac13ead04b5c447d88f8ded81afb8e94d9b9d7c9eb21095a364"
APP, SECRET = "3500000000000000001", "kX9vOaSecretKeyExample"


def test_the_examples_of_the_reference_are_signed_as_it_says() -> None:
    assert signature("123", b'{"a":1}', "456", "s3cr3t").startswith("f07d06639b159a71903153c1fbd37503")
    assert signature(APP, EXAMPLE, "1790000000000", SECRET) == MAC


@pytest.mark.parametrize("header", [f"mac={MAC}", MAC.upper(), f" mac={MAC} "])
@pytest.mark.parametrize("stamps", [["1790000000000", ""], ["1", "1790000000000"]])
def test_a_signature_over_either_timestamp_is_accepted(header: str, stamps: list[str]) -> None:
    assert any(verdicts(APP, EXAMPLE, stamps, SECRET, header))


@pytest.mark.parametrize("header", ["", "mac=", "mac=ạ", f"mac={MAC[:-1]}", "mac=" + "0" * 64])
def test_no_other_signature_is_accepted(header: str) -> None:
    assert not any(verdicts(APP, EXAMPLE, ["1790000000000"], SECRET, header))


def test_neither_another_body_nor_another_secret_nor_the_accounts_own_id_will_do() -> None:
    for app, body, secret in [
        (APP, json.dumps(json.loads(EXAMPLE)).encode(), SECRET),
        (APP, EXAMPLE, "another"),
        ("1357924680135792468", EXAMPLE, SECRET),
    ]:
        given = f"mac={signature(app, body, '1790000000000', secret)}"
        assert not any(verdicts(APP, EXAMPLE, ["1790000000000"], SECRET, given))
    oa_form = f"mac={signature('1357924680135792468', EXAMPLE, '1790000000000', SECRET)}"
    assert not any(verdicts(APP, EXAMPLE, ["1790000000000"], SECRET, oa_form))


@given(st.text(max_size=200), st.text(max_size=40))
def test_whatever_stands_in_the_headers_nothing_breaks(header: str, stamp: str) -> None:
    assert not any(verdicts(APP, EXAMPLE, [stamp], SECRET, header))


def test_a_citizens_words_are_a_message_of_the_person_at_their_moment() -> None:
    said = read_event(json.loads(EXAMPLE))
    incoming = Incoming("zalo_oa", LAN, "96d3cdf3af150460909", "Tôi muốn làm giấy khai sinh")
    assert said == Said("96d3cdf3af150460909", LAN, AT, incoming)


def test_ids_and_moments_may_come_as_numbers() -> None:
    payload = events.text(LAN, "m1", "chào", STAMP) | {"timestamp": STAMP, "sender": {"id": int(LAN)}}
    assert read_event(payload) == Said("m1", LAN, AT, Incoming("zalo_oa", LAN, "m1", "chào"))


@pytest.mark.parametrize(
    ("kind", "attachment"),
    [("image", Attachment.PHOTO), ("gif", Attachment.STICKER), ("sticker", Attachment.STICKER),
     ("audio", Attachment.VOICE), ("video", Attachment.FILE), ("file", Attachment.FILE),
     ("location", Attachment.LOCATION), ("business_card", Attachment.FILE)],
)  # fmt: skip
def test_what_comes_instead_of_words_is_told_by_its_kind_with_the_words_beside_it(
    kind: str, attachment: Attachment
) -> None:
    alone = read_event(events.attached(LAN, "m1", kind, STAMP))
    assert isinstance(alone, Said)
    assert (alone.incoming.attachment, alone.incoming.text) == (attachment, "")
    beside = read_event(events.attached(LAN, "m1", kind, STAMP, "mấy giờ mở cửa"))
    assert isinstance(beside, Said)
    assert (beside.incoming.attachment, beside.incoming.text) == (attachment, "mấy giờ mở cửa")


def test_a_link_is_read_as_the_words_beside_it() -> None:
    said = read_event(events.attached(LAN, "m1", "link", STAMP, "trang này phải không"))
    assert isinstance(said, Said)
    assert said.incoming == Incoming("zalo_oa", LAN, "m1", "trang này phải không")


def test_a_press_comes_as_words_and_opens_what_the_button_meant() -> None:
    said = read_event(events.text(LAN, "m1", press_words("1.001193/fee", "Lệ phí"), STAMP))
    assert isinstance(said, Said)
    assert said.incoming == Incoming("zalo_oa", LAN, "m1", "Lệ phí", choice="1.001193/fee")


@pytest.mark.parametrize("value", [FORGET_VALUE, YES])
def test_what_confirms_something_is_taken_from_no_press_for_anybody_could_be_talked_into_typing_it(value: str) -> None:
    words = press_words(value, "Đồng ý")
    said = read_event(events.text(LAN, "m1", words, STAMP))
    assert isinstance(said, Said)
    assert said.incoming == Incoming("zalo_oa", LAN, "m1", words)


def test_our_own_messages_come_back_and_are_nothing() -> None:
    assert read_event(events.echo(LAN, "m1", STAMP)) is None


def test_a_message_that_the_staff_has_typed_tells_that_they_take_over() -> None:
    assert read_event(events.echo(LAN, "m1", STAMP, admin="77")) == StaffSpoke("m1", LAN, AT, "Chào bạn.")


@pytest.mark.parametrize("payload", [events.follow(LAN, STAMP), events.chatnow(LAN, STAMP)])
def test_who_follows_or_opens_the_chat_has_made_contact(payload: dict[str, Any]) -> None:
    event = read_event(payload)
    assert isinstance(event, MadeContact)
    assert (event.person, event.at) == (LAN, AT)


def test_who_follows_no_longer_has_left() -> None:
    event = read_event(events.unfollow(LAN, STAMP))
    assert isinstance(event, Left)
    assert (event.person, event.at) == (LAN, AT)


@pytest.mark.parametrize("holder", [{"user_id": LAN}, {"sender": {"id": LAN}}, {"follower": {"id": LAN}}])
def test_who_withdraws_is_found_wherever_zalo_names_them(holder: dict[str, Any]) -> None:
    event = read_event({"event_name": "user_withdraw", "timestamp": str(STAMP), **holder})
    assert isinstance(event, Withdrew)
    assert event.person == LAN


def test_an_event_without_an_id_gets_one_in_which_nobody_can_be_read_and_which_is_its_own() -> None:
    first, again = read_event(events.follow(LAN, STAMP)), read_event(events.follow(LAN, STAMP))
    later, click = read_event(events.follow(LAN, STAMP + 1)), read_event(events.chatnow(LAN, STAMP))
    assert first and again and later and click
    assert first.id == again.id
    assert len({first.id, later.id, click.id}) == 3
    assert LAN not in first.id


@pytest.mark.parametrize(
    "name",
    ["user_received_message", "user_seen_message", "user_reacted_message", "user_submit_info",
     "anonymous_send_text", "oa_send_anonymous_text", "add_user_to_tag", "oa_reacted_message", "something_new"],
)  # fmt: skip
def test_all_else_is_nothing_to_us(name: str) -> None:
    assert read_event({"event_name": name, "timestamp": "1", "sender": {"id": LAN}}) is None


BROKEN: list[dict[str, Any]] = [
    {},
    {"event_name": "user_send_text"},
    events.text(LAN, "m1", "chào", STAMP) | {"timestamp": "soon"},
    events.text(LAN, "m1", "chào", STAMP) | {"timestamp": str(10**30)},
    events.text(LAN, "m1", "chào", STAMP) | {"sender": "x"},
    events.text(LAN, "m1", "chào", STAMP) | {"message": {"msg_id": ["x"]}},
    {"event_name": "follow", "timestamp": str(STAMP), "follower": {}},
]


@pytest.mark.parametrize("payload", BROKEN)
def test_what_has_another_form_is_said_to_have_it(payload: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is missing"):
        read_event(payload)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)
NAMES = st.sampled_from(["user_send_text", "user_send_image", "follow", "user_withdraw", "oa_send_text", "x"])
KEYS = st.sampled_from(["sender", "recipient", "message", "follower", "user_id", "timestamp", "id", "msg_id"])


@given(NAMES, st.dictionaries(KEYS, JSON | st.dictionaries(KEYS, JSON, max_size=3), max_size=5))
def test_whatever_stands_in_a_body_it_is_read_or_refused(name: str, payload: dict[str, Any]) -> None:
    try:
        read_event({"event_name": name, **payload})
    except ValueError as error:
        assert "is missing" in str(error)


@pytest.mark.parametrize(
    "payload",
    [events.text(LAN, "m1", "chào", STAMP), events.echo(LAN, "m1", STAMP, admin="77"), events.follow(LAN, STAMP)],
)
def test_the_account_that_an_event_is_about_is_found(payload: dict[str, Any]) -> None:
    assert account_of(payload) == events.OA_ID


@given(NAMES, st.dictionaries(KEYS | st.just("oa_id"), JSON, max_size=5))
def test_whatever_stands_in_a_body_the_account_is_found_or_not(name: str, payload: dict[str, Any]) -> None:
    assert isinstance(account_of({"event_name": name, **payload}), str)


def test_a_row_of_the_recent_chats_is_the_persons_or_the_accounts() -> None:
    theirs = read_row(events.row(LAN, "m1", "chào", STAMP, is_persons=True))
    ours = read_row(events.row(LAN, "m2", "chào bạn", STAMP, is_persons=False))
    assert (theirs.person, theirs.is_persons, theirs.at) == (LAN, True, AT)
    assert (ours.person, ours.is_persons) == (LAN, False)
    assert said_in(theirs) == Said("m1", LAN, AT, Incoming("zalo_oa", LAN, "m1", "chào"))
