"""Addresses in words become links, without the words becoming markup."""

from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.text.addresses import addresses_in


def linked(text: str, host: str) -> Markup:
    """The text escaped, its https addresses as links. `host` is ours: what lies elsewhere opens beside our page."""
    pieces: list[Markup] = []
    done = 0
    for start, url in addresses_in(text):
        if not _host(url):
            continue
        pieces += [escape(text[done:start]), _anchor(url, host)]
        done = start + len(url)
    pieces.append(escape(text[done:]))
    return Markup("").join(pieces)


def safe_link(url: str) -> bool:
    """Whether pressing it leads to a page: http, https or a path of ours; nothing that a browser would run."""
    if url.startswith("/"):
        return url[1:2] not in {"/", "\\"}  # both lead to another site
    return url.startswith(("https://", "http://")) and bool(_host(url))


def outside(url: str, host: str) -> bool:
    """Whether the address is somebody else's."""
    return _host(url) not in {"", host.lower()}


def _host(url: str) -> str:
    """The host and port of an address in lower case; empty for a path and for what is no address."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _anchor(url: str, host: str) -> Markup:
    away = Markup(' target="_blank"') if outside(url, host) else Markup("")
    return Markup('<a href="{}" rel="noopener noreferrer"{}>{}</a>').format(url, away, url)
