"""What a message owes to the one before it: follow-ups, corrections, a detail that decides."""

import re
from collections.abc import Sequence

from bot.dialogue.clauses import PERSON
from bot.dialogue.lead import Lead
from bot.dialogue.policy import (
    CLEAR,
    CLOSE,
    FITS,
    FROM_CONTEXT,
    IN_LIST,
    NEARBY,
    NEARBY_GOING_ON,
    SITUATION_FITS,
    SURER,
    TOLD_IN_LIST,
    Answer,
    Choose,
    Unknown,
    decide,
)
from bot.dialogue.state import State
from bot.knowledge.topic import Topic
from bot.search import Found, Library, Question
from bot.search.ranking import Hit

_LONGEST_CORRECTION = 4
_LONGEST_CORRECTED = 15
_SOMEBODY = re.compile(rf"\W*{PERSON}\b", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"\b(?:không|khong|ko|k|hông|hong|hổng|hok|hem|chăng)(?:\s+(?:ạ|a|vậy|vay|z|ta|em|anh|chị|chi|cô|co|bạn|ban))*\W*$",
    re.IGNORECASE,
)
_FOR_SOMEBODY = re.compile(rf"\b(?:cho|giùm|gium|dùm|dum|giúp|giup|hộ|ho|thay|nhờ|nho)\s+{PERSON}\b", re.IGNORECASE)


def pending(state: State, library: Library) -> tuple[str, ...]:
    """The ids of which one may yet be taken: of the list that was offered, or of what was answered together."""
    if state.focus:
        return state.focus if len(state.focus) > 1 else ()
    return tuple(choice.value for choice in state.offered if choice.value in library.knowledge.entries)


def narrowed(
    decision: Answer | Choose | Unknown, lead: Lead, question: Question, state: State, library: Library
) -> Answer | Choose | Unknown:
    """While a list is open, a few words that tell one of its entries from the others take it."""
    open_list = frozenset(pending(state, library))
    match decision:
        case Answer(hit) if hit.score > CLEAR or lead.goes_on:
            return decision
        case Choose(ids, is_named) if open_list.isdisjoint(ids) and (is_named or lead.goes_on):
            return decision
    fits_elsewhere = isinstance(decision, Answer) and decision.hit.score > SURER
    taken = taken_from_list(lead.text, question, state, library, fits_elsewhere)
    return Answer(taken) if taken else decision


def taken_from_list(
    text: str, question: Question, state: State, library: Library, fits_elsewhere: bool = False
) -> Hit | None:
    """The entry of the open list that these words tell from the others: by themselves, or with the question before.

    Words that fit something else well must fit the entry by themselves.
    """
    open_list = frozenset(pending(state, library))
    # Whoever says again what the list was opened for is to see the list again.
    if not open_list or not question.content or set(question.words) <= set(library.read(state.question).words):
        return None
    own = library.find(question.subject, only=open_list).hits
    if _told_apart(own) and own[0].score >= (NEARBY if fits_elsewhere else IN_LIST):
        return own[0]
    if fits_elsewhere:
        return None
    together = library.find(library.read(f"{state.question} {text}").subject, only=open_list).hits
    return together[0] if _told_apart(together, TOLD_IN_LIST) and together[0].score >= FITS else None


def kept_on(
    decision: Answer | Choose | Unknown, lead: Lead, question: Question, state: State, library: Library
) -> Answer | Choose | Unknown:
    """A question that nothing fits well is about what was answered last: a situation of it, or something near to it.

    What is near is looked for by these words, and then by these and those of the question before.
    """
    if not state.focus:
        return decision
    elsewhere = decision.hit.score if isinstance(decision, Answer) else FITS if isinstance(decision, Choose) else 0.0
    replaced = _in_its_place(lead.text, state, library) if lead.corrects else None
    if replaced and replaced.score > elsewhere:
        return Answer(replaced)
    if _stands(decision, CLEAR):
        return decision
    if isinstance(decision, Choose) and state.focus[0] in decision.ids and leans(lead, question) and not lead.goes_on:
        return decision
    near = library.near(state.focus)
    hits = library.find(question.subject, only=near.union(state.focus)).hits
    own = next((hit for hit in hits if hit.id in state.focus), None)
    other = _fitting([hit for hit in hits if hit.id in near], elsewhere, lead)
    least = max(SITUATION_FITS, elsewhere, other.score if other else 0.0)
    if own and own.situation is not None and own.score >= least and not lead.corrects:
        return Answer(own)
    if isinstance(decision, Answer) and decision.hit.id in near:
        meant = _in_context(lead.text, near, state, library) if elsewhere < FITS else None
        return Answer(meant) if meant else decision
    names_own = own is not None and own is hits[0] and _told_apart(hits) and not lead.goes_on
    if own and names_own and _is_of_procedure(state, library) and library.is_slight(question):
        return Answer(own)
    meant = other or _told_by_context(decision, lead, near, state, library)
    return Answer(meant) if meant else decision


