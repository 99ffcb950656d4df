"""Two knowledge folders asked the same questions, on as many processors as there are."""

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate, count, groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Self

from bot.dialogue.comparison import Answers, Change, Twins, answers, changes, finds_alike
from bot.files.folder import load
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.questions import Case, Dialogue
from bot.search import Library

Asked = tuple[str, Case | Dialogue]
"""A question, or a dialogue, and the code of the commune that it is put to."""
Progress = Callable[[int, int], object]
"""Told how many of how many are done."""

_INDEXING = 400
"""To index a commune takes about as long as so many questions."""
_WORTH_A_PROCESS = 650
"""So much work takes longer than to start another process, and to index a commune there once more."""
_MOST_PROCESSES = 8
_TOLD_EVERY = 20


@dataclass(frozen=True, slots=True)
class State:
    """A knowledge folder, and the communes that it serves."""

    folder: Path
    communes: Mapping[str, Knowledge]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Read the folder. Raises OperatorError as `load`."""
        return cls(folder, load(folder).communes)


class Side(StrEnum):
    """Which state is asked; both in one go where one index is right for both."""

    FORMER = "former"
    PRESENT = "present"
    BOTH = "both"


_Task = tuple[int, Side]
"""The place of a question, and of which state it is asked."""
_Answered = dict[_Task, Answers]
"""The answers to the questions; none of them is of `Side.BOTH`."""


def compared(
    former: State, present: State, questions: Sequence[Asked], today: date, progress: Progress
) -> list[list[Change]]:
    """For each question what is answered otherwise. Every commune asked must be served in both states."""
    shares = _divided(_tasks(former, present, questions), questions, _processors())
    found: _Answered = {}
    with ProcessPoolExecutor(max(1, len(shares) - 1), get_context("spawn"), _leave_stopping_to_the_first) as pool:
        folders = former.folder, present.folder
        others = [pool.submit(_share_of_another, *folders, questions, share, today) for share in shares[1:]]
        for answered in (_share(former, present, questions, shares[0], today, progress), *_results(others)):
            found |= answered
    return [changes(found[place, Side.FORMER], found[place, Side.PRESENT]) for place in range(len(questions))]


def _results(others: Sequence[Future[_Answered]]) -> Iterator[_Answered]:
    return (other.result() for other in others)


def _tasks(former: State, present: State, questions: Sequence[Asked]) -> list[_Task]:
    """All that is to be asked; what needs the same index stands together."""
    alike = {code: finds_alike(former.communes[code], present.communes[code]) for code, _ in questions}
    tasks = [
        (place, side)
        for place, (code, _) in enumerate(questions)
        for side in ((Side.BOTH,) if alike[code] else (Side.FORMER, Side.PRESENT))
    ]
    return sorted(tasks, key=lambda task: (questions[task[0]][0], task[1]))


def _divided(tasks: Sequence[_Task], questions: Sequence[Asked], most: int) -> list[list[_Task]]:
    """The tasks in shares of about the same work, each a stretch of them; so few indexes are made more than once."""
    indexes = [(questions[place][0], side) for place, side in tasks]
    is_first = [index != before for before, index in zip((None, *indexes), indexes, strict=False)]
    works = [1 + _INDEXING * first for first in is_first]
    count = min(most, 1 + sum(works) // _WORTH_A_PROCESS)
    shares: list[list[_Task]] = [[] for _ in range(count)]
    for task, done in zip(tasks, accumulate(works), strict=True):
        shares[(done - 1) * count // sum(works)].append(task)
    return [share for share in shares if share] or [[]]


def _processors() -> int:
    return min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)


def _leave_stopping_to_the_first() -> None:
    """Ctrl+C reaches all processes; the first tells the person, and ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _share_of_another(
    former: Path, present: Path, questions: Sequence[Asked], tasks: Sequence[_Task], today: date
) -> _Answered:
    """What another process does: it reads the folders anew, which is quicker than to be handed what is in them."""
    return _share(State.of(former), State.of(present), questions, tasks, today, lambda _done, _total: None)


def _share(
    former: State,
    present: State,
    questions: Sequence[Asked],
    tasks: Sequence[_Task],
    today: date,
    progress: Progress,
) -> _Answered:
    found: _Answered = {}
    done = count(1)
    for (code, side), group in groupby(tasks, lambda task: (questions[task[0]][0], task[1])):
        indexed = _indexed(former.communes[code], present.communes[code], side)
        for place, _ in group:
            item = questions[place][1]
            if isinstance(indexed, Twins):
                found[place, Side.FORMER], found[place, Side.PRESENT] = indexed.answers(item, today)
            else:
                found[place, side] = answers(item, indexed, today)
            if (so_far := next(done)) % _TOLD_EVERY == 0 or so_far == len(tasks):
                progress(so_far, len(tasks))
    return found


def _indexed(former: Knowledge, present: Knowledge, side: Side) -> Library | Twins:
    if side is Side.BOTH:
        return Twins.of(former, present)
    return Library.of(former if side is Side.FORMER else present)
