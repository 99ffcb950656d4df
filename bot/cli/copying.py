"""A bar that shows how far a long copy is, on a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Bars
from rich.progress import TaskID

from bot.storage.archive import Progress


@contextmanager
def shown_progress(doing: str) -> Iterator[Progress]:
    """What is to be told of the progress; it is shown on standard error if that is a terminal, and then goes away."""
    with Bars(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bars:
        tasks: dict[str, TaskID] = {}

        def progress(commune: str, done: int, total: int) -> None:
            if commune not in tasks:
                tasks[commune] = bars.add_task(f"{doing} {commune}")
            bars.update(tasks[commune], completed=done, total=total)

        yield progress
