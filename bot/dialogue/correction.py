"""A citizen who says that the answer was not what they meant, and nothing else: "không phải ý tôi", "sai rồi"."""

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
from bot.text.words import folded, words_of

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


def refused(state: State, library: Library) -> tuple[KeepMiss, ...]:
    """The question before with what it was given, which the citizen did not mean; nothing where none was given.

    An entry called by its very name is what was asked for: there is no wording to mend.
    """
    given = _given(state, library)
    entries = library.knowledge.entries
    is_name = any(folded(entries[entry_id].name) == folded(state.question) for entry_id in given)
    asked = words_of(without_masks(state.question))
    return (KeepMiss(state.question, given, MissKind.WRONG),) if given and asked and not is_name else ()


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
    return Turn(turn.state.model_copy(update=changes), turn.replies, effects, turn.outcome)


def _given(state: State, library: Library) -> tuple[str, ...]:
    known = tuple(entry_id for entry_id in state.focus if entry_id in library.knowledge.entries)
    return known or pending(state, library)


def _others(state: State, library: Library) -> tuple[Choice, ...]:
    """What the question before may have meant instead."""
    hits = library.find(library.read(without_masks(state.question))).without(_given(state, library)).hits
    near = [hit.id for hit in hits if hit.score >= IN_LIST][:MOST_CHOICES]
    return tuple(Choice(label=library.knowledge.entries[other].name, value=value_of(other)) for other in near)
