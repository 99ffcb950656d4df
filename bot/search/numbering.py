"""Numbers for what is met while reading."""

from typing import TypeVar

Thing = TypeVar("Thing")


class Numbering(dict[Thing, int]):
    """Things with their numbers, from `first` on in the order in which they are met: to look up a new one numbers it.

    Looking up is all in C for what is known, and so quick enough for each word of each phrase of the knowledge.
    """

    def __init__(self, first: int = 0) -> None:
        self._first = first

    def __missing__(self, thing: Thing) -> int:
        return self.setdefault(thing, self._first + len(self))
