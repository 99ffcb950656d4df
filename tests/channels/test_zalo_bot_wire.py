"""What Zalo's Bot Platform tells, as our values; and every refusal as one of our failures."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.channels.failures import AccountRefused, ChannelError, Refused, SlowDown, Unacceptable, Unreachable
from bot.channels.zalo_bot.connection import redacted
from bot.channels.zalo_bot.wire import (
    Unreadable,
    is_empty_poll,
    is_used_up,
    message_id,
    read,
    refusal,
    result_of,
    texts,
)
from bot.messages import Attachment, Choice, Incoming, Reply

LAN = "a1b2c3d4e5f60718293a"
TOKEN = "5000:s3cr3t/+half"
DOCUMENTED_CODES: dict[int, type[ChannelError]] = {
    400: Unacceptable,
    401: AccountRefused,
    403: Unreachable,
    404: Unacceptable,
    408: Unreachable,
    426: SlowDown,
    429: AccountRefused,
}
"""The codes of the platform's table (as of 20 November 2026) and what each means to us."""


def update(event: str = "message.text.received", **content: Any) -> dict[str, Any]:
    message = {
        "message_id": "7c1e0b5a9d3f42e8b6a0",
        "date": 1790000000123,
        "from": {"id": LAN, "display_name": "Người Mẫu", "is_bot": False},
        "chat": {"id": LAN, "chat_type": "PRIVATE"},
    }
    return {"event_name": event, "message": message | content}


def refused(code: object, words: str = "Bad request: x") -> bytes:
    return json.dumps({"ok": False, "description": words, "error_code": code}).encode()


@pytest.mark.parametrize("wrap", [lambda flat: flat, lambda flat: {"ok": True, "result": flat}])
def test_a_text_is_read_flat_or_wrapped(wrap: Any) -> None:
    assert read(wrap(update(text="Làm giấy khai sinh cần gì?"))) == Incoming(
        "zalo_bot", LAN, "7c1e0b5a9d3f42e8b6a0", "Làm giấy khai sinh cần gì?"
    )


@pytest.mark.parametrize(
    ("event", "content", "text", "attachment"),
    [
        ("message.image.received", {"photo_url": "https://example.org/a.jpg"}, "", Attachment.PHOTO),
        ("message.image.received", {"photo": "https://example.org/a.jpg", "caption": "được chưa"}, "được chưa", Attachment.PHOTO),
        ("message.sticker.received", {"sticker": "1", "url": "https://example.org/a"}, "", Attachment.STICKER),
        ("message.voice.received", {"voice_url": "https://example.org/a.aac"}, "", Attachment.VOICE),
        ("message.unsupported.received", {}, "", Attachment.UNREADABLE),
    ],
)  # fmt: skip
def test_what_comes_instead_of_words_is_told_apart(
    event: str, content: dict[str, Any], text: str, attachment: Attachment
) -> None:
    incoming = read(update(event, **content))
    assert incoming
    assert (incoming.text, incoming.attachment) == (text, attachment)


@pytest.mark.parametrize(
    "nothing",
    [
        {"event_name": "user.follow", "message": {}},
        {"event_name": "something.new"},
        {"event_name": ["message.text.received"]},
        {},
        update(text="chào", chat={"id": "g1", "chat_type": "GROUP"}),
        update() | {"message": update()["message"] | {"from": {"id": "b1", "is_bot": True}}},
    ],
)
def test_an_unknown_event_a_group_and_a_bot_are_nothing(nothing: dict[str, Any]) -> None:
    assert read(nothing) is None


@pytest.mark.parametrize(
    "broken",
    [
        [],
        None,
        "x",
        {"result": [update()]},
        {"event_name": "message.text.received"},
        update(chat=None),
        update(chat={"chat_type": "PRIVATE"}),
        update(message_id=None),
        update(message_id=True),
        update(message_id="x" * 101),
        update(chat={"id": "", "chat_type": "PRIVATE"}),
    ],
)
def test_what_has_another_shape_is_told(broken: Any) -> None:
    with pytest.raises(Unreadable):
        read(broken)


def test_ids_may_be_numbers() -> None:
    incoming = read(update(text="chào", message_id=7, chat={"id": 8, "chat_type": "PRIVATE"}))
    assert incoming
    assert (incoming.person, incoming.message) == ("8", "7")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
