"""Rows of different lengths in flat arrays."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.search.rows import Rows, distinct

ROWS = st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=5)


def listed(rows: Rows) -> list[list[int]]:
    bounds = rows.starts.tolist()
    assert rows.numbers.tolist() == [row for row, (a, b) in enumerate(pairwise(bounds)) for _ in range(a, b)]
    return [rows.flat[a:b].tolist() for a, b in pairwise(bounds)]


@given(ROWS)
def test_a_row_of_members_once_holds_each_of_its_members_in_order(rows: list[list[int]]) -> None:
    members = [(member, row) for row, members in enumerate(rows) for member in members][::-1]
    flat, numbers = np.array(members, np.int32).reshape(-1, 2).T
    assert listed(Rows.once(flat, numbers, len(rows))) == [sorted(set(row)) for row in rows]


@given(ROWS)
def test_something_of_each_member_stands_where_the_member_stands(rows: list[list[int]]) -> None:
    built = Rows.of([member for row in rows for member in row], [len(row) for row in rows])
    assert listed(built) == rows
    assert listed(built.of_each(np.arange(10, dtype=np.int32) * 2)) == [[2 * member for member in row] for row in rows]


@given(st.lists(st.integers(-5, 5)))
def test_distinct_numbers_stand_in_order(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))
