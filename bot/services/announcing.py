"""What officers do to announcements: each deed is checked, done and logged in one transaction.

Every function gets the database inside a transaction, and raises OperatorError with a sentence where the deed is not
possible; then nothing was changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.announcements.announcement import Announcement, Firing
from bot.announcements.audience import Audience, Selection, select
from bot.announcements.content import Content, check_content, held_too_long, shown_moment
from bot.announcements.delivery import DeliveryStatus, SkipReason
from bot.announcements.lifecycle import STATUS_WORDS, Status, Step, after
from bot.announcements.officer import Officer, check_approver, check_permission, check_writer
from bot.announcements.quiet import NO_QUIET, QuietHours
from bot.commune import Commune
from bot.errors import OperatorError
from bot.services import alarms, asking
from bot.services.prospects import WITHOUT_LIMITS, Reach
from bot.storage import Connection, announcements, audit, deliveries, firings, officers, subscriptions


@dataclass(frozen=True, slots=True)
class Desk:
    """Who acts, when, and whether the commune lets one person write and approve (which is logged).

    `villages` are the names of its villages by their codes, and `reach` tells how far announcements come: for whoever
    is asked to approve; in its `quiet` hours nobody is woken.
    """

    officer: Officer
    now: datetime
    one_person: bool = False
    villages: Mapping[str, str] = field(default_factory=dict)
    quiet: QuietHours = NO_QUIET
    reach: Reach = WITHOUT_LIMITS


def desk_of(commune: Commune, officer: Officer, now: datetime, reach: Reach = WITHOUT_LIMITS) -> Desk:
    """The desk of an officer of that commune, with what the commune lets them do."""
    quiet = QuietHours(*commune.quiet_hours)
    return Desk(officer, now, commune.one_person == "có", commune.village_names, quiet, reach)


def officer_of(db: Connection, code: str) -> Officer:
    """The officer of that code. Raises OperatorError where there is none."""
    found = officers.load(db, code.lower())
    if found is None:
        known = ", ".join(each.code for each in officers.everyone(db))
        remedy = f"Các mã hiện có: {known}." if known else "Thêm người đầu tiên bằng motcua officers add."
        raise OperatorError(f"Không có cán bộ nào mang mã «{code}». {remedy}")
    return found


def found(db: Connection, number: int) -> Announcement:
    """The announcement of that number. Raises OperatorError where there is none."""
    announcement = announcements.load(db, number)
    if announcement is None:
        raise OperatorError(f"Không có thông báo số {number}. Xem danh sách bằng motcua announce list.")
    return announcement


def alarm_of(number: int) -> str:
    """The key of the alarm that the announcement of that number was paused by the program."""
    return f"paused/{number}"


def audience_now(db: Connection, audience: Audience, now: datetime) -> Selection:
    """Who would receive it at this moment."""
    return select(audience, subscriptions.audience(db), now, officers.chats(db))


def write_new(db: Connection, desk: Desk, content: Content) -> Announcement:
    """A new draft."""
    check_writer(desk.officer, "soạn")
    check_content(content, desk.now, desk.quiet)
    announcement = announcements.add(db, content, desk.officer.code, desk.now)
    _log(db, desk, Step.EDIT, announcement, {})
    return announcement


def edit(db: Connection, desk: Desk, number: int, content: Content) -> Announcement:
    """A new version in place of the present one; an approval of that one is void."""
    announcement = _permitted(db, desk, number, Step.EDIT)
    check_content(content, desk.now, desk.quiet)
    rewritten = announcements.rewrite(db, announcement, content, desk.now)
    changes = {"author": desk.officer.code, "approved": "", "due": None, "reason": ""}
    return _moved(db, desk, rewritten, Step.EDIT, {"voided": announcement.approved}, **changes)


def submit(db: Connection, desk: Desk, number: int) -> Announcement:
    """Ask for approval, of something that could be sent now. Whoever submits what the program wrote is its author."""
    announcement = _permitted(db, desk, number, Step.SUBMIT)
    check_content(announcement.content, desk.now, desk.quiet)
    expected = desk.reach.prospects(db, _who_receives(db, desk, announcement), desk.now)
    author = desk.officer.code if announcement.author == audit.PROGRAM else announcement.author
    submitted = _moved(db, desk, announcement, Step.SUBMIT, {}, author=author, reason="")
    asking.ask(db, submitted, expected, desk.villages, desk.one_person, desk.now)
    return submitted


def approve(db: Connection, desk: Desk, number: int, fingerprint: str = "") -> Announcement:
    """Approve the content as it is; `fingerprint`, or its beginning, says which content was looked at."""
    announcement = _permitted(db, desk, number, Step.APPROVE)
    check_approver(desk.officer, announcement.author, desk.one_person)
    present = announcement.content.fingerprint
    if not present.startswith(fingerprint):
        raise OperatorError(f"Thông báo số {number} đã được sửa sau bản bạn xem. Hãy xem lại bản mới rồi duyệt.")
    check_content(announcement.content, desk.now, desk.quiet)
    details: dict[str, object] = {"fingerprint": present}
    if desk.officer.code == announcement.author:
        details["one_person"] = True
    return _moved(db, desk, announcement, Step.APPROVE, details, approved=present, reason="")


def reject(db: Connection, desk: Desk, number: int, reason: str) -> Announcement:
    """Give it back to its author, with the reason."""
    announcement = _permitted(db, desk, number, Step.REJECT)
    if not reason.strip():
        raise OperatorError("Hãy ghi lý do trả lại, để người soạn biết cần sửa gì.")
    rejected = _moved(db, desk, announcement, Step.REJECT, {"reason": reason}, approved="", reason=reason)
    asking.tell_rejected(db, rejected, desk.officer, desk.now)
    return rejected


def schedule(db: Connection, desk: Desk, number: int) -> Announcement:
    """Let it be sent when its own schedule says."""
    announcement = _permitted(db, desk, number, Step.SCHEDULE)
    check_content(announcement.content, desk.now, desk.quiet)
    due = announcement.content.schedule.first(desk.now)
    if due is None:
        raise OperatorError(f"Thông báo số {number} không ghi giờ gửi. Dùng lệnh gửi ngay, hoặc sửa để thêm giờ.")
    return _due(db, desk, announcement, Step.SCHEDULE, due)


def send(db: Connection, desk: Desk, number: int) -> Announcement:
    """Let it be sent now; only what was approved without a moment of its own."""
    announcement = _permitted(db, desk, number, Step.SEND)
    own = announcement.content.schedule.first(desk.now)
    if own:
        raise OperatorError(
            f"Thông báo số {number} được duyệt để gửi lúc {shown_moment(own)}. "
            "Dùng lệnh hẹn giờ, hoặc sửa giờ rồi xin duyệt lại."
        )
    check_content(announcement.content, desk.now, desk.quiet)
    _who_receives(db, desk, announcement)
    return _due(db, desk, announcement, Step.SEND, desk.now)


def let_go(db: Connection, desk: Desk, number: int) -> Announcement:
    """Let it be sent as its own content says: at its time, or now where it has none."""
    has_own_time = found(db, number).content.schedule.first(desk.now) is not None
    return schedule(db, desk, number) if has_own_time else send(db, desk, number)


def pause(db: Connection, desk: Desk, number: int, reason: str = "") -> Announcement:
    """Stop sending, until an officer says so."""
    return _moved(db, desk, _permitted(db, desk, number, Step.PAUSE), Step.PAUSE, {"reason": reason}, reason=reason)


def resume(db: Connection, desk: Desk, number: int) -> Announcement:
    """Go on: with the firing that is open, where tries are counted anew after a pause, else wait for the next one."""
    firing = _open_firing(db, found(db, number))
    step = Step.RESUME if firing else Step.WAIT
    announcement = _permitted(db, desk, number, step)
    if firing and announcement.status is Status.PAUSED:
        deliveries.renew(db, firing, desk.now)
        firings.go_on(db, firing, desk.now)
    return _moved(db, desk, announcement, step, {}, reason="")


def cancel(db: Connection, desk: Desk, number: int) -> Announcement:
    """End it for good; who still waits is not written to."""
    announcement = _permitted(db, desk, number, Step.CANCEL)
    firing = _open_firing(db, announcement)
    skipped = deliveries.skip_waiting(db, firing, SkipReason.CANCELLED, desk.now) if firing else 0
    return _moved(db, desk, announcement, Step.CANCEL, {"skipped": skipped}, due=None)


def resend(db: Connection, desk: Desk, number: int, status: DeliveryStatus) -> tuple[Announcement, int]:
    """Send again to those of the last firing who stand there (unsure or failed), or who were too late; how many."""
    announcement, firing = found(db, number), firings.latest(db, number)
    was_missed = announcement.status is Status.EXPIRED and announcement.due is not None
    if firing is None or was_missed:
        return _refired(db, desk, _permitted(db, desk, number, Step.REFIRE)), 0
    announcement = _permitted(db, desk, number, Step.RESEND)
    if firing.version != announcement.version:
        raise OperatorError(
            f"Thông báo số {number} đã được sửa từ lần gửi trước, nên không gửi lại bản cũ. "
            "Cần gửi cho những người ấy thì soạn một thông báo mới."
        )
    count = deliveries.revive(db, firing, status, desk.now)
    for late in (SkipReason.EXPIRED, SkipReason.CHANNEL_DOWN):
        count += deliveries.revive(db, firing, DeliveryStatus.SKIPPED, desk.now, late)
    if not count:
        raise OperatorError(f"Thông báo số {number} không có lượt nào để gửi lại.")
    firings.reopen(db, firing, max(firing.deadline, desk.now + announcement.content.schedule.expires), desk.now)
    return _moved(db, desk, announcement, Step.RESEND, {"status": status.value, "count": count}, reason=""), count


def leave(db: Connection, desk: Desk, number: int) -> tuple[Announcement, int]:
    """Settle that the unsure ones of the last firing are not sent again; how many those were."""
    announcement = found(db, number)
    check_permission(desk.officer, Step.RESEND)
    firing = firings.latest(db, number)
    count = deliveries.leave(db, firing, desk.now) if firing else 0
    _log(db, desk, Step.RESEND, announcement, {"left": count})
    return announcement, count


def _refired(db: Connection, desk: Desk, announcement: Announcement) -> Announcement:
    """What was too late as a whole becomes due now."""
    _who_receives(db, desk, announcement)
    return _due(db, desk, announcement, Step.REFIRE, desk.now)


def _due(db: Connection, desk: Desk, announcement: Announcement, step: Step, due: datetime) -> Announcement:
    if not announcement.is_approved:
        raise OperatorError(f"Bản hiện nay của thông báo số {announcement.id} chưa được duyệt. Hãy trình duyệt.")
    if held := held_too_long(announcement.content, due, desk.quiet):
        raise OperatorError("\n".join(held))
    return _moved(db, desk, announcement, step, {"due": due.isoformat()}, due=due, reason="")


def _who_receives(db: Connection, desk: Desk, announcement: Announcement) -> Selection:
    """Who would receive it now. Raises OperatorError where nobody would."""
    selection = audience_now(db, announcement.content.audience, desk.now)
    if not selection.members:
        raise OperatorError(
            f"Chưa có ai trong đối tượng nhận của thông báo số {announcement.id}, nên chưa gửi gì. "
            "Hãy xem lại chủ đề, nhóm, thôn và kênh."
        )
    return selection


def _open_firing(db: Connection, announcement: Announcement) -> Firing | None:
    firing = firings.latest(db, announcement.id)
    return firing if firing and firing.ended_at is None else None


def _permitted(db: Connection, desk: Desk, number: int, step: Step) -> Announcement:
    """The announcement, to which the officer may do this now."""
    announcement = found(db, number)
    check_permission(desk.officer, step)
    after(announcement.status, step)
    return announcement


def _moved(
    db: Connection, desk: Desk, announcement: Announcement, step: Step, details: Mapping[str, object], **changes: object
) -> Announcement:
    moved = replace(announcement, status=after(announcement.status, step), **changes)  # type: ignore[arg-type]
    announcements.save(db, moved, desk.now)
    _log(db, desk, step, moved, details)
    if announcement.status is Status.SUBMITTED:
        asking.decided(db, moved.id)
    if moved.status is not Status.PAUSED:
        said = f"Thông báo số {moved.id} «{moved.content.title}» không còn tạm dừng: {STATUS_WORDS[moved.status]}."
        alarms.end(db, alarm_of(moved.id), said, desk.now)
    return moved


def _log(db: Connection, desk: Desk, step: Step, announcement: Announcement, details: Mapping[str, object]) -> None:
    told = {name: value for name, value in details.items() if value} | {"version": announcement.version}
    audit.append(db, desk.officer.code, step.value, announcement.id, desk.now, told)
