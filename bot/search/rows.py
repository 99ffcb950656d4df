"""Rows of different lengths in flat arrays: a hundred thousand small tuples would take ten times the memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Shorts = npt.NDArray[np.int16]
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
    def of(cls, flat: Sequence[int], lengths: Sequence[int]) -> Self:
        """The rows of these lengths, one after the other."""
        long = np.array(lengths, np.int32)
        return cls(np.array(flat, np.int32), bounds(long), np.repeat(np.arange(len(long), dtype=np.int32), long))

    @classmethod
    def once(cls, flat: Ints, numbers: Ints, count: int) -> Self:
        """So many rows of these members, in any order, with the row that each stands in: each once in it, in order."""
        size = int(flat.max(initial=0)) + 1
        held = distinct(numbers.astype(np.int64) * size + flat)
        rows = (held // size).astype(np.int32)
        return cls((held % size).astype(np.int32), bounds(np.bincount(rows, minlength=count)), rows)

    def of_each(self, values: Ints) -> Self:
        """The same rows with what stands in `values` at the place of each member."""
        return type(self)(values[self.flat], self.starts, self.numbers)

    def in_order(self, order: Longs) -> Self:
        """These of the rows, in that order."""
        places, numbers = self.members(order)
        lengths = self.starts[order + 1] - self.starts[order]
        return type(self)(self.flat[places], bounds(lengths), numbers.astype(np.int32))

    def members(self, rows: Ints | Longs) -> tuple[Ints, Longs]:
        """The places in `flat` of what stands in these rows, and of each which of the rows it stands in."""
        firsts, ends = self.starts[rows], self.starts[rows + 1]
        return stretches(firsts, ends), np.repeat(np.arange(len(rows)), ends - firsts)

    def sums(self, values: Floats) -> Floats:
        """The sum of each row of `values`, which stand in the same places as `flat`."""
        return np.bincount(self.numbers, values, len(self.starts) - 1).astype(np.float32)


def bounds(lengths: npt.NDArray[np.integer[Any]]) -> Ints:
    """Where each row of these lengths begins, and at last where the last one ends."""
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)


def distinct(numbers: Longs) -> Longs:
    """Each of these numbers once, in order. `numpy.unique` looks each up in a hash table, fifty times as slowly."""
    ordered = np.sort(numbers)
    return np.delete(ordered, np.flatnonzero(ordered[1:] == ordered[:-1]) + 1)


def stretches(firsts: npt.NDArray[np.integer[Any]], ends: npt.NDArray[np.integer[Any]]) -> Ints:
    """The whole numbers from each first up to, not including, its end, one stretch after the other."""
    lengths = ends - firsts
    found: Ints = (ends - lengths.cumsum()).astype(np.int32).repeat(lengths)
    found += np.arange(len(found), dtype=np.int32)
    return found
