"""Two knowledge folders asked the same questions, on as many processors as there are."""

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Self

from bot.dialogue.comparison import Change, Comparison
from bot.files.folder import load
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.questions import Case, Dialogue

Asked = tuple[str, Case | Dialogue]
"""A question, or a dialogue, and the code of the commune that it is put to."""
Progress = Callable[[int, int], object]
"""Told how many of how many are done."""

_WORTH_A_PROCESS = 250
"""So many questions take longer than starting another process."""
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


def compared(
    former: State, present: State, questions: Sequence[Asked], today: date, progress: Progress
) -> list[list[Change]]:
    """For each question what is answered otherwise. Every commune asked must be served in both states."""
    shares = min(_processors(), 1 + len(questions) // _WORTH_A_PROCESS)
    if shares == 1:
        return _share(former, present, questions, today, progress)
    found: list[list[Change]] = [[] for _ in questions]
    with ProcessPoolExecutor(shares - 1, get_context("spawn"), _leave_stopping_to_the_first) as pool:
        folders = former.folder, present.folder
        others = [pool.submit(_share_of_another, *folders, questions[n::shares], today) for n in range(1, shares)]
        found[0::shares] = _share(former, present, questions[0::shares], today, progress)
        for number, other in enumerate(others, start=1):
            found[number::shares] = other.result()
    return found


def _processors() -> int:
    return min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)


def _leave_stopping_to_the_first() -> None:
    """Ctrl+C reaches all processes; the first tells the person, and ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _share_of_another(former: Path, present: Path, questions: Sequence[Asked], today: date) -> list[list[Change]]:
    """What another process does: it reads the folders anew, which is quicker than to be handed what is in them."""
    return _share(State.of(former), State.of(present), questions, today, lambda _done, _total: None)


def _share(
    former: State, present: State, questions: Sequence[Asked], today: date, progress: Progress
) -> list[list[Change]]:
    comparisons = {
        code: Comparison.of(former.communes[code], present.communes[code])
        for code in dict.fromkeys(code for code, _ in questions)
    }
    found: list[list[Change]] = []
    for done, (code, item) in enumerate(questions, start=1):
        found.append(comparisons[code].changes(item, today))
        if done % _TOLD_EVERY == 0 or done == len(questions):
            progress(done, len(questions))
    return found
