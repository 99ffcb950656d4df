"""Broken files that an official can read: broken/*.txt.

The first line is the path of the file in the knowledge folder (the others are those of `sample_files`). Then comes the
file itself, what `motcua check` says of the folder on 21/11/2026, and what `motcua check --fix` does, if anything.

To take what is said today for right: python tests/files/broken_examples.py, then read what has changed.
"""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sample_files import VALID, write

from bot.errors import where
from bot.files.doubts import doubts
from bot.files.folder import Loaded, load
from bot.files.mending.mended import look_through
from bot.files.pointing import pointed_out
from bot.files.tree import survey

FOLDER = Path(__file__).parent / "broken"
DAY = date(2026, 11, 21)
SAID = "======== motcua check\n"
FIXED = "======== motcua check --fix\n"


@dataclass(frozen=True)
class Example:
    path: str
    text: str

    def written(self, folder: Path) -> Loaded:
        """The folder with the broken file in it, as it is read."""
        return load(write(folder, {**VALID, self.path: self.text}))


def example_of(text: str) -> Example:
    path, _, rest = text.partition("\n========\n")
    return Example(path, rest.partition(SAID)[0])


def played(example: Example, folder: Path) -> str:
    """The example with what is said and done about it today."""
    loaded = example.written(folder)
    problems = sorted({*loaded.problems, *doubts(loaded, DAY)}, key=where)
    said = "".join(f"{problem}\n{pointed_out(folder, problem)}" for problem in problems)
    lines = [
        f"dòng {change.line}:\n  - {change.before}\n  + {change.after}\n"
        for file in look_through(survey(folder))
        for change in file.changes
    ]
    fixed = FIXED + "".join(lines) if lines else ""
    return f"{example.path}\n========\n{example.text}{SAID}{said}{fixed}"


if __name__ == "__main__":
    for file in sorted(FOLDER.glob("*.txt")):
        with tempfile.TemporaryDirectory() as folder:
            file.write_text(played(example_of(file.read_text(encoding="utf-8")), Path(folder)), encoding="utf-8")
