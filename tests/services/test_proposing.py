"""A procedure whose dates have changed proposes an announcement, once; nothing at the first look."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fictional_newsroom import AN, BINH, Newsroom
from fictional_plan import CHI, planning_room

from bot.announcements.announcement import Announcement
from bot.announcements.lifecycle import Status
from bot.commune import Commune
from bot.errors import OperatorError
from bot.knowledge.draft import Draft
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.procedure import Procedure
from bot.knowledge.vocabulary import Vocabulary
from bot.services import announcing
from bot.services.proposing import propose
from bot.storage import announcements, audit, letters

COMMUNE = Commune.model_validate({"ma": "suoi-mau", "ten": "xã Suối Mẫu", "tinh": "Mẫu Giang"})
ENDS: dict[str, Any] = {"hieu_luc": {"den": "2026-12-31", "thay_bang": "1.000002"}}


def procedure(code: str, model: type[Procedure] = Procedure, **more: Any) -> Procedure:
    return model.model_validate(
        {
            "ma": code,
            "ten": f"Thủ tục mẫu {code}",
            "linh_vuc": "Hộ tịch",
            "tom_tat": "Mẫu.",
            "noi_giai_quyet": "Ủy ban nhân dân xã",
            "nguon": {"dia_chi": "https://example.vn/1", "ngay_xem": "2026-11-01"},
            "ra_soat": "2026-11-01",
            **more,
        }
    )


def knowledge(*procedures: Procedure) -> Knowledge:
    return Knowledge(COMMUNE, {each.code: each for each in procedures}, Vocabulary())


PLAIN = knowledge(procedure("1.000001"), procedure("1.000002"))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with planning_room(tmp_path) as opened:
        yield opened


async def look(room: Newsroom, known: Knowledge) -> list[Announcement]:
    """All drafts after the program has looked at that knowledge, the newest first."""
    await room.run(partial(propose, knowledge=known, now=room.time.now()))
    found: list[Announcement] = await room.run(announcements.everything)
    return found


async def test_at_the_first_look_nothing_of_the_catalogue_is_proposed(room: Newsroom) -> None:
    assert await look(room, knowledge(procedure("1.000001", **ENDS), procedure("1.000002"))) == []
    assert await look(room, knowledge(procedure("1.000001", **ENDS), procedure("1.000002"))) == []


async def test_a_change_is_proposed_once_with_its_facts_also_after_a_restart(room: Newsroom) -> None:
    await look(room, PLAIN)
    room.time.moment += timedelta(days=3)
    changed = knowledge(procedure("1.000001", **ENDS), procedure("1.000002"))
    for _ in range(3):
        (draft,) = await look(room, changed)
    assert (draft.status, draft.author) == (Status.DRAFT, "")
    assert draft.content.title == "Từ 01/01/2027 có thủ tục khác thay cho: Thủ tục mẫu 1.000001"
    assert "bạn làm thủ tục «Thủ tục mẫu 1.000002» (mã 1.000002)" in draft.content.text
    log = await room.run(partial(audit.about, announcement=draft.id))
    assert [(entry.officer, entry.step, entry.details) for entry in log] == [("", "edit", {"procedure": "1.000001"})]


async def test_what_was_taken_back_and_said_again_is_not_proposed_again(room: Newsroom) -> None:
    await look(room, PLAIN)
    changed = knowledge(procedure("1.000001", **ENDS))
    for known in (changed, PLAIN, changed):
        drafts = await look(room, known)
    assert len(drafts) == 1


async def test_another_date_is_another_change(room: Newsroom) -> None:
    await look(room, PLAIN)
    for last in ("2026-12-31", "2027-03-31"):
        drafts = await look(room, knowledge(procedure("1.000001", hieu_luc={"den": last})))
    assert [each.content.title[:13] for each in drafts] == ["Từ 01/04/2027", "Từ 01/01/2027"]


async def test_what_has_long_been_so_and_drafts_of_procedures_propose_nothing(room: Newsroom) -> None:
    await look(room, PLAIN)
    old = procedure("1.000001", hieu_luc={"den": "2026-01-31"})
    draft = procedure("1.000003", Draft, trang_thai="bản nháp", **ENDS)
    assert await look(room, knowledge(old, draft)) == []


async def test_who_may_write_is_told_those_of_the_unit_first(room: Newsroom) -> None:
    await look(room, PLAIN)
    await look(room, knowledge(procedure("1.000001", **ENDS)))
    await look(room, knowledge(procedure("1.000001", **ENDS), procedure("1.000002", don_vi=CHI.unit, **ENDS)))
    due = await room.run(partial(letters.due, now=room.time.now()))
    assert sorted((letter.officer, letter.key) for letter in due) == [
        ("an", "proposed/1"), ("chi", "proposed/1"), ("chi", "proposed/2"),
    ]  # fmt: skip
    assert "máy đề nghị thông báo số 1" in due[0].reply.text


async def test_whoever_submits_it_is_its_author_and_does_not_approve_it(room: Newsroom) -> None:
    await look(room, PLAIN)
    (draft,) = await look(room, knowledge(procedure("1.000001", **ENDS)))
    assert (await room.act(announcing.submit, draft.id, officer=BINH)).author == "binh"
    with pytest.raises(OperatorError, match="là người soạn, nên cần người khác duyệt"):
        await room.act(announcing.approve, draft.id, officer=BINH)


async def test_whoever_changes_it_is_its_author(room: Newsroom) -> None:
    await look(room, PLAIN)
    (draft,) = await look(room, knowledge(procedure("1.000001", **ENDS)))
    content = draft.content.model_copy(update={"text": "Viết lại."})
    assert (await room.act(announcing.edit, draft.id, content)).author == AN.code
