"""A citizen who says that the answer was not what they meant, and nothing else: by a button, or "sai rồi"."""

from dataclasses import replace

from bot.dialogue.answering import Desk
from bot.dialogue.choices import value_of
from bot.dialogue.followup import pending
from bot.dialogue.policy import IN_LIST, MOST_CHOICES
from bot.dialogue.state import State
from bot.dialogue.turn import Decision, KeepMiss, MissKind, Turn
from bot.dialogue.wording.courtesy import misunderstood_reply, unknown_reply
from bot.messages import Choice
from bot.search import Library
from bot.search.phrases import PhraseTable
from bot.text.personal import without_masks
from bot.text.words import words_of

_LABEL = "Không phải ý tôi"
_VALUE = "!khac/"
"""Begins the value of the choice that refuses an answer; the id of the entry answered follows. None is named so."""
_MOST_WORDS = 12
"""Who says more than that says what they meant."""

# Phrases are parted by "|". Those of the second list say nothing against the answer by themselves.
_REFUSALS = """
    không phải | ko phải | k phải | hông phải | hổng phải | đâu phải | chưa phải | không đúng | ko đúng | k đúng
    | chưa đúng | đâu có đúng | sai | sai rồi | sai bét | sai hết | sai ý | nhầm | nhầm rồi | lộn rồi | trật rồi
    | trả lời sai | trả lời nhầm | hiểu sai | hiểu nhầm | hiểu lầm | hiểu lộn | không liên quan
    | tôi không hỏi | em không hỏi | mình không hỏi
"""
_BESIDE = """
    ý | ý tôi | ý em | ý mình | ý cháu | của tôi | của em | của mình | tôi | em | mình | cháu | cái này | cái đó
    | cái ấy | việc này | việc đó | việc ấy | điều này | câu này | chuyện này | thế | vậy | như thế | như vậy
    | cái | việc | cái tôi hỏi | tôi hỏi | em hỏi | mình hỏi | tôi muốn hỏi | em muốn hỏi | điều tôi hỏi | việc tôi hỏi
    | rồi | ạ | à | nhé | nha | đâu | mà | thôi | dạ | ờ | ủa | ơ | bot | ad | bạn ơi | bạn | ơi | hết | hết rồi
    | câu trả lời | gì cả | gì hết | gì
"""
_PHRASES: PhraseTable[bool] = PhraseTable(
    [(phrase, True) for phrase in _REFUSALS.split("|")] + [(phrase, False) for phrase in _BESIDE.split("|")]
)


def only_refuses(text: str) -> bool:
    """Whether the message says that something was wrong, and nothing of what would be right."""
    words = words_of(text)
    if len(words) > _MOST_WORDS:
        return False
    spans = _PHRASES.spans(words)
    return any(span.meaning for span in spans) and sum(span.end - span.start for span in spans) == len(words)


def refusable(turn: Turn, library: Library) -> Turn:
    """An answer to words, with one more choice after all others: to say that it was not what was meant.

    In an emergency nothing stands below the numbers to call.
    """
    if turn.outcome.decision is not Decision.ANSWER or library.is_emergency(turn.outcome.ids[0]):
        return turn
    refusal = Choice(label=_LABEL, value=f"{_VALUE}{turn.outcome.ids[0]}")
    *others, last = turn.replies
    last = last.model_copy(update={"choices": (*last.choices, refusal)})
    state = turn.state.model_copy(update={"offered": (*turn.state.offered, refusal)})
    return replace(turn, state=state, replies=(*others, last))


def refusal_last(turn: Turn) -> Turn:
    """The same turn with the choice to refuse below all others, whatever was added since."""
    *others, last = turn.replies
    if not any(map(_is_refusal, (*last.choices[:-1], *turn.state.offered[:-1]))):
        return turn
    last = last.model_copy(update={"choices": tuple(sorted(last.choices, key=_is_refusal))})
    state = turn.state.model_copy(update={"offered": tuple(sorted(turn.state.offered, key=_is_refusal))})
    return replace(turn, state=state, replies=(*others, last))


def _is_refusal(choice: Choice) -> bool:
    return choice.value.startswith(_VALUE)


def refusal_in(choice: str) -> str | None:
    """The id of the entry of which the choice says that it was not meant; None for any other choice."""
    return choice.removeprefix(_VALUE) if choice.startswith(_VALUE) else None


def refused_by_choice(desk: Desk, entry_id: str) -> Turn:
    """As said in words. Of an answer that is no longer talked about the question is forgotten: so it is asked for."""
    if entry_id in desk.state.focus:
        return corrected(desk)
    return desk.telling(misunderstood_reply((), desk.library.knowledge.commune, desk.today), Decision.NONE)


def refused(state: State, library: Library) -> tuple[KeepMiss, ...]:
    """The question before with what it was given, which the citizen did not mean; nothing where none was given.

    However sure we were: an entry called by its very name, too, may not tell what was wanted.
    """
    given = _given(state, library)
    asked = words_of(without_masks(state.question))
    return (KeepMiss(state.question, given, MissKind.WRONG),) if given and asked else ()


def corrected(desk: Desk) -> Turn:
    """Says sorry, offers what else may have been meant, and keeps the question for whoever mends the knowledge."""
    state, library = desk.state, desk.library
    effects = refused(state, library)
    others = _others(state, library)
    misses = state.misses + 1
    if others or misses < 2:
        reply = misunderstood_reply(others, library.knowledge.commune, desk.today)
    else:
        reply = unknown_reply(misses, library.knowledge.commune, desk.today)
    turn = desk.telling(reply, Decision.CHOOSE if others else Decision.NONE)
    # The question is forgotten: said twice, "sai rồi" is still about one answer.
    changes = {"focus": (), "question": "", "misses": misses, "offered": others}
    return replace(turn, state=turn.state.model_copy(update=changes), effects=effects)


def _given(state: State, library: Library) -> tuple[str, ...]:
    known = tuple(entry_id for entry_id in state.focus if entry_id in library.knowledge.entries)
    return known or pending(state, library)


def _others(state: State, library: Library) -> tuple[Choice, ...]:
    """What the question before may have meant instead."""
    hits = library.find(library.read(without_masks(state.question))).without(_given(state, library)).hits
    near = [hit.id for hit in hits if hit.score >= IN_LIST][:MOST_CHOICES]
    return tuple(Choice(label=library.knowledge.entries[other].name, value=value_of(other)) for other in near)
