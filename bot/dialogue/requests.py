"""Two or three requests in one message: "khai sinh cần gì, với cả đăng ký tạm trú mất bao nhiêu tiền"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from bot.dialogue.policy import APART, SURE_OF_PART, SURE_WHERE_TOLD, Answer, decide
from bot.search import Aspect, Found, Library
from bot.search.confidence import EXACT
from bot.search.ranking import Hit
from bot.text.words import words_of

# Words that add a request. A comma adds nothing: people tell what happened first, clause by clause.
_JOINTS = re.compile(
    r"[?;\n]+|\b(?:và|va|với cả|với|voi|vs|luôn tiện|tiện|tien|ngoài ra|đồng thời"
    r"|(?:rồi|roi)(?= (?:làm|lam|xin|đăng|dang|xong|tiền|tien|còn|con|đi|đổi|doi|xóa|xoa|tách|tach)\b))\b",
    re.IGNORECASE,
)
# Who says that these are several means each clause.
_TOLD = re.compile(
    r"\b(?:mỗi|moi|từng|tung|hai|ba|2|3) (?:cái|cai|thứ|thu|việc|viec|khoản|khoan|chuyện|chuyen)\b"
    r"|\b(?:cả|ca) (?:hai|ba|2|3)\b"
    r"|\b(?:hai|2) là\b|\bhai la\b|\b(?:vừa|vua)\b.*\b(?:vừa|vua) (?:muốn|muon|phải|phai|xin|làm|lam)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(rf"{_JOINTS.pattern}|[,:.]\s|\b(?:vừa|vua|hai là|hai la|một là|mot la)\b", re.IGNORECASE)
_CONTRAST = re.compile(r"\b(?:khác|khac) (?:gì|gi|nhau|chỗ|cho|thế|the|như|nhu|ở|o)\b", re.IGNORECASE)
_MOST_PARTS = 12
_MOST_REQUESTS = 3


@dataclass(frozen=True, slots=True)
class Request:
    """One of the things a message asks for."""

    hit: Hit
    aspects: tuple[Aspect, ...]


def requests_in(text: str, whole: Found, library: Library) -> tuple[Request, ...]:
    """The requests of a message, if its parts ask for several things, each surely; otherwise none.

    `whole` is what was found for the message; the likeliest there must be one of them: "kết hôn với người nước ngoài"
    is one thing, whatever its parts look like. Aspects named in a part that asks for nothing else belong to all: "…,
    mỗi thứ bao nhiêu tiền".
    """
    told = bool(_TOLD.search(text) or _CONTRAST.search(text))
    parts = [part for part in (_CLAUSES if told else _JOINTS).split(text)[:_MOST_PARTS] if words_of(part)]
    if len(parts) < 2 or not whole.hits or whole.hits[0].measures.same >= EXACT:
        return ()
    found: dict[str, tuple[Request, Found]] = {}
    common: tuple[Aspect, ...] = ()
    for part, hit, hits in _asked_for(parts, SURE_WHERE_TOLD if told else SURE_OF_PART, library):
        if hit:
            found.setdefault(hit.id, (Request(hit, hits.aspects), hits))
        elif library.is_light(library.read(part)):
            common += hits.aspects
    likeliest = {hit.id for hit in whole.hits[:2]}
    if not 2 <= len(found) <= _MOST_REQUESTS or likeliest.isdisjoint(found) or not _are_apart(found):
        return ()
    requests = [request for request, _ in found.values()]
    shared = tuple(dict.fromkeys((*common, *(aspect for request in requests for aspect in request.aspects))))
    return tuple(Request(request.hit, request.aspects or shared) for request in requests)


def _asked_for(parts: list[str], sure: float, library: Library) -> Iterator[tuple[str, Hit | None, Found]]:
    """Each part with what it asks for surely, if anything, and what was found for it."""
    for part in parts:
        question = library.read(part)
        if library.is_light(question):
            yield part, None, Found((), question.aspects)
            continue
        hits = library.find(question)
        decision = decide(hits)
        is_sure = isinstance(decision, Answer) and decision.hit.score >= sure
        yield part, decision.hit if isinstance(decision, Answer) and is_sure else None, hits


def _are_apart(found: dict[str, tuple[Request, Found]]) -> bool:
    """Whether each part speaks for its own entry and not for another's."""
    return all(
        request.hit.score - _score(rival.hit.id, hits) >= APART
        for one, other in combinations(found.values(), 2)
        for (request, hits), (rival, _) in ((one, other), (other, one))
    )


def _score(entry_id: str, found: Found) -> float:
    return next((hit.score for hit in found.hits if hit.id == entry_id), 0.0)
