"""What is answered otherwise when the knowledge changes."""

import pickle
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fictional_library import BIRTH, SUOI_MAU, library

from bot.dialogue.comparison import _SAID, Change, Effect, Twins, answers, changes, finds_alike
from bot.knowledge.knowledge import Entry, Knowledge
from bot.knowledge.procedure import InForce, Procedure
from bot.knowledge.questions import Case, Dialogue
from bot.knowledge.topic import Topic
from bot.search import Library

DAY = date(2026, 11, 20)
NOW = library(SUOI_MAU).knowledge
QUESTIONS = [
    Case(q=text, kind="none")
    for text in (
        "đăng ký khai sinh", "phí đăng ký khai sinh", "khai sinh muộn có bị phạt không", "làm giấy kết hôn", "chào bạn",
        "mấy giờ mở cửa", "mua vé xem bóng đá", "chưa cưới mà bố muốn nhận con", "căn cước", "cháy nhà rồi", "giấy tờ",
        "khai sinh cần gì, với cả làm giấy kết hôn bao nhiêu tiền",
    )
]  # fmt: skip
OTHER: Mapping[str, Any] = {
    "summary": "Khác.", "answer": "Khác.", "links": (), "documents": None, "fees": None, "time_limits": (), "places": (),
    "handled_at": "Nơi khác", "steps": (), "results": ("Khác",), "requirements": ("khác",), "legal_basis": ("Khác",),
    "unit": "mot-cua", "reviewed_on": date(2026, 11, 19),
    "in_force": InForce.model_validate({"den": "2026-01-01", "thay_bang": "1.000894"}),
}  # fmt: skip


def with_entry(entry: Entry) -> Knowledge:
    return replace(NOW, entries={**NOW.entries, entry.id: entry})


def without(entry_id: str) -> Knowledge:
    return replace(NOW, entries={id_: entry for id_, entry in NOW.entries.items() if id_ != entry_id})


def birth(**changes: Any) -> Knowledge:
    return with_entry(NOW.entries["1.001193"].model_copy(update=changes))


def thorough(former: Knowledge, present: Knowledge, item: Case | Dialogue) -> list[Change]:
    """What differs where everything is asked of both states."""
    return changes(answers(item, Library.of(former), DAY), answers(item, Library.of(present), DAY))


def compared(former: Knowledge, present: Knowledge, *texts: str) -> list[Change]:
    return [change for text in texts for change in thorough(former, present, Case(q=text, kind="none"))]


def test_a_changed_fee_shows_as_changed_with_the_lines_that_differ() -> None:
    fees = Procedure.model_validate(BIRTH | {"le_phi": {"muc": [{"so_tien": "8.000"}]}}).fees
    (change,) = compared(NOW, birth(fees=fees), "phí đăng ký khai sinh", "làm giấy kết hôn")
    assert (change.effect, change.same_entries) == (Effect.CHANGED, True)
    assert "- Đăng ký đúng hạn: miễn phí." in change.lines
    assert "+ 8.000 đồng." in change.lines
    assert all(line[:2] in ("- ", "+ ") for line in change.lines)


def test_what_is_answered_now_and_was_not_is_new_and_the_other_way_round_it_is_lost() -> None:
    mended = birth(ways=("đẻ em bé xong làm gì",))
    (gained,) = compared(NOW, mended, "đẻ em bé xong làm gì")
    assert (gained.effect, gained.former.ids, gained.present.ids) == (Effect.NEW, (), ("1.001193",))
    (lost,) = compared(mended, NOW, "đẻ em bé xong làm gì")
    assert lost.effect is Effect.LOST


def test_an_entry_that_is_gone_loses_its_questions() -> None:
    (lost,) = compared(NOW, without("1.001193"), "làm giấy khai sinh cho con")
    assert (lost.effect, lost.former.ids) == (Effect.LOST, ("1.001193",))


def test_the_turns_of_a_dialogue_are_compared_each_with_the_one_before_it() -> None:
    talk = Dialogue.model_validate(
        {"dialogue": [{"q": "đăng ký khai sinh", "kind": "none"}, {"q": "còn phí?", "kind": "none"}]}
    )
    fees = Procedure.model_validate(BIRTH | {"le_phi": {"muc": [{"so_tien": "8.000"}]}}).fees
    found = thorough(NOW, birth(fees=fees), talk)
    assert [(each.present.question, each.present.before) for each in found][-1] == ("còn phí?", "đăng ký khai sinh")


def test_the_day_decides_what_is_compared() -> None:
    text = "phí đổi thẻ căn cước hết hạn"
    card = NOW.entries["1.014063"]
    assert isinstance(card, Procedure)
    assert card.fees
    later = card.fees.model_copy(update={"rates": card.fees.rates[:1]})
    present = with_entry(card.model_copy(update={"fees": later}))
    case = Case.model_validate({"q": text, "kind": "none", "at": "2027-02-01"})
    (then,) = thorough(NOW, present, case)
    (today,) = thorough(NOW, present, case.model_copy(update={"at": None}))
    assert then.lines != today.lines


@pytest.mark.parametrize("name", sorted(OTHER))
@pytest.mark.parametrize("entry_id", ["1.001193", "gio-lam-viec"])
def test_what_is_only_said_is_compared_as_if_everything_were_asked_twice(name: str, entry_id: str) -> None:
    entry = NOW.entries[entry_id]
    if name not in type(entry).model_fields:
        name = "reviewed_on"
    present = with_entry(entry.model_copy(update={name: OTHER[name]}))
    assert finds_alike(NOW, present)
    twins = Twins.of_all({"": NOW}, {"": present})[""]
    for case in QUESTIONS:
        assert changes(*twins.answers(case, DAY)) == thorough(NOW, present, case)


def test_search_looks_at_nothing_that_is_only_said() -> None:
    for entry in (NOW.entries["1.001193"], NOW.entries["gio-lam-viec"]):
        changes = {name: OTHER[name] for name in OTHER.keys() & type(entry).model_fields.keys()}
        other = Library.of(with_entry(entry.model_copy(update=changes)))
        now = Library.of(NOW)
        assert pickle.dumps((other.index, other.names)) == pickle.dumps((now.index, now.names))
        for case in QUESTIONS:
            assert other.find(other.read(case.q)) == now.find(now.read(case.q))


def test_every_field_is_known_to_be_searched_or_only_said() -> None:
    searched = {
        "code", "name", "official_name", "aliases", "ways", "field", "situations", "related", "emergency_signs",
        "possible_signs",
    }  # fmt: skip
    assert _SAID | searched == Procedure.model_fields.keys() | Topic.model_fields.keys()
    assert not _SAID & searched


@pytest.mark.parametrize(
    "present",
    [
        birth(name="Khai sinh"),
        birth(ways=()),
        birth(related=()),
        birth(situations=()),
        without("1.000894"),
        replace(NOW, commune=SUOI_MAU.model_copy(update={"note": "x"})),
    ],
)
def test_what_search_may_see_is_asked_of_both(present: Knowledge) -> None:
    assert not finds_alike(NOW, present)


def test_two_states_that_are_the_same_answer_the_same() -> None:
    assert compared(NOW, replace(NOW), *(case.q for case in QUESTIONS)) == []
