"""What a citizen does in Telegram, and what it is to us."""

from typing import Any

import pytest
import telegram_updates as updates
from telegram import Update
from telegram_schema import problems

from bot.channels.channel import Membership
from bot.channels.telegram.reading import membership, read
from bot.messages import Attachment, Incoming

PERSON = 900
PICTURE = {"file_id": "f", "file_unique_id": "u", "width": 90, "height": 90}
FILE = {"file_id": "f", "file_unique_id": "u"}
PLACE = {"latitude": 21.5, "longitude": 105.8}
STICKER = FILE | {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
FILM = FILE | {"width": 9, "height": 9, "duration": 3}


def update(kind: str, payload: dict[str, Any]) -> Update:
    whole = {"update_id": 1, kind: payload}
    assert not problems(whole, "Update", "Update")
    return Update.de_json(whole, None)


def sent(**content: Any) -> Incoming | None:
    return read(update("message", updates.message(PERSON, 5, **content)))


def said(text: str) -> Incoming:
    incoming = sent(text=text)
    assert incoming
    return incoming


def test_a_citizen_writes() -> None:
    assert said("làm khai sinh ở đâu") == Incoming("telegram", "900", "5", "làm khai sinh ở đâu")


def test_nothing_of_a_citizen_but_the_number_of_the_chat_is_read() -> None:
    assert updates.NAME not in repr(said("chào")) and "nguoimau" not in repr(said("chào"))


@pytest.mark.parametrize(
    ("written", "text", "choice"),
    [
        ("/start", "/start", None),
        ("/start tthc_1-001193", "/start", "1.001193"),
        ("/start hoi_gio-lam-viec", "/start", "gio-lam-viec"),
        ("/start@motcua_mau_bot tthc_1-001193", "/start", "1.001193"),
        ("/start tthc_1.001193", "/start", None),
        ("/start tthc_1-00119", "/start", None),
        ("/start tthc_", "/start", None),
        ("/start hoi_Gio", "/start", None),
        ("/start hoi_-", "/start", None),
        ("/start khac_1-001193", "/start", None),
        ("/start hai chữ", "/start hai chữ", None),
        ("/thutuc", "/thutuc", None),
        ("/thutuc@motcua_mau_bot", "/thutuc", None),
        ("/thutuc@motcua_mau_bot khai sinh", "/thutuc khai sinh", None),
        ("gửi về xa@example.vn", "gửi về xa@example.vn", None),
        ("/", "/", None),
    ],
)
def test_a_citizen_types_a_command_or_scans_a_code(written: str, text: str, choice: str | None) -> None:
    assert (said(written).text, said(written).choice) == (text, choice)


def test_a_citizen_presses_a_button() -> None:
    below = updates.bots_message(PERSON, 4, "Chọn", [[("1. Lệ phí", "1.001193/fee"), ("2. Nơi nộp", "1.001193/place")]])
    pressed = read(update("callback_query", updates.press(PERSON, "77", "1.001193/place", below)))
    assert pressed == Incoming("telegram", "900", "callback-77", "Nơi nộp", choice="1.001193/place")


def test_a_citizen_presses_a_button_of_a_message_that_telegram_no_longer_shows() -> None:
    below = {"message_id": 4, "date": 0, "chat": updates.private_chat(PERSON)}
    pressed = read(update("callback_query", updates.press(PERSON, "77", "1.001193", below)))
    assert pressed == Incoming("telegram", "900", "callback-77", "", choice="1.001193")


def test_a_button_that_has_lost_its_message_is_nothing() -> None:
    press = updates.press(PERSON, "77", "1.001193", {})
    del press["message"]
    assert read(update("callback_query", press)) is None


def test_the_button_of_a_group_is_nothing() -> None:
    below = updates.bots_message(PERSON, 4, "Chọn", []) | {"chat": {"id": -5, "type": "group", "title": "Xóm"}}
    assert read(update("callback_query", updates.press(PERSON, "77", "x", below))) is None


@pytest.mark.parametrize(
    ("content", "attachment"),
    [
        ({"photo": [PICTURE]}, Attachment.PHOTO),
        ({"document": FILE | {"mime_type": "image/jpeg"}}, Attachment.PHOTO),
        ({"document": FILE | {"mime_type": "application/pdf"}}, Attachment.FILE),
        ({"document": FILE}, Attachment.FILE),
        ({"video": FILM}, Attachment.FILE),
        ({"contact": {"phone_number": "0900000000", "first_name": updates.NAME}}, Attachment.FILE),
        ({"voice": FILE | {"duration": 4}}, Attachment.VOICE),
        ({"audio": FILE | {"duration": 4}}, Attachment.VOICE),
        ({"video_note": FILE | {"length": 9, "duration": 4}}, Attachment.VOICE),
        ({"location": PLACE}, Attachment.LOCATION),
        (
            {"venue": {"location": PLACE, "title": "Chợ", "address": "xã Suối Mẫu"}, "location": PLACE},
            Attachment.LOCATION,
        ),
        ({"sticker": STICKER}, Attachment.STICKER),
        ({"animation": FILM, "document": FILE}, Attachment.STICKER),
        ({"dice": {"emoji": "🎲", "value": 3}}, Attachment.STICKER),
    ],
)
def test_a_citizen_sends_something_else_than_words(content: dict[str, Any], attachment: Attachment) -> None:
    assert sent(**content) == Incoming("telegram", "900", "5", "", attachment=attachment)


def test_what_stands_below_a_photo_is_read() -> None:
    incoming = sent(photo=[PICTURE], caption="giấy này được chưa")
    assert incoming and (incoming.text, incoming.attachment) == ("giấy này được chưa", Attachment.PHOTO)


def test_the_photos_of_an_album_are_one_message() -> None:
    both = [
        read(update("message", updates.message(PERSON, number, photo=[PICTURE], media_group_id="31")))
        for number in (5, 6)
    ]
    assert [incoming and incoming.message for incoming in both] == ["album-31", "album-31"]


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("edited_message", updates.message(PERSON, 5, text="sửa")),
        ("message", updates.message(PERSON, 5, text="x") | {"chat": {"id": -5, "type": "group", "title": "Xóm"}}),
        ("message", updates.message(PERSON, 5, text="x") | {"chat": {"id": -6, "type": "supergroup", "title": "Xóm"}}),
        ("channel_post", updates.message(PERSON, 5, text="x") | {"chat": {"id": -7, "type": "channel", "title": "Xã"}}),
        ("message", updates.message(PERSON, 5, text="x") | {"from": updates.user(8) | {"is_bot": True}}),
        ("message", updates.message(PERSON, 5, delete_chat_photo=True)),
        ("message", updates.message(PERSON, 5)),
        ("my_chat_member", updates.membership(PERSON, "kicked")),
    ],
)
def test_what_is_no_message_of_a_citizen_is_nothing(kind: str, payload: dict[str, Any]) -> None:
    assert read(update(kind, payload)) is None


@pytest.mark.parametrize(("status", "blocked"), [("kicked", True), ("left", True), ("member", False)])
def test_a_citizen_blocks_the_bot_and_lets_it_in_again(status: str, blocked: bool) -> None:
    told = update("my_chat_member", updates.membership(PERSON, status))
    assert membership(told) == Membership("900", blocked)


def test_a_group_that_throws_the_bot_out_is_nothing() -> None:
    group = {"chat": {"id": -5, "type": "group", "title": "Xóm"}}
    assert membership(update("my_chat_member", updates.membership(PERSON, "kicked") | group)) is None
    assert membership(update("message", updates.message(PERSON, 5, text="x"))) is None
