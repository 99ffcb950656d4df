"""What tells of an emergency, and what only tells how a paper was lost."""

import pytest

from bot.search.emergencies import Emergencies
from bot.search.phrases import PhraseTable
from bot.text.words import words_of

EMERGENCIES = Emergencies(
    sure=PhraseTable([("rơi xuống sông", "khan-cap"), ("bị chồng đánh", "khan-cap")]),
    possible=PhraseTable([("cháy nhà", "khan-cap")]),
)


@pytest.mark.parametrize(
    "text",
    [
        "có cháu bé rơi xuống sông",
        "bi chong danh",
        "cháy nhà",
        "bé rơi xuống sông rồi gọi ai, giấy tờ làm lại sau",
        "bị chồng đánh, xé cả giấy phải làm lại",
    ],
)
def test_who_needs_help_gets_it_whatever_else_is_said(text: str) -> None:
    assert EMERGENCIES.in_words(words_of(text)) == "khan-cap"


@pytest.mark.parametrize(
    "text",
    [
        "căn cước rơi xuống sông, xin cấp lại",
        "lam roi xuong song cai vi, lam lai can cuoc o dau",
        "cháy nhà mất sổ đỏ, làm lại thế nào",
    ],
)
def test_who_asks_for_a_paper_anew_gets_the_paper(text: str) -> None:
    assert EMERGENCIES.in_words(words_of(text)) is None
