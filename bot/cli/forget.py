"""`motcua forget`: deletes what is kept about one person."""

import json
import sys
from datetime import datetime

import click

from bot.announcements.subscription import Status, Subscription
from bot.app.person import Person, find_person, forget, kept
from bot.cli.consent import NOT_AGREED, agreed
from bot.settings import Settings
from bot.storage.person import Kept
from bot.text.dates import VIETNAM

_STATUSES = {
    Status.ACTIVE: "đang nhận",
    Status.STOPPED: "đã ngừng",
    Status.UNREACHABLE: "không nhắn tới được",
}


@click.command("forget")
@click.argument("account", metavar="ACCOUNT")
@click.argument("person", metavar="PERSON")
@click.option("--yes", is_flag=True, help="Xóa luôn, không hỏi lại.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.pass_obj
def forget_person(settings: Settings, account: str, person: str, yes: bool, as_json: bool) -> None:
    """Xóa những gì đang giữ về một người.

    ACCOUNT là tên kênh, ví dụ telegram hay web. PERSON là mã của người đó trên kênh, đúng như đã lưu. Ví dụ: motcua
    forget telegram 900000001. Dùng được cả khi motcua run đang chạy. Bản sao lưu cũ không thay đổi. Không có gì về
    người đó, hoặc không đồng ý xóa, thì kết thúc với mã 1.
    """
    whom = find_person(settings, account, person)
    there = kept(whom)
    if there and not as_json:
        click.echo(f"Đang giữ về {account} {person} (xã {whom.commune}):\n{_told(there)}")
    deleted = bool(there) and (yes or agreed("Xóa hết những điều này?"))
    gone = forget(whom) if deleted else there
    if as_json:
        click.echo(json.dumps(_as_json(whom, gone, deleted), ensure_ascii=False))
    elif deleted:
        click.echo(f"Đã xóa:\n{_told(gone)}")
    else:
        click.echo(NOT_AGREED if there else f"Không giữ gì về {account} {person} (xã {whom.commune}).", err=True)
    if not deleted:
        sys.exit(1)


def _told(there: Kept) -> str:
    lines = []
    if there.messages and there.oldest and there.newest:
        lines.append(f"- {there.messages} tin đã trả lời, từ {_moment(there.oldest)} đến {_moment(there.newest)}.")
    if there.conversation_until:
        lines.append(f"- Cuộc trò chuyện đang dở, tự xóa sau {_moment(there.conversation_until)}.")
    if there.subscription:
        agreed_at, now = _moment(there.subscription.consented_at), _STATUSES[there.subscription.status]
        lines.append(f"- Đăng ký nhận tin, đồng ý lúc {agreed_at}: {now}.")
    if there.deliveries:
        lines.append(
            f"- {there.deliveries} dòng trong sổ gửi thông báo; xóa thì thay mã người bằng mã không truy ra được."
        )
    if there.contact:
        lines.append(f"- Lúc nhắn gần nhất cho Zalo OA: {_moment(there.contact)}, tự xóa sau 7 ngày.")
    if there.staff:
        lines.append(f"- Lúc cán bộ nhắn gần nhất qua Zalo OA: {_moment(there.staff)}, tự xóa sau 1 ngày.")
    if there.officer:
        lines.append(f"- Kênh của cán bộ {there.officer}; xóa thì cán bộ đó không làm việc ở kênh này nữa.")
    return "\n".join(lines)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def _as_json(whom: Person, there: Kept, deleted: bool) -> dict[str, object]:
    return {
        "commune": whom.commune,
        "account": whom.account,
        "person": whom.id,
        "messages": there.messages,
        "oldest": there.oldest.isoformat() if there.oldest else None,
        "newest": there.newest.isoformat() if there.newest else None,
        "conversation_until": there.conversation_until.isoformat() if there.conversation_until else None,
        "subscription": _subscription(there.subscription) if there.subscription else None,
        "deliveries": there.deliveries,
        "contact": there.contact.isoformat() if there.contact else None,
        "staff": there.staff.isoformat() if there.staff else None,
        "officer": there.officer or None,
        "deleted": deleted,
    }


def _subscription(subscription: Subscription) -> dict[str, object]:
    return {
        "status": subscription.status.value,
        "reason": subscription.reason,
        "topics": sorted(subscription.topics),
        "group": subscription.group.value,
        "village": subscription.village,
        "paused_until": subscription.paused_until.isoformat() if subscription.paused_until else None,
        "consented_at": subscription.consented_at.isoformat(),
        "consent_version": subscription.consent_version,
    }
