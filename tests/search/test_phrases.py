"""Known phrases are found in a sequence of words: from left to right, the longest first."""

from hypothesis import given
from hypothesis import strategies as st

from bot.search.phrases import PhraseTable, Span, agrees

WORDS = st.lists(st.sampled_from(["má", "ma", "mà", "bò", "bo", "ca"]), min_size=1, max_size=4)


def test_the_longest_phrase_at_a_place_counts() -> None:
    table = PhraseTable([("hộ", 1), ("hộ khẩu", 2), ("khẩu trang", 3)])
    assert table.spans(("làm", "hộ", "khẩu", "trang")) == [Span(1, 3, 2)]
    assert table.spans(("hộ", "kinh", "doanh")) == [Span(0, 1, 1)]


def test_a_word_without_accents_may_be_the_accented_one_but_not_the_other_way_round() -> None:
    assert PhraseTable([("hộ khẩu", 1)]).spans(("ho", "khẩu")) == [Span(0, 2, 1)]
    assert PhraseTable([("ho khau", 1)]).spans(("hộ", "khẩu")) == []


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=3))
def test_they_are_those_that_trying_each_phrase_at_each_place_finds(
    phrases: list[list[str]], texts: list[list[str]]
) -> None:
    table = PhraseTable((" ".join(phrase), number) for number, phrase in enumerate(phrases))
    words = tuple(word for text in texts for word in text)
    found: list[Span[int]] = []
    for start in range(len(words)):
        fitting = [
            Span(start, start + len(phrase), number)
            for number, phrase in enumerate(phrases)
            if len(words) >= start + len(phrase) and all(map(agrees, words[start:], phrase))
        ]
        if fitting and (not found or start >= found[-1].end):
            found.append(max(fitting, key=lambda span: span.end))
    assert table.spans(words) == found
