"""How long somebody waits for an answer who asks while nobody else does."""

import time
from collections.abc import Callable
from statistics import quantiles
from typing import Any

from .arrivals import Arrivals
from .rows import Row, at_most

_LONGEST = 15.0
_QUIET = 0.03
"""Seconds in which the further messages of a reply arrive, and what is written after it is written."""


def one_by_one(arrivals: Arrivals[Any], count: int, write: Callable[[int], object]) -> list[Row]:
    """Each question is written when the one before is answered; `write` has the next person ask theirs."""
    waits = []
    for place in range(count):
        before, begun = len(arrivals), time.perf_counter()
        write(place)
        while len(arrivals) == before:
            time.sleep(0.001)
            assert time.perf_counter() - begun < _LONGEST, "not answered"
        waits.append(1000 * (arrivals.moments[before] - begun))
        while time.perf_counter() - arrivals.moments[-1] < _QUIET:
            time.sleep(0.005)
    cuts = quantiles(waits, n=100)
    return [
        Row(f"{count} questions, one at a time: p50 from update to reply", f"{cuts[49]:.0f} ms"),
        at_most("… p95", cuts[94], 100, "ms"),
        Row("… longest", f"{max(waits):.0f} ms"),
    ]