fields = st.fixed_dictionaries(
    {},
    optional={
        "event_name": st.sampled_from(["message.text.received", "message.voice.received"]) | json_values,
        "message": st.fixed_dictionaries(
            {}, optional={"message_id": json_values, "chat": json_values, "from": json_values, "text": json_values}
        ) | json_values,
        "result": json_values,
    },
)  # fmt: skip


@given(fields | json_values)
def test_any_json_is_read_or_told_to_be_unreadable(body: Any) -> None:
    try:
        incoming = read(body)
    except Unreadable:
        return
    assert incoming is None or (incoming.person and incoming.message)


@pytest.mark.parametrize("code", sorted(DOCUMENTED_CODES))
@pytest.mark.parametrize("written", [int, str])
def test_every_documented_code_means_something_to_us_as_a_number_and_as_a_text(code: int, written: Any) -> None:
    with pytest.raises(ChannelError) as raised:
        result_of(200, refused(written(code)))
    assert type(raised.value) is DOCUMENTED_CODES[code]


@pytest.mark.parametrize("code", [None, "abc", {}, 0, 999])
def test_a_code_that_nobody_knows_is_not_tried_again(code: object) -> None:
    with pytest.raises(Unacceptable):
        result_of(200, refused(code))


def test_a_chat_that_is_refused_is_the_persons_end_and_no_fault_of_the_message() -> None:
    assert isinstance(refusal(400, "Bad request: The chat_id must not be empty"), Refused)


def test_a_403_is_an_error_of_the_server_after_which_may_be_tried_again() -> None:
    failure = refusal(403, "Internal server error")
    assert isinstance(failure, Unreachable)
    assert not failure.may_have_arrived


def test_the_empty_poll_and_the_empty_quota_are_told_apart_from_all_else() -> None:
    assert [code for code in DOCUMENTED_CODES if is_empty_poll(refusal(code, "x"))] == [408]
    assert [code for code in DOCUMENTED_CODES if is_used_up(refusal(code, "x"))] == [429]


@pytest.mark.parametrize(
    ("status", "may_have_arrived"), [(200, True), (302, False), (403, False), (404, False), (500, True), (502, True)]
)
@pytest.mark.parametrize("body", [b"", b"<html>x</html>", b"[]", b'{"ok": "true"}', b"\xff", b"[" * 100_000])
def test_what_is_no_answer_of_the_platform_says_nothing_about_the_token(
    status: int, may_have_arrived: bool, body: bytes
) -> None:
    with pytest.raises(Unreachable) as raised:
        result_of(status, body)
    assert raised.value.may_have_arrived is may_have_arrived


def test_too_many_requests_is_a_page_and_means_to_wait() -> None:
    with pytest.raises(SlowDown) as raised:
        result_of(429, b"<html>429 Too Many Requests</html>")
    assert raised.value.seconds > 0


def test_a_success_may_come_without_a_result() -> None:
    assert result_of(200, b'{"ok": true}') is None
    assert message_id(None) == ""
    assert message_id({"message_id": 12}) == "12"


def test_choices_are_numbered_lines_and_nothing_is_marked_up() -> None:
    reply = Reply(heading="Kết hôn", text="*Chọn* <b>một</b>", choices=(Choice(label="Lệ phí", value="x"),))
    assert texts(reply) == ("Kết hôn\n*Chọn* <b>một</b>\n1. Lệ phí",)


def test_the_longest_message_has_two_thousand_composed_letters() -> None:
    text = unicodedata.normalize("NFD", "ệ" * 2000)
    assert texts(Reply(text=text)) == ("ệ" * 2000,)
    assert len(texts(Reply(text=text + "ệ"))) == 2


@pytest.mark.parametrize(
    "words",
    [
        f"bad path /bot{TOKEN}/sendMessage",
        "bad path /bot5000%3As3cr3t%2F%2Bhalf/sendMessage",
        "bad path /bot5000%3As3cr3t/+half/sendMessage",
        "bad path /bot5000%253As3cr3t%252F%252Bhalf/x",
        "bad path /bot5000&#58;s3cr3t&#x2F;&#43;half/x",
        "only s3cr3t/+half is here",
        "only s3cr3t%2f%2bhalf is here",
    ],
)
def test_the_token_is_in_no_words_in_whatever_way_they_are_written(words: str) -> None:
    shown = redacted(words, SecretStr(TOKEN))
    assert "s3cr3t" not in shown
    assert "***" in shown


def test_words_without_the_token_stay() -> None:
    assert redacted("Bad request: 5000 letters, 100%", SecretStr(TOKEN)) == "Bad request: 5000 letters, 100%"
