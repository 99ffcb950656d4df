"""The bar that shows how far a sending is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.announcements.delivery import DELIVERY_WORDS, UNENDED
from bot.announcements.lifecycle import STATUS_WORDS
from bot.services.reporting import Report


@contextmanager
def live_bar() -> Iterator[Callable[[Report], None]]:
    """What is to be told of each look; shown on standard error if that is a terminal, and gone afterwards."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("", total=None)

        def shown(report: Report) -> None:
            words = STATUS_WORDS[report.announcement.status]
            tally = report.latest
            if tally is None:
                bar.update(task, description=words)
                return
            told = [f"{DELIVERY_WORDS[each]} {count}" for each, count in tally.counts.items() if count]
            ended = sum(count for each, count in tally.counts.items() if each not in UNENDED)
            bar.update(task, description=f"{words}: {', '.join(told)}", completed=ended, total=tally.firing.audience)

        yield shown
