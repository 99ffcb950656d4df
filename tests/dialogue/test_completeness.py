"""Lists that must be complete are compared as sets."""

from datetime import date
from typing import get_args

import pytest
from fictional_library import BIRTH, SUOI_MAU, library

from bot.commune.wording import hotline
from bot.dialogue import Decision
from bot.dialogue.social import Social
from bot.dialogue.wording import aspects
from bot.dialogue.wording.courtesy import social_reply
from bot.knowledge.procedure import Procedure
from bot.knowledge.questions import AspectName, Kind
from bot.search import Aspect

DAY = date(2026, 11, 20)


def test_every_aspect_has_a_name_and_an_answer() -> None:
    assert set(aspects.NAMES) == set(Aspect)
    assert set(aspects._ANSWERS) == set(Aspect)
    assert len(set(aspects.NAMES.values())) == len(Aspect)


def test_question_files_know_the_aspects_and_decisions_that_there_are() -> None:
    assert set(get_args(AspectName)) == {aspect.value for aspect in Aspect}
    assert set(get_args(Kind)) == {decision.value for decision in Decision}


@pytest.mark.parametrize("aspect", list(Aspect))
def test_a_procedure_of_which_everything_is_known_answers_every_aspect(aspect: Aspect) -> None:
    lines = aspects.lines_for(aspect, Procedure.model_validate(BIRTH), SUOI_MAU, DAY)
    assert any(line.strip() for line in lines)
    assert not any("{" in line for line in lines)


@pytest.mark.parametrize("aspect", sorted(set(Aspect) - {Aspect.AGENCY}))
def test_a_procedure_of_which_nothing_is_known_answers_no_aspect(aspect: Aspect) -> None:
    needed = {"ma", "ten", "linh_vuc", "tom_tat", "noi_giai_quyet", "nguon", "ra_soat"}
    poor = Procedure.model_validate({key: value for key, value in BIRTH.items() if key in needed})
    assert aspects.lines_for(aspect, poor, SUOI_MAU, DAY) == []


@pytest.mark.parametrize("social", list(Social))
def test_every_kind_of_small_talk_has_a_short_word_back(social: Social) -> None:
    assert 0 < len(social_reply(social, SUOI_MAU).text) <= 200


def test_a_fee_that_is_yet_to_come_is_not_called_expired() -> None:
    later = BIRTH | {"le_phi": {"muc": [{"so_tien": "50.000", "tu": "2027-01-01"}]}}
    lines = aspects.lines_for(Aspect.FEE, Procedure.model_validate(later), SUOI_MAU, DAY)
    assert any("50.000 đồng" in line and "01/01/2027" in line for line in lines)
    assert not any("hết hạn" in line for line in lines)


def test_the_hotline_of_the_library_is_the_communes_own() -> None:
    assert "0900000000" in hotline(library().knowledge.commune, DAY)
