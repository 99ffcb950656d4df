"""When a question is answered and when it is asked which of a family of entries was meant. Odds are made up."""

from dataclasses import replace

import pytest

from bot.dialogue.policy import Answer, Choose, decide
from bot.search import Aspect, Found
from bot.search.confidence import Measures
from bot.search.ranking import Hit

FAMILY = ("doi", "lai", "moi")


def hit(*ids: str, logit: float) -> Hit:
    measures = Measures(same=0.5, whole=0.8, evidence=3, behind=0, ahead=1, above=5, is_family=len(ids) > 1)
    return Hit(ids, 0, logit, measures)


def found(family: float, **entries: float) -> Found:
    hits = tuple(hit(name, logit=logit) for name, logit in entries.items())
    return Found(hits, (), (hit(*FAMILY, logit=family),))


def test_what_is_told_apart_from_its_family_is_answered() -> None:
    match decide(found(1.0, doi=4.0, lai=0.0)):
        case Answer(best):
            assert best.id == "doi"
        case other:
            pytest.fail(f"{other}")


@pytest.mark.parametrize(
    "question",
    [
        found(3.5, doi=3.0, lai=1.5),
        # Of all that is likely the family has more than half.
        found(3.3, doi=3.0, lai=1.5),
        # An entry is ahead of the next, but its family is ahead of it by more.
        found(6.0, doi=3.0, lai=0.0),
        # The likeliest entry is none of the family, which is far ahead of it.
        found(4.6, khac=2.0, doi=1.0),
    ],
)
def test_a_family_that_the_question_leaves_open_is_offered(question: Found) -> None:
    assert decide(question) == Choose(FAMILY)


def test_an_entry_of_another_kind_as_likely_as_the_family_is_answered() -> None:
    assert isinstance(decide(found(2.5, khac=2.0, doi=-1.0)), Answer)


def test_of_an_open_family_the_likeliest_stand_first() -> None:
    assert decide(found(6.0, moi=3.0, doi=2.0)) == Choose(("moi", "doi", "lai"))


def test_who_asks_for_an_aspect_of_what_a_family_leaves_open_means_the_likeliest_if_it_is_ahead() -> None:
    leaves_open = found(3.5, doi=3.0, lai=1.5)
    asks_for_the_fee = replace(leaves_open, aspects=(Aspect.FEE,))
    assert isinstance(decide(leaves_open), Choose)
    match decide(asks_for_the_fee):
        case Answer(best, beside):
            assert (best.id, [other.id for other in beside]) == ("doi", ["lai"])
        case other:
            pytest.fail(f"{other}")
    assert isinstance(decide(replace(found(3.5, doi=3.0, lai=2.5), aspects=(Aspect.FEE,))), Choose)
