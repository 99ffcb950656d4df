"""What a commune sent to citizens, as everybody reads it, and as another site takes it in."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from fictional_site import DOI_MAU, SUOI_MAU, FictionalSite
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.publication import Publication
from bot.web.archive import IN_THE_FEED, ON_A_PAGE
from bot.web.limits import NETWORK
from bot.web.pages import environment, feed_document

NOON = datetime(2026, 11, 20, 5, 0, 0, 250, tzinfo=UTC)
PAGES = environment()
ATOM = "{http://www.w3.org/2005/Atom}"
ODD = "Họp <b>dân</b> & \"bàn\" việc 'chung'"


def publication(
    number: int = 1, title: str = "Lịch tiêm", text: str = "Tiêm ngày 25.", **fields: datetime
) -> Publication:
    moment = NOON + timedelta(days=number)
    return Publication(number, title, text, "HKM7-R3X4", **{"first": moment, "last": moment} | fields)


def site(*sent: Publication) -> FictionalSite:
    return FictionalSite(sent=list(sent))


async def read(site: FictionalSite, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    async with site.browser() as browser:
        answer = await browser.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return answer.status_code, answer.text, dict(answer.headers)


async def test_the_list_names_what_was_sent_with_when_and_links_to_each_and_to_the_feed() -> None:
    status, page, headers = await read(site(publication(2, "Tin hai"), publication(1, "Tin một")), "/suoi-mau/tin")
    assert status == 200
    assert page.index("Tin hai") < page.index("Tin một")
    assert '<a href="/suoi-mau/tin/2"><strong>Tin hai</strong></a>' in page
    assert "12:00 22/11/2026" in page
    assert 'type="application/atom+xml"' in page
    assert 'href="/suoi-mau/tin/atom.xml"' in page
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-security-policy"].startswith("default-src 'none'")


async def test_the_chat_leads_to_what_was_sent() -> None:
    assert 'href="/suoi-mau/tin"' in (await read(site(), "/suoi-mau/"))[1]


async def test_where_nothing_was_sent_the_page_says_so() -> None:
    status, page, _ = await read(site(), "/suoi-mau/tin")
    assert status == 200
    assert "Xã chưa gửi tin nào cho người dân." in page


async def test_each_has_a_page_of_its_own_with_its_words_as_they_were_sent() -> None:
    _, page, _ = await read(
        site(publication(3, ODD, "Xem https://example.org/a?b=1&c.\n\n<script>x</script>")), "/suoi-mau/tin/3"
    )
    assert "<h2>Họp &lt;b&gt;dân&lt;/b&gt; &amp; &#34;bàn&#34; việc &#39;chung&#39;</h2>" in page
    assert '<a href="https://example.org/a?b=1&amp;c"' in page
    assert "&lt;script&gt;" in page
    assert 'Mã xác minh: <span class="code">HKM7-R3X4</span>' in page


async def test_what_was_stopped_is_marked_everywhere() -> None:
    stopped = site(publication(stopped=NOON + timedelta(days=3)))
    assert "đã dừng gửi" in (await read(stopped, "/suoi-mau/tin"))[1]
    assert "Bạn hỏi lại xã trước khi làm theo." in (await read(stopped, "/suoi-mau/tin/1"))[1]
    feed = ElementTree.fromstring((await read(stopped, "/suoi-mau/tin/atom.xml"))[1])
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "Đã dừng gửi: Lịch tiêm"
    assert feed.findtext(f"{ATOM}updated") == (NOON + timedelta(days=3)).isoformat()


async def test_all_pages_together_are_the_whole_list() -> None:
    many = site(*(publication(number) for number in range(45, 0, -1)))
    seen: list[str] = []
    path: str | None = "/suoi-mau/tin"
    for _ in range(5):
        if path is None:
            break
        _, page, _ = await read(many, path)
        seen += re.findall(r"/tin/(\d+)", page)
        further = re.search(r'rel="next" href="([^"]+)"', page)
        path = further[1] if further else None
    assert seen == [str(number) for number in range(45, 0, -1)]
    assert path is None
    assert len(seen) > 2 * ON_A_PAGE


@pytest.mark.parametrize(
    "path",
    [
        "tin?trang=0",
        "tin?trang=2",
        "tin?trang=-1",
        "tin?trang=x",
        "tin?trang=²",
        "tin?trang=99999999999999",
        "tin/2",
        "tin/x",
        "tin/",
    ],
)
async def test_what_is_not_there_is_not_found(path: str) -> None:
    assert (await read(site(publication()), f"/suoi-mau/{path}"))[0] == 404


@pytest.mark.parametrize("path", ["tin", "tin/1", "tin/atom.xml"])
async def test_a_commune_that_is_not_served_has_no_archive(path: str) -> None:
    assert (await read(site(publication()), f"/khac/{path}"))[0] == 404


@pytest.mark.parametrize("path", ["tin", "tin/1", "tin/atom.xml"])
async def test_a_failing_database_is_told_without_details(path: str) -> None:
    broken = FictionalSite(fails=True)
    status, page, _ = await read(broken, f"/suoi-mau/{path}")
    assert status == 503
    assert "secret" not in page


async def test_the_feed_is_atom() -> None:
    sent = FictionalSite(sent=[publication(2, ODD), publication(1)], public_url="https://xa.example")
    _, text, headers = await read(sent, "/suoi-mau/tin/atom.xml")
    assert headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    check_atom(feed)
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == ODD
    assert [link.get("href") for link in feed.findall(f"{ATOM}link")] == [
        "https://xa.example/suoi-mau/tin/atom.xml", "https://xa.example/suoi-mau/tin",
    ]  # fmt: skip
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://xa.example/suoi-mau/tin/2"


def check_atom(feed: ElementTree.Element) -> None:
    """What RFC 4287, 4.1.1 and 4.1.2, ask of every feed and entry."""
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.findtext(f"{ATOM}{name}")
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id") or "")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
        assert [each.get("rel") for each in element.findall(f"{ATOM}link")].count("alternate") == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert all(entry.find(f"{ATOM}content") is not None for entry in feed.findall(f"{ATOM}entry"))


@given(st.text(), st.text())
def test_any_words_make_a_valid_feed_that_gives_them_back(title: str, text: str) -> None:
    sent = publication(1, title, text)
    feed = ElementTree.fromstring(
        feed_document(PAGES, SUOI_MAU, [sent], "https://xa.example").encode("utf-8", "replace")
    )
    told = feed.findtext(f"{ATOM}entry/{ATOM}title") or ""
    readable = [char for char in title if unicodedata.category(char) not in {"Cc", "Cs", "Cn"}]
    assert [char for char in told if unicodedata.category(char) not in {"Cc", "Cs", "Cn"} and char != "?"] == [
        char for char in readable if char != "?"
    ]


async def test_ids_stay_when_an_entry_is_sent_again_and_differ_between_communes() -> None:
    async def ids(commune: str, *sent: Publication) -> list[str]:
        both = FictionalSite(communes=(SUOI_MAU, DOI_MAU), sent=list(sent))
        return re.findall(r"urn:uuid:[0-9a-f-]+", (await read(both, f"/{commune}/tin/atom.xml"))[1])

    before = await ids("suoi-mau", publication())
    assert before == await ids("suoi-mau", publication(title="Lịch tiêm mới", last=NOON + timedelta(days=9)))
    assert before[:1] != await ids("doi-mau")
    assert before[1:] != (await ids("suoi-mau", publication(first=NOON)))[1:], "another one after a restore"


async def test_the_feed_without_entries_is_atom_too_and_has_only_the_newest() -> None:
    check_atom(ElementTree.fromstring((await read(site(), "/suoi-mau/tin/atom.xml"))[1]))
    many = site(*(publication(number) for number in range(IN_THE_FEED + 5, 0, -1)))
    feed = ElementTree.fromstring((await read(many, "/suoi-mau/tin/atom.xml"))[1])
    assert len(feed.findall(f"{ATOM}entry")) == IN_THE_FEED


async def test_other_sites_pages_may_read_the_feed_and_nothing_else() -> None:
    asked = site(publication())
    headers = (await read(asked, "/suoi-mau/tin/atom.xml"))[2]
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-origin" not in (await read(asked, "/suoi-mau/tin"))[2]


@pytest.mark.parametrize("path", ["tin", "tin/1", "tin/atom.xml"])
async def test_who_has_it_already_is_told_so(path: str) -> None:
    asked, where = site(publication()), f"/suoi-mau/{path}"
    _, page, headers = await read(asked, where)
    tag, modified = headers["etag"], headers["last-modified"]
    assert modified == "Sat, 21 Nov 2026 05:00:00 GMT"
    for known in ({"if_none_match": tag}, {"if_none_match": f'"x", W/{tag}'}, {"if_modified_since": modified}):
        status, body, again = await read(asked, where, **known)
        assert (status, body, again["etag"]) == (304, "", tag)
    for unknown in (
        {"if_none_match": '"x"'},
        {"if_none_match": '"x"', "if_modified_since": modified},
        {"if_modified_since": "Sat, 21 Nov 2026 04:59:59 GMT"},
        {"if_modified_since": "Sat, 99 Nov 9999"},
    ):
        assert (await read(asked, where, **unknown))[:2] == (200, page)
    asked.sent.insert(0, publication(2))
    if path != "tin/1":
        assert (await read(asked, where, if_none_match=tag, if_modified_since=modified))[0] == 200


async def test_a_network_that_asks_too_often_has_to_wait() -> None:
    busy = site(publication())
    async with busy.browser() as browser:
        for _ in range(NETWORK.burst):
            assert (await browser.get("/suoi-mau/tin")).status_code == 200
        refused = await browser.get("/suoi-mau/tin/atom.xml")
        assert refused.status_code == 429
        assert refused.headers["retry-after"] == "1"
        assert (await browser.get("/suoi-mau/")).status_code == 200
