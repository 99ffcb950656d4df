"""A question in words: by itself, and after what was said before."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.answering import Desk
from bot.dialogue.followup import is_for_somebody, kept_on, narrowed, pending, refined, stays, taken_from_list
from bot.dialogue.lead import Lead, trimmed
from bot.dialogue.negation import without_negated
from bot.dialogue.plain import plain_among
from bot.dialogue.pointing import pointed_at
from bot.dialogue.policy import FITS, SURE_OF_LIGHT, Answer, Choose, Unknown, decide, ruled
from bot.dialogue.reason import Reason, Route
from bot.dialogue.requests import requests_in
from bot.dialogue.story import asked_at_the_end
from bot.dialogue.turn import Decision, Turn
from bot.dialogue.wording.aspects import NAMES
from bot.dialogue.wording.courtesy import what_for_reply
from bot.search import Aspect, Found, Library, Question
from bot.search.confidence import EXACT


def asked(desk: Desk, text: str, question: Question) -> Turn:
    """The answer to a question: new, or one that only makes sense after what was said before."""
    state, library = desk.state, desk.library
    lead, question = _led(text, question, library)
    pointed = pointed_at(question, pending(state, library), state)
    if pointed:
        aspects = question.aspects or (state.aspects if lead.asks_same or not state.focus else ())
        return desk.about(pointed, aspects).because(Reason(Route.POINTED, question))
    if question.aspects and library.is_light(question) and not _names_surely(question, library):
        return _aspects_alone(desk, lead.text, question)
    # After an answer, words that name an aspect ask for one of its; alone they may be the name of a topic.
    found = library.find(question.subject if state.focus else question)
    requests = requests_in(lead.text, found, library)
    if requests:
        several = Reason(Route.REQUESTS, question, found, requests=requests)
        return desk.answered_both(requests, found.hits[0].id).because(several)
    return _searched(desk, lead, question, found.without(state.focus) if lead.corrects else found)


def _names_surely(question: Question, library: Library) -> bool:
    """Whether words of everyday speech name something all the same: "sao y"."""
    decision = decide(library.find(question)) if question.content else None
    return isinstance(decision, Answer) and decision.hit.score >= SURE_OF_LIGHT


def _led(text: str, question: Question, library: Library) -> tuple[Lead, Question]:
    """What ties the message to the one before, and the question without that and without what it is not about."""
    affirmed = without_negated(text)
    lead = trimmed(text)
    if affirmed != text:
        lead = trimmed(affirmed).after(lead)
    if lead.text == text:
        return lead, question
    rest = library.read(lead.text)
    return lead, rest if rest.aspects or affirmed == text else replace(rest, aspects=question.aspects)


def _searched(desk: Desk, lead: Lead, question: Question, found: Found) -> Turn:
    """What was found, by itself, and after what was said before."""
    state, library = desk.state, desk.library
    ruling = ruled(found)
    if isinstance(ruling.decision, Unknown):
        found, ruling = asked_at_the_end(lead.text, found, ruling, library)
    aspects = found.aspects or (state.aspects if lead.asks_same else ())
    in_context = Reason(Route.CONTEXT, question, found, ruling)
    by_itself = [hit.id for hit in found.hits[:1] if hit.score >= FITS]
    if is_for_somebody(lead, found, question, state, library):
        return desk.about(state.focus, aspects).because(in_context)
    decision = narrowed(ruling.decision, lead, question, state, library)
    decision = kept_on(decision, lead, question, state, library)
    decision = refined(decision, lead.text, state, library)
    if decision is not ruling.decision:
        return _carried_out(decision, aspects, question, desk, by_itself).because(in_context)
    if stays(decision, lead, question, state, library):
        return desk.about(state.focus, aspects, by_itself).because(in_context)
    return _carried_out(decision, aspects, question, desk).because(replace(in_context, route=Route.SEARCH))


def _carried_out(
    decision: Answer | Choose | Unknown,
    aspects: tuple[Aspect, ...],
    question: Question,
    desk: Desk,
    by_itself: Sequence[str] = (),
) -> Turn:
    """Where what was said before has decided, what the message is about `by_itself` is offered beside that."""
    match decision:
        case Answer(hit, beside):
            others = (*by_itself, *(other.id for other in beside))
            return desk.answered(hit.id, aspects, hit.situation, [each for each in others if each != hit.id])
        case Choose(ids):
            # Among things that cannot be told apart, help comes first; then, for an aspect, the plain one.
            urgent = [entry_id for entry_id in ids if desk.library.is_emergency(entry_id)]
            if urgent:
                return desk.answered(urgent[0])
            plain = plain_among(ids, question, desk.library) if aspects else None
            if plain:
                return desk.answered(plain, aspects, beside=[each for each in ids if each != plain])
            return desk.choosing(ids, aspects)
        case Unknown(nearest):
            return desk.unanswered(nearest)


def _aspects_alone(desk: Desk, text: str, question: Question) -> Turn:
    """A question that names aspects and nothing else: of what was answered last, of the list that is open, or of what?

    Unless its words are themselves the name of something, as in "nộp hồ sơ qua mạng".
    """
    alone = Reason(Route.ASPECTS_ALONE, question)
    if desk.state.focus:
        return desk.about(desk.state.focus, question.aspects).because(alone)
    open_list = pending(desk.state, desk.library)
    if open_list:
        taken_one = taken_from_list(text, question, desk.state, desk.library)
        if taken_one:
            return desk.answered(taken_one.id, question.aspects, taken_one.situation).because(alone)
        return desk.choosing(open_list, question.aspects).because(alone)
    found = desk.library.find(question)
    if found.hits and found.hits[0].measures.same >= EXACT:
        turn = desk.answered(found.hits[0].id, found.aspects, found.hits[0].situation)
        return turn.because(Reason(Route.ASPECTS_ARE_NAME, question, found))
    return desk.telling(what_for_reply(NAMES[question.aspects[0]]), Decision.NONE).because(replace(alone, found=found))
