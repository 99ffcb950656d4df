"""How fast one visitor and one network may ask."""

import httpx
from fictional_site import SCRIPT, FictionalSite
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from bot.web.limits import Allowance, Buckets, seconds_to_wait
from bot.web.visitor import network_of


async def _asks(browser: httpx.AsyncClient, times: int) -> list[int]:
    if "motcua" not in browser.cookies:
        await browser.get("/suoi-mau/")
    data = {"text": "khai sinh", "message": "m1"}
    return [(await browser.post("/suoi-mau/", data=data, headers=SCRIPT)).status_code for _ in range(times)]


async def test_a_visitor_asks_twelve_times_at_once_and_then_every_two_and_a_half_seconds() -> None:
    site = FictionalSite()
    async with site.browser() as browser:
        assert await _asks(browser, 13) == [200] * 12 + [429]
        answer = await browser.post("/suoi-mau/", data={"text": "a", "message": "m"}, headers=SCRIPT)
        assert answer.headers["retry-after"] == "3"
        assert answer.json()["replies"][0]["text"].endswith("Bạn chờ 3 giây rồi gửi lại nhé.")
        site.clock.seconds = 2.5
        assert await _asks(browser, 2) == [200, 429]


async def test_without_the_script_the_words_of_who_has_to_wait_stay_in_the_field() -> None:
    async with FictionalSite().browser() as browser:
        await _asks(browser, 12)
        answer = await browser.post("/suoi-mau/", data={"text": "con <mới> sinh", "message": "m1"})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "3"
    assert "Bạn chờ 3 giây" in answer.text
    assert ">con &lt;mới&gt; sinh</textarea>" in answer.text


async def test_one_hurried_visitor_does_not_lock_out_the_others_of_the_office() -> None:
    site = FictionalSite()
    app = site.app()
    async with site.browser(app=app) as hurried, site.browser(app=app) as other:
        await _asks(hurried, 30)
        assert await _asks(other, 12) == [200] * 12


async def test_a_whole_office_has_a_limit_too_and_the_next_office_has_its_own() -> None:
    site = FictionalSite()
    app = site.app()
    for _ in range(10):
        async with site.browser(app=app) as browser:
            assert await _asks(browser, 12) == [200] * 12
    async with site.browser(app=app) as late, site.browser("192.0.2.2", app=app) as elsewhere:
        assert await _asks(late, 1) == [429]
        assert await _asks(elsewhere, 1) == [200]
        site.clock.seconds = 0.5
        assert await _asks(late, 2) == [200, 429]


async def test_throwing_the_cookie_away_does_not_help_beyond_the_limit_of_the_network() -> None:
    async with FictionalSite().browser() as browser:
        answered = 0
        for _ in range(130):
            browser.cookies.clear()
            answer = await browser.post("/suoi-mau/", data={"text": "a", "message": "m"}, headers=SCRIPT)
            answered += answer.status_code == 200
    assert answered == 120


steps = st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 10)), max_size=60)


@given(steps)
def test_no_sender_ever_gets_more_than_the_burst_and_what_time_brings(steps: list[tuple[str, float]]) -> None:
    buckets, allowance, now = Buckets(), Allowance(burst=3, per_second=0.5), 0.0
    taken = dict.fromkeys("abcd", 0)
    for sender, pause in steps:
        now += pause
        taken[sender] += seconds_to_wait(buckets, sender, allowance, now) == 0
    assert max(taken.values()) <= 3 + 0.5 * now + 1e-6


@given(steps)
def test_who_waits_as_long_as_told_is_let_in(steps: list[tuple[str, float]]) -> None:
    buckets, allowance, now = Buckets(), Allowance(burst=2, per_second=0.4), 0.0
    for sender, pause in steps:
        now += pause
        wait = seconds_to_wait(buckets, sender, allowance, now)
        if wait:
            now += wait + 1e-6
            assert seconds_to_wait(buckets, sender, allowance, now) == 0


@given(st.lists(st.integers(0, 50)))
def test_only_so_many_senders_are_remembered_and_the_last_are_among_them(senders: list[int]) -> None:
    buckets, allowance = Buckets(), Allowance(burst=1, per_second=1, most_kept=5)
    for sender in senders:
        seconds_to_wait(buckets, str(sender), allowance, 0.0)
    assert len(buckets) == min(5, len(set(senders)))
    if senders:
        assert str(senders[-1]) in buckets


def _network(host: str | None) -> str:
    return network_of(Request({"type": "http", "client": (host, 1) if host is not None else None, "headers": []}))


def test_a_household_with_many_ipv6_addresses_is_one_network() -> None:
    assert _network("2001:db8:1:2::1") == _network("2001:db8:1:2:ffff::9") != _network("2001:db8:1:3::1")
    assert _network("::ffff:192.0.2.1") == _network("192.0.2.1") != _network("192.0.2.2")
    assert _network("fe80::1%eth0") == _network("fe80::2")
    assert _network(None) == ""
    assert _network("somewhere") == "somewhere"
