"""Two knowledge folders asked the same questions, on as many processors as there are."""

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
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


def compared(
    former: State, present: State, questions: Sequence[Asked], today: date, progress: Progress
) -> list[list[Change]]:
    """For each question what is answered otherwise. Every commune asked must be served in both states."""
    shares = _divided(questions, _processors())
    found: dict[int, list[Change]] = {}
    with ProcessPoolExecutor(max(1, len(shares) - 1), get_context("spawn"), _leave_stopping_to_the_first) as pool:
        folders = former.folder, present.folder
        others = [pool.submit(_share_of_another, *folders, _at(questions, share), today) for share in shares[1:]]
        own = _share(former, present, _at(questions, shares[0]), today, progress)
        for share, changes in zip(shares, [own, *(other.result() for other in others)], strict=True):
            found.update(zip(share, changes, strict=True))
    return [found[place] for place in range(len(questions))]


def _divided(questions: Sequence[Asked], most: int) -> list[list[int]]:
    """The places of the questions in shares of about the same work; a commune is indexed in few of them."""
    places = sorted(range(len(questions)), key=lambda place: questions[place][0])
    first = {questions[place][0]: place for place in reversed(places)}
    works = [1 + _INDEXING * (first[questions[place][0]] == place) for place in places]
    count = min(most, 1 + sum(works) // _WORTH_A_PROCESS)
    shares: list[list[int]] = [[] for _ in range(count)]
    for place, done in zip(places, accumulate(works), strict=True):
        shares[(done - 1) * count // sum(works)].append(place)
    return [share for share in shares if share] or [[]]


def _at(questions: Sequence[Asked], places: Sequence[int]) -> list[Asked]:
    return [questions[place] for place in places]


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
