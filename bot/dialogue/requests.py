"""Two requests in one message: "khai sinh cần gì, với cả đăng ký tạm trú mất bao nhiêu tiền"."""

import re
from dataclasses import dataclass

from bot.dialogue.policy import APART, SEEN_IN_WHOLE, SURE_OF_PART
from bot.search import Aspect, Found, Library
from bot.search.ranking import Hit
from bot.text.words import words_of

# Words that add a request. A comma adds nothing: people tell what happened first, clause by clause.
_JOINTS = re.compile(
    r"[?;\n]+|\b(?:và|va|với cả|với|voi|vs|luôn tiện|tiện|tien|ngoài ra"
    r"|(?:rồi|roi)(?= (?:làm|lam|xin|đăng|dang|xong|tiền|tien|còn|con|đi)\b))\b",
    re.IGNORECASE,
)
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Request:
    """One of the things a message asks for."""

    hit: Hit
    aspects: tuple[Aspect, ...]


def requests_in(text: str, whole: Found, library: Library) -> tuple[Request, ...]:
    """The two requests of a message, if its parts ask for two things, each surely; otherwise none.

    `whole` is what was found for the message. It must point at the two as well: "kết hôn với người nước ngoài" is one
    thing, whatever its parts look like. Aspects named in a part that asks for nothing else belong to both: "…, mỗi thứ
    bao nhiêu tiền".
    """
    pointed_at = [hit.id for hit in whole.hits if hit.score >= SEEN_IN_WHOLE]
    parts = [part for part in _JOINTS.split(text)[:_MOST_PARTS] if words_of(part)]
    if len(pointed_at) < 2 or len(parts) < 2:
        return ()
    found: dict[str, tuple[Request, Found]] = {}
    common: tuple[Aspect, ...] = ()
    for part in parts:
        question = library.read(part)
        if library.is_light(question):
            common += question.aspects
            continue
        hits = library.find(question)
        if hits.hits and hits.hits[0].score >= SURE_OF_PART and hits.hits[0].id in pointed_at:
            found.setdefault(hits.hits[0].id, (Request(hits.hits[0], hits.aspects), hits))
    if len(found) != 2 or pointed_at[0] not in found or not _apart(*found.values()):
        return ()
    requests = [request for request, _ in found.values()]
    shared = tuple(dict.fromkeys((*common, *(aspect for request in requests for aspect in request.aspects))))
    return tuple(Request(request.hit, request.aspects or shared) for request in requests)


def _apart(one: tuple[Request, Found], other: tuple[Request, Found]) -> bool:
    """Whether each part speaks for its own entry and not for the other's."""
    return all(
        request.hit.score - _score(rival.hit.id, found) >= APART
        for (request, found), (rival, _) in ((one, other), (other, one))
    )


def _score(entry_id: str, found: Found) -> float:
    return next((hit.score for hit in found.hits if hit.id == entry_id), 0.0)