def _fitting(near: Sequence[Hit], elsewhere: float, lead: Lead) -> Hit | None:
    """The first of what is near, if these words tell it from the rest and it fits about as well as what is not."""
    least = max(NEARBY_GOING_ON if lead.goes_on else NEARBY, elsewhere - FROM_CONTEXT)
    return near[0] if _told_apart(near) and near[0].score >= least else None


def _told_by_context(
    decision: Answer | Choose | Unknown, lead: Lead, near: frozenset[str], state: State, library: Library
) -> Hit | None:
    """What these words and those before mean together, where these alone leave it open or tell little."""
    match decision:
        case Choose(ids) if not lead.corrects:
            return _in_context(lead.text, near.union(ids), state, library)
        case Unknown() if lead.goes_on and not lead.corrects:
            return _in_context(lead.text, near, state, library)
        case Unknown(nearest) if not near.isdisjoint(nearest[:1]):
            # What fits best by itself, though badly, must fit best in the conversation too.
            likeliest = _in_context(lead.text, near, state, library)
            return likeliest if likeliest and likeliest.id == nearest[0] else None
    return None


def _in_context(text: str, among: frozenset[str], state: State, library: Library) -> Hit | None:
    """Which of these a message means after what was answered last; None where that does not tell."""
    names = [library.knowledge.entries[each].name for each in state.focus if each in library.knowledge.entries]
    for before in (*names, state.question):
        hits = library.find(library.read(f"{before} {text}").subject, only=among - frozenset(state.focus)).hits
        if _told_apart(hits, TOLD_IN_LIST) and hits[0].score >= FITS:
            return hits[0]
    return None


def _in_its_place(text: str, state: State, library: Library) -> Hit | None:
    """What the question before asks for when a correction stands in the place of some of its words.

    After "đăng ký tạm trú ở đâu", "à nhầm, thường trú" is "đăng ký thường trú ở đâu".
    """
    said, asked = ([term.word for term in library.read(each).content] for each in (text, state.question))
    if not said or len(said) > _LONGEST_CORRECTION or len(asked) > _LONGEST_CORRECTED:
        return None
    candidates = [
        found.hits[0]
        for start in range(len(asked))
        for end in (start + 1, start + 2)
        if (found := _found_by([*asked[:start], *said, *asked[end:]], library).without(state.focus)).hits
    ]
    best = max(candidates, key=lambda hit: (hit.measures.same, hit.logit), default=None)
    return best if best and best.score > SURER else None


def _found_by(words: Sequence[str], library: Library) -> Found:
    return library.find(library.read(" ".join(words)).subject)


def _told_apart(hits: Sequence[Hit], by: float = CLOSE) -> bool:
    return bool(hits) and (len(hits) == 1 or hits[0].logit - hits[1].logit >= by)


def is_for_somebody(lead: Lead, found: Found, question: Question, state: State, library: Library) -> bool:
    """Whether a message asks what was answered last for somebody: "làm cho mẹ tôi thì sao", "chồng bận thì sao"."""
    if not state.focus or not library.is_slight(question) or any(hit.score >= FITS for hit in found.hits[:1]):
        return False
    what_if = lead.asks_same and not lead.corrects and _SOMEBODY.match(lead.text)
    return bool(what_if or _FOR_SOMEBODY.search(lead.text))


def leans(lead: Lead, question: Question) -> bool:
    """Whether a message asks for an aspect, or yes or no."""
    return bool(question.aspects or _YES_OR_NO.search(lead.text))


def stays(decision: Answer | Choose | Unknown, lead: Lead, question: Question, state: State, library: Library) -> bool:
    """Whether a message is about what was answered last because it names next to nothing, and fits nothing surely.

    It asks for an aspect, or for somebody. A topic has no aspects to tell; after one, what is unlikely to be meant may
    be meant all the same.
    """
    if not state.focus or not leans(lead, question) or not library.is_slight(question) or _stands(decision, SURER):
        return False
    return isinstance(decision, Unknown) or _is_of_procedure(state, library)


def _is_of_procedure(state: State, library: Library) -> bool:
    return any(not isinstance(library.knowledge.entries.get(each), Topic | None) for each in state.focus)


def _stands(decision: Answer | Choose | Unknown, least: float) -> bool:
    """Whether the message stands for itself: what it fits is sure from that score on, or it names a family."""
    match decision:
        case Answer(hit):
            return hit.score >= least
        case Choose(_, is_named):
            return is_named
        case Unknown():
            return False


def refined(
    decision: Answer | Choose | Unknown, text: str, state: State, library: Library
) -> Answer | Choose | Unknown:
    """A message that says nothing alone may be a detail of the question before, and turn its answer into another."""
    if not isinstance(decision, Unknown) or not state.question or not library.knows_any(library.read(text)):
        return decision
    together = decide(library.find(library.read(f"{state.question} {text}")))
    changes = isinstance(together, Answer) and together.hit.id not in state.focus
    return together if changes else decision
