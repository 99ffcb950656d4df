"""An announcement in words, and as JSON."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import ceil

import click

from bot.announcements.announcement import Announcement
from bot.announcements.audience import EXCLUSION_WORDS, Selection
from bot.announcements.content import shown_moment
from bot.announcements.delivery import DELIVERY_WORDS, DIED, LEFT, SKIP_WORDS, DeliveryStatus
from bot.announcements.lifecycle import STATUS_WORDS, Status
from bot.announcements.prospect import Prospect
from bot.channels.failures import Absence
from bot.services.reporting import Report, Tally
from bot.text.personal import masked
from bot.text.sentences import shown_number

_SHORT = 8
_REASONS = {
    Absence.BLOCKED.value: "người nhận đã chặn",
    Absence.DEACTIVATED.value: "tài khoản không còn",
    Absence.UNKNOWN.value: "không tìm thấy người nhận",
    **{why.value: words for why, words in SKIP_WORDS.items()},
    DIED: "chương trình tắt giữa chừng",
    LEFT: "đã quyết định để nguyên",
}


def tell(announcement: Announcement, as_json: bool) -> None:
    """Print where it stands now."""
    if as_json:
        click.echo(json.dumps(announcement_json(announcement), ensure_ascii=False))
    else:
        click.echo(f"Thông báo số {announcement.id}: {status_words(announcement)}.")


def status_words(announcement: Announcement) -> str:
    """«đã hẹn giờ, 08:00 15/12/2026», «tạm dừng: …»."""
    words = STATUS_WORDS[announcement.status]
    if announcement.status is Status.SCHEDULED and announcement.due:
        words += f", {shown_moment(announcement.due)}"
    return f"{words}: {announcement.reason}".rstrip(".") if announcement.reason else words


def version_words(announcement: Announcement) -> str:
    """The version, and the beginning of the fingerprint that an approval can name."""
    return f"bản {announcement.version} ({announcement.content.fingerprint[:_SHORT]})"


def announcement_json(announcement: Announcement) -> dict[str, object]:
    """All that is to be known of it but its deliveries."""
    content = announcement.content
    return {
        "id": announcement.id,
        "status": announcement.status.value,
        "version": announcement.version,
        "fingerprint": content.fingerprint,
        "approved": announcement.is_approved,
        "author": announcement.author,
        "due": announcement.due.isoformat() if announcement.due else None,
        "reason": announcement.reason,
        **content.model_dump(mode="json"),
    }


def report_json(report: Report) -> dict[str, object]:
    """The announcement with its firings."""
    return {**announcement_json(report.announcement), "firings": [_tally_json(each) for each in report.tallies]}


def report_lines(report: Report) -> Iterator[str]:
    """The announcement with its last firing, for people."""
    announcement = report.announcement
    yield f"Thông báo số {announcement.id} «{announcement.content.title}»: {status_words(announcement)}."
    if len(report.tallies) > 1:
        yield f"Đã gửi {len(report.tallies)} kỳ. Kỳ gần nhất:"
    if report.latest:
        yield from tally_lines(report.latest)


def tally_lines(tally: Tally) -> Iterator[str]:
    """How many stand where, and why."""
    yield f"Đối tượng nhận lúc chốt: {tally.firing.audience} người."
    if not sum(tally.counts.values()) and tally.firing.audience:
        yield "Chi tiết từng người đã được xóa sau thời hạn lưu."
    for status, count in tally.counts.items():
        if count:
            yield f"- {DELIVERY_WORDS[status]}: {count}{_why(tally, status)}"
    if tally.held:
        yield f"{tally.held} người chờ kênh nối được; sau {shown_moment(tally.firing.deadline)} thì thôi không gửi nữa."
    number = tally.firing.announcement
    unsettled = sum(
        count for status, reason, count in tally.reasons if status is DeliveryStatus.UNSURE and reason != LEFT
    )
    if unsettled:
        yield f"{unsettled} người không rõ đã nhận chưa. Gửi lại: motcua announce resend {number}."
        yield f"Để nguyên, không gửi lại: motcua announce resend {number} --leave."


def selection_lines(selection: Selection, prospects: Sequence[Prospect]) -> Iterator[str]:
    """Who would receive it, by channel, how long that takes, and how many do not for which reason."""
    yield f"Sẽ nhận: {shown_number(sum(each.reached for each in prospects))} người."
    for each in prospects:
        yield f"- {each.account}: {_prospect_words(each)}"
    if selection.excluded:
        yield "Không nhận:"
    for why, count in sorted(selection.excluded.items()):
        yield f"- {EXCLUSION_WORDS[why]}: {count}"


def _prospect_words(prospect: Prospect) -> str:
    """«1.240 người nhận được, 310 ngoài 7 ngày …; gửi mất khoảng 13 phút»."""
    paid = f" (trong đó {shown_number(prospect.paid)} tin tính phí hoặc trừ vào gói)" if prospect.paid else ""
    words = [f"{shown_number(prospect.reached)} người nhận được{paid}"]
    words += [f"{shown_number(count)} {SKIP_WORDS[why]}" for why, count in sorted(prospect.kept_out.items())]
    told = ", ".join(words)
    minutes = ceil(prospect.takes / timedelta(minutes=1))
    if not prospect.is_connected:
        return f"{told}; kênh chưa nối, nên họ chờ tới khi nối"
    return f"{told}; gửi mất khoảng {minutes} phút" if minutes > 1 else told


def selection_json(selection: Selection, prospects: Sequence[Prospect]) -> dict[str, object]:
    """The same for programs."""
    excluded = {why.value: count for why, count in sorted(selection.excluded.items())}
    by_account = {
        each.account: {
            "reached": each.reached,
            "paid": each.paid,
            "kept_out": {why.value: count for why, count in sorted(each.kept_out.items())},
            "seconds": round(each.takes.total_seconds()),
            "connected": each.is_connected,
        }
        for each in prospects
    }
    told = {"audience": len(selection.members), "by_channel": dict(selection.by_channel), "excluded": excluded}
    return told | {"prospects": by_account}


def reason_words(reason: str) -> str:
    """Why a delivery ended so; what a platform said of it as it said it, without numbers that may be somebody's."""
    return _REASONS.get(reason) or masked(reason).text


def _why(tally: Tally, status: DeliveryStatus) -> str:
    given = [f"{_told(reason)}: {count}" for of, reason, count in tally.reasons if of is status]
    return f" ({', '.join(given)})" if given else ""


def _told(reason: str) -> str:
    """What a platform or a connection said is marked as such: it is seldom Vietnamese."""
    return reason_words(reason) if reason in _REASONS else f"nền tảng hoặc mạng báo «{reason_words(reason)}»"


def _tally_json(tally: Tally) -> dict[str, object]:
    firing = tally.firing
    return {
        "number": firing.number,
        "version": firing.version,
        "audience": firing.audience,
        "due": firing.due.isoformat(),
        "deadline": firing.deadline.isoformat(),
        "ended_at": firing.ended_at.isoformat() if firing.ended_at else None,
        "counts": {status.value: count for status, count in tally.counts.items()},
        "reasons": [{"status": of.value, "reason": reason, "count": count} for of, reason, count in tally.reasons],
    }
