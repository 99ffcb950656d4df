"""How well, how fast and how large the search is, beside its peers; conversations; each phrase of the knowledge.

    .venv/bin/python -m tests.bench.search [--national FILE] [--only …]

`--national` names the national catalogue, a CSV file with the columns code, name, field and url. It is skipped where
there is none, and bm25s where the extra `bench` is not installed.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click
from finding_itself import lost, phrases

from bot.search import Library

from .finding import SAMPLES, beside_peers, knowledge, national
from .rows import Row, machine, show
from .talking import talking

_PARTS = ("peers", "national", "talking", "itself")


def itself() -> list[Row]:
    """Every phrase of the knowledge, and how many do not lead to the entry that they are told of."""
    library = Library.of(knowledge())
    told = list(phrases(library.knowledge))
    counts, missed = Counter(phrase.kind for phrase in told), Counter(phrase.kind for phrase in lost(told, library))
    rows = [Row(f"… {kind}", f"{missed[kind]:,} of {count:,}") for kind, count in counts.items()]
    return [
        Row("phrases of the knowledge that do not lead to their entry", f"{missed.total():,} of {len(told):,}"),
        *rows,
    ]


@click.command(context_settings={"show_default": True})
@click.option("--questions", type=click.Path(exists=True, path_type=Path), multiple=True, default=SAMPLES)
@click.option("--national", "catalogue", type=click.Path(path_type=Path), envvar="NATIONAL_CATALOGUE")
@click.option("--only", type=click.Choice(_PARTS), multiple=True, help="parts to measure")
def main(questions: tuple[Path, ...], catalogue: Path | None, only: Iterable[str]) -> None:
    """Measure the search."""
    parts = set(only) or set(_PARTS)
    rows = [machine()]
    if "peers" in parts:
        rows += beside_peers(questions)
    if "national" in parts:
        rows += national(catalogue, questions)
    if "talking" in parts:
        rows += talking(questions)
    if "itself" in parts:
        rows += itself()
    rows.append(machine())
    sys.exit(0 if show("Search", rows) else 1)


if __name__ == "__main__":
    main()
