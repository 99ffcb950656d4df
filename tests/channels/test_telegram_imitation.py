"""The imitation refuses what Telegram refuses; without that the other tests would prove nothing."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from telegram_account import BOT
from telegram_api import TelegramApi
from telegram_html import BadMarkup, parsed
from telegram_schema import problems

PERSON = 900


@pytest.fixture
def api() -> Iterator[TelegramApi]:
    with TelegramApi() as imitation:
        imitation.writes(PERSON, "chào")
        yield imitation


def call(api: TelegramApi, method: str, **given: Any) -> tuple[int, str]:
    """The status and the description of a call; values that are no texts are sent as JSON."""
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    with httpx.Client(trust_env=False) as http:
        answer = http.post(f"{api.address}/bot{api.token}/{method}", data=form)
    return answer.status_code, answer.json().get("description", "")


@pytest.mark.parametrize(
    ("method", "given", "slip"),
    [
        ("sendMessage", {"chat_id": PERSON}, "sendMessage.text: missing"),
        ("sendMessage", {"chat_id": PERSON, "text": "a", "color": "red"}, "sendMessage.color: unknown"),
        ("getUpdates", {"offset": "soon"}, "getUpdates.offset: not of type Integer"),
        ("getUpdates", {"allowed_updates": "message"}, "getUpdates.allowed_updates: not a list"),
        ("deleteWebhook", {"drop_pending_updates": 1}, "deleteWebhook.drop_pending_updates: not of type Boolean"),
        ("setMyCommands", {"commands": [{"command": "a"}]}, "setMyCommands.commands[0].description: missing"),
        ("sendPhoto", {"chat_id": PERSON}, "sendPhoto is not imitated"),
    ],
)
def test_a_call_of_the_wrong_form_is_a_slip(api: TelegramApi, method: str, given: dict[str, Any], slip: str) -> None:
    assert call(api, method, **given)[0] in {400, 404}
    assert api.slips == [slip]
    api.slips.clear()


def keyboard(**button: str) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": " "}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<u>a", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "a", "parse_mode": "Text"}, "unsupported parse_mode"),
        ({"text": "a", "chat_id": 5}, "chat not found"),
        ({"text": "a", "chat_id": "Lan"}, "chat not found"),
        ({"text": "a", "reply_markup": keyboard(text="a", callback_data="x" * 65)}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "reply_markup": keyboard(text="a", callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "reply_markup": keyboard(text=" ", callback_data="x")}, "text can't be empty"),
        ({"text": "a", "reply_markup": keyboard(text="a" * 10000, callback_data="x")}, "reply markup is too long"),
    ],
)
def test_a_message_that_telegram_refuses_is_refused(api: TelegramApi, given: dict[str, Any], words: str) -> None:
    status, told = call(api, "sendMessage", **({"chat_id": PERSON} | given))
    assert status == 400 and words in told
    assert not api.account.sent


def test_the_length_is_counted_after_the_markup_is_read(api: TelegramApi) -> None:
    assert call(api, "sendMessage", chat_id=PERSON, text="<b>" + "&lt;" * 4096 + "</b>", parse_mode="HTML") == (200, "")


@pytest.mark.parametrize(
    "text",
    ["a < b", "a & b", "a > b", "<p>a</p>", "<b>a</i>", "</b>", "<a>x</a>", "<a href=x>x</a>", "&nbsp;", "<b x>a</b>"],
)
def test_bad_markup_is_refused(text: str) -> None:
    with pytest.raises(BadMarkup):
        parsed(text)


def test_good_markup_is_read() -> None:
    assert parsed('<b>A &amp; <i>B</i></b> <a href="https://example.vn/?a=1&amp;b=2">C</a> &#60;') == "A & B C <"


def test_what_is_acknowledged_does_not_come_again(api: TelegramApi) -> None:
    first = api.happens("message", {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "a"})
    assert len(api.delivery.pending) == 2
    assert call(api, "getUpdates") == (200, "") and len(api.delivery.pending) == 2
    assert call(api, "getUpdates", offset=first) == (200, "")
    assert list(api.delivery.pending) == [first]
    assert call(api, "getUpdates", offset=first + 1) == (200, "") and not api.delivery.pending


def test_a_webhook_and_polling_exclude_each_other(api: TelegramApi) -> None:
    assert call(api, "setWebhook", url="http://example.vn/")[0] == 400
    assert call(api, "setWebhook", url="https://example.invalid/")[0] == 200
    assert call(api, "getUpdates")[0] == 409
    assert call(api, "deleteWebhook")[0] == 200
    assert call(api, "getUpdates")[0] == 200


def test_a_wrong_token_is_refused(api: TelegramApi) -> None:
    with httpx.Client(trust_env=False) as http:
        assert http.post(f"{api.address}/bot4000:wrong/getMe").status_code == 401
        assert http.post(f"{api.address}/botwrong/getMe").status_code == 404


def test_a_payload_of_another_form_than_telegrams_is_noticed() -> None:
    assert problems(BOT, "User", "User") == []
    assert problems(BOT | {"age": 3}, "User", "User") == ["User.age: unknown"]
    assert problems(BOT | {"id": True}, "User", "User") == ["User.id: not of type Integer"]


def test_a_slip_fails_the_test_that_made_it() -> None:
    with pytest.raises(AssertionError, match="unknown"), TelegramApi() as imitation:
        call(imitation, "getMe", color="red")
