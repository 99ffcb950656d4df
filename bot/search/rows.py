"""Rows of different lengths in flat arrays: a hundred thousand small tuples would take ten times the memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Row `r` is `flat[starts[r] : starts[r + 1]]`; `numbers` tells of each member of `flat` which row it stands in."""

    flat: Ints
    starts: Ints
    numbers: Ints

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> Self:
        """The rows, in order."""
        rows = list(rows)
        lengths = np.fromiter(map(len, rows), np.int32, len(rows))
        flat = np.fromiter(chain.from_iterable(rows), np.int32, int(lengths.sum()))
        return cls(flat, bounds(lengths), np.repeat(np.arange(len(rows), dtype=np.int32), lengths))

    def members(self, rows: Ints) -> tuple[Ints, Longs]:
        """The places in `flat` of what stands in these rows, and of each which of the rows it stands in."""
        firsts, ends = self.starts[rows], self.starts[rows + 1]
        return stretches(firsts, ends), np.repeat(np.arange(len(rows)), ends - firsts)

    def sums(self, values: Floats) -> Floats:
        """The sum of each row of `values`, which stand in the same places as `flat`."""
        return np.bincount(self.numbers, values, len(self.starts) - 1).astype(np.float32)


def bounds(lengths: npt.NDArray[np.integer[Any]]) -> Ints:
    """Where each row of these lengths begins, and at last where the last one ends."""
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)


def stretches(firsts: Ints, ends: Ints) -> Ints:
    """The whole numbers from each first up to, not including, its end, one stretch after the other."""
    lengths = ends - firsts
    skipped = np.repeat(firsts - bounds(lengths)[:-1], lengths)
    return skipped + np.arange(len(skipped), dtype=np.int32)
