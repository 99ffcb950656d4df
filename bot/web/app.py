"""The HTTP listener as one ASGI application."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.commune import Commune
from bot.web.archive import show_feed, show_one, show_sent
from bot.web.chat import add_slash, chat, show_front
from bot.web.failures import failed, refused
from bot.web.headers import revalidated, with_headers
from bot.web.health import Health, from_this_machine
from bot.web.pages import environment
from bot.web.site import NO_ARCHIVE, Archive, Converse, Site
from bot.web.webhooks import Feed, take_update
from bot.web.wording import EXAMPLES

_STATIC = Path(__file__).parent / "static"


async def _nobody(platform: str, commune: str, body: bytes, headers: Mapping[str, str]) -> bool:
    return False


def create_app(
    communes: Callable[[], Sequence[Commune]],
    converse: Converse,
    health: Callable[[], Health],
    now: Callable[[], float],
    feed: Feed = _nobody,
    examples: Sequence[str] = EXAMPLES,
    archive: Archive = NO_ARCHIVE,
    public_url: str | None = None,
) -> Starlette:
    """The web chat of all communes, `/healthz`, and the addresses to which platforms bring messages, for `feed`.

    `communes` and `health` are asked anew for each request, `now` gives monotonic seconds. The visitor's address is the
    connection's: whose X-Forwarded-For is believed is the server's affair. `public_url` is our own address for others;
    without it, it is the one that was asked.
    """
    site = Site(communes, converse, health, now, examples, environment(), archive, public_url)
    app = Starlette(
        routes=[
            Route("/", partial(show_front, site), methods=["GET"]),
            Route("/healthz", partial(show_health, site), methods=["GET"]),
            Route("/webhook/{platform}/{commune}", partial(take_update, feed), methods=["POST"]),
            Mount("/static", revalidated(StaticFiles(directory=_STATIC))),
            Route("/{commune}", partial(add_slash, site), methods=["GET"]),
            Route("/{commune}/tin", partial(show_sent, site), methods=["GET"]),
            Route("/{commune}/tin/atom.xml", partial(show_feed, site), methods=["GET"]),
            Route("/{commune}/tin/{number:int}", partial(show_one, site), methods=["GET"]),
            Route("/{commune}/", partial(chat, site), methods=["GET", "POST"]),
        ],
        middleware=[Middleware(with_headers)],
        exception_handlers={HTTPException: partial(refused, site), Exception: partial(failed, site)},
    )
    # Starlette's own redirects carry the Host header back, and go to addresses that do not exist either.
    app.router.redirect_slashes = False
    return app


async def show_health(site: Site, request: Request) -> Response:
    """For watchers and container health checks: 200 while citizens are answered, else 503.

    Which communes, files and accounts there are, and what is wrong with them, is told on this machine alone.
    """
    health = site.health()
    told = {"ok": health.ok, "details": dict(health.details)} if from_this_machine(request) else {"ok": health.ok}
    return JSONResponse(told, 200 if health.ok else 503)
