"""Why a message was answered as it was: for whoever asks, nothing depends on it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.dialogue.policy import Ruling
from bot.dialogue.requests import Request
from bot.search import Found, Question


class Route(StrEnum):
    """Which of the ways through the conversation a message took; the words are those of `ask --explain --json`."""

    CHOICE = "choice"
    VERIFICATION = "verification of news"
    NUMBER = "number without a list"
    ATTACHMENT = "attachment"
    COMMAND = "command"
    EMERGENCY = "emergency"
    CASE_FILE = "case file"
    WISH = "wish for news"
    REFUSAL = "refusal"
    SMALL_TALK = "small talk"
    POINTED = "pointed at"
    ASPECTS_ALONE = "aspects alone"
    ASPECTS_ARE_NAME = "aspects are a name"
    REQUESTS = "several requests"
    CONTEXT = "what was said before"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Reason:
    """The way that a message took, and as far as it was read, searched with and decided on: what of it.

    `requests` are the things that it asks for, where these are several. `ruling` is what the search alone led to.
    """

    route: Route
    question: Question | None = None
    found: Found | None = None
    ruling: Ruling | None = None
    requests: tuple[Request, ...] = ()
