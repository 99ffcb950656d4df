"""What the program itself does to announcements: begins, ends and stops their firings. Inside transactions."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.announcements.announcement import Announcement, Firing
from bot.announcements.content import shown_moment
from bot.announcements.delivery import UNENDED, DeliveryStatus, SkipReason, adds_up
from bot.announcements.lifecycle import Status, Step, after
from bot.announcements.officer import Officer
from bot.announcements.quiet import QuietHours
from bot.channels.failures import Unacceptable
from bot.dialogue.officers.choices import after_stop
from bot.messages import Reply
from bot.services import alarms
from bot.services.announcing import alarm_of, audience_now
from bot.services.publishing import publish
from bot.storage import Connection, announcements, audit, deliveries, firings, held, officers
from bot.storage.moments import written

Check = Callable[[str, Reply], None]
"""Raises Unacceptable where the account of that name could not send the reply."""


def fire_due(
    db: Connection,
    quiet: QuietHours,
    check: Check,
    connected: Collection[str],
    now: datetime,
    rehearses: bool = False,
) -> None:
    """Begin what is due, if it is not too late and nobody would be woken. `connected` are the accounts that can send.

    Who is on another account waits for it; the author is told. What is a rehearsal is published nowhere.
    """
    for announcement in announcements.in_status(db, Status.SCHEDULED):
        if announcement.due is None or announcement.due > now:
            continue
        if now > announcement.due + announcement.content.schedule.expires:
            _lapse(db, announcement, announcement.due, now)
        elif announcement.content.urgent or quiet.over_at(now) is None:
            _begin(db, announcement, announcement.due, check, connected, now, rehearses)


def end_finished(db: Connection, now: datetime) -> None:
    """End what has nobody left to be written to, or is too late for those who are left."""
    for firing in firings.being_sent(db):
        late = _skip_late(db, firing, now) if now > firing.deadline else 0
        counts = deliveries.counts(db, firing)
        announcement = announcements.load(db, firing.announcement)
        if announcement is None or any(counts[status] for status in UNENDED):
            continue
        firings.end(db, firing, now)
        was_late = bool(late) or _expired(db, firing)
        last = max(firing.due, now) if was_late else firing.due
        # What was sent again while the next firing waited for its time leaves that as it is.
        next_due = announcement.due or announcement.content.schedule.following(last)
        if was_late:
            words = _late_words(announcement, firing.deadline)
            _go_on(db, announcement, Step.EXPIRE, next_due, words, now)
            _tell_late(db, announcement, firing.deadline, words, now)
        else:
            _go_on(db, announcement, Step.FINISH, next_due, "", now)


def repair(db: Connection, claimed: Sequence[int], connected: Collection[str], now: datetime) -> None:
    """Hold the ledger against the frozen audiences: what is not being sent any more is unsure, what is amiss stops.

    Who waits on an account that is not connected is held.
    """
    deliveries.left_behind(db, claimed, now)
    deliveries.skip_cancelled(db, now)
    for firing in firings.being_sent(db):
        held.hold_all_but(db, firing, connected)
        counts = deliveries.counts(db, firing)
        if not adds_up(counts, firing.audience):
            found = sum(counts.values())
            halt(db, firing.announcement, f"sổ gửi có {found} người, lúc chốt là {firing.audience} người", now)


def halt(db: Connection, number: int, reason: str, now: datetime) -> None:
    """Pause an announcement that is scheduled or being sent, because of that; the author is told, once."""
    announcement = announcements.load(db, number)
    if announcement is None or announcement.status not in {Status.SCHEDULED, Status.SENDING}:
        return
    _moved(db, announcement, Step.PAUSE, {"reason": reason}, now, reason=reason)
    text = (
        f"Thông báo số {number} «{announcement.content.title}» đã tạm dừng: {reason}. Xem lại rồi gửi tiếp, hoặc hủy."
    )
    said = Reply(heading=alarms.HEADING, text=text, choices=after_stop(announcement))
    alarms.begin(db, alarm_of(number), _author(db, announcement), said, now)


def tell_failing(db: Connection, firing: Firing, account: str, said: str, now: datetime) -> None:
    """Tell the author, once, that too much fails on one account, which waits while the others go on."""
    announcement = announcements.load(db, firing.announcement)
    if announcement is None:
        return
    text = (
        f"Thông báo số {announcement.id} «{announcement.content.title}»: kênh {account} gửi hỏng quá nhiều ({said}), "
        "nên người ở kênh ấy còn chờ. Các kênh khác vẫn gửi."
    )
    alarms.tell(db, f"failing/{announcement.id}/{firing.number}/{account}", _author(db, announcement), text, now)


def pause_all(db: Connection, reason: str, now: datetime) -> list[int]:
    """Pause everything that is scheduled or being sent, as after a restore; their numbers."""
    found = announcements.in_status(db, Status.SCHEDULED, Status.SENDING)
    for announcement in found:
        halt(db, announcement.id, reason, now)
    return [announcement.id for announcement in found]


def _begin(
    db: Connection,
    announcement: Announcement,
    due: datetime,
    check: Check,
    connected: Collection[str],
    now: datetime,
    rehearses: bool,
) -> None:
    """Freeze the audience, once every rendering was made and found good."""
    if not announcement.is_approved:
        halt(db, announcement.id, "bản này chưa được duyệt", now)
        return
    content = announcement.content
    members = audience_now(db, content.audience, now).members
    try:
        for account in sorted({account for account, _ in members}):
            check(account, announcement.message)
    except Unacceptable as failure:
        halt(db, announcement.id, failure.words, now)
        return
    number, deadline = announcement.firing + 1, due + content.schedule.expires
    firing = Firing(announcement.id, number, announcement.version, content.urgent, len(members), due, deadline)
    firings.add(db, firing, now)
    if not rehearses:
        publish(db, firing, content, now)
    deliveries.freeze(db, firing, members, now)
    waiting = held.hold_all_but(db, firing, connected)
    details = {"firing": number, "audience": len(members), "held": waiting, "fingerprint": content.fingerprint}
    _moved(db, announcement, Step.FREEZE, details, now, firing=number, due=None)
    if waiting:
        words = _held_words(announcement, waiting, deadline)
        alarms.tell(db, f"held/{announcement.id}/{number}", _author(db, announcement), words, now)


def _skip_late(db: Connection, firing: Firing, now: datetime) -> int:
    """Write to nobody any more, each with their reason; how many that are."""
    return held.skip_held(db, firing, now) + deliveries.skip_waiting(db, firing, SkipReason.EXPIRED, now)


def _lapse(db: Connection, announcement: Announcement, due: datetime, now: datetime) -> None:
    """It was not sent in time, and is not sent now."""
    deadline = due + announcement.content.schedule.expires
    next_due = announcement.content.schedule.following(max(due, now))
    words = _missed_words(announcement, deadline, next_due) if next_due else _late_words(announcement, deadline)
    _go_on(db, announcement, Step.EXPIRE, next_due, words, now)
    _tell_late(db, announcement, deadline, words, now)


def _go_on(
    db: Connection, announcement: Announcement, step: Step, next_due: datetime | None, reason: str, now: datetime
) -> None:
    """Take the step that ends a firing, or wait for the next one."""
    if next_due is None:
        _moved(db, announcement, step, {"reason": reason}, now, reason=reason)
    else:
        details = {"reason": reason, "due": next_due.isoformat()}
        _moved(db, announcement, Step.REPEAT, details, now, due=next_due, reason=reason)


def _late_words(announcement: Announcement, deadline: datetime) -> str:
    return (
        f"Thông báo số {announcement.id} «{announcement.content.title}» quá hạn gửi lúc {shown_moment(deadline)}, "
        "nên chưa gửi hết. Bạn muốn gửi lại không?"
    )


def _missed_words(announcement: Announcement, deadline: datetime, next_due: datetime) -> str:
    return (
        f"Thông báo số {announcement.id} «{announcement.content.title}» quá hạn gửi lúc {shown_moment(deadline)}, "
        f"nên kỳ này không gửi. Kỳ sau: {shown_moment(next_due)}."
    )


def _held_words(announcement: Announcement, waiting: int, deadline: datetime) -> str:
    return (
        f"Thông báo số {announcement.id} «{announcement.content.title}» đang gửi. Còn {waiting} người chờ, vì kênh của "
        f"họ chưa nối được; nối lại trước {shown_moment(deadline)} thì họ nhận. Những người khác vẫn được gửi."
    )


def _expired(db: Connection, firing: Firing) -> bool:
    return any(
        status is DeliveryStatus.SKIPPED and reason in {SkipReason.EXPIRED, SkipReason.CHANNEL_DOWN}
        for status, reason, _ in deliveries.reasons(db, firing)
    )


def _tell_late(db: Connection, announcement: Announcement, deadline: datetime, words: str, now: datetime) -> None:
    alarms.tell(db, f"late/{announcement.id}/{written(deadline)}", _author(db, announcement), words, now)


def _author(db: Connection, announcement: Announcement) -> list[Officer]:
    """The author, or whoever decides where the author has no chat."""
    author = officers.load(db, announcement.author)
    return alarms.with_chat(db, [author] if author else [])


def _moved(
    db: Connection,
    announcement: Announcement,
    step: Step,
    details: Mapping[str, object],
    now: datetime,
    **changes: object,
) -> None:
    moved = replace(announcement, status=after(announcement.status, step), **changes)  # type: ignore[arg-type]
    announcements.save(db, moved, now)
    told = {name: value for name, value in details.items() if value}
    audit.append(db, audit.PROGRAM, step.value, announcement.id, now, told)
