"""The one function that is a conversation: it routes a message; what is decided and said stands in its neighbours."""

from dataclasses import replace
from datetime import datetime

from bot.dialogue.answering import Desk
from bot.dialogue.choices import is_number, picked, taken
from bot.dialogue.commands import FORGET_VALUE, KEEP_VALUE, command_in, forgotten, obeyed
from bot.dialogue.correction import (
    corrected,
    only_refuses,
    refusable,
    refusal_in,
    refusal_last,
    refused,
    refused_by_choice,
)
from bot.dialogue.followup import is_for_somebody, kept_on, narrowed, pending, refined, stays, taken_from_list
from bot.dialogue.lead import trimmed
from bot.dialogue.negation import without_negated
from bot.dialogue.news import NO_NEWS, News
from bot.dialogue.news_choices import is_about_news
from bot.dialogue.news_wishes import wish_in
from bot.dialogue.plain import plain_among
from bot.dialogue.pointing import pointed_at
from bot.dialogue.policy import SURE_OF_LIGHT, SURER, Answer, Choose, Unknown, decide, ruled
from bot.dialogue.reason import Reason, Route
from bot.dialogue.requests import requests_in
from bot.dialogue.social import beyond_small_talk, small_talk
from bot.dialogue.state import State
from bot.dialogue.story import asked_at_the_end
from bot.dialogue.subscribing import NewsDesk
from bot.dialogue.turn import Decision, ForgetPerson, Turn
from bot.dialogue.wording.aspects import NAMES
from bot.dialogue.wording.courtesy import CASE_CODE_NOTE, NUMBERS_WARNING, social_reply, what_for_reply
from bot.dialogue.wording.privacy import attachment_reply
from bot.dialogue.wording.verification import check_reply
from bot.messages import Incoming, Reply
from bot.search import Aspect, Library, Question
from bot.search.confidence import EXACT
from bot.text.dates import vietnam_day
from bot.text.personal import Masked, masked, without_masks
from bot.text.words import bare

LONGEST_READ = 1000
"""Characters of a message that are read: what people need to say fits, and the work for one message stays bounded."""

CASE_TOPIC = "tra-cuu-ho-so"
"""The topic that says where to look up a case file."""


def respond(state: State, incoming: Incoming, library: Library, moment: datetime, news: News = NO_NEWS) -> Turn:
    """Answer one message. `moment` is aware; the day it falls on in Vietnam chooses among what has dates.

    `news` tells whether announcements can come this way, what the person receives of them, and whether the message
    quotes one; then its numbers are the commune's own, and nobody is warned of them.
    """
    safe = _safe(incoming.text)
    desk = Desk(state, library, vietnam_day(moment), safe.text)
    news_desk = NewsDesk(desk, news, incoming.account, incoming.person, moment)
    if news.check:
        reply = check_reply(news.check, library.knowledge.commune, desk.today)
        turn = news_desk.with_question_closed().desk.telling(reply, Decision.SOCIAL)
        return turn.because(Reason(Route.VERIFICATION))
    turn = refusal_last(news_desk.offering(_routed(news_desk, incoming, safe)))
    if safe.case_code:
        turn = turn.opening_with(Reply(text=CASE_CODE_NOTE))
    if safe.personal and not state.warned_about_numbers:
        turn = turn.adding(Reply(text=NUMBERS_WARNING))
    if ForgetPerson() in turn.effects:
        return turn
    return turn.remembering(warned_about_numbers=state.warned_about_numbers or safe.personal)


def _safe(text: str) -> Masked:
    """The message without personal numbers and without what is no character; cut only when no number can be halved."""
    safe = masked(text.encode("utf-8", "replace").decode())
    return replace(safe, text=safe.text[:LONGEST_READ])


def _routed(asked: NewsDesk, incoming: Incoming, safe: Masked) -> Turn:
    choice = incoming.choice or _picked_value(safe.text, asked.desk.state) or asked.choice_in(safe.text)
    if choice is None and is_number(safe.text):
        return asked.desk.asking_again().because(Reason(Route.NUMBER))
    news_desk = asked.with_question_closed()
    desk = news_desk.desk
    if incoming.attachment and not safe.text.strip():
        commune = desk.library.knowledge.commune
        turn = desk.telling(attachment_reply(incoming.attachment, commune, desk.today), Decision.SOCIAL)
        return turn.because(Reason(Route.ATTACHMENT))
    if choice is not None:
        return _taken(news_desk, choice, safe.text).because(Reason(Route.CHOICE))
    command = command_in(safe.text)
    return obeyed(command, news_desk).because(Reason(Route.COMMAND)) if command else _said(news_desk, safe)


def _taken(news_desk: NewsDesk, choice: str, label: str) -> Turn:
    if is_about_news(choice):
        return news_desk.taken(choice)
    desk = replace(news_desk.desk, said=_asked_before(choice, label, news_desk.desk))
    if choice in (FORGET_VALUE, KEEP_VALUE):
        return forgotten(desk, choice)
    not_meant = refusal_in(choice)
    if not_meant is not None:
        return refused_by_choice(desk, not_meant)
    opened = taken(choice, desk.library.knowledge)
    return desk.opened(opened) if opened else desk.gone()


