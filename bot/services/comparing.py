"""Two states of the knowledge asked the same questions, on as many processors as there are."""

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from enum import StrEnum
from multiprocessing import get_context
from typing import NamedTuple

from bot.dialogue.comparison import Answers, Change, Twins, answers, changes, finds_alike
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.questions import Case, Dialogue
from bot.search import Library

Asked = tuple[str, Case | Dialogue]
"""A question, or a dialogue, and the code of the commune that it is put to."""
Progress = Callable[[int, int], object]
"""Told how many of how many are done."""

_INDEXING = 800
"""To index a state takes about as long as so many questions."""
_WORTH_A_PROCESS = 1000
"""So much work takes longer than to start another process, and to index a state there once more."""
_MOST_PROCESSES = 8
_TOLD_EVERY = 20


class States(NamedTuple):
    """Two states of the knowledge: that of each commune, by its code."""

    former: Mapping[str, Knowledge]
    present: Mapping[str, Knowledge]


class Side(StrEnum):
    """Which state is asked; both in one go where one index is right for both."""

    FORMER = "former"
    PRESENT = "present"
    BOTH = "both"


_Task = tuple[int, Side]
"""The place of a question, and of which state it is asked."""
_Answered = dict[_Task, Answers]
"""The answers to the questions; none of them is of `Side.BOTH`."""


def compared(states: States, questions: Sequence[Asked], today: date, progress: Progress) -> list[list[Change]]:
    """For each question what is answered otherwise. Every commune asked must be served in both states."""
    codes = {code for code, _ in questions}
    asked = States(*({code: state[code] for code in codes} for state in states))
    first, *others = _divided(_sides(asked), len(questions), _processors())
    with ProcessPoolExecutor(max(1, len(others)), get_context(_starting()), _leave_stopping_to_the_first) as pool:
        shares = [pool.submit(_share, asked, questions, other, today) for other in others]
        found = _share(asked, questions, first, today, progress)
        for share in shares:
            found |= share.result()
    return [changes(found[place, Side.FORMER], found[place, Side.PRESENT]) for place in range(len(questions))]


def _sides(states: States) -> tuple[Side, ...]:
    """What is to be asked; each needs an index of its own."""
    alike = all(finds_alike(known, states.present[code]) for code, known in states.former.items())
    return (Side.BOTH,) if alike else (Side.FORMER, Side.PRESENT)


def _divided(sides: Sequence[Side], count: int, most: int) -> list[list[_Task]]:
    """So many questions in shares of about the same work; no side is indexed in more of them than must be."""
    work = len(sides) * (_INDEXING + count)
    parts = min(most, 1 + work // _WORTH_A_PROCESS) // len(sides)
    shares = [[(place, side) for place in range(part, count, parts)] for side in sides for part in range(parts)]
    return shares or [[(place, side) for side in sides for place in range(count)]]


def _processors() -> int:
    return min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)


def _starting() -> str:
    """How another process is started: forked, where that is safe; it has then imported everything already."""
    return "fork" if sys.platform == "linux" else "spawn"


def _leave_stopping_to_the_first() -> None:
    """Ctrl+C reaches all processes; the first tells the person, and ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _share(
    states: States,
    questions: Sequence[Asked],
    tasks: Sequence[_Task],
    today: date,
    progress: Progress = lambda _done, _total: None,
) -> _Answered:
    found: _Answered = {}
    indexed = {side: _indexed(states, side) for side in {side for _, side in tasks}}
    for done, (place, side) in enumerate(tasks, start=1):
        code, item = questions[place]
        match indexed[side][code]:
            case Twins() as twins:
                found[place, Side.FORMER], found[place, Side.PRESENT] = twins.answers(item, today)
            case library:
                found[place, side] = answers(item, library, today)
        if done % _TOLD_EVERY == 0 or done == len(tasks):
            progress(done, len(tasks))
    return found


def _indexed(states: States, side: Side) -> Mapping[str, Library | Twins]:
    if side is Side.BOTH:
        return Twins.of_all(*states)
    return Library.of_all(states.former if side is Side.FORMER else states.present)
