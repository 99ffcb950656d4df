"""The web chat as a citizen has it: in Chromium, with a mouse, with a keyboard, without the script, on a small phone."""

import shutil
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import uvicorn
from fictional_site import FictionalConversation, FictionalSite
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from bot.announcements.publication import Publication
from bot.messages import Choice, Link, Reply

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHORT = {
    "khai sinh": [
        Reply(
            heading="Đăng ký khai sinh",
            text="Bạn mang giấy chứng sinh.\nXem https://example.org/khai-sinh.\n\nKhông mất <b>lệ phí</b>.",
            choices=(Choice(label="Lệ phí", value="phi"), Choice(label="Thời hạn", value="han")),
            links=(Link(label="Nộp trực tuyến", url="https://example.org/nop"),),
        )
    ],
    "phi": [Reply(text="Đúng hạn thì không mất tiền.", choices=(Choice(label="Giấy tờ", value="giay"),))],
    "giay": [Reply(text="Giấy chứng sinh.")],
}
LONG = "https://example.org/" + "khong-ngat-dong-" * 12

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site() -> FictionalSite:
    return FictionalSite(conversation=FictionalConversation(dict(SHORT)))


@pytest.fixture
def address(site: FictionalSite) -> Iterator[str]:
    """The chat's address. Its socket listens before the server runs, so that nobody has to wait for it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(site.app(), log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/suoi-mau/"
        server.should_exit = True
        thread.join()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def _ask(page: Page, text: str) -> None:
    page.get_by_label("Câu hỏi của bạn").fill(text)
    page.keyboard.press("Enter")


def test_a_citizen_asks_and_presses_a_choice_with_the_mouse(page: Page, site: FictionalSite) -> None:
    _ask(page, "khai sinh")
    log = page.get_by_role("log")
    expect(log.get_by_role("heading", name="Đăng ký khai sinh")).to_be_visible()
    expect(page.get_by_label("Câu hỏi của bạn")).to_be_focused()
    expect(page.get_by_label("Câu hỏi của bạn")).to_have_value("")
    page.get_by_role("button", name="1. Lệ phí").click()
    expect(log).to_contain_text("Đúng hạn thì không mất tiền.")
    expect(page.locator(".own .text")).to_have_text(["khai sinh", "Lệ phí"])
    _, pressed = site.conversation.told[-1]
    assert (pressed.text, pressed.choice) == ("Lệ phí", "phi")
    assert len({incoming.message for _, incoming in site.conversation.told}) == 2
    assert page.url.endswith("/suoi-mau/")


def test_a_citizen_asks_and_presses_choices_with_the_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến ô viết câu hỏi")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.type("khai sinh")
    page.keyboard.press("Enter")
    choice = page.get_by_role("button", name="1. Lệ phí")
    expect(choice).to_be_visible()
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Đúng hạn thì không mất tiền.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="1. Giấy tờ")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Space")
    expect(page.get_by_role("log")).to_contain_text("Giấy chứng sinh.")


def test_an_example_is_asked_by_pressing_it(page: Page, site: FictionalSite) -> None:
    page.get_by_role("button", name="Đăng ký tạm trú ở đâu?").click()
    expect(page.locator(".bot .text").last).to_have_text("Đăng ký tạm trú ở đâu?")
    assert site.conversation.told[0][1].choice is None


def test_the_words_of_a_reply_stay_words_and_its_addresses_are_links(page: Page) -> None:
    _ask(page, "khai sinh")
    reply = page.locator(".bot").last
    expect(reply).to_contain_text("Không mất <b>lệ phí</b>.")
    shown = [(link.get_attribute("href"), link.get_attribute("target")) for link in reply.get_by_role("link").all()]
    assert shown == [("https://example.org/khai-sinh", "_blank"), ("https://example.org/nop", "_blank")]
    assert all(link.get_attribute("rel") == "noopener noreferrer" for link in reply.get_by_role("link").all())


def test_the_page_of_a_browser_without_the_script_shows_the_same_reply(
    chromium: Browser, page: Page, address: str
) -> None:
    _ask(page, "khai sinh")
    with_script = page.locator(".bot").last
    expect(with_script).to_contain_text("giấy chứng sinh")
    plain = chromium.new_context(java_script_enabled=False)
    bare = plain.new_page()
    bare.goto(address)
    bare.get_by_label("Câu hỏi của bạn").fill("khai sinh")
    bare.get_by_role("button", name="Gửi").click()
    without_script = bare.locator(".bot").last
    expect(without_script).to_contain_text("giấy chứng sinh")
    assert without_script.aria_snapshot() == with_script.aria_snapshot()
    bare.get_by_role("button", name="1. Lệ phí").click()
    expect(bare.get_by_role("log")).to_contain_text("Đúng hạn thì không mất tiền.")
    expect(bare.locator(".own .text")).to_have_text("Lệ phí")
    plain.close()


@pytest.mark.parametrize(("width", "letters"), [(320, "100%"), (320, "200%"), (390, "100%"), (1280, "100%")])
def test_nothing_has_to_be_scrolled_sideways(page: Page, site: FictionalSite, width: int, letters: str) -> None:
    choices = tuple(Choice(label=f"Một lựa chọn có tên dài để thử {number}", value=str(number)) for number in range(4))
    site.conversation.replies["dài"] = [Reply(heading="Đầu đề" * 20, text=LONG, choices=choices)]
    page.set_viewport_size({"width": width, "height": 640})
    page.evaluate("size => document.documentElement.style.fontSize = size", letters)
    _ask(page, "dài")
    expect(page.get_by_role("button", name="4. Một lựa chọn")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


ARCHIVE = ["tin", "tin/1", "tin/3"]


@pytest.fixture
def archive(site: FictionalSite) -> None:
    moment = datetime(2026, 11, 20, 5, tzinfo=UTC)
    words = ("Đầu đề dài " * 10, f"Xem {LONG}.\n\nTiêm ngày 25.", "HKM7-R3X4", moment, moment)
    site.sent = [Publication(number, *words, moment if number == 3 else None) for number in range(30, 0, -1)]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(("width", "letters"), [(320, "200%"), (390, "100%")])
@pytest.mark.parametrize("path", ARCHIVE)
def test_what_was_sent_has_not_to_be_scrolled_sideways(page: Page, width: int, letters: str, path: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(page.url + path)
    page.evaluate("size => document.documentElement.style.fontSize = size", letters)
    expect(page.get_by_role("heading", level=2)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ARCHIVE)
def test_the_letters_of_what_was_sent_stand_out(page: Page, scheme: str, path: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(page.url + path)
    assert {words: ratio for words, ratio in page.evaluate(CONTRASTS) if ratio < 4.5} == {}


@pytest.mark.usefixtures("archive")
def test_from_the_chat_to_an_old_announcement_without_the_script(chromium: Browser, address: str) -> None:
    plain = chromium.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(address)
    page.get_by_role("link", name="Tin xã đã gửi").click()
    page.get_by_role("link", name="Tin cũ hơn").click()
    page.get_by_role("link", name="Đầu đề dài").last.click()
    expect(page.get_by_text("Mã xác minh: HKM7-R3X4")).to_be_visible()
    assert page.url.endswith("/suoi-mau/tin/1")
    plain.close()


def test_a_message_whose_answer_was_lost_is_sent_again_as_the_same_message(page: Page, site: FictionalSite) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/suoi-mau/", lose, times=1)
    _ask(page, "khai sinh")
    expect(page.get_by_role("log")).to_contain_text("Bạn xem lại mạng rồi bấm Gửi lại nhé.")
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_role("button", name="1. Lệ phí")).to_be_visible()
    expect(page.get_by_role("button", name="Gửi lại")).to_have_count(0)
    expect(page.locator(".own")).to_have_count(1)
    first, second = site.conversation.told
    assert first == second


def test_a_failure_of_the_server_is_told_kindly_and_can_be_tried_again(page: Page) -> None:
    page.get_by_label("Câu hỏi của bạn").fill("hỏng")
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_role("log")).to_contain_text("Lỗi này không phải do bạn.")
    expect(page.get_by_role("button", name="Gửi lại")).to_be_focused()


def test_while_the_answer_is_on_its_way_the_page_says_so_and_sends_nothing_twice(
    page: Page, site: FictionalSite
) -> None:
    held: list[Route] = []
    page.route("**/suoi-mau/", lambda route: held.append(route), times=1)
    _ask(page, "khai sinh")
    expect(page.get_by_role("status")).to_have_text("Máy đang trả lời…")
    _ask(page, "kết hôn")
    expect(page.get_by_label("Câu hỏi của bạn")).to_have_value("kết hôn")
    held[0].continue_()
    expect(page.get_by_role("button", name="1. Lệ phí")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("")
    assert [incoming.text for _, incoming in site.conversation.told] == ["khai sinh"]


def test_the_browser_has_nothing_to_complain_about(context: BrowserContext, address: str) -> None:
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(address)
    _ask(page, "khai sinh")
    page.get_by_role("button", name="1. Lệ phí").click()
    expect(page.get_by_role("log")).to_contain_text("Đúng hạn thì không mất tiền.")
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.querySelector('.banner')).borderBottomStyle") == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_letters_stand_out_from_what_is_behind_them(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    _ask(page, "khai sinh")
    expect(page.get_by_role("button", name="1. Lệ phí")).to_be_visible()
    page.mouse.move(0, 0)
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 10
    assert {words: ratio for words, ratio in contrasts if ratio < 4.5} == {}


CONTRASTS = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => numbers(colour).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return numbers(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  const bearing = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.body.querySelectorAll("*")].filter(bearing).map((element) => {
    const [low, high] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => a - b);
    return [element.textContent, (high + 0.05) / (low + 0.05)];
  });
}"""
"""Each text of the page with its contrast as WCAG 2 reckons it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
