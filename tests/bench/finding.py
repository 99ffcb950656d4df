"""How well and how fast entries are found, ours beside its peers; and what the national catalogue takes."""

import csv
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles

from bot.dialogue.policy import decide
from bot.files.folder import load
from bot.files.questions import read_questions
from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.questions import Case
from bot.search import Library
from bot.search.corpus import texts_of
from bot.services.memory import give_back

from . import ROOT
from .peers import MOST, Finder, Phrases, peers
from .program import COMMUNE
from .rows import Row, at_most

SAMPLES = tuple(ROOT / "tests" / "search" / f"{name}.yaml" for name in ("asked", "north", "south"))
_WARMING = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """What one way of finding is worth: shares of the questions, milliseconds a question, seconds to make the index."""

    name: str
    hit_at_1: float
    hit_at_3: float
    p50: float
    p99: float
    build: float

    def told(self) -> str:
        """All of it in one line."""
        hits = f"{100 * self.hit_at_1:.0f} %, {100 * self.hit_at_3:.0f} %"
        return f"{hits}; {self.p50:.2f} ms, {self.p99:.2f} ms; {self.build:.2f} s"


def knowledge() -> Knowledge:
    """What the commune of the measurements tells."""
    return load(ROOT / "knowledge").communes[COMMUNE]


def single_questions(files: Sequence[Path], ids: Mapping[str, Entry]) -> list[Case]:
    """The questions by themselves that one of these entries answers."""
    cases = [item for file in files for item in read_questions(file) if isinstance(item, Case)]
    return [
        case
        for case in cases
        if case.kind == "answer" and len(case.want) < 2 and ids.keys() & {*case.want, *case.any_of}
    ]


def measured(name: str, find: Finder, build: float, cases: Sequence[Case]) -> Finding:
    """Ask the first ones once more before the others, so that all is warm."""
    for case in cases[:_WARMING]:
        find(case.q)
    times, first, third = [], 0, 0
    for case in cases:
        begun = time.perf_counter()
        found = find(case.q)
        times.append(1000 * (time.perf_counter() - begun))
        wanted = {*case.want, *case.any_of}
        first += not wanted.isdisjoint(found[:1])
        third += not wanted.isdisjoint(found[:MOST])
    cuts = quantiles(times, n=100)
    return Finding(name, first / len(cases), third / len(cases), cuts[49], cuts[98], build)


def finder(library: Library) -> Finder:
    """Ours: the question read, the entries ranked, and what to do about it decided."""

    def find(question: str) -> list[str]:
        found = library.find(library.read(question))
        decide(found)
        return [hit.id for hit in found.hits[:MOST]]

    return find


def findings(known: Knowledge, cases: Sequence[Case]) -> Iterator[Finding]:
    """Ours, then each peer's."""
    begun = time.perf_counter()
    library = Library.of(known)
    yield measured("ours", finder(library), time.perf_counter() - begun, cases)
    phrases: Phrases = {entry_id: [text for text, _ in texts_of(entry)] for entry_id, entry in known.entries.items()}
    for name, index in peers():
        begun = time.perf_counter()
        find = index(phrases)
        yield measured(name, find, time.perf_counter() - begun, cases)


def beside_peers(files: Sequence[Path]) -> list[Row]:
    """The commune's knowledge, its ways of asking included."""
    known = knowledge()
    cases = single_questions(files, known.entries)
    ours, *others = findings(known, cases)
    rows = [Row(f"{len(cases)} questions of {len(known.entries)} entries: hit@1, hit@3; p50, p99; build", "")]
    rows += [Row(f"… {finding.name}", finding.told()) for finding in (ours, *others)]
    if not any(finding.name == "bm25s" for finding in others):
        rows.append(Row("… bm25s is not installed: pip install -e '.[bench]'", "skipped"))
    return [
        *rows,
        at_most("… ours, a question: p50", ours.p50, 1, "ms", 2),
        at_most("… p99", ours.p99, 5, "ms", 2),
    ]


def national(catalogue: Path | None, files: Sequence[Path]) -> list[Row]:
    """The national catalogue, in a process of its own, whose memory is looked at."""
    if catalogue is None or not catalogue.is_file():
        return [Row("national catalogue: no file; name it with --national", "skipped")]
    command = [sys.executable, "-m", "tests.bench.finding", str(catalogue), *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", timeout=300, check=True)
    seen = json.loads(done.stdout)
    return [
        Row(f"national catalogue, {seen['entries']:,} entries: {seen['questions']} questions", seen["told"]),
        at_most("… p50", seen["p50"], 3, "ms", 2),
        at_most("… index built in", seen["build"], 1.5, "s", 2),
        at_most("… memory of the process", seen["megabytes"], 200, "MB"),
    ]


def _listed(catalogue: Path) -> Iterator[ListedProcedure]:
    with catalogue.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            # Not checked: some of its codes are none, and it is only measured with.
            yield ListedProcedure.model_construct(
                code=row["code"], name=row["name"], field=row["field"], url=row["url"]
            )


def _measure_national(catalogue: Path, files: Sequence[Path]) -> dict[str, object]:
    known = replace(knowledge(), entries={entry.id: entry for entry in _listed(catalogue)})
    cases = single_questions(files, known.entries)
    give_back()
    begun = time.perf_counter()
    library = Library.of(known)
    build = time.perf_counter() - begun
    give_back()
    found = measured("ours", finder(library), build, cases)
    status = Path(f"/proc/{os.getpid()}/status").read_text(encoding="utf-8")
    resident = re.search(r"VmRSS:\s+([0-9]+) kB", status)
    assert resident
    return {
        "entries": len(known.entries),
        "questions": len(cases),
        "told": found.told(),
        "p50": found.p50,
        "build": build,
        "megabytes": int(resident[1]) / 1024,
    }


if __name__ == "__main__":
    print(json.dumps(_measure_national(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])))
