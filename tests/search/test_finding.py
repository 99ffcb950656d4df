"""Finding an entry by its words, however they are typed; a few fictional topics suffice."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commune import Commune
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary
from bot.search import Aspect, Library

COMMUNE = Commune.model_validate({"ma": "suoi-mau", "ten": "xã Suối Mẫu", "tinh": "Mẫu Giang"})


def topic(code: str, name: str, *ways: str, **more: Any) -> Topic:
    return Topic.model_validate(
        {"ma": code, "ten": name, "cach_hoi": list(ways), "tra_loi": "Có.", "ra_soat": "2026-11-01", **more}
    )


TOPICS = [
    topic("khai-sinh", "Đăng ký khai sinh", "làm giấy cho em bé mới đẻ"),
    topic("khai-tu", "Đăng ký khai tử", "báo người vừa mất"),
    topic("ket-hon", "Đăng ký kết hôn", "hai đứa cưới nhau"),
    topic("dat", "Cấp sổ đỏ", "làm sổ cho mảnh đất"),
    topic("can-cuoc", "Cấp thẻ căn cước", "mất thẻ căn cước"),
    topic("ban-trau", "Bán trâu"),
    topic("ban-do", "Bản đồ"),
    topic("khan-cap", "Số khẩn cấp", dau_hieu_khan_cap=["cháy nhà", "đuối nước"]),
]
WORDS = Vocabulary.model_validate(
    {
        "viet_tat": {"ks": "khai sinh", "gcn": "sổ đỏ"},
        "dong_nghia": [["kết hôn", "lấy chồng", "lấy vợ"]],
        "tu_cu": {"chứng minh nhân dân": "căn cước"},
        "dung_chung": [{"cum_tu": ["hộ tịch"], "ma": ["khai-sinh", "khai-tu"]}],
        "tu_dem": ["cho tôi hỏi", "ạ"],
    }
)
LIBRARY = Library.of(Knowledge(COMMUNE, {entry.id: entry for entry in TOPICS}, WORDS))


def best(text: str) -> str:
    hits = LIBRARY.find(LIBRARY.read(text)).hits
    return hits[0].id if hits else ""


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("đăng ký khai sinh", "khai-sinh"),
        ("ĐĂNG KÝ KHAI SINH!!!", "khai-sinh"),
        ("dang ky khai sinh", "khai-sinh"),
        ("ddawng kys khai tuwr", "khai-tu"),
        ("đăng kí khai sihn", "khai-sinh"),
        ("ks cho bé", "khai-sinh"),
        ("làm gcn", "dat"),
        ("lấy chồng", "ket-hon"),
        ("lay vo", "ket-hon"),
        ("mất chứng minh nhân dân", "can-cuoc"),
        ("cho tôi hỏi khai tửuuuu ạ", "khai-tu"),
        ("khai tử", "khai-tu"),
        ("người vừa mất", "khai-tu"),
    ],
)
def test_an_entry_is_found_however_it_is_typed(text: str, entry_id: str) -> None:
    assert best(text) == entry_id


@pytest.mark.parametrize(("typed", "meant", "other"), [("bản", "ban-do", "ban-trau"), ("bán", "ban-trau", "ban-do")])
def test_a_typed_accent_tells_two_entries_apart(typed: str, meant: str, other: str) -> None:
    scores = {hit.id: hit.score for hit in LIBRARY.find(LIBRARY.read(typed)).hits}
    assert scores[meant] > scores.get(other, 0) + 0.05


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("khai sinh cần giấy tờ gì", (Aspect.DOCUMENTS,)),
        ("khai sinh bao nhieu tien", (Aspect.FEE,)),
        ("khai sinh mấy ngày xong", (Aspect.TIME,)),
        ("khai sinh ở đâu", (Aspect.PLACE,)),
        ("khai sinh qua mạng", (Aspect.ONLINE,)),
        ("khai sinh qua bưu điện", (Aspect.POST,)),
        ("các bước khai sinh", (Aspect.STEPS,)),
        ("khai sinh theo luật nào", (Aspect.LEGAL,)),
        ("ai giải quyết khai sinh", (Aspect.AGENCY,)),
        ("điều kiện khai sinh", (Aspect.REQUIREMENTS,)),
        ("khai sinh được cấp giấy gì", (Aspect.RESULT,)),
        ("khai sinh phí bao nhiêu, mấy ngày", (Aspect.FEE, Aspect.TIME)),
        ("đăng ký khai sinh", ()),
    ],
)
def test_what_is_asked_of_it_is_understood(text: str, aspects: tuple[Aspect, ...]) -> None:
    assert LIBRARY.read(text).aspects == aspects


@pytest.mark.parametrize(("text", "found"), [("nhà bên cháy nhà kìa", True), ("CHAY NHA", True), ("cháy máy", False)])
def test_a_sign_of_an_emergency_is_seen_anywhere(text: str, found: bool) -> None:
    assert LIBRARY.emergency(LIBRARY.read(text)) == ("khan-cap" if found else None)


@pytest.mark.parametrize("text", ["hộ tịch", "cho tôi hỏi ho tich ạ"])
def test_a_phrase_that_several_entries_share_finds_them_as_a_family(text: str) -> None:
    found = LIBRARY.find(LIBRARY.read(text))
    assert found.families and found.families[0].score > max((hit.score for hit in found.hits), default=0.0)


@pytest.mark.parametrize("text", ["", "   ", "👍", "?!"])
def test_where_nothing_is_said_nothing_is_found(text: str) -> None:
    assert LIBRARY.find(LIBRARY.read(text)).hits == ()


pieces = st.sampled_from(["khai", "sinh", "tử", "mất", "thẻ", "cháy", "nhà", "phí", "ở đâu", "ks", "gcn", "2", "xyz"])


@given(st.text() | st.lists(pieces).map(" ".join))
def test_scores_lie_between_nought_and_one_and_fall(text: str) -> None:
    hits = LIBRARY.find(LIBRARY.read(text)).hits
    assert all(0 <= hit.score <= 1.000001 for hit in hits)
    assert all(first.score >= second.score for first, second in pairwise(hits))
    assert len({hit.id for hit in hits}) == len(hits)


@given(st.sampled_from(TOPICS))
def test_the_name_of_an_entry_finds_it(entry: Topic) -> None:
    assert best(entry.name) == entry.id
    assert best(entry.name.upper()) == entry.id


def test_only_asked_entries_are_searched() -> None:
    question = LIBRARY.read("đăng ký khai sinh")
    assert {hit.id for hit in LIBRARY.find(question, only=frozenset({"khai-tu", "dat"})).hits} == {"khai-tu"}
    assert "khai-sinh" not in {hit.id for hit in LIBRARY.find(question).without(["khai-sinh"]).hits}


def test_a_commune_that_has_told_nothing_yet_finds_nothing_and_does_not_break() -> None:
    empty = Library.of(replace(LIBRARY.knowledge, entries={}))
    assert empty.find(empty.read("đăng ký khai sinh")).hits == ()
