"""What it costs to type without accents, or with one slip of the finger: the share of first hits as typed and so typed.

    .venv/bin/python -m tests.search.noise [FILE …]

By default tests/search/asked.yaml. Only sums are printed, never a question, so that blind.yaml can be measured too.
Measured are the single questions typed with accents that one entry answers.
"""

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import mean
from unicodedata import normalize

import bot
from bot.dialogue.evaluation import evaluate
from bot.files.folder import load
from bot.files.questions import read_questions
from bot.knowledge.questions import Case
from bot.search import Library
from bot.text.words import bare

ROOT = Path(bot.__file__).parent.parent
COMMUNE, DAY = "phu-thong", date(2026, 11, 21)
SEEDS = 20
MOST_WITHOUT_ACCENTS, MOST_WITH_A_TYPO = 2.0, 3.0
"""Points of the share of first hits that each may cost."""

_TONES = "\u0300\u0301\u0309\u0303\u0323"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    """The keys that touch each key; a row stands half a key to the right of the one above."""
    found: dict[str, str] = {}
    for number, row in enumerate(_ROWS):
        for place, key in enumerate(row):
            above = _ROWS[number - 1][place : place + 2] if number else ""
            below = _ROWS[number + 1][max(0, place - 1) : place + 1] if number + 1 < len(_ROWS) else ""
            found[key] = above + row[max(0, place - 1) : place] + row[place + 1 : place + 2] + below
    return found


NEIGHBOURS = _neighbours()


def with_typo(text: str, chance: random.Random) -> str:
    """The text with one slip: a letter becomes its neighbour on the keyboard, is left out, doubled, or changes places.

    Only letters slip: a digit that does asks for something else. A text without letters stays as it is.
    """
    text = normalize("NFC", text)
    slips = list(_slips(text, chance))
    return chance.choice(slips) if slips else text


def _slips(text: str, chance: random.Random) -> Iterator[str]:
    """One slip of each kind that is possible at one letter."""
    places = [place for place, letter in enumerate(text) if bare(letter).lower() in NEIGHBOURS]
    if not places:
        return
    place = chance.choice(places)
    before, letter, after = text[:place], text[place], text[place + 1 :]
    yield before + _beside(letter, chance) + after
    yield before + after
    yield before + letter + letter + after
    if after and after[0].isalpha() and after[0] != letter:
        yield before + after[0] + letter + after[1:]


def _beside(letter: str, chance: random.Random) -> str:
    """The letter of a key beside; a vowel bears the tone that was typed after it."""
    key = bare(letter)
    other = chance.choice(NEIGHBOURS[key.lower()])
    tone = "".join(mark for mark in normalize("NFD", letter) if mark in _TONES and other in "aeiouy")
    return normalize("NFC", (other if key.islower() else other.upper()) + tone)


def accented_questions(file: Path) -> list[Case]:
    """The single questions of a file that are typed with accents and that one entry answers."""
    cases = [item for item in read_questions(file) if isinstance(item, Case)]
    return [case for case in cases if case.kind == "answer" and bare(case.q) != normalize("NFC", case.q)]


def first_hits(cases: Iterable[Case], library: Library) -> float:
    """The share of first hits, in points of a hundred."""
    return 100 * mean(bool(verdict.hit_at_1) for verdict in evaluate(cases, lambda _: library, DAY))


def typed(cases: Iterable[Case], texts: Iterable[str]) -> list[Case]:
    """The same cases, typed otherwise."""
    return [case.model_copy(update={"q": text}) for case, text in zip(cases, texts, strict=True)]


def with_typos(cases: Sequence[Case], seed: int) -> list[Case]:
    """The cases with a typo in each. What befalls one does not depend on the others in the file."""
    return typed(cases, (with_typo(case.q, random.Random(f"{seed} {case.q}")) for case in cases))


def measured(file: Path, library: Library) -> bool:
    """Print the figures of one file; whether both costs keep their bounds."""
    cases = accented_questions(file)
    if not cases:
        print(f"{file}: no questions with accents")
        return True
    plain = first_hits(cases, library)
    without = plain - first_hits(typed(cases, (bare(case.q) for case in cases)), library)
    costs = [plain - first_hits(with_typos(cases, seed), library) for seed in range(SEEDS)]
    print(f"{file}: {len(cases)} questions with accents, hit@1 {plain:.1f} %")
    print(f"  without accents     costs {without:5.2f} points; at most {MOST_WITHOUT_ACCENTS:g}")
    spread = f"{min(costs):.1f} to {max(costs):.1f}"
    print(f"  one typo in each    costs {mean(costs):5.2f} points, mean of {SEEDS} seeds ({spread}); ", end="")
    print(f"at most {MOST_WITH_A_TYPO:g}", flush=True)
    return without <= MOST_WITHOUT_ACCENTS and mean(costs) <= MOST_WITH_A_TYPO


def main() -> None:
    """Measure each file; exit with 1 where a bound is broken."""
    library = Library.of(load(ROOT / "knowledge").communes[COMMUNE])
    files = [Path(name) for name in sys.argv[1:]] or [ROOT / "tests" / "search" / "asked.yaml"]
    kept = [measured(file, library) for file in files]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
