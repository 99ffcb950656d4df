"""How much of a commune's procedures is told: counted by field and unit, each procedure once."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commune import Commune
from bot.files.coverage import NOT_SAID, Covered, Level, by_field, by_unit, coverage, share
from bot.files.imports.portal import PortalRecord
from bot.knowledge.draft import Draft
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.listed import ListedProcedure
from bot.knowledge.procedure import Procedure
from bot.knowledge.topic import Topic
from bot.knowledge.vocabulary import Vocabulary

DAY = date(2026, 11, 21)
COMMUNE = Commune.model_validate(
    {
        "ma": "suoi-mau",
        "ten": "xã Suối Mẫu",
        "tinh": "Mẫu Giang",
        "don_vi": [
            {"ma": "mot-cua", "vai_tro": "mot-cua", "ten": "Bộ phận Một cửa"},
            {"ma": "kt", "vai_tro": "kinh-te", "ten": "Phòng Kinh tế"},
        ],
    }
)
NEEDED: dict[str, Any] = {
    "ten": "Nuôi ong",
    "linh_vuc": "Chăn nuôi",
    "tom_tat": "Đến xã.",
    "noi_giai_quyet": "Xã",
    "nguon": {"dia_chi": "https://example.vn", "ngay_xem": "2026-11-01"},
    "ra_soat": "2026-11-01",
}
COMPLETE = {
    "le_phi": {"muc": [{"so_tien": "miễn phí"}]},
    "thoi_han": [{"trong": "1 ngày"}],
    "truc_tuyen": {"muc_do": "không"},
}


def full(code: str, **more: Any) -> Procedure:
    return Procedure.model_validate({**NEEDED, "ma": code, **more})


def draft(code: str) -> Draft:
    return Draft.model_validate(
        {"ma": code, "ten": "Nuôi dê", "linh_vuc": "Chăn nuôi", "nguon": NEEDED["nguon"], "trang_thai": "bản nháp"}
    )


def listed(code: str, field: str = "Hộ tịch") -> ListedProcedure:
    return ListedProcedure.model_validate({"ma": code, "ten": "a", "linh_vuc": field, "lien_ket": "https://example.vn"})


def covered(*entries: Procedure | ListedProcedure | Topic, wanted: list[PortalRecord] | None = None) -> list[Covered]:
    knowledge = Knowledge(COMMUNE, {entry.id: entry for entry in entries}, Vocabulary())
    return coverage(knowledge, DAY, wanted)


def test_each_procedure_has_its_level_and_what_it_lacks() -> None:
    told = covered(full("9.000003", **COMPLETE), full("9.000001"), draft("9.000002"), listed("9.000004"))
    assert [(each.code, each.level, each.lacks) for each in told] == [
        ("9.000001", Level.FULL, ("chưa có phí", "chưa có thời hạn", "chưa rõ mức trực tuyến")),
        (
            "9.000002",
            Level.DRAFT,
            (
                "chưa có tóm tắt",
                "chưa có cơ quan giải quyết",
                "chưa có phí",
                "chưa có thời hạn",
                "chưa rõ mức trực tuyến",
            ),
        ),
        ("9.000003", Level.FULL, ()),
        ("9.000004", Level.SHORT, ()),
    ]


@pytest.mark.parametrize(
    ("more", "unit"),
    [
        ({}, NOT_SAID),
        ({"don_vi": "kt", "noi_nop": [{"don_vi": "mot-cua"}]}, "Phòng Kinh tế"),
        ({"don_vi": "mot-cua"}, "Bộ phận Một cửa"),
        ({"noi_nop": [{"don_vi": "mot-cua"}]}, "Bộ phận Một cửa"),
        ({"noi_nop": [{"don_vi": "cong-an"}]}, "Công an xã Suối Mẫu"),
        ({"noi_nop": [{"co_quan": "Sở Mẫu"}, {"don_vi": "mot-cua"}]}, "Sở Mẫu"),
        ({"don_vi": "khong-co"}, NOT_SAID),
    ],
)
def test_the_unit_is_who_is_in_charge_or_where_it_is_handed_in(more: dict[str, Any], unit: str) -> None:
    assert [each.unit for each in covered(full("9.000001", **more))] == [unit]


def test_topics_and_procedures_that_have_ended_are_not_counted() -> None:
    topic = Topic.model_validate({"ma": "gio", "ten": "Giờ", "tra_loi": "a", "ra_soat": "2026-11-01"})
    assert covered(topic, full("9.000001", hieu_luc={"den": "2026-11-20"})) == []
    assert len(covered(full("9.000001", hieu_luc={"den": "2026-11-21"}))) == 1


def test_of_a_list_what_nobody_has_written_is_told_too() -> None:
    wanted = [
        PortalRecord(code="9.000001", name="Nuôi ong"),
        PortalRecord(code="9.000009", name="Thủ tục nuôi nhím", field="Chăn nuôi"),
        PortalRecord(code="9.000009", name="Lần hai"),
    ]
    told = covered(full("9.000001", **COMPLETE), listed("9.000004"), wanted=wanted)
    assert [(each.code, each.name, each.field, each.level) for each in told] == [
        ("9.000001", "Nuôi ong", "Chăn nuôi", Level.FULL),
        ("9.000009", "Nuôi nhím", "Chăn nuôi", Level.NONE),
    ]
    assert covered(full("9.000001"), wanted=[]) == []


def test_the_largest_group_stands_first() -> None:
    told = covered(full("9.000001"), draft("9.000002"), listed("9.000003"))
    assert [(each.name, each.total, each.levels[Level.DRAFT]) for each in by_field(told)] == [
        ("Chăn nuôi", 2, 1),
        ("Hộ tịch", 1, 0),
    ]
    assert by_field(told)[0].lacks["chưa có phí"] == 2
    assert [(each.name, each.total) for each in by_unit(told)] == [(NOT_SAID, 3)]


@given(
    st.lists(
        st.builds(
            Covered,
            st.text(max_size=3),
            st.just("a"),
            st.sampled_from("ABC"),
            st.sampled_from("XY"),
            st.sampled_from(Level),
            st.lists(st.sampled_from(["phí", "thời hạn"]), unique=True).map(tuple),
        )
    )
)
def test_every_way_of_grouping_counts_the_same(told: list[Covered]) -> None:
    whole = share("tất cả", told)
    assert whole.total == len(told)
    for groups in (by_field(told), by_unit(told)):
        for level in Level:
            assert sum(each.levels[level] for each in groups) == whole.levels[level]
        assert sum(sum(each.lacks.values()) for each in groups) == sum(whole.lacks.values())
