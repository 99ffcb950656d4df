"""The imitation of Zalo's servers for Official Accounts refuses what the real ones are known to refuse, in their form."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from zalo_oa_account import ACCESS_LIVES, APP_SECRET, SEVEN_DAYS
from zalo_oa_api import ABOUT, NOON, RECENT, SENDING, TOKEN, ZaloOa
from zalo_oa_events import APP_ID

LAN = "2468000000000000001"
HELLO = {"recipient": {"user_id": LAN}, "message": {"text": "Chào bà."}}


class Clock:
    moment = NOON

    def __call__(self) -> float:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def api(clock: Clock) -> Iterator[ZaloOa]:
    with ZaloOa(clock) as opened:
        yield opened


@pytest.fixture
def token(api: ZaloOa) -> str:
    return api.account.grant()["access_token"]


def asked(api: ZaloOa, verb: str, path: str, token: str = "", **more: Any) -> httpx.Response:
    headers = {"access_token": token} if token else {}
    return httpx.request(verb, f"{api.address}{path}", headers=headers, trust_env=False, **more)


def error(answer: httpx.Response) -> int:
    assert answer.status_code == 200, "a refusal of Zalo's own is an HTTP 200"
    return int(answer.json()["error"])


def renewed(api: ZaloOa, refresh: str, secret: str = APP_SECRET) -> httpx.Response:
    form = {"refresh_token": refresh, "app_id": APP_ID, "grant_type": "refresh_token"}
    return httpx.post(f"{api.address}{TOKEN}", data=form, headers={"secret_key": secret}, trust_env=False)


def test_a_refresh_token_is_used_once_and_gives_a_new_pair_with_which_the_old_one_dies(api: ZaloOa) -> None:
    first = api.account.grant()
    pair = renewed(api, first["refresh_token"]).json()
    assert pair["expires_in"] == "90000"
    assert error(asked(api, "GET", ABOUT, pair["access_token"])) == 0
    assert error(asked(api, "GET", ABOUT, first["access_token"])) == -216
    again = renewed(api, first["refresh_token"])
    assert (again.status_code, again.content) == (200, b"")


def test_an_unknown_token_and_a_wrong_app_are_refused(api: ZaloOa) -> None:
    assert error(renewed(api, "nobody-knows-it")) == -14014
    assert error(renewed(api, api.account.grant()["refresh_token"], "another-secret")) == -14002


def test_an_access_token_ends_after_25_hours_and_is_taken_in_its_own_header_alone(
    api: ZaloOa, clock: Clock, token: str
) -> None:
    assert error(asked(api, "GET", ABOUT, token)) == 0
    clock.moment += ACCESS_LIVES
    assert error(asked(api, "GET", ABOUT, token)) == -216
    assert error(asked(api, "GET", ABOUT)) == -216


def test_to_whom_may_be_written_depends_on_when_they_last_wrote(api: ZaloOa, clock: Clock, token: str) -> None:
    assert error(asked(api, "POST", SENDING[0], token, json=HELLO)) == -232
    api.says(LAN, "chào")
    assert error(asked(api, "POST", SENDING[0], token, json=HELLO)) == 0
    clock.moment += SEVEN_DAYS + 1
    token = api.account.grant()["access_token"]
    assert error(asked(api, "POST", SENDING[0], token, json=HELLO)) == -230


def test_each_kind_of_account_sends_at_its_own_address(api: ZaloOa, token: str) -> None:
    api.says(LAN, "chào")
    assert error(asked(api, "POST", SENDING[1], token, json=HELLO)) == -240
    api.account.is_government = True
    assert error(asked(api, "POST", SENDING[0], token, json=HELLO)) == -235
    assert error(asked(api, "POST", SENDING[1], token, json=HELLO)) == 0


def test_more_requests_a_minute_than_the_package_allows_are_refused(api: ZaloOa, clock: Clock, token: str) -> None:
    api.account.requests_per_minute = 2
    assert [error(asked(api, "GET", ABOUT, token)) for _ in range(3)] == [0, 0, -32]
    clock.moment += 60
    assert error(asked(api, "GET", ABOUT, token)) == 0


def test_eleven_rows_at_once_are_too_many_and_past_the_end_there_are_none(api: ZaloOa, token: str) -> None:
    api.says(LAN, "chào")

    def rows(offset: int, count: int) -> httpx.Response:
        return asked(api, "GET", RECENT, token, params={"data": f'{{"offset": {offset}, "count": {count}}}'})

    assert error(rows(0, 11)) == -210
    assert [row["message"] for row in rows(0, 10).json()["data"]] == ["chào"]
    assert rows(1, 10).json()["data"] == []


def test_an_unknown_address_is_a_404_within_an_http_200(api: ZaloOa, token: str) -> None:
    assert error(asked(api, "POST", "/v3.0/oa/message/promotion", token, json=HELLO)) == 404


@pytest.mark.parametrize(
    ("verb", "path", "more"),
    [
        ("GET", SENDING[0], {}),
        ("POST", ABOUT, {"json": {}}),
        ("POST", SENDING[0], {"data": {"text": "x"}}),
        ("POST", SENDING[0], {"json": {"to": LAN}}),
        ("POST", TOKEN, {"json": {"grant_type": "refresh_token"}}),
        ("GET", ABOUT, {"params": {"offset": 1}}),
        ("GET", ABOUT, {"headers": {"authorization": "Bearer x"}}),
    ],
)
def test_a_call_of_a_form_that_nobody_documents_is_a_slip_and_fails_the_test_that_made_it(
    verb: str, path: str, more: dict[str, Any]
) -> None:
    with pytest.raises(AssertionError), ZaloOa() as api:
        token = {"access_token": api.account.grant()["access_token"]}
        given = more | {"headers": token | more.get("headers", {})}
        httpx.request(verb, f"{api.address}{path}", trust_env=False, **given)
