"""The one function that is a conversation: it routes a message; what is decided and said stands in its neighbours."""

from dataclasses import replace
from datetime import datetime

from bot.dialogue.answering import Desk
from bot.dialogue.asking import asked
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
from bot.dialogue.followup import pending, taken_from_list
from bot.dialogue.lead import trimmed
from bot.dialogue.news import NO_NEWS, News
from bot.dialogue.news_choices import is_about_news
from bot.dialogue.news_wishes import wish_in
from bot.dialogue.policy import SURER, Answer, Choose, decide
from bot.dialogue.reason import Reason, Route
from bot.dialogue.social import beyond_small_talk, small_talk
from bot.dialogue.state import State
from bot.dialogue.subscribing import NewsDesk
from bot.dialogue.turn import Decision, ForgetPerson, Turn
from bot.dialogue.wording.courtesy import CASE_CODE_NOTE, NUMBERS_WARNING, social_reply
from bot.dialogue.wording.privacy import attachment_reply
from bot.dialogue.wording.verification import check_reply
from bot.messages import Incoming, Reply
from bot.search import Library, Question
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
    turn = refusable(asked(desk, text, question), library)
    if trimmed(text).corrects and set(turn.outcome.ids).isdisjoint(desk.state.focus):
        return replace(turn, effects=(*refused(desk.state, library), *turn.effects))
    return turn


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
