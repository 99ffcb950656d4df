"""The HTML of every page."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.commune import Commune
from bot.messages import Reply
from bot.web.links import linked, outside, safe_link
from bot.web.wording import capitalised

_TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """The templates, escaping whatever is put into them."""
    pages = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    pages.filters.update(linked=linked, capitalised=capitalised)
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


def notice_page(pages: Environment, title: str, sentence: str, communes: Sequence[Commune] = ()) -> str:
    """Something else than what was wanted, in a title and a sentence, and the communes to go on with."""
    return pages.get_template("notice.html").render(title=title, sentence=sentence, communes=communes)
