"""What a message points at without naming it: "cả hai hết bao nhiêu", "cái đầu mấy ngày", "còn cái kia"."""

import re

from bot.dialogue.choices import number_in
from bot.dialogue.state import State
from bot.search import Question
from bot.text.words import bare

_THING = r"(?:cai|viec|thu|thu tuc|muc)"
_ALL = re.compile(rf"(?:ca|het ca|tat ca)(?: (?P<count>hai|2|ba|3|bon|4))?(?: {_THING})?(?: (?:deu|luon))?")
_COUNTS = {"hai": 2, "2": 2, "ba": 3, "3": 3, "bon": 4, "4": 4}
_OTHER = re.compile(rf"{_THING} (?:kia|con lai|truoc|truoc do)")


def pointed_at(question: Question, group: tuple[str, ...], state: State) -> tuple[str, ...]:
    """The ids that the message points at, its aspects aside; none where it points at nothing.

    `group` are those among which it can: of the list that is open, or of what was answered together.
    """
    named = {place for mention in question.mentions for place in range(mention.start, mention.end)}
    words = [word for place, word in enumerate(question.words) if place not in named | question.idle]
    said = " ".join(map(bare, words))
    if _OTHER.fullmatch(said):
        return tuple(each for each in group if each not in state.focus) or state.former
    all_of = _ALL.fullmatch(said)
    if all_of:
        return group if _COUNTS.get(all_of["count"] or "", len(group)) == len(group) else ()
    number = number_in(words, len(group))
    return group[number - 1 : number] if number else ()
