"""Two requests in one message: "khai sinh cần gì, với cả đăng ký tạm trú mất bao nhiêu tiền"."""

import re
from dataclasses import dataclass

from bot.dialogue.policy import SEEN_IN_WHOLE, SURER
from bot.search import Aspect, Found, Library
from bot.search.ranking import Hit
from bot.text.words import words_of

_JOINTS = re.compile(
    r"[,;.?!:\n]+|\b(?:và|va|với|voi|vs|rồi|roi|mà|tiện|tien|cùng|luôn tiện|ngoài ra)\b", re.IGNORECASE
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
    pointed_at = [hit.id for hit in whole.hits[:3] if hit.score >= SEEN_IN_WHOLE]
    parts = [part for part in _JOINTS.split(text)[:_MOST_PARTS] if words_of(part)]
    if len(pointed_at) < 2 or len(parts) < 2:
        return ()
    found: dict[str, Request] = {}
    common: tuple[Aspect, ...] = ()
    for part in parts:
        question = library.read(part)
        if library.is_light(question):
            common += question.aspects
            continue
        hits = library.find(question)
        if hits.hits and hits.hits[0].score >= SURER:
            found.setdefault(hits.hits[0].id, Request(hits.hits[0], hits.aspects))
    if len(found) != 2 or not found.keys() <= set(pointed_at) or pointed_at[0] not in found:
        return ()
    shared = tuple(dict.fromkeys((*common, *(aspect for request in found.values() for aspect in request.aspects))))
    return tuple(Request(request.hit, request.aspects or shared) for request in found.values())
