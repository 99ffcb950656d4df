"""What real citizens have typed."""

import random
from datetime import UTC, datetime

from bot.channels.telegram.rendering import calls
from bot.dialogue import State, respond
from bot.files.folder import load
from bot.files.questions import read_questions
from bot.knowledge.questions import Case
from bot.messages import Incoming
from bot.search import Library

from . import ROOT
from .program import COMMUNE

_DIFFERENT_CHATS = 200


def _cases() -> list[Case]:
    return [case for case in read_questions(ROOT / "tests" / "search" / "asked.yaml") if isinstance(case, Case)]


def questions(chance: random.Random) -> list[str]:
    """The single questions of tests/search/asked.yaml, in any order."""
    found = [case.q for case in _cases()]
    chance.shuffle(found)
    return found


def chats(chance: random.Random, count: int, turns: int) -> list[list[str]]:
    """Questions for so many chats: in one chat no text of the answers comes twice, so that they can be told apart."""
    asked = sorted(case.q for case in _cases() if case.kind == "answer")
    library = Library.of(load(ROOT / "knowledge").communes[COMMUNE])
    found: list[list[str]] = []
    while len(found) < min(count, _DIFFERENT_CHATS):
        chat = chance.sample(asked, turns)
        if _can_be_told_apart(chat, library):
            found.append(chat)
    return [list(found[place % len(found)]) for place in range(count)]


def _can_be_told_apart(chat: list[str], library: Library) -> bool:
    state, texts = State(), list[str]()
    for place, text in enumerate(chat):
        turn = respond(state, Incoming("telegram", "1", str(place), text), library, datetime.now(UTC))
        state = turn.state
        texts += [call.text for reply in turn.replies for call in calls(reply)]
    return len(set(texts)) == len(texts)
