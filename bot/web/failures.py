"""Pages for what went wrong, in words for the citizen; the reasons are for the log."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.messages import Reply
from bot.web.chat import as_json, wants_json
from bot.web.headers import HEADERS
from bot.web.pages import notice_page
from bot.web.site import Site

_NOTICES = {
    404: ("Không có trang này", "Bạn xem lại địa chỉ, hoặc chọn xã, phường của mình ở dưới đây nhé."),
    405: ("Trang này không nhận yêu cầu như vậy", "Bạn chọn xã, phường của mình ở dưới đây rồi hỏi lại nhé."),
}
_OTHER = ("Chưa làm được việc này", "Bạn chọn xã, phường của mình ở dưới đây rồi thử lại nhé.")
_FAILED = ("Máy đang trục trặc", "Lỗi này không phải do bạn. Bạn chờ một lát rồi thử lại nhé.")


async def refused(site: Site, request: Request, error: Exception) -> Response:
    """What HTTP knows a status for: an address that leads nowhere, a method that a page does not have."""
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (400, None)
    title, sentence = _NOTICES.get(status, _OTHER)
    if wants_json(request):
        return JSONResponse(as_json([Reply(text=f"{title}. {sentence}")]), status, headers=headers)
    return HTMLResponse(notice_page(site.pages, title, sentence, site.communes()), status, headers=headers)


async def failed(site: Site, request: Request, error: Exception) -> Response:
    """What nobody expected. Starlette raises the error again afterwards, so that the server logs it.

    The headers are given here, because this page is made outside all middleware; the communes are not listed, because
    they may be what failed.
    """
    title, sentence = _FAILED
    if wants_json(request):
        return JSONResponse(as_json([Reply(text=f"{title}. {sentence}")]), 500, headers=dict(HEADERS))
    return HTMLResponse(notice_page(site.pages, title, sentence), 500, headers=dict(HEADERS))
