"""The pages a citizen sees, with and without the script."""

import asyncio
from html.parser import HTMLParser

import pytest
from fictional_site import BIRTH, DOI_MAU, SCRIPT, SUOI_MAU, FictionalConversation, FictionalSite
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Choice, Link, Reply
from bot.web import Health


class Elements(HTMLParser):
    """A page as its start tags, and the text inside each element of class `text`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "p":
            self._inside = ("class", "text") in attrs
            if self._inside:
                self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "p"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def forms(self) -> list[dict[str, str]]:
        """The hidden fields of each form."""
        found: list[dict[str, str]] = []
        for tag, attributes in self.tags:
            if tag == "form":
                found.append({})
            elif tag == "input":
                found[-1][attributes["name"] or ""] = attributes["value"] or ""
        return found


async def test_the_chat_names_the_commune_and_says_that_it_is_a_machine() -> None:
    async with FictionalSite().browser() as browser:
        page = (await browser.get("/suoi-mau/")).text
    assert "<title>Xã Suối Mẫu" in page
    assert "Tôi là máy trả lời tự động của xã Suối Mẫu, không phải cán bộ." in page
    assert "đừng gửi số căn cước" in page
    assert 'role="log"' in page
    assert 'lang="vi"' in page


async def test_a_newcomer_is_offered_questions_to_begin_with() -> None:
    async with FictionalSite().browser() as browser:
        page = Elements((await browser.get("/suoi-mau/")).text)
        offered = [form for form in page.forms() if form.get("text")]
        assert 4 <= len(offered) <= 5
        answer = await browser.post("/suoi-mau/", data=offered[0])
    assert answer.status_code == 200
    assert offered[0]["text"] in answer.text


async def test_with_several_communes_the_front_page_lists_them() -> None:
    async with FictionalSite(communes=(SUOI_MAU, DOI_MAU)).browser() as browser:
        page = (await browser.get("/")).text
    assert '<a href="/suoi-mau/">' in page
    assert '<a href="/doi-mau/">' in page
    assert "Phường Đồi Mẫu" in page


async def test_with_one_commune_the_front_page_is_its_chat() -> None:
    async with FictionalSite().browser() as browser:
        page = (await browser.get("/")).text
    assert 'action="/suoi-mau/"' in page
    assert 'role="log"' in page


async def test_without_a_commune_the_front_page_says_so() -> None:
    async with FictionalSite(communes=()).browser() as browser:
        answer = await browser.get("/")
    assert answer.status_code == 503
    assert "Bạn quay lại sau nhé." in answer.text


async def test_the_script_gets_the_replies_as_json() -> None:
    async with FictionalSite().browser() as browser:
        answer = await browser.post("/suoi-mau/", data={"text": "khai sinh", "message": "m1"}, headers=SCRIPT)
    assert answer.json() == {
        "replies": [
            {
                "heading": "Đăng ký khai sinh",
                "text": BIRTH.text,
                "links": [{"label": "Nộp trực tuyến", "url": "https://example.org/nop"}],
                "choices": [
                    {"label": "Lệ phí", "value": "1.001193:le_phi"},
                    {"label": "Thời hạn", "value": "1.001193:thoi_han"},
                ],
            }
        ]
    }


async def test_without_the_script_a_citizen_asks_and_presses_a_choice_on_whole_pages() -> None:
    site = FictionalSite()
    async with site.browser() as browser:
        composer = Elements((await browser.get("/suoi-mau/")).text).forms()[-1]
        page = (await browser.post("/suoi-mau/", data={**composer, "text": "khai sinh"})).text
        assert "1. Lệ phí" in page
        assert "khai sinh" in Elements(page).texts
        pressed = next(form for form in Elements(page).forms() if form.get("choice") == "1.001193:le_phi")
        page = (await browser.post("/suoi-mau/", data=pressed)).text
    assert Elements(page).texts == ["Lệ phí", "Đăng ký đúng hạn thì không mất lệ phí."]
    commune, incoming = site.conversation.told[-1]
    assert (commune, incoming.account) == ("suoi-mau", "web")
    assert (incoming.text, incoming.choice) == ("Lệ phí", "1.001193:le_phi")
    assert len({incoming.person for _, incoming in site.conversation.told}) == 1


async def test_every_form_of_a_page_is_a_message_of_its_own() -> None:
    async with FictionalSite().browser() as browser:
        page = (await browser.post("/suoi-mau/", data={"text": "khai sinh", "message": "m1"})).text
    messages = [form["message"] for form in Elements(page).forms()]
    assert len(messages) == 3
    assert len(set(messages)) == 3


async def test_what_lies_outside_opens_beside_the_chat_and_learns_nothing_of_it() -> None:
    ours = Reply(text="Xem https://chat.test/doi-mau/ nhé.", links=(Link(label="Ở đây", url="/doi-mau/"),))
    conversation = FictionalConversation({"khai sinh": [BIRTH, ours]})
    async with FictionalSite(conversation=conversation).browser() as browser:
        page = (await browser.post("/suoi-mau/", data={"text": "khai sinh", "message": "m1"})).text
    links = {link["href"]: link for link in Elements(page).named("a") if "rel" in link}
    assert set(links) == {
        "https://example.org/khai-sinh",
        "https://example.org/nop",
        "https://chat.test/doi-mau/",
        "/doi-mau/",
    }
    assert all(link["rel"] == "noopener noreferrer" for link in links.values())
    assert {href for href, link in links.items() if link.get("target") == "_blank"} == {
        "https://example.org/khai-sinh",
        "https://example.org/nop",
    }


async def test_a_link_that_a_browser_would_run_is_not_shown() -> None:
    links = tuple(
        Link(label="x", url=url) for url in ("javascript:alert(1)", "data:text/html,x", "//x.test", "/\\x.test")
    )
    site = FictionalSite(conversation=FictionalConversation({"a": [Reply(text="b", links=links)]}))
    async with site.browser() as browser:
        page = (await browser.post("/suoi-mau/", data={"text": "a", "message": "m1"})).text
        answer = await browser.post("/suoi-mau/", data={"text": "a", "message": "m1"}, headers=SCRIPT)
    assert not [link for link in Elements(page).named("a") if "rel" in link]
    assert answer.json()["replies"][0]["links"] == []


@given(said=st.text(max_size=80), answered=st.text(max_size=80), label=st.text(min_size=1, max_size=20))
def test_whatever_is_said_and_answered_comes_back_as_the_same_words_and_never_as_markup(
    said: str, answered: str, label: str
) -> None:
    said = f"<script>{said}".replace("\r\n", "\n")
    reply = Reply(
        text=f"{answered}\n\n{answered}</p><img src=x>", heading=label, choices=(Choice(label=label, value=label),)
    )
    site = FictionalSite(conversation=FictionalConversation({said.strip(): [reply]}))

    async def page() -> str:
        async with site.browser() as browser:
            return (await browser.post("/suoi-mau/", data={"text": said, "message": "m1"})).text

    elements = Elements(asyncio.run(page()))
    assert elements.texts[0] == said.strip()
    assert "\n\n".join(elements.texts[1:]) == reply.text
    assert len(elements.named("script")) == 1
    assert [image["src"] for image in elements.named("img")] == ["/static/icon.svg"]
    assert elements.forms()[0]["choice"] == label


async def test_an_address_without_its_slash_leads_to_the_chat() -> None:
    async with FictionalSite().browser() as browser:
        answer = await browser.get("/suoi-mau")
    assert (answer.status_code, answer.headers["location"]) == (308, "/suoi-mau/")


async def test_a_commune_that_is_not_served_is_answered_with_those_that_are() -> None:
    async with FictionalSite(communes=(SUOI_MAU, DOI_MAU)).browser() as browser:
        for address in ("/rung-mau/", "/rung-mau", "/suoi-mau/them/nua"):
            answer = await browser.get(address)
            assert answer.status_code == 404
            assert "Không có trang này" in answer.text
            assert '<a href="/doi-mau/">' in answer.text
        answer = await browser.post("/rung-mau/", data={"text": "a", "message": "m"}, headers=SCRIPT)
    assert answer.status_code == 404
    assert answer.json()["replies"][0]["text"].startswith("Không có trang này.")


async def test_a_method_that_a_page_does_not_have_is_refused_in_vietnamese() -> None:
    async with FictionalSite().browser() as browser:
        answer = await browser.put("/suoi-mau/")
    assert answer.status_code == 405
    assert "POST" in answer.headers["allow"]
    assert "Trang này không nhận yêu cầu như vậy" in answer.text


async def test_a_failure_is_told_kindly_and_without_its_details() -> None:
    async with FictionalSite().browser() as browser:
        page = await browser.post("/suoi-mau/", data={"text": "hỏng", "message": "m1"})
        answer = await browser.post("/suoi-mau/", data={"text": "hỏng", "message": "m1"}, headers=SCRIPT)
    assert page.status_code == answer.status_code == 500
    assert "Lỗi này không phải do bạn." in page.text
    assert "secret detail" not in page.text + answer.text
    assert answer.json()["replies"][0]["text"].startswith("Máy đang trục trặc.")
    assert "Content-Security-Policy" in page.headers


HERE = pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "192.0.2.80"])
"""Loopback, and the machine's own address in its network, by which the doctor asks where nothing else is bound."""


