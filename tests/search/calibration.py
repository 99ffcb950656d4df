"""Prints what `dialogue.policy.confidence` rests on: the logistic regression, and what each threshold costs.

    .venv/bin/python -m tests.search.calibration

Known questions are those of knowledge/cau-hoi.yaml and tests/search/asked.yaml whose entry was found; unknown ones are
the phrases of `ngoai_pham_vi`, each measured as if it were not in the list, and the cases of kind none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import exp, log, log1p
from pathlib import Path

import bot
from bot.dialogue.policy import confidence
from bot.files.folder import load
from bot.files.questions import read_questions
from bot.knowledge.questions import Case
from bot.search import Found, Library

ROOT = Path(bot.__file__).parent.parent
QUESTIONS = (ROOT / "knowledge" / "cau-hoi.yaml", ROOT / "tests" / "search" / "asked.yaml")
NAMES = ("like", "whole", "ahead", "beyond")
KNOWN_TO_UNKNOWN = 11
"""Of twelve questions eleven are about something here; the samples count alike in sum, so this is put in afterwards."""
_ROUNDS = 3000
_STEP = 1.0

Sample = tuple[Found, bool]


def samples(library: Library) -> Iterator[Sample]:
    """What was found for each question, and whether it is what the question is about."""
    for file in QUESTIONS:
        for case in read_questions(file):
            if isinstance(case, Case) and case.kind in {"answer", "none"} and len(case.want) < 2:
                found = library.find(library.read(case.q))
                is_right = bool(found.hits) and found.hits[0].id in (*case.want, *case.any_of)
                if case.kind == "none" or is_right:
                    yield found, is_right
    for place, phrase in enumerate(library.knowledge.vocabulary.beyond):
        others = (*library.index.beyond[:place], *library.index.beyond[place + 1 :])
        alone = replace(library, index=replace(library.index, beyond=others))
        yield alone.find(alone.read(phrase)), False


def measures(found: Found) -> tuple[float, ...]:
    """The measures that `confidence` weighs."""
    best = found.hits[0]
    return best.same, best.whole, log1p(max(0.0, best.ahead)), found.beyond


def fitted(given: Sequence[Sample]) -> tuple[list[float], float]:
    """The weights and the constant of the regression, right and wrong counting alike in sum; gradient descent."""
    rows = [(measures(found), is_right) for found, is_right in given if found.hits]
    right = sum(is_right for _, is_right in rows)
    share = {True: 0.5 / right, False: 0.5 / (len(rows) - right)}
    weights, constant = [0.0] * len(NAMES), 0.0
    for _ in range(_ROUNDS):
        slopes, slope = [0.0] * len(NAMES), 0.0
        for row, is_right in rows:
            likely = 1 / (1 + exp(-constant - sum(w * x for w, x in zip(weights, row, strict=True))))
            error = share[is_right] * (likely - is_right)
            slope += error
            slopes = [s + error * x for s, x in zip(slopes, row, strict=True)]
        weights = [w - 20 * _STEP * s for w, s in zip(weights, slopes, strict=True)]
        constant -= 20 * _STEP * slope
    return weights, constant


def main() -> None:
    """Print both."""
    given = list(samples(Library.of(load(ROOT / "knowledge").communes["phu-thong"])))
    weights, constant = fitted(given)
    print("fitted:", ", ".join(f"{name} {weight:.1f}" for name, weight in zip(NAMES, weights, strict=True)), end="; ")
    print(f"doubt {-constant - log(KNOWN_TO_UNKNOWN):.1f}")
    right = [confidence(found) for found, is_right in given if is_right]
    wrong = [confidence(found) for found, is_right in given if not is_right]
    print("threshold  known questions lost  unknown ones answered")
    for step in range(1, 20):
        sure = step / 20
        lost, answered = sum(each < sure for each in right), sum(each >= sure for each in wrong)
        print(f"{sure:9.2f}  {lost:5} of {len(right)} = {lost / len(right):.3f}", end="  ")
        print(f"{answered:5} of {len(wrong)} = {answered / len(wrong):.3f}")


if __name__ == "__main__":
    main()
