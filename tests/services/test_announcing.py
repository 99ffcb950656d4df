"""What officers do: each deed with its right, its sentence where it is not possible, and its line in the log."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fictional_newsroom import AN, BINH, XEM, Newsroom, newsroom, people
from simulated_time import NOON

from bot.announcements.audience import Audience
from bot.announcements.content import Content, Schedule
from bot.announcements.delivery import DeliveryStatus
from bot.announcements.lifecycle import Status
from bot.announcements.officer import Officer, Role
from bot.announcements.subscription import Group, stopped
from bot.errors import OperatorError
from bot.services import announcing
from bot.services.announcing import Desk, officer_of
from bot.storage import audit, officers

GOOD = Content(title="Lịch tiêm", text="Trạm y tế tiêm ngày 25.")
OTHER = Content(title="Lịch tiêm", text="Trạm y tế tiêm ngày 26.")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path) as opened:
        yield opened


async def submitted(room: Newsroom, content: Content = GOOD, officer: Officer = AN) -> int:
    draft = await room.run(lambda db: announcing.write_new(db, room.desk(officer), content))
    await room.act(announcing.submit, draft.id, officer=officer)
    return int(draft.id)


async def refused(room: Newsroom, deed: Callable[..., Any], number: int, *further: Any, officer: Officer = AN) -> str:
    """The sentence; and that nothing was changed."""
    before = await room.announcement(number)
    with pytest.raises(OperatorError) as caught:
        await room.act(deed, number, *further, officer=officer)
    assert await room.announcement(number) == before
    return str(caught.value)


async def test_the_whole_way_from_a_draft_to_what_is_due(room: Newsroom) -> None:
    number = await submitted(room)
    assert (await room.act(announcing.approve, number, officer=BINH)).status is Status.APPROVED
    announcement = await room.act(announcing.send, number)
    assert (announcement.status, announcement.due) == (Status.SCHEDULED, NOON)
    log = await room.run(lambda db: audit.about(db, number))
    assert [(entry.officer, entry.step) for entry in log] == [
        ("an", "edit"), ("an", "submit"), ("binh", "approve"), ("an", "send"),
    ]  # fmt: skip
    assert log[2].details == {"fingerprint": GOOD.fingerprint, "version": 1}


async def test_nobody_approves_their_own(room: Newsroom) -> None:
    number = await submitted(room, officer=BINH)
    assert "cần người khác duyệt" in await refused(room, announcing.approve, number, officer=BINH)


async def test_where_one_person_does_both_it_is_logged(room: Newsroom) -> None:
    number = await submitted(room, officer=BINH)
    await room.run(lambda db: announcing.approve(db, Desk(BINH, NOON, one_person=True), number))
    assert (await room.run(lambda db: audit.about(db, number)))[-1].details["one_person"] is True


async def test_who_edits_what_another_wrote_is_its_author_and_does_not_approve_it(room: Newsroom) -> None:
    number = await submitted(room)
    await room.act(announcing.edit, number, OTHER, officer=BINH)
    await room.act(announcing.submit, number, officer=AN)
    assert "cần người khác duyệt" in await refused(room, announcing.approve, number, officer=BINH)


async def test_an_edit_voids_the_approval(room: Newsroom) -> None:
    number = await room.approved()
    announcement = await room.act(announcing.edit, number, OTHER)
    assert (announcement.status, announcement.approved, announcement.version) == (Status.DRAFT, "", 2)
    assert "bản nháp, không gửi được" in await refused(room, announcing.send, number)


async def test_an_approval_is_not_replayed(room: Newsroom) -> None:
    number = await room.approved()
    assert "đã duyệt, không duyệt được" in await refused(room, announcing.approve, number, officer=BINH)


async def test_who_looked_at_a_former_version_does_not_approve_the_present_one(room: Newsroom) -> None:
    number = await submitted(room)
    await room.act(announcing.edit, number, OTHER)
    await room.act(announcing.submit, number)
    seen = GOOD.fingerprint[:8]
    assert "đã được sửa sau bản bạn xem" in await refused(room, announcing.approve, number, seen, officer=BINH)
    await room.act(announcing.approve, number, OTHER.fingerprint[:8], officer=BINH)


async def test_what_is_rejected_goes_back_with_the_reason(room: Newsroom) -> None:
    number = await submitted(room)
    announcement = await room.act(announcing.reject, number, "Thiếu giờ tiêm", officer=BINH)
    assert (announcement.status, announcement.reason) == (Status.DRAFT, "Thiếu giờ tiêm")
    await room.act(announcing.submit, number)
    assert "ghi lý do" in await refused(room, announcing.reject, number, " ", officer=BINH)


@pytest.mark.parametrize(
    ("deed", "further"),
    [
        (announcing.edit, (OTHER,)), (announcing.submit, ()), (announcing.approve, ()), (announcing.reject, ("x",)),
        (announcing.schedule, ()), (announcing.send, ()), (announcing.pause, ()), (announcing.resume, ()),
        (announcing.cancel, ()), (announcing.resend, (DeliveryStatus.UNSURE,)), (announcing.leave, ()),
    ],
)  # fmt: skip
async def test_who_may_only_look_does_nothing(
    room: Newsroom, deed: Callable[..., Any], further: tuple[object, ...]
) -> None:
    number = await submitted(room)
    assert "vai trò xem" in await refused(room, deed, number, *further, officer=XEM)


async def test_who_may_only_look_writes_nothing_new_either(room: Newsroom) -> None:
    with pytest.raises(OperatorError, match="vai trò xem"):
        await room.run(lambda db: announcing.write_new(db, room.desk(XEM), GOOD))


async def test_who_lost_the_role_meanwhile_does_not_approve(room: Newsroom) -> None:
    number = await submitted(room)
    lowered = Officer(BINH.code, BINH.name, Role.VIEWER)
    await room.run(lambda db: officers.save(db, lowered, NOON))
    now = await room.run(lambda db: officer_of(db, "binh"))
    assert "vai trò xem" in await refused(room, announcing.approve, number, officer=now)


async def test_an_empty_audience_is_refused_before_anybody_is_asked(room: Newsroom) -> None:
    nobody = GOOD.model_copy(update={"audience": Audience(groups=(Group.PARENTS,))})
    draft = await room.run(lambda db: announcing.write_new(db, room.desk(AN), nobody))
    assert "Chưa có ai trong đối tượng nhận" in await refused(room, announcing.submit, draft.id)


async def test_an_audience_that_became_empty_is_refused_when_it_is_sent(room: Newsroom) -> None:
    number = await room.approved()
    await room.subscribe(*(stopped(each) for each in people(20)))
    assert "Chưa có ai trong đối tượng nhận" in await refused(room, announcing.send, number)


async def test_a_moment_that_passed_while_it_waited_for_approval_is_refused(room: Newsroom) -> None:
    number = await submitted(room, GOOD.model_copy(update={"schedule": Schedule(at=NOON + timedelta(hours=1))}))
    room.time.moment += timedelta(hours=2)
    assert "đã qua" in await refused(room, announcing.approve, number, officer=BINH)


async def test_what_was_approved_for_a_moment_is_not_sent_at_another(room: Newsroom) -> None:
    number = await room.approved(schedule=Schedule(at=NOON + timedelta(hours=1)))
    assert "được duyệt để gửi lúc 13:00 20/11/2026" in await refused(room, announcing.send, number)
    await room.act(announcing.schedule, number)


async def test_what_has_no_moment_is_not_scheduled(room: Newsroom) -> None:
    number = await room.approved()
    assert "không ghi giờ gửi" in await refused(room, announcing.schedule, number)


async def test_an_unknown_number_or_officer_is_named(room: Newsroom) -> None:
    with pytest.raises(OperatorError, match="Không có thông báo số 99"):
        await room.act(announcing.submit, 99)
    with pytest.raises(OperatorError, match=r"mã «la»\. Các mã hiện có: an, binh, xem"):
        await room.run(lambda db: officer_of(db, "la"))
