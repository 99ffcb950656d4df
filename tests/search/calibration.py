"""Learns and prints what `search.confidence` rests on: its weights, and what each threshold costs.

    .venv/bin/python -m tests.search.calibration

Learnt from are knowledge/cau-hoi.yaml and, under tests/search, the files in `TAUGHT`; and the phrases of
`ngoai_pham_vi`, each measured as if it were not in the list. blind.yaml, west.yaml and delta.yaml are left for judging.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import bot
from bot.files.folder import load
from bot.files.questions import read_questions
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.questions import Case
from bot.search import Found, Library
from bot.search.confidence import DOUBTS, WEIGHTS, described, doubted

ROOT = Path(bot.__file__).parent.parent
TAUGHT = {
    ROOT / "knowledge" / "cau-hoi.yaml": 0.3,
    **{
        ROOT / "tests" / "search" / f"{name}.yaml": 1.0
        for name in ("asked", "north", "south", "east", "coast", "hills")
    },
}
"""How much a question of each file counts: the golden ones are the mildest."""
COUNTS = {"answer": 1.0, "none": 3.0, "choose": 3.0}
"""How much a question of each kind counts: there are too few of the last two."""
BEYOND_COUNTS = 0.1
_SHRINKING = 3e-4
_ROUNDS = 4000
_STEP = 0.05
_FOLDS = 5

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Sample(NamedTuple):
    """What was measured of a question: of each hit, and of something that is not here; which of them, that last, are
    right; and how much it counts."""

    hits: list[tuple[float, ...]]
    doubt: tuple[float, ...]
    right: list[bool]
    counts: float


def samples(knowledge: Knowledge) -> Iterator[Sample]:
    """Those of all questions that name one thing, or nothing here, or leave open which of several."""
    library = Library.of(knowledge)
    for file, counts in TAUGHT.items():
        for case in read_questions(file):
            if isinstance(case, Case) and case.kind in COUNTS and not (case.kind == "answer" and len(case.want) > 1):
                yield _sample(library.find(library.read(case.q)), case, counts * COUNTS[case.kind])
    beyond = knowledge.vocabulary.beyond
    for fold in range(_FOLDS):
        others = tuple(phrase for place, phrase in enumerate(beyond) if place % _FOLDS != fold)
        without = Library.of(replace(knowledge, vocabulary=knowledge.vocabulary.model_copy(update={"beyond": others})))
        for phrase in beyond[fold::_FOLDS]:
            yield _sample(without.find(without.read(phrase)), Case(q=phrase, kind="none"), BEYOND_COUNTS)


def _sample(found: Found, case: Case, counts: float) -> Sample:
    hits = (*found.hits, *found.families)
    wanted = {*case.want, *case.any_of}
    match case.kind:
        case "choose":
            right = [hit.is_family and len(wanted.intersection(hit.ids)) > 1 for hit in hits]
        case "answer":
            right = [not hit.is_family and hit.id in wanted for hit in hits]
        case _:
            right = [False for _ in hits]
    return Sample(
        [described(hit.measures) for hit in hits], doubted(found.beyond), [*right, case.kind == "none"], counts
    )


class Table(NamedTuple):
    """The samples in arrays, by sample, candidate and measure; the last candidate is what is not here."""

    measures: Floats
    is_there: Bools
    right: Bools
    counts: Floats

    @classmethod
    def of(cls, given: Sequence[Sample]) -> "Table":
        """Those of which anything that was found is right."""
        given = [sample for sample in given if any(sample.right)]
        most = max(len(sample.hits) for sample in given) + 1
        measures = np.zeros((len(given), most, len(WEIGHTS) + len(DOUBTS)))
        is_there = np.zeros((len(given), most), bool)
        right = np.zeros((len(given), most), bool)
        for row, sample in enumerate(given):
            count = len(sample.hits)
            if count:
                measures[row, :count, : len(WEIGHTS)] = sample.hits
            measures[row, -1, len(WEIGHTS) :] = sample.doubt
            is_there[row, :count] = is_there[row, -1] = True
            right[row, :count], right[row, -1] = sample.right[:-1], sample.right[-1]
        return cls(measures, is_there, right, np.array([sample.counts for sample in given]))


def likelihoods(weights: Floats, table: Table) -> Floats:
    """How likely each candidate of each sample is."""
    sums = np.where(table.is_there, table.measures @ weights, -np.inf)
    odds = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def learnt(table: Table) -> Floats:
    """The weights that make what is right likeliest, kept small; Adam, for plain ascent takes an hour."""
    weights, first, second = (np.zeros(table.measures.shape[2]) for _ in range(3))
    shares = table.counts / table.counts.sum()
    for step in range(1, _ROUNDS + 1):
        likely = likelihoods(weights, table)
        met = np.where(table.right, likely, 0)
        wrong = (likely - met / met.sum(axis=1, keepdims=True)) * shares[:, np.newaxis]
        slope = np.einsum("sc,scm->m", wrong, table.measures) + 2 * _SHRINKING * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights = weights - _STEP * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> None:
    """Print both."""
    table = Table.of(list(samples(load(ROOT / "knowledge").communes["phu-thong"])))
    weights = learnt(table)
    print("WEIGHTS =", tuple(round(float(each), 2) for each in weights[: len(WEIGHTS)]))
    print("DOUBTS =", tuple(round(float(each), 2) for each in weights[len(WEIGHTS) :]))
    likely = likelihoods(np.array([*WEIGHTS, *DOUBTS]), table)[:, -1]
    is_none = table.right[:, -1]
    print("doubtful from   known questions not answered   others answered")
    for threshold in np.arange(0.2, 0.85, 0.05):
        lost, answered = (likely[~is_none] > threshold).sum(), (likely[is_none] <= threshold).sum()
        print(f"{threshold:13.2f}   {lost:5} of {(~is_none).sum()} = {lost / (~is_none).sum():.3f}", end="   ")
        print(f"{answered:9} of {is_none.sum()} = {answered / is_none.sum():.3f}")


if __name__ == "__main__":
    main()
