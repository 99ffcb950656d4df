"""The imitation refuses what Zalo refuses; without that the other tests would prove nothing."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from zalo_bot_api import ZaloBotApi

LAN = "a1b2c3d4e5f60718293a"


@pytest.fixture
def api() -> Iterator[ZaloBotApi]:
    with ZaloBotApi() as imitation:
        imitation.writes(LAN, "chào")
        yield imitation


def call(api: ZaloBotApi, method: str, **given: Any) -> dict[str, Any]:
    """The answer, which is an HTTP 200 whatever it says."""
    with httpx.Client(trust_env=False) as http:
        answer = http.post(f"{api.address}/bot{api.token}/{method}", json=given)
    assert answer.status_code == 200
    content = answer.json()
    assert isinstance(content, dict)
    return content


@pytest.mark.parametrize(
    ("method", "given", "slip"),
    [
        ("sendMessage", {"chat_id": LAN}, "sendMessage.text is missing"),
        ("sendMessage", {"chat_id": 7, "text": "a"}, "sendMessage.chat_id is of the wrong type"),
        ("sendMessage", {"chat_id": LAN, "text": "a", "parse_mode": "markdown"}, "sendMessage.parse_mode is not known"),
        ("setWebhook", {"url": "https://example.vn"}, "setWebhook.secret_token is missing"),
        ("sendDocument", {"chat_id": LAN}, "sendDocument is not known"),
    ],
)
def test_a_call_of_the_wrong_form_is_a_slip(api: ZaloBotApi, method: str, given: dict[str, Any], slip: str) -> None:
    assert call(api, method, **given)["ok"] is False
    assert api.slips == [slip]
    api.slips.clear()


def test_a_call_that_is_no_post_of_json_is_a_slip(api: ZaloBotApi) -> None:
    with httpx.Client(trust_env=False) as http:
        assert http.get(f"{api.address}/bot{api.token}/getMe").json()["ok"] is False
        assert http.post(f"{api.address}/bot{api.token}/getMe", data={"a": "b"}).json()["ok"] is False
    assert len(api.slips) == 2
    api.slips.clear()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": " "}, "text must not be empty"),
        ({"text": "x" * 2001}, "at most 2000"),
        ({"text": "a", "chat_id": ""}, "chat_id must not be empty"),
    ],
)
def test_a_message_that_zalo_refuses_is_refused(api: ZaloBotApi, given: dict[str, Any], words: str) -> None:
    answer = call(api, "sendMessage", **({"chat_id": LAN} | given))
    assert int(answer["error_code"]) == 400
    assert words in answer["description"]
    assert not api.account.sent


def test_codes_come_as_numbers_and_as_texts(api: ZaloBotApi) -> None:
    codes = [call(api, "sendMessage", chat_id=LAN, text="")["error_code"] for _ in range(4)]
    assert codes == [400, "400", 400, "400"]


def test_a_message_is_read_once_and_one_at_a_time(api: ZaloBotApi) -> None:
    api.writes(LAN, "hai")
    read = [call(api, "getUpdates", timeout="1")["result"]["message"]["text"] for _ in range(2)]
    assert read == ["chào", "hai"]
    assert int(call(api, "getUpdates", timeout=0)["error_code"]) == 408


def test_while_a_webhook_is_set_polls_bring_nothing(api: ZaloBotApi) -> None:
    assert call(api, "setWebhook", url="http://example.vn/", secret_token="12345678")["ok"] is False
    assert call(api, "setWebhook", url="https://example.invalid/", secret_token="short")["ok"] is False
    assert call(api, "setWebhook", url="https://example.invalid/", secret_token="12345678")["ok"] is True
    assert call(api, "getWebhookInfo")["result"]["url"] == "https://example.invalid/"
    assert call(api, "getUpdates", timeout=0)["ok"] is False
    assert call(api, "deleteWebhook")["result"]["url"] == ""


def test_the_quota_ends(api: ZaloBotApi) -> None:
    api.account.quota = 1
    assert call(api, "sendMessage", chat_id=LAN, text="một")["ok"] is True
    assert int(call(api, "sendMessage", chat_id=LAN, text="hai")["error_code"]) == 429


def test_a_wrong_token_is_refused(api: ZaloBotApi) -> None:
    with httpx.Client(trust_env=False) as http:
        answer = http.post(f"{api.address}/bot5000:wrong/getMe", json={})
    assert int(answer.json()["error_code"]) == 401


def test_a_slip_fails_the_test_that_made_it() -> None:
    with pytest.raises(AssertionError, match="not known"), ZaloBotApi() as imitation:
        call(imitation, "getMe", color="red")
