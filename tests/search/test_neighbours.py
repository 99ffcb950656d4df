"""Which words stand beside which."""

from hypothesis import given
from hypothesis import strategies as st

from bot.search.neighbours import Neighbours

WORDS = ("an", "ba", "co", "da", "em")


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=6))
def test_they_are_those_that_a_search_of_all_texts_finds(texts: list[list[str]]) -> None:
    neighbours = Neighbours(WORDS, texts)
    pairs = {(text[place], text[place + 1]) for text in texts for place in range(len(text) - 1)}
    for first in WORDS:
        assert neighbours.after(first) == sorted(second for second in WORDS if (first, second) in pairs)
        assert neighbours.before(first) == sorted(second for second in WORDS if (second, first) in pairs)
        for second in WORDS:
            assert neighbours.are(first, second) == ((first, second) in pairs)


def test_an_unknown_word_has_none() -> None:
    neighbours = Neighbours(WORDS, [["an", "ba"]])
    assert neighbours.after("xyz") == neighbours.before("") == []
    assert not neighbours.are("an", "xyz")
    assert not neighbours.are("", "an")
