import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import capitalised, joined, sentence, sentences_of, shortened, shown_amount


def test_a_text_that_fits_is_not_cut() -> None:
    assert shortened("Một câu. Hai câu.", 17) == "Một câu. Hai câu."


def test_a_text_is_cut_after_the_last_whole_sentence_that_fits() -> None:
    assert shortened("Một câu. Hai câu. Ba câu.", 20) == "Một câu. Hai câu."
    assert shortened("Một câu. Hai câu.", 8) == "Một câu."
    assert shortened("Một câu. Hai câu.", 7) == "Một…"
    assert shortened("Dòng một\nDòng hai", 12) == "Dòng một"
    assert shortened("Phí 8.000 đồng. Nộp ở xã.", 18) == "Phí 8.000 đồng."


def test_a_single_long_sentence_is_cut_at_a_word_and_says_so() -> None:
    assert shortened("Bạn nộp hồ sơ, giấy tờ", 18) == "Bạn nộp hồ sơ…"
    assert shortened("khôngcókhoảngtrống", 6) == "không…"


@given(st.text("ab. !?…\n,", max_size=200) | st.text(), st.integers(1, 60))
def test_the_result_is_never_longer_than_the_limit(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= limit


@given(st.lists(st.from_regex(r"\A[a-z]{1,8}( [a-z]{1,8}){0,4}[.!?]\Z"), min_size=1), st.integers(50, 200))
def test_what_is_left_are_whole_sentences_from_the_start(sentences: list[str], limit: int) -> None:
    text = " ".join(sentences)
    short = shortened(text, limit)
    assert text.startswith(short)
    assert re.search(r"[.!?]$", short)


@given(st.text(), st.integers(1, 60))
def test_cutting_twice_changes_nothing_more(text: str, limit: int) -> None:
    once = shortened(text, limit)
    assert shortened(once, limit) == once


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (["a", "b", "c"], "a, b và c")]
)
def test_a_list_is_said(parts: list[str], said: str) -> None:
    assert joined(parts) == said


@pytest.mark.parametrize(
    ("text", "whole"),
    [("đến xã", "Đến xã."), ("được chứ?", "Được chứ?"), ("VNeID", "VNeID."), ("gồm:", "Gồm:"), ("rồi…", "Rồi…")],
)
def test_a_text_becomes_a_sentence(text: str, whole: str) -> None:
    assert sentence(text) == whole


def test_only_the_first_letter_is_made_a_capital() -> None:
    assert capitalised("ủy ban xã Suối Mẫu") == "Ủy ban xã Suối Mẫu"
    assert capitalised("") == ""


@pytest.mark.parametrize(
    ("dong", "shown"), [(0, "miễn phí"), (8000, "8.000 đồng"), (50000, "50.000 đồng"), (1500000, "1.500.000 đồng")]
)
def test_an_amount_is_shown_the_vietnamese_way(dong: int, shown: str) -> None:
    assert shown_amount(dong) == shown


@given(st.integers(1, 10**13))
def test_no_digit_of_an_amount_is_lost(dong: int) -> None:
    assert int(shown_amount(dong).removesuffix(" đồng").replace(".", "")) == dong


def test_a_text_is_cut_into_its_sentences() -> None:
    assert sentences_of("Một câu. Hai câu?\n\n1. Ba") == [(0, "Một câu."), (9, "Hai câu?"), (19, "1."), (22, "Ba")]
    assert sentences_of(" \n") == []


@given(st.text("ab. !?…\n,", max_size=60))
def test_the_sentences_are_the_text_without_what_is_between_them(text: str) -> None:
    found = sentences_of(text)
    assert all(text.startswith(sentence, at) and "\n" not in sentence for at, sentence in found)
    assert "".join("".join(sentence for _, sentence in found).split()) == "".join(text.split())
