"""Which of many questions ask for the same thing in other words."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.search.common_words import is_common
from bot.search.phrases import PhraseTable
from bot.text.personal import without_masks
from bot.text.words import bare, words_of

_ALIKE = 74.0
"""Of 100: how like, letter by letter, the telling words of two questions must be for the two to ask for the same."""

# What every other question to a commune holds, whatever it is about. Phrases are parted by "|".
_OFFICIAL = """
    thủ tục | hồ sơ | giấy tờ | giấy phép | giấy | lệ phí | phí | mất phí | tiền | mất tiền | hướng dẫn | quy trình |
    cách | muốn hỏi | làm sao | ra sao | thế nào | như nào | online | nộp | chuẩn bị | yêu cầu
"""
_IDLE: PhraseTable[None] = PhraseTable((phrase, None) for phrase in _OFFICIAL.split("|"))


def grouped(questions: Sequence[str]) -> list[list[int]]:
    """The questions in groups, by their places; a group stands where its first question does.

    A question joins the group in which it stands already in another spelling, or else the one whose first question it
    is most like. So a question that comes later never changes the groups of those before it, and a group can be named
    after its first question.
    """
    groups: list[list[int]] = []
    leaders: list[str] = []
    group_of: dict[str, int] = {}
    for place, question in enumerate(questions):
        spelt = spelling(question)
        if spelt not in group_of:
            told = _telling_words(question)
            nearest = process.extractOne(told, leaders, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            group_of[spelt] = nearest[2] if nearest else len(groups)
            if not nearest:
                leaders.append(told)
                groups.append([])
        groups[group_of[spelt]].append(place)
    return groups


def spelling(question: str) -> str:
    """What is the same in two spellings of one question: its words, without case, accents and punctuation."""
    return " ".join(bare(word) for word in words_of(without_masks(question)))


def _telling_words(question: str) -> str:
    """The words that tell what is asked, in the order of the alphabet; all of them where none does."""
    words = words_of(without_masks(question))
    idle = {place for start, end, _ in _IDLE.spans(words) for place in range(start, end)}
    telling = [bare(word) for place, word in enumerate(words) if place not in idle and not is_common(word)]
    return " ".join(sorted(dict.fromkeys(telling or map(bare, words))))