def _asked_before(choice: str, label: str, desk: Desk) -> str:
    """What a choice answers: the question in words that it was offered for, or, of something new, its own words."""
    opened = taken(choice, desk.library.knowledge)
    given = desk.state.focus or pending(desk.state, desk.library)
    if desk.state.question and opened and opened.entry.id in given:
        return desk.state.question
    return next((offered.label for offered in desk.state.offered if offered.value == choice), label)


def _said(news_desk: NewsDesk, safe: Masked) -> Turn:
    """A message in words: an emergency before all else, then a case file, a wish, small talk, then a question."""
    desk, library = news_desk.desk, news_desk.desk.library
    question = library.read(without_masks(safe.text))
    emergency = library.emergency(question)
    if emergency:
        return desk.answered(emergency).because(Reason(Route.EMERGENCY, question))
    if safe.case_code and CASE_TOPIC in library.knowledge.entries:
        return desk.answered(CASE_TOPIC).because(Reason(Route.CASE_FILE, question))
    wish = wish_in(safe.text)
    if wish:
        return news_desk.wished(wish).because(Reason(Route.WISH, question))
    if only_refuses(safe.text):
        return corrected(desk).because(Reason(Route.REFUSAL, question))
    social = small_talk(safe.text, question.words, question.idle)
    if social and not _asks_after_all(desk, question):
        turn = desk.telling(social_reply(social, library.knowledge.commune), Decision.SOCIAL)
        return turn.because(Reason(Route.SMALL_TALK, question))
    text = without_masks(safe.text)
    turn = refusable(_asked(desk, text, question), library)
    if trimmed(text).corrects and set(turn.outcome.ids).isdisjoint(desk.state.focus):
        return replace(turn, effects=(*refused(desk.state, library), *turn.effects))
    return turn


def _names_surely(question: Question, library: Library) -> bool:
    """Whether words of everyday speech name something all the same: "sao y"."""
    decision = decide(library.find(question)) if question.content else None
    return isinstance(decision, Answer) and decision.hit.score >= SURE_OF_LIGHT


def _asks_after_all(desk: Desk, question: Question) -> bool:
    """Whether what looks like small talk names something: without accents "tạm vắng" has a "vâng" in it."""
    if not question.content:
        return False
    if all(word == bare(word) for word in question.words):
        match decide(desk.library.find(question)):
            case Answer(hit) if hit.score > SURER:
                return True
            case Choose(_, is_named=True):
                return True
    rest = " ".join(beyond_small_talk(question.words, question.idle))
    return taken_from_list(rest, desk.library.read(rest), desk.state, desk.library) is not None


def _picked_value(text: str, state: State) -> str | None:
    choice = picked(text, state.offered)
    return choice.value if choice else None


def _asked(desk: Desk, text: str, question: Question) -> Turn:
    """A question in words: new, or one that only makes sense after what was said before."""
    state, library = desk.state, desk.library
    affirmed = without_negated(text)
    lead = trimmed(affirmed).after(trimmed(text))
    if lead.text != text:
        told = question.aspects if affirmed != text else ()
        question = library.read(lead.text)
        question = question if question.aspects else replace(question, aspects=told)
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
        return desk.answered_both(requests, found.hits[0].id).because(
            Reason(Route.REQUESTS, question, found, requests=requests)
        )
    if lead.corrects:
        found = found.without(state.focus)
    ruling = ruled(found)
    if isinstance(ruling.decision, Unknown):
        found, ruling = asked_at_the_end(lead.text, found, ruling, library)
    aspects = found.aspects or (state.aspects if lead.asks_same else ())
    if is_for_somebody(lead, found, question, state, library):
        return desk.about(state.focus, aspects).because(Reason(Route.CONTEXT, question, found, ruling))
    decision = narrowed(ruling.decision, lead, question, state, library)
    decision = kept_on(decision, lead, question, state, library)
    decision = refined(decision, lead.text, state, library)
    if decision is ruling.decision and stays(decision, lead, question, state, library):
        return desk.about(state.focus, aspects).because(Reason(Route.CONTEXT, question, found, ruling))
    route = Route.SEARCH if decision is ruling.decision else Route.CONTEXT
    if isinstance(decision, Choose) and aspects:
        plain = plain_among(decision.ids, question, library)
        if plain:
            return desk.answered(plain, aspects, None, [each for each in decision.ids if each != plain]).because(Reason(route, question, found, ruling))
    return _carried_out(decision, aspects, desk).because(Reason(route, question, found, ruling))


def _carried_out(decision: Answer | Choose | Unknown, aspects: tuple[Aspect, ...], desk: Desk) -> Turn:
    match decision:
        case Answer(hit, beside):
            return desk.answered(hit.id, aspects, hit.situation, tuple(other.id for other in beside))
        case Choose(ids):
            # Among things that cannot be told apart, help comes first.
            urgent = [entry_id for entry_id in ids if desk.library.is_emergency(entry_id)]
            return desk.answered(urgent[0]) if urgent else desk.choosing(ids, aspects)
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
