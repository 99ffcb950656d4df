"""Two or three requests in one message: "khai sinh cần gì, với cả đăng ký tạm trú mất bao nhiêu tiền"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.dialogue.clauses import cut, last_clause
from bot.dialogue.policy import (
    APART,
    SURE_OF_LIGHT,
    SURE_OF_PART,
    SURE_WHERE_TOLD,
    TOLD_IN_PART,
    Answer,
    Choose,
    decide,
)
from bot.knowledge.topic import Topic
from bot.search import Aspect, Found, Library
from bot.search.confidence import EXACT
from bot.search.ranking import Hit

_MOST_REQUESTS = 3


@dataclass(frozen=True, slots=True)
class Request:
    """One of the things a message asks for."""

    hit: Hit
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a message with what it surely asks for, if anything, and what was found for it."""

    hit: Hit | None
    found: Found
    is_light: bool = False


def requests_in(text: str, whole: Found, library: Library) -> tuple[Request, ...]:
    """The requests of a message, if its parts ask for several things, each surely; otherwise none.

    `whole` is what was found for the message; the likeliest there must be one of them: "kết hôn với người nước ngoài"
    is one thing, whatever its parts look like. Aspects named in a part that asks for nothing else belong to all: "…,
    mỗi thứ bao nhiêu tiền".
    """
    parts, told = cut(text)
    if len(parts) < 2 or not whole.hits or whole.hits[0].measures.same >= EXACT:
        return ()
    found: dict[str, _Part] = {}
    common: tuple[Aspect, ...] = ()
    for number, part in enumerate(parts, 1):
        read = _asked_for(part, told, library)
        if number < len(parts) and (read.hit is None or read.hit.id in found):
            read = _ending(part, told, library) or read
        if read.hit:
            found.setdefault(read.hit.id, read)
        elif read.is_light:
            common += read.found.aspects
    found = {entry_id: part for entry_id, part in found.items() if not _leads_to(entry_id, found, library)}
    likeliest = {hit.id for hit in whole.hits[:2]}
    if not 2 <= len(found) <= _MOST_REQUESTS or likeliest.isdisjoint(found) or not _are_apart(found):
        return ()
    own = [aspect for read in found.values() for aspect in read.found.aspects]
    shared = tuple(dict.fromkeys((*common, *own))) or whole.aspects
    return tuple(Request(read.hit, read.found.aspects or shared) for read in found.values() if read.hit)


def _ending(text: str, told: bool, library: Library) -> _Part | None:
    """What the last clause of a part asks for, if anything: what stands before it may only tell why."""
    clause = last_clause(text)
    part = _asked_for(clause, told, library) if clause else None
    return part if part and part.hit else None


def _asked_for(text: str, told: bool, library: Library) -> _Part:
    question = library.read(text)
    is_light = library.is_light(question)
    if not question.content:
        return _Part(None, Found((), question.aspects), is_light=True)
    found = library.find(question)
    least = SURE_OF_LIGHT if is_light else SURE_WHERE_TOLD if told else SURE_OF_PART
    decision = decide(found)
    hit = decision.hit if isinstance(decision, Answer) else None
    if isinstance(decision, Choose):
        hit = _plainest(decision.ids, found) if told else _leader(found)
    return _Part(hit if hit and hit.score >= least else None, found, is_light)


def _plainest(ids: Sequence[str], found: Found) -> Hit | None:
    """Of a family's entries the one that it begins with: who names two things by their families means these."""
    return next((hit for hit in found.hits if hit.id == ids[0]), None)


def _leads_to(entry_id: str, others: Iterable[str], library: Library) -> bool:
    """Whether the entry only tells what there is to do, and several others, some of that, are asked for."""
    entry, others = library.knowledge.entries[entry_id], set(others) - {entry_id}
    return len(others) > 1 and isinstance(entry, Topic) and not others.isdisjoint(entry.related)


def _leader(found: Found) -> Hit | None:
    """The entry that is likelier than all others, between which and it a part alone does not choose."""
    first, second = [*found.hits[:2], None, None][:2]
    return first if first and (second is None or first.logit - second.logit >= TOLD_IN_PART) else None


def _are_apart(found: dict[str, _Part]) -> bool:
    """Whether each part speaks for its own entry and not for another's."""
    return all(
        (one.hit.logit if one.hit else 0.0) - _logit(other.hit, one.found) >= APART
        for first, second in combinations(found.values(), 2)
        for one, other in ((first, second), (second, first))
    )


def _logit(wanted: Hit | None, found: Found) -> float:
    return next((hit.logit for hit in found.hits if wanted and hit.id == wanted.id), float("-inf"))
