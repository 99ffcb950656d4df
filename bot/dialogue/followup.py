"""What a message owes to the one before it: follow-ups, corrections, a detail that decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
    Answer,
    Choose,
    Unknown,
    decide,
)
from bot.dialogue.state import State
from bot.search import Library, Question
from bot.search.ranking import Hit
from bot.text.words import words_of

_CORRECTION = re.compile(
    r"^\W*(?:(?:à|a|ờ|ủa|dạ|da|thôi|thoi)\W+)*"
    r"(?:(?:không|khong|ko|k|hông|hổng) (?:phải|phai)(?: (?:cái|việc) (?:này|đó|ấy))?"
    r"|(?:nhầm|nham|sai|lộn|lon) (?:rồi|roi)"
    r"|(?:không|khong|ko|nhầm|nham|sai|lộn|lon)\s*[,.:;!-])"
    r"[\s,.:;!-]*(?:(?:(?:ý|y) (?:tôi|toi|em|e|mình|minh) )?(?:là|la)\b)?",
    re.IGNORECASE,
)
_CONTINUATION = re.compile(r"^\W*(?:còn|(?:thế|the|vậy|vay|rồi|roi|à|nhưng|nhung)\s+(?:còn|con))\s+", re.IGNORECASE)
_CONTINUATION_BARE = re.compile(
    r"^\W*(?:(?:the|vay|roi|a|nhung)\s+)?con\s+(?!(?:toi|em|trai|gai|minh|tui|chau|be)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A message without its opening words, and what they said: that it corrects, that it goes on."""

    text: str
    corrects: bool = False
    inherits: bool = False


def trimmed(text: str) -> Lead:
    """Take off the words that tie a message to the one before: "không phải, …", "à nhầm …", "thế còn …"."""
    # Typed without accents, "con" is a child as often as "còn": then only what follows can tell.
    goes_on = (_CONTINUATION_BARE if text.isascii() else _CONTINUATION, False)
    for pattern, corrects in ((_CORRECTION, True), goes_on):
        match = pattern.match(text)
        rest = text[match.end() :] if match else ""
        if match and words_of(rest):
            return Lead(rest, corrects=corrects, inherits=True)
    return Lead(text)


def pending(state: State, library: Library) -> tuple[str, ...]:
    """The ids of the list that was offered and from which nothing has been taken yet."""
    if state.focus:
        return ()
    return tuple(choice.value for choice in state.offered if choice.value in library.knowledge.entries)


def narrowed(
    decision: Answer | Choose | Unknown, question: Question, state: State, library: Library
) -> Answer | Choose | Unknown:
    """While a list is open, a few words that tell one of its entries from the others take it."""
    open_list = frozenset(pending(state, library))
    match decision:
        case Answer(hit) if hit.score > SURER:
            return decision
        case Choose(_, is_named=True):
            return decision
    if not open_list:
        return decision
    hits = library.find(question, only=open_list).hits
    return Answer(hits[0]) if _told_apart(hits) and hits[0].score >= IN_LIST else decision


def kept_on(
    decision: Answer | Choose | Unknown, lead: Lead, question: Question, state: State, library: Library
) -> Answer | Choose | Unknown:
    """A question that nothing fits well is about what was answered last: a situation of it, or something near to it.

    What is near is looked for by these words, and then by these and those of the question before.
    """
    if not state.focus or _is_clear(decision):
        return decision
    elsewhere = decision.hit.score if isinstance(decision, Answer) else FITS if isinstance(decision, Choose) else 0.0
    own = library.find(question.subject, only=frozenset(state.focus)).hits
    if own and not lead.corrects and own[0].situation is not None and own[0].score >= max(SITUATION_FITS, elsewhere):
        return Answer(own[0])
    near = library.near(state.focus)
    hits = library.find(question.subject, only=near).hits
    least = NEARBY_GOING_ON if lead.inherits else NEARBY
    if _told_apart(hits) and hits[0].score >= max(least, elsewhere - FROM_CONTEXT):
        return Answer(hits[0])
    together = library.find(library.read(f"{state.question} {lead.text}").subject, only=near).hits
    is_meant = isinstance(decision, Choose) and _told_apart(together) and together[0].score >= FITS
    return Answer(together[0]) if is_meant else decision


def _is_clear(decision: Answer | Choose | Unknown) -> bool:
    match decision:
        case Answer(hit):
            return hit.score > CLEAR
        case Choose(_, is_named):
            return is_named
        case Unknown():
            return False


def _told_apart(hits: Sequence[Hit]) -> bool:
    return bool(hits) and (len(hits) == 1 or hits[0].logit - hits[1].logit >= CLOSE)


def refined(
    decision: Answer | Choose | Unknown, text: str, state: State, library: Library
) -> Answer | Choose | Unknown:
    """A message that says nothing alone may be a detail of the question before, and turn its answer into another."""
    if not isinstance(decision, Unknown) or not state.question or not library.knows_any(library.read(text)):
        return decision
    together = decide(library.find(library.read(f"{state.question} {text}")))
    changes = isinstance(together, Answer) and together.hit.id not in state.focus
    return together if changes else decision
