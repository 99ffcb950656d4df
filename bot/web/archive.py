"""What a commune sent to its citizens, for everybody: a list, each announcement, and an Atom feed for other sites."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from math import ceil

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.announcements.publication import Publication
from bot.commune import Commune
from bot.errors import OperatorError
from bot.web.limits import NETWORK, seconds_to_wait
from bot.web.pages import feed_document, latest, publication_page, sent_page
from bot.web.site import Site
from bot.web.visitor import network_of

ON_A_PAGE = 20
IN_THE_FEED = 50
_MOST_PAGES = 1000
_FOR_OTHER_SITES = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


async def show_sent(site: Site, request: Request) -> Response:
    """A page of the list, the newest first."""
    commune = _asked(site, request)
    number = _page_number(request)
    found = await _newest(site, commune, ON_A_PAGE + 1, (number - 1) * ON_A_PAGE)
    if number > 1 and not found:
        raise HTTPException(404)
    sent, has_more = found[:ON_A_PAGE], len(found) > ON_A_PAGE
    page = sent_page(site.pages, commune, sent, number + 1 if has_more else None, number - 1 or None)
    return _answer(request, page, "text/html", latest(sent))


async def show_one(site: Site, request: Request) -> Response:
    """One announcement."""
    commune = _asked(site, request)
    try:
        found = await site.archive.one(commune.code, request.path_params["number"])
    except OperatorError:
        raise HTTPException(503) from None
    if found is None:
        raise HTTPException(404)
    page = publication_page(site.pages, commune, found, request.headers.get("host", ""))
    return _answer(request, page, "text/html", found.updated)


async def show_feed(site: Site, request: Request) -> Response:
    """The newest as an Atom feed, open to the pages of other sites too."""
    commune = _asked(site, request)
    sent = await _newest(site, commune, IN_THE_FEED, 0)
    base = (site.public_url or str(request.base_url)).rstrip("/")
    response = _answer(request, feed_document(site.pages, commune, sent, base), "application/atom+xml", latest(sent))
    response.headers.update(_FOR_OTHER_SITES)
    return response


def _asked(site: Site, request: Request) -> Commune:
    """The commune that is asked about, by somebody who does not ask too often."""
    commune = site.commune(request.path_params["commune"])
    if commune is None:
        raise HTTPException(404)
    wait = seconds_to_wait(site.readers, network_of(request), NETWORK, site.now())
    if wait:
        raise HTTPException(429, headers={"Retry-After": str(ceil(wait))})
    return commune


async def _newest(site: Site, commune: Commune, most: int, skipped: int) -> Sequence[Publication]:
    try:
        return await site.archive.newest(commune.code, most, skipped)
    except OperatorError:
        raise HTTPException(503) from None


def _page_number(request: Request) -> int:
    written = request.query_params.get("trang", "1")
    if not (written.isascii() and written.isdecimal()) or not 1 <= int(written[:5]) <= _MOST_PAGES:
        raise HTTPException(404)
    return int(written[:5])


def _answer(request: Request, document: str, media_type: str, updated: datetime) -> Response:
    """The document, or that it is still the one that the asker has (RFC 9110, 13)."""
    tag = f'"{sha256(document.encode()).hexdigest()[:32]}"'
    changed = format_datetime(updated.astimezone(UTC).replace(microsecond=0), usegmt=True)
    headers = {"ETag": tag, "Last-Modified": changed, "Cache-Control": "no-cache"}
    if _is_known(request, tag, updated):
        return Response(status_code=304, headers=headers)
    return Response(document, media_type=media_type, headers=headers)


def _is_known(request: Request, tag: str, updated: datetime) -> bool:
    """Whether the asker has it. The tag is what counts, where they name one."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in tags.split(",")}
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and updated.replace(microsecond=0) <= since
