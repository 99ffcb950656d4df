"""Whether a message was sent from our own page."""

from urllib.parse import urlsplit

from starlette.requests import Request


def from_our_page(request: Request) -> bool:
    """False if the browser says that another site's page sent this; what says nothing is no browser, and harmless.

    `Sec-Fetch-Site` decides where there is one: no page can forge it, and no proxy that rewrites Host disturbs it.
    Browsers leave it out over plain http. `Origin: null` is what they send for our own form, because of our
    `Referrer-Policy: no-referrer` (Fetch standard, "append a request Origin header"); a stranger's form may send it
    as well, but then without our cookie, which is SameSite=Lax, so that no conversation is touched.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    if origin is None or origin == "null":
        return True
    try:
        return urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()
    except ValueError:
        return False
