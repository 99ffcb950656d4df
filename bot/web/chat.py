"""The chat of one commune: showing it, and taking a message."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.commune import Commune
from bot.errors import OperatorError
from bot.messages import Incoming, Reply
from bot.web import wording
from bot.web.limits import NETWORK, VISITOR, seconds_to_wait
from bot.web.links import safe_link
from bot.web.origin import from_our_page
from bot.web.pages import communes_page, exchange_page, greeting_page, notice_page
from bot.web.question import Question, Refusal, read_question
from bot.web.site import Site
from bot.web.visitor import Visitor, network_of, remember, visitor_of

ACCOUNT = "web"
SECONDS_TO_MEND = 30


async def show_front(site: Site, request: Request) -> Response:
    """All communes, or the chat of the only one."""
    communes = site.communes()
    if len(communes) == 1:
        return _greeting(site, request, communes[0])
    if not communes:
        sentence = "Hiện chưa có xã, phường nào trả lời ở đây. Bạn quay lại sau nhé."
        return HTMLResponse(notice_page(site.pages, "Chưa mở cửa", sentence), 503)
    return HTMLResponse(communes_page(site.pages, communes))


async def chat(site: Site, request: Request) -> Response:
    """The chat: a greeting and questions to begin with, or the answer to a message."""
    if request.method == "POST":
        return await take_message(site, request)
    return _greeting(site, request, _commune(site, request))


async def add_slash(site: Site, request: Request) -> Response:
    """To the chat, for those who typed its address without the slash at its end."""
    return RedirectResponse(f"/{_commune(site, request).code}/", 308)


async def take_message(site: Site, request: Request) -> Response:
    """Answer one message: JSON for the script, a page for everybody else."""
    commune = _commune(site, request)
    visitor = visitor_of(request)
    try:
        question = await read_question(request)
    except ClientDisconnect:
        return Response(status_code=400)
    match _refusal(site, request, visitor) or question:
        case Refusal() as refusal:
            response = _refuse(site, request, commune, refusal, question)
        case Question(text, choice) as taken:
            person = visitor.person(commune.code)
            incoming = Incoming(ACCOUNT, person, taken.id_for(person), text, choice)
            try:
                response = _answer(site, request, commune, text, await site.converse(commune.code, incoming))
            except OperatorError:
                refusal = Refusal(503, wording.NOT_KEPT, SECONDS_TO_MEND)
                response = _refuse(site, request, commune, refusal, question)
    # A strange page's message comes without our cookie; a new one would end the conversation that the old one has.
    if response.status_code != 403:
        remember(response, visitor, request)
    return response


def wants_json(request: Request) -> bool:
    """Whether our script asks, rather than the browser itself."""
    return "application/json" in request.headers.get("accept", "")


def as_json(replies: Sequence[Reply]) -> dict[str, Any]:
    """The replies as the script reads them. What is no link to a page is left out, as in the template."""
    dumped = [
        reply.model_dump(
            mode="json",
            include={"heading": True, "text": True, "links": True, "choices": {"__all__": {"label", "value"}}},
        )
        for reply in replies
    ]
    for reply in dumped:
        reply["links"] = [link for link in reply["links"] if safe_link(link["url"])]
    return {"replies": dumped}


def _commune(site: Site, request: Request) -> Commune:
    commune = site.commune(request.path_params["commune"])
    if commune is None:
        raise HTTPException(404)
    return commune


def _greeting(site: Site, request: Request, commune: Commune) -> Response:
    response = HTMLResponse(greeting_page(site.pages, commune, site.examples, request.headers.get("host", "")))
    remember(response, visitor_of(request), request)
    return response


def _refusal(site: Site, request: Request, visitor: Visitor) -> Refusal | None:
    if not from_our_page(request):
        return Refusal(403, wording.FROM_ELSEWHERE)
    now = site.now()
    wait = seconds_to_wait(site.networks, network_of(request), NETWORK, now)
    # A network that has to wait does not fill the visitors' buckets with cookies it makes up.
    wait = wait or seconds_to_wait(site.visitors, visitor.cookie, VISITOR, now)
    seconds = ceil(wait)
    return Refusal(429, wording.too_fast(seconds), seconds) if seconds else None


def _refuse(site: Site, request: Request, commune: Commune, refusal: Refusal, question: Question | Refusal) -> Response:
    draft = question.text if isinstance(question, Question) and question.choice is None else ""
    response = _answer(site, request, commune, "", [Reply(text=refusal.sentence)], draft)
    response.status_code = refusal.status
    if refusal.retry_after:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _answer(
    site: Site, request: Request, commune: Commune, text: str, replies: Sequence[Reply], draft: str = ""
) -> Response:
    if wants_json(request):
        return JSONResponse(as_json(replies))
    host = request.headers.get("host", "")
    return HTMLResponse(exchange_page(site.pages, commune, text, replies, host, draft))
