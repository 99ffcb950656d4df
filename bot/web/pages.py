"""The HTML of every page."""

import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.announcements.content import shown_moment
from bot.announcements.outlets import item_of, office_of, web_fragment
from bot.announcements.publication import Publication
from bot.commune import Commune
from bot.messages import Reply
from bot.text.dates import shown_day, vietnam_day
from bot.text.sentences import shortened
from bot.web.links import linked, outside, safe_link
from bot.web.wording import capitalised

_NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """The templates, escaping whatever is put into them."""
    pages = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    pages.filters.update(linked=linked, capitalised=capitalised, shortened=shortened, in_xml=in_xml)
    pages.filters.update(moment=shown_moment, day=lambda moment: shown_day(vietnam_day(moment)))
    pages.tests.update(outside=outside, safe_link=safe_link)
    # Each form on a page has an id of its own, so that pressing Back and another choice is another message.
    pages.globals["new_message"] = lambda: secrets.token_hex(16)
    return pages


def greeting_page(pages: Environment, commune: Commune, examples: Sequence[str], host: str) -> str:
    """The chat before anything was asked."""
    return pages.get_template("chat.html").render(
        commune=commune, question=None, replies=(), examples=examples, draft="", host=host
    )


def exchange_page(
    pages: Environment, commune: Commune, question: str, replies: Sequence[Reply], host: str, draft: str = ""
) -> str:
    """The chat after one message, for browsers without the script; `draft` is what stands in the field again."""
    return pages.get_template("chat.html").render(
        commune=commune, question=question, replies=replies, examples=(), draft=draft, host=host
    )


def communes_page(pages: Environment, communes: Sequence[Commune]) -> str:
    """All communes, to choose one's own."""
    return pages.get_template("communes.html").render(communes=communes)


def sent_page(
    pages: Environment, commune: Commune, sent: Sequence[Publication], earlier: int | None, later: int | None
) -> str:
    """What was sent to citizens; `earlier` and `later` are the numbers of the pages before and after, if any."""
    return pages.get_template("sent.html").render(commune=commune, sent=sent, earlier=earlier, later=later)


def publication_page(pages: Environment, commune: Commune, publication: Publication, host: str) -> str:
    """One announcement as it was sent."""
    return pages.get_template("publication.html").render(commune=commune, publication=publication, host=host)


def feed_document(pages: Environment, commune: Commune, sent: Sequence[Publication], base: str) -> str:
    """The same as an Atom feed (RFC 4287); `base` is our own address, without a slash at its end."""
    return pages.get_template("atom.xml").render(
        commune=commune, office=office_of(commune), base=base, updated=latest(sent), identity=identity,
        entries=[(each, web_fragment(item_of(commune, each.title, each.text, each))) for each in sent],
    )  # fmt: skip


def latest(sent: Sequence[Publication]) -> datetime:
    """When there was last something new; long ago where there never was."""
    return max((each.updated for each in sent), default=datetime(1970, 1, 1, tzinfo=UTC))


def identity(commune: Commune, publication: Publication | None = None) -> str:
    """What names the feed, or an entry of it, for good: wherever it is served, and also after another restore."""
    parts = [str(publication.number), publication.first.isoformat()] if publication else []
    return uuid5(NAMESPACE_URL, " ".join(("motcua", commune.code, "tin", *parts))).urn


def in_xml(text: str) -> str:
    """The text without the signs that no XML document may hold, not even escaped (XML 1.0, production 2)."""
    return _NOT_IN_XML.sub("", text)


def notice_page(pages: Environment, title: str, sentence: str, communes: Sequence[Commune] = ()) -> str:
    """Something else than what was wanted, in a title and a sentence, and the communes to go on with."""
    return pages.get_template("notice.html").render(title=title, sentence=sentence, communes=communes)
