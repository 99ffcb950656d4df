"""The web chat as a subject: as a browser without the script reads its pages, and as the script reads its JSON."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from contract_office import CODE, Office, open_office
from contract_subject import Abilities
from starlette.applications import Starlette

from bot.app.program import Program
from bot.messages import Attachment, Reply
from bot.web import create_app
from bot.web.visitor import Visitor

_Form = dict[str, str]
ADDRESS = "192.0.2.77"
"""Where all visitors come from: an address that is for examples only (RFC 5737)."""


@dataclass
class Shown:
    """A message of the bot as it stands on the page: its text, its headings, and the forms behind its buttons."""

    lines: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    forms: dict[str, _Form] = field(default_factory=dict)


class _Page(HTMLParser):
    """The messages of the bot in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shown: list[Shown] = []
        self._kept = ""
        self._reading: str | None = None
        self._form: _Form = {}
        self._address = ""
        self._in_links = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag == "div" and "message" in classes:
            self._reading = None
            if "bot" in classes:
                self.shown.append(Shown())
        elif tag == "form":
            self._form = {}
        elif tag == "input":
            self._form[given["name"]] = given["value"]
        elif tag == "ul":
            self._in_links = "links" in classes
        elif tag == "a":
            self._address = given["href"]
        if tag in {"h2", "button"} or (tag == "p" and "text" in classes) or (tag == "a" and self._in_links):
            self._reading, self._kept = tag, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "ul":
            self._in_links = False
        if tag != self._reading:
            return
        self._reading = None
        if not self.shown:
            return
        last = self.shown[-1]
        if tag == "h2":
            last.headings.append(self._kept)
        if tag == "button":
            if "choice" not in self._form:
                return
            last.forms[_without_number(self._kept)] = self._form
        last.lines.append(f"{self._kept}: {self._address}" if tag == "a" else self._kept)

    def handle_data(self, data: str) -> None:
        if self._reading:
            self._kept += data


def _without_number(label: str) -> str:
    return label.split(". ", 1)[1]


def _from_json(reply: dict[str, Any], new_message: Iterator[int]) -> Shown:
    """A reply as `chat.js` shows it."""
    shown = Shown(headings=[reply["heading"]] if reply["heading"] else [])
    shown.lines = [*shown.headings, *reply["text"].split("\n\n")]
    shown.lines += [f"{link['label']}: {link['url']}" for link in reply["links"]]
    for number, choice in enumerate(reply["choices"], start=1):
        shown.lines.append(f"{number}. {choice['label']}")
        fields = {"text": choice["label"], "choice": choice["value"], "message": f"js{next(new_message)}"}
        shown.forms[choice["label"]] = fields
    return shown


@dataclass
class _Browser:
    http: httpx.AsyncClient
    shown: list[Shown] = field(default_factory=list)
    last: _Form = field(default_factory=dict)


class WebSubject:
    """The web chat behind its ASGI interface."""

    name = "web"
    news = None
    abilities = Abilities(
        buttons=True, named_links=True, markup=True, writes_first=False, keeps=True, redelivers=True
    )  # fmt: skip

    def __init__(self, office: Office, app: Starlette, clock: list[float], stack: AsyncExitStack, script: bool) -> None:
        self.office = office
        self._app = app
        self._clock = clock
        self._stack = stack
        self._script = script
        self._browsers: dict[str, _Browser] = {}
        self._numbers = count(1)

    async def say(self, person: str, *texts: str) -> None:
        for text in texts:
            browser = await self._browser(person)
            browser.last = {"text": text, "message": f"m{next(self._numbers)}"}
            await self._send(browser, browser.last)

    async def press(self, person: str, label: str) -> None:
        browser = await self._browser(person)
        await self._send(browser, next(shown.forms[label] for shown in browser.shown[::-1] if label in shown.forms))

    async def attach(self, person: str, kind: Attachment, caption: str) -> None:
        raise AssertionError("the page has a field for words and nothing else")

    async def repeat(self, person: str) -> None:
        browser = await self._browser(person)
        await self._send(browser, browser.last)

    async def bring(self, person: str, reply: Reply) -> None:
        raise AssertionError("a page is answered when it asks")

    def stumble(self) -> None:
        pass

    def sees(self, person: str) -> list[str]:
        return ["\n".join(shown.lines) for shown in self._shown(person)]

    def headings(self, person: str) -> list[str]:
        return [heading for shown in self._shown(person) for heading in shown.headings]

    def lengths(self, person: str) -> list[int]:
        return []

    def id_of(self, person: str) -> str:
        return Visitor(self._browsers[person].http.cookies["motcua"]).person(CODE)

    async def http_of(self, person: str) -> httpx.AsyncClient:
        return (await self._browser(person)).http

    def cookie_of(self, person: str) -> str:
        return str(self._browsers[person].http.cookies["motcua"])

    def _shown(self, person: str) -> list[Shown]:
        return self._browsers[person].shown if person in self._browsers else []

    async def _browser(self, person: str) -> _Browser:
        if person not in self._browsers:
            transport = httpx.ASGITransport(self._app, client=(ADDRESS, 50000))
            http = httpx.AsyncClient(transport=transport, base_url="http://chat.test")
            self._browsers[person] = _Browser(await self._stack.enter_async_context(http))
        return self._browsers[person]

    async def _send(self, browser: _Browser, form: _Form) -> None:
        self._clock[0] += 60  # nobody is too fast here
        headers = {"Accept": "application/json"} if self._script else {}
        response = await browser.http.post(f"/{CODE}/", data=form, headers=headers)
        assert response.status_code == 200, response.text
        if self._script:
            browser.shown += [_from_json(reply, self._numbers) for reply in response.json()["replies"]]
        else:
            browser.shown += _Page(response.text).shown


@asynccontextmanager
async def open_web(folder: Path, script: bool = False) -> AsyncIterator[WebSubject]:
    async with open_office(folder) as office, AsyncExitStack() as stack:
        program = Program(office.knowledge, office.databases, office.clock)
        clock = [0.0]
        app = create_app(program.communes, program.answer, program.health, lambda: clock[0])
        yield WebSubject(office, app, clock, stack, script)


@asynccontextmanager
async def open_web_script(folder: Path) -> AsyncIterator[WebSubject]:
    async with open_web(folder, script=True) as subject:
        yield subject
