"""`motcua ask --explain`: why a question is answered as it is."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_knowledge import run

from bot.cli.deciding import _ROUTES, sentence
from bot.cli.explaining import _MEASURES
from bot.dialogue import Decision, Outcome, State, Turn
from bot.dialogue.reason import Reason, Route
from bot.search.confidence import DESCRIBED, WEIGHTS


def told(knowledge: Path, question: str) -> Any:
    result = run(knowledge, "ask", "--explain", "--json", question)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def shown(knowledge: Path, question: str) -> str:
    result = run(knowledge, "ask", question, "--explain")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_person_reads_words_candidates_sums_and_the_rule(knowledge: Path) -> None:
    text = shown(knowledge, "tôi hỏi phí làm giấy khai sinh")
    for part in ("Đọc từng chữ", "từ đệm, bỏ qua", "hỏi mục: Lệ phí", "Gần nhất", "Mỗi chữ góp gì"):
        assert part in text
    assert "Quyết định: trả lời: 1.001193 Đăng ký khai sinh." in text
    assert "\nVì sao: " in text


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("chào bạn", "lời chào hỏi"),
        ("5", "không có danh sách nào đang mở"),
        ("phí bao nhiêu", "chỉ nói mục được hỏi"),
        ("1.001193", "nêu mã hoặc trọn tên"),
        ("việc cá nhân", "cách hỏi chung của nhiều mục"),
        ("[bold]xyz[/bold] :smile: [/]", "Vì sao"),
        ("👍", "lời chào hỏi"),
    ],
)
def test_whatever_is_asked_the_reason_is_a_sentence(knowledge: Path, question: str, why: str) -> None:
    assert why in shown(knowledge, question).replace("\n", " ")


def test_what_was_typed_is_shown_as_it_was_typed(knowledge: Path) -> None:
    assert "Câu hỏi: [bold]xyz[/bold] :smile: [/]" in shown(knowledge, "[bold]xyz[/bold] :smile: [/]")


def test_a_program_gets_one_object_whose_parts_add_up(knowledge: Path) -> None:
    answer = told(knowledge, "tôi hỏi phí làm giấy khai sinh")
    assert (answer["decision"], answer["ids"], answer["aspects"]) == ("answer", ["1.001193"], ["fee"])
    assert answer["route"] == "search"
    best = answer["candidates"][0]
    assert best["names"] == ["Đăng ký khai sinh"]
    assert best["phrase"] == "làm giấy khai sinh cho con"
    assert sum(best["adds"].values()) - answer["doubt"] == pytest.approx(best["logit"])
    assert sum(word["nats"] for word in best["words"]) == pytest.approx(best["measures"]["above"], abs=1e-4)


def test_the_rule_and_its_threshold_are_named(knowledge: Path) -> None:
    offered = told(knowledge, "việc cá nhân")
    assert (offered["decision"], offered["rule"]) == ("choose", "names a family")
    assert offered["threshold"] == {"name": "OPEN", "value": 0.5}
    assert offered["measured"] > 0.5
    greeted = told(knowledge, "chào bạn")
    assert (greeted["route"], greeted["rule"], greeted["candidates"]) == ("small talk", None, [])


def test_without_a_question_there_is_nothing_to_explain(knowledge: Path) -> None:
    for options in (("--explain",), ("--explain", "--json")):
        result = run(knowledge, "ask", *options)
        assert result.exit_code == 2
        assert result.stdout == ""


def test_every_measure_has_a_name_for_people() -> None:
    assert set(_MEASURES) == set(DESCRIBED)
    assert len(DESCRIBED) == len(WEIGHTS)


@pytest.mark.parametrize("route", Route)
def test_every_way_of_a_message_has_a_sentence(route: Route) -> None:
    turn = Turn(State(), (), (), Outcome(Decision.NONE), Reason(route))
    assert route is Route.SEARCH or sentence(turn).startswith("Vì sao: ")
    assert route in _ROUTES or route in (Route.SEARCH, Route.REQUESTS, Route.ASPECTS_ARE_NAME)
