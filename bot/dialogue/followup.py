"""What a message owes to the one before it: follow-ups, corrections, a detail that decides."""

import re
from dataclasses import dataclass

from bot.dialogue.policy import CLOSE, SURE, Answer, Choose, Unknown, decide
from bot.dialogue.state import State
from bot.search import Library, Question
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


@dataclass(frozen=True, slots=True)
class Lead:
    """A message without its opening words, and what they said: that it corrects, that it goes on."""

    text: str
    corrects: bool = False
    inherits: bool = False


def trimmed(text: str) -> Lead:
    """Take off the words that tie a message to the one before: "không phải, …", "à nhầm …", "thế còn …"."""
    for pattern, corrects in ((_CORRECTION, True), (_CONTINUATION, False)):
        match = pattern.match(text)
        rest = text[match.end() :] if match else ""
        if match and words_of(rest):
            return Lead(rest, corrects=corrects, inherits=True)
    return Lead(text)


def about_focus(question: Question, state: State, library: Library) -> bool:
    """Whether the message names aspects only, so that it asks them of what was answered last."""
    return bool(state.focus and question.aspects) and library.is_light(question)


def narrowed(
    decision: Answer | Choose | Unknown, question: Question, state: State, library: Library
) -> Answer | Choose | Unknown:
    """After a list was offered, a few words that tell one of its entries from the others take it."""
    offered = frozenset(choice.value for choice in state.offered) & library.knowledge.entries.keys()
    if not offered or (
        isinstance(decision, Answer) and decision.hit.id not in offered and decision.hit.score > SURE + 0.15
    ):
        return decision
    hits = library.find(question, only=offered).hits
    told_apart = hits and (len(hits) == 1 or hits[0].score - hits[1].score >= CLOSE)
    return Answer(hits[0]) if told_apart and hits[0].score >= SURE / 2 else decision


def refined(
    decision: Answer | Choose | Unknown, text: str, state: State, library: Library
) -> Answer | Choose | Unknown:
    """A message that says nothing alone may be a detail of the question before, and turn its answer into another."""
    if not isinstance(decision, Unknown) or not state.question:
        return decision
    together = decide(library.find(library.read(f"{state.question} {text}")).hits)
    changes = isinstance(together, Answer) and together.hit.id not in state.focus
    return together if changes else decision
