"""The slips with which `noise` measures are those of a hand on a keyboard."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from noise import NEIGHBOURS, with_typo

_texts = st.text("aăâđêếộqwrtyzASDF 0123456789.,?", max_size=30)


def letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


@given(_texts, st.integers(0, 1000))
def test_a_slip_changes_one_letter_or_two_beside_each_other(text: str, seed: int) -> None:
    slipped = with_typo(text, random.Random(seed))
    assert (slipped != text) == bool(letters(text))
    assert abs(len(slipped) - len(text)) <= 1
    ahead = next((place for place, (a, b) in enumerate(zip(text, slipped, strict=False)) if a != b), None)
    if ahead is not None and len(slipped) == len(text):
        assert text[ahead + 2 :] == slipped[ahead + 2 :]


@given(_texts, st.integers(0, 1000))
def test_digits_and_spaces_stay_and_the_same_seed_slips_alike(text: str, seed: int) -> None:
    slipped = with_typo(text, random.Random(seed))
    assert [char for char in slipped if not char.isalpha()] == [char for char in text if not char.isalpha()]
    assert slipped == with_typo(text, random.Random(seed))


def test_every_kind_of_slip_comes() -> None:
    slips = {with_typo("sổ", random.Random(seed)) for seed in range(300)}
    assert slips >= {"sổổ", "ssổ", "s", "ổ", "ổs", "aổ", "dổ", "sỉ", "sp"}


@pytest.mark.parametrize(("key", "beside"), [("g", "tyfhvb"), ("q", "wa"), ("p", "ol"), ("m", "jkn"), ("a", "qwsz")])
def test_keys_touch_those_around_them(key: str, beside: str) -> None:
    assert set(NEIGHBOURS[key]) >= set(beside) - {"k"}


def test_touching_is_mutual() -> None:
    assert all(key in NEIGHBOURS[other] for key, others in NEIGHBOURS.items() for other in others)
