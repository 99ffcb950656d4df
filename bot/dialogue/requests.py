"""Two or three requests in one message: "khai sinh cần gì, với cả đăng ký tạm trú mất bao nhiêu tiền"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.dialogue.clauses import cut, last_clause
from bot.dialogue.plain import is_joined_in, plain_among
from bot.dialogue.policy import (
    APART,
    SURE_OF_LIGHT,
    SURE_OF_PART,
    SURE_WHERE_TOLD,
    SURER,
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
    named: tuple[Aspect, ...] = ()
    is_light: bool = False

    @property
    def is_called_aspect(self) -> bool:
        """Whether it asks for a topic in words that name an aspect: "nộp qua mạng được không"."""
        return self.hit is not None and bool(self.named) and not self.found.aspects


def requests_in(text: str, whole: Found, library: Library) -> tuple[Request, ...]:
    """The requests of a message, if its parts ask for several things, each surely; otherwise none.

    `whole` is what was found for the message. Where that fits something else better than a part fits what it looks
    like, the message is about one thing: "kết hôn với người nước ngoài". Aspects named in a part that asks for nothing
    else belong to all: "…, mỗi thứ bao nhiêu tiền".
    """
    parts, told, contrasts = cut(text)
    if len(parts) < 2 or not whole.hits or whole.hits[0].measures.same >= EXACT:
        return ()
    asking = _Asking(whole, told, library)
    reads = _with_aspects_of_procedures(asking.read(parts), library)
    found = {read.hit.id: read for read in reversed(reads) if read.hit}
    found = {entry_id: found[entry_id] for entry_id in dict.fromkeys(read.hit.id for read in reads if read.hit)}
    common = [aspect for read in reads if read.hit is None and read.is_light for aspect in read.found.aspects]
    likeliest = whole.hits[0]
    covered = [each for each in found if _leads_to(each, found, library)]
    if not told:
        covered += [each for each in found if _is_joined(each, likeliest, found, library)]
    found = {entry_id: part for entry_id, part in found.items() if entry_id not in covered}
    if not 2 <= len(found) <= _MOST_REQUESTS or not _are_apart(found):
        return ()
    if not told and {hit.id for hit in whole.hits[:2]}.isdisjoint(found) and _fits_better(likeliest, found):
        return ()
    own = [aspect for read in found.values() for aspect in read.found.aspects]
    shared = tuple(dict.fromkeys((*common, *own))) or (() if contrasts else whole.aspects)
    return tuple(Request(read.hit, read.found.aspects or shared) for read in found.values() if read.hit)


@dataclass(frozen=True, slots=True)
class _Asking:
    """What the parts of a message are read by: the message as a whole, whether it says that it asks for several."""

    whole: Found
    told: bool
    library: Library

    def read(self, parts: Sequence[str]) -> list[_Part]:
        """What each part asks for; where it is nothing, or what another asks for too, what its last clause does.

        What stands before a clause may only tell why: "bố là cựu chiến binh mới mất, cho hỏi khai tử và mai táng phí".
        """
        reads = [self._part(part) for part in parts]
        for place, text in enumerate(parts[:-1]):
            others = {read.hit.id for each, read in enumerate(reads) if each != place and read.hit}
            hit, clause = reads[place].hit, last_clause(text)
            if clause and (hit is None or hit.id in others):
                ending = self._part(clause)
                if ending.hit and ending.hit.id not in others:
                    reads[place] = ending
        return reads

    def _part(self, text: str) -> _Part:
        question = self.library.read(text)
        is_light = self.library.is_light(question)
        if not question.content or (is_light and question.aspects):
            return _of_aspects(question.aspects)
        found = self.library.find(question)
        least = SURE_OF_LIGHT if is_light else SURE_WHERE_TOLD if self.told else SURE_OF_PART
        match decide(found):
            case Answer(hit):
                meant: Hit | None = hit
            case Choose(ids):
                plain = plain_among(ids, question, self.library)
                meant = (_hit_of(plain, found) if plain else None) or self._settled(ids, found)
            case _:
                meant = None
        return _Part(meant if meant and meant.score >= least else None, found, question.aspects, is_light)

    def _settled(self, ids: Sequence[str], found: Found) -> Hit | None:
        """Between entries that a part leaves open: who names several things means the one that a family begins with,
        unless the likeliest is told from it; otherwise the one that the message as a whole is about, or the likeliest.
        """
        if self.told:
            families = (family.id for family in found.families if family.id in ids)
            first, likeliest = _hit_of(next(families, ids[0]), found), found.hits[0]
            is_apart = first is None or likeliest.logit - first.logit >= TOLD_IN_PART
            return likeliest if is_apart and likeliest.id in ids else first
        likeliest = self.whole.hits[0]
        return _hit_of(likeliest.id, found) if likeliest.id in ids else _leader(ids, found)


def _with_aspects_of_procedures(reads: Sequence[_Part], library: Library) -> Sequence[_Part]:
    """The same, but what may be an aspect of a procedure that is asked for is no topic."""
    if all(isinstance(library.knowledge.entries[read.hit.id], Topic) for read in reads if read.hit):
        return reads
    return [_of_aspects(read.named) if read.is_called_aspect else read for read in reads]


def _of_aspects(named: tuple[Aspect, ...]) -> _Part:
    """A part that names aspects and nothing else."""
    return _Part(None, Found((), named), named, is_light=True)


def _hit_of(entry_id: str, found: Found) -> Hit | None:
    return next((hit for hit in found.hits if hit.id == entry_id), None)


def _leads_to(entry_id: str, others: Iterable[str], library: Library) -> bool:
    """Whether the entry only tells what there is to do, and several others, some of that, are asked for."""
    entry, others = library.knowledge.entries[entry_id], set(others) - {entry_id}
    return len(others) > 1 and isinstance(entry, Topic) and not others.isdisjoint(entry.related)


def _is_joined(entry_id: str, likeliest: Hit, found: Iterable[str], library: Library) -> bool:
    """Whether the entry is done at one go with another by what the message as a whole, and a part of it, asks for.

    "Khai sinh với thẻ bảo hiểm y tế" asks for "Khai sinh và thẻ bảo hiểm y tế cho trẻ".
    """
    if entry_id == likeliest.id or likeliest.id not in found or likeliest.score < SURER:
        return False
    entries = library.knowledge.entries
    return is_joined_in(entries[entry_id].name, entries[likeliest.id].name)


def _fits_better(whole: Hit, parts: dict[str, _Part]) -> bool:
    """Whether the message as a whole fits its likeliest entry better than one of its parts fits its own."""
    return any(whole.logit > part.hit.logit for part in parts.values() if part.hit)


def _leader(ids: Sequence[str], found: Found) -> Hit | None:
    """The entry that is likelier than all others, between which and it a part alone does not choose."""
    first, second = [*(hit for hit in found.hits if hit.id in ids), None, None][:2]
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
