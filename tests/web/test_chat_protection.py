"""What the web chat forbids browsers, and what it does not take from anybody."""

from collections.abc import AsyncIterator
from http.cookies import SimpleCookie

import httpx
import pytest
from fictional_site import SCRIPT, FictionalSite

MESSAGE = {"text": "khai sinh", "message": "m1"}


def _words(answer: httpx.Response) -> str:
    text: str = answer.json()["replies"][0]["text"]
    return text


async def test_every_answer_forbids_the_browser_all_that_is_not_needed() -> None:
    async with FictionalSite().browser() as browser:
        for answer in [
            await browser.get("/"),
            await browser.get("/suoi-mau"),
            await browser.get("/suoi-mau/"),
            await browser.post("/suoi-mau/", data=MESSAGE),
            await browser.post("/suoi-mau/", data={"text": "hỏng", "message": "m1"}),
            await browser.get("/healthz"),
            await browser.get("/khong-co/"),
            await browser.get("/static/chat.js"),
        ]:
            policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
            assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
            assert set(policy.values()) == {"'none'", "'self'"}
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert "camera=()" in answer.headers["permissions-policy"]
            static = answer.request.url.path.startswith("/static/")
            assert answer.headers["cache-control"] == ("no-cache" if static else "no-store")


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_the_cookie_is_for_the_server_alone_and_for_a_day(scheme: str) -> None:
    async with FictionalSite().browser(base_url=f"{scheme}://chat.test") as browser:
        answer = await browser.get("/suoi-mau/")
    cookie = SimpleCookie(answer.headers["set-cookie"])["motcua"]
    assert len(cookie.value) == 22
    assert cookie["httponly"] is True
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("lax", "/", "86400")
    assert bool(cookie["secure"]) is (scheme == "https")


async def test_a_visitor_keeps_the_cookie_and_the_conversation_never_sees_it() -> None:
    site = FictionalSite()
    async with site.browser() as browser:
        await browser.get("/suoi-mau/")
        given = browser.cookies["motcua"]
        answer = await browser.post("/suoi-mau/", data=MESSAGE)
        assert browser.cookies["motcua"] == given
    assert "Max-Age=86400" in answer.headers["set-cookie"]
    person = site.conversation.told[0][1].person
    assert len(person) == 32
    assert given not in person


@pytest.mark.parametrize("forged", ["x", "a" * 500, "a" * 21 + "*"])
async def test_a_cookie_that_we_can_not_have_given_is_replaced(forged: str) -> None:
    async with FictionalSite().browser() as browser:
        answer = await browser.get("/suoi-mau/", headers={"Cookie": f"motcua={forged}"})
    assert SimpleCookie(answer.headers["set-cookie"])["motcua"].value != forged


async def test_the_same_message_again_has_the_same_id_and_any_other_another() -> None:
    site = FictionalSite()
    app = site.app()
    async with site.browser(app=app) as browser, site.browser(app=app) as other:
        await browser.get("/suoi-mau/")
        for data in (
            MESSAGE,
            MESSAGE,
            MESSAGE | {"text": "kết hôn"},
            MESSAGE | {"message": "m2"},
            MESSAGE | {"choice": "c"},
        ):
            await browser.post("/suoi-mau/", data=data)
        await other.post("/suoi-mau/", data=MESSAGE)
    ids = [incoming.message for _, incoming in site.conversation.told]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 5


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": "khai sinh"}, "Tôi không đọc được"),
        ({"text": "khai sinh", "message": ""}, "Tôi không đọc được"),
        ({"text": "khai sinh", "message": "m" * 65}, "Tôi không đọc được"),
        ({"text": "khai sinh", "message": "m 1"}, "Tôi không đọc được"),
        ({"text": "khai sinh", "message": "m1\n"}, "Tôi không đọc được"),
        ({"text": "a", "choice": "c" * 501, "message": "m1"}, "Tôi không đọc được"),
        ({"text": " \n ", "choice": "", "message": "m1"}, "Bạn chưa viết câu hỏi"),
        ({"message": "m1"}, "Bạn chưa viết câu hỏi"),
    ],
)
async def test_a_form_that_lacks_something_is_answered_with_what_to_do(data: dict[str, str], sentence: str) -> None:
    site = FictionalSite()
    async with site.browser() as browser:
        answer = await browser.post("/suoi-mau/", data=data, headers=SCRIPT)
        page = await browser.post("/suoi-mau/", data=data)
    assert answer.status_code == page.status_code == 400
    assert _words(answer).startswith(sentence)
    assert sentence in page.text
    assert site.conversation.told == []


@pytest.mark.parametrize(
    "body", [b"text=%ff&message=m1", b"text=\xff&message=m1", b"a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1"]
)
async def test_bytes_that_are_no_text_are_not_guessed_at(body: bytes) -> None:
    site = FictionalSite()
    headers = SCRIPT | {"Content-Type": "application/x-www-form-urlencoded"}
    async with site.browser() as browser:
        answer = await browser.post("/suoi-mau/", content=body, headers=headers)
    assert answer.status_code == 400
    assert site.conversation.told == []


async def test_what_is_no_form_is_refused() -> None:
    async with FictionalSite().browser() as browser:
        answer = await browser.post("/suoi-mau/", json=MESSAGE, headers=SCRIPT)
    assert answer.status_code == 415
    assert _words(answer).startswith("Tôi không đọc được")


async def test_a_long_text_is_taken_and_a_far_too_long_one_is_refused_kindly() -> None:
    site = FictionalSite()
    async with site.browser() as browser:
        taken = await browser.post("/suoi-mau/", data={"text": "a" * 10_000, "message": "m1"}, headers=SCRIPT)
        refused = await browser.post("/suoi-mau/", data={"text": "a" * 10_001, "message": "m2"}, headers=SCRIPT)
        huge = await browser.post("/suoi-mau/", data={"text": "a" * 17_000, "message": "m3"})
    assert taken.status_code == 200
    assert refused.status_code == huge.status_code == 413
    assert "Bạn viết ngắn lại" in _words(refused)
    assert "Bạn viết ngắn lại" in huge.text
    assert len(site.conversation.told) == 1


async def test_a_body_without_a_length_is_read_no_further_than_allowed() -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        yield b"message=m1&text="
        while read < 1_000:
            read += 1
            yield b"a" * 1024

    headers = SCRIPT | {"Content-Type": "application/x-www-form-urlencoded"}
    async with FictionalSite().browser() as browser:
        answer = await browser.post("/suoi-mau/", content=endless(), headers=headers)
    assert answer.status_code == 413
    assert read <= 17


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://chat.test"}, 200),
        ({"Origin": "https://CHAT.test"}, 200),
        ({"Origin": "null"}, 200),
        ({"Origin": "http://other.test"}, 403),
        ({"Origin": "http://chat.test.other.test"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://chat.test", "Sec-Fetch-Site": "same-site"}, 403),
    ],
)
async def test_a_message_from_the_page_of_another_site_is_refused(headers: dict[str, str], status: int) -> None:
    site = FictionalSite()
    async with site.browser() as browser:
        answer = await browser.post("/suoi-mau/", data=MESSAGE, headers=headers)
    assert answer.status_code == status
    assert len(site.conversation.told) == (status == 200)
    assert ("gửi từ một trang khác" in answer.text) is (status == 403)