@HERE
async def test_on_the_machine_itself_a_watcher_sees_what_is_set_aside_or_late(address: str) -> None:
    site = FictionalSite()
    async with site.browser(address, base_url="http://192.0.2.80") as browser:
        well = await browser.get("/healthz")
        site.health = Health(False, {"set_aside": ["chung/hoi-dap/gio.yaml"]})
        ill = await browser.get("/healthz")
    assert (well.status_code, well.json()) == (200, {"ok": True, "details": {"communes": 1}})
    assert (ill.status_code, ill.json()["details"]) == (503, {"set_aside": ["chung/hoi-dap/gio.yaml"]})


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.7", "2001:db8::1", "::ffff:192.0.2.1", "", "unix"])
async def test_everybody_else_sees_only_whether_citizens_are_answered(address: str) -> None:
    site = FictionalSite()
    async with site.browser(address) as browser:
        well = await browser.get("/healthz")
        site.health = Health(False, {"set_aside": ["chung/hoi-dap/gio.yaml"]})
        ill = await browser.get("/healthz")
    assert (well.status_code, well.json()) == (200, {"ok": True})
    assert (ill.status_code, ill.json()) == (503, {"ok": False})


@HERE
@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
async def test_whom_a_proxy_on_the_machine_brings_is_not_the_machine_itself(address: str, header: str) -> None:
    async with FictionalSite().browser(address, base_url="http://192.0.2.80") as browser:
        answer = await browser.get("/healthz", headers={header: "127.0.0.1"})
    assert answer.json() == {"ok": True}


async def test_nothing_on_a_page_is_fetched_from_elsewhere() -> None:
    async with FictionalSite().browser() as browser:
        page = Elements((await browser.get("/suoi-mau/")).text)
        fetched = [tag["src"] for tag in page.named("script") + page.named("img")]
        fetched += [tag["href"] for tag in page.named("link")]
        assert len(fetched) == 4
        for address in fetched:
            assert address is not None
            assert address.startswith("/static/")
            answer = await browser.get(address)
            assert answer.status_code == 200
            assert "http://" not in answer.text.replace("http://www.w3.org/2000/svg", "")
