"""What is said to officers: short, for whoever approves on a telephone between two meetings."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.announcements.announcement import Announcement
from bot.announcements.content import LONGEST_TEXT, LONGEST_TITLE, Content, shown_moment
from bot.announcements.lifecycle import STATUS_WORDS, Status
from bot.announcements.officer import ROLE_WORDS, Officer, Role
from bot.commune import Commune
from bot.dialogue.officers.choices import FIELD_WORDS, deciding
from bot.dialogue.officers.commands import DESCRIPTIONS, ROLES, OfficerCommand, may
from bot.dialogue.officers.describing import time_words
from bot.dialogue.officers.talk import Field
from bot.messages import Choice, Reply

ASK = {
    Field.TITLE: f"Tiêu đề là gì? Ngắn thôi, nhiều nhất {LONGEST_TITLE} ký tự. Ví dụ: Lịch tiêm chủng tháng 12.",
    Field.TEXT: f"Nội dung là gì? Bạn viết trong một tin, nhiều nhất {LONGEST_TEXT} ký tự, xuống dòng được.",
    Field.TOPIC: "Thuộc chủ đề nào? Ai không nhận chủ đề này sẽ không nhận tin.",
    Field.GROUP: "Gửi cho nhóm nào?",
    Field.VILLAGE: "Gửi cho thôn, tổ nào?",
    Field.TIME: "Gửi lúc nào? Viết ví dụ: 8h mai, 8h30 15/12, 08:00 15/12/2026. Hoặc chọn gửi ngay.",
}
ASK_AGAIN = (
    "Lặp lại khi nào? Viết ví dụ: 8h thứ hai hằng tuần, 8h ngày 15 hằng tháng, 8h ngày 5 hằng quý, "
    "8h 10/10 hằng năm. Muốn có ngày cuối thì thêm: đến 31/12/2027."
)
NEVER_COMES = "Không có lần nào trước ngày cuối. Chọn ngày cuối muộn hơn."
AS_SEEN = "Người nhận sẽ thấy đúng như tin dưới đây:"
AS_SEEN_WITH_CODE = "Người nhận sẽ thấy đúng như tin dưới đây, cuối tin thêm dòng mã xác minh:"
NOT_CHOSEN = "Tôi chưa hiểu. Bạn bấm một lựa chọn, hoặc nhắn số thứ tự của nó."
NO_TIME = "Tôi chưa hiểu giờ này."
ONLY_WORDS = "Thông báo chỉ có chữ, nên tôi không nhận ảnh và tệp. Bạn viết bằng chữ giúp tôi."
OLD_BUTTON = "Nút này của một bước đã qua, nên không có gì thay đổi."
PUT_ASIDE = Reply(text="Tôi giữ nguyên bài đang soạn. Khi nào làm tiếp, bạn nhắn /soan.")
NOTHING_IN_HAND = Reply(text="Bạn không có bài nào đang soạn. Bài này đã trình, đã lưu hoặc đã bỏ. Nhắn /soan để soạn.")
LATER = Reply(text="Vâng, chưa duyệt gì. Khi nào xem lại, bạn nhắn /duyet.")
REASON_NEEDED = "Vì sao bạn từ chối? Viết một câu, để người soạn biết cần sửa gì."
NOT_REFUSED = Reply(text="Vâng, chưa từ chối. Thông báo vẫn chờ duyệt; nhắn /duyet để xem lại.")


def welcome_reply(officer: Officer, commune: Commune) -> Reply:
    """Who the officer is here, and what they can do."""
    commands = [f"/{each}: {DESCRIPTIONS[each]}." for each in OfficerCommand if may(officer, each)]
    return Reply(
        heading=f"Cán bộ {commune.name}",
        text=f"Bạn là {officer.name}, vai trò {ROLE_WORDS[officer.role]}. Ở đây bạn dùng được:\n"
        + "\n".join(commands)
        + "\n"
        "Tôi giữ mã cuộc trò chuyện này để biết đây là kênh của bạn. Không làm việc ở đây nữa thì nhắn /xoadulieu.",
    )


def not_allowed_reply(officer: Officer, command: OfficerCommand) -> Reply:
    """Why the officer's role does not allow the command."""
    roles = " hoặc ".join(ROLE_WORDS[role] for role in Role if role in ROLES[command])
    return Reply(
        text=f"Bạn có vai trò {ROLE_WORDS[officer.role]}, nên không dùng được /{command}. Cần vai trò {roles}."
    )


def ask_reply(field: Field, choices: Sequence[Choice], before: str = "", problem: str = "") -> Reply:
    """Asks for a field; `before` is what stands there already, `problem` what was wrong with the last answer."""
    lines = [problem] if problem else []
    lines += [f"Hiện là: {before}"] if before else []
    return Reply(heading=FIELD_WORDS[field], text="\n".join([*lines, ASK[field]]), choices=tuple(choices))


def ask_again_reply(choices: Sequence[Choice], problem: str = "") -> Reply:
    """Asks for the days on which it comes again; `problem` as in `ask_reply`."""
    text = "\n".join(filter(None, (problem, ASK_AGAIN)))
    return Reply(heading=FIELD_WORDS[Field.TIME], text=text, choices=tuple(choices))


def unfinished_reply(content: Content, choices: Sequence[Choice]) -> Reply:
    """For somebody who has a draft in hand already."""
    title = f"«{content.title}»" if content.title else "chưa có tiêu đề"
    return Reply(text=f"Bạn có một bài đang soạn dở ({title}). Bạn làm tiếp, hay soạn bài mới?", choices=tuple(choices))


def correct_reply(choices: Sequence[Choice]) -> Reply:
    """Asks which field is to be corrected."""
    return Reply(text="Bạn muốn sửa phần nào?", choices=tuple(choices))


def preview_replies(
    content: Content, facts: Iterable[str], choices: Sequence[Choice], problem: str = ""
) -> tuple[Reply, ...]:
    """The draft as everybody would get it, before what it is, as the `facts` say, and what can be done with it.

    It gets its code when it has a number. `problem` is why a button did nothing.
    """
    as_seen = AS_SEEN_WITH_CODE if content.audience.is_for_citizens else AS_SEEN
    return (
        Reply(text="\n".join(filter(None, (problem, as_seen)))),
        content.reply(),
        Reply(heading="Xem lại rồi trình duyệt", text="\n".join(facts), choices=tuple(choices)),
    )


def submitted_reply(announcement: Announcement, approvers: int) -> Reply:
    """After a draft was submitted; `approvers` counts those who are written to."""
    done = f"Đã trình thông báo số {announcement.id} «{announcement.content.title}»."
    if not approvers:
        return Reply(text=f"{done} Chưa có người duyệt nào nhận được tin nhắn: bạn báo họ duyệt bằng lệnh motcua.")
    return Reply(text=f"{done} Người duyệt được báo ngay; duyệt xong, tin tự gửi đúng giờ. Nhắn /lich để xem.")


def kept_reply(announcement: Announcement, choices: Sequence[Choice]) -> Reply:
    """After a draft was kept."""
    text = f"Đã lưu nháp thông báo số {announcement.id}. Làm tiếp thì nhắn /soan {announcement.id}."
    return Reply(text=text, choices=tuple(choices))


def dropped_reply(number: int | None) -> Reply:
    """After a draft was dropped; of an announcement that is kept, only what was being changed."""
    if number is not None:
        return Reply(text=f"Đã bỏ những gì vừa sửa. Thông báo số {number} giữ nguyên như trước.")
    return Reply(text="Đã bỏ bài đang soạn. Soạn bài mới thì nhắn /soan.")


def waiting_reply(waiting: Sequence[Announcement], names: Sequence[str], choices: Sequence[Choice]) -> Reply:
    """The list to approve; `names` are the authors'."""
    if not waiting:
        return Reply(text="Không có thông báo nào chờ bạn duyệt.")
    lines = (f"- Số {each.id} «{each.content.title}», {name} soạn." for each, name in zip(waiting, names, strict=True))
    return Reply(heading="Chờ duyệt", text="\n".join(lines), choices=tuple(choices))


def approval_reply(announcement: Announcement, author: str, facts: Iterable[str]) -> Reply:
    """The letter to the approver: the text as citizens would see it, and the decision, bound to this version."""
    seen = announcement.message
    told = "\n".join((f"{author} soạn, bản {announcement.version}.", *facts))
    return Reply(
        heading=f"Chờ bạn duyệt: thông báo số {announcement.id}",
        text=f"{told}\n\nNgười nhận sẽ thấy:\n\n{seen.heading}\n{seen.text}",
        choices=deciding(announcement),
    )


def decide_replies(announcement: Announcement, author: str, facts: Iterable[str]) -> tuple[Reply, ...]:
    """The same for an approver who asks to see it: the message stands by itself."""
    heading = f"Thông báo số {announcement.id}, bản {announcement.version}, {author} soạn"
    ask = Reply(heading=heading, text="\n".join((*facts, "Bạn duyệt không?")), choices=deciding(announcement))
    return (Reply(text=AS_SEEN), announcement.message, ask)


def approved_reply(announcement: Announcement, quiet_until: datetime | None) -> Reply:
    """After an approval, which lets it go; `quiet_until` is when the quiet hours are over in which it would go, None
    outside of them.
    """
    content, due = announcement.content, announcement.due
    has_own_time = content.schedule.at or content.schedule.every
    if quiet_until and not content.urgent:
        begun = "Giờ hẹn là giờ yên lặng" if has_own_time else "Đang giờ yên lặng"
        when = f"{begun}, nên tin sẽ gửi lúc {shown_moment(quiet_until)}."
    elif has_own_time and due:
        when = f"Tin sẽ gửi lúc {shown_moment(due)}."
    else:
        when = "Tin bắt đầu gửi."
    if content.schedule.every:
        when += " Sau đó tin tự lặp lại như đã ghi."
    return Reply(text=f"Đã duyệt thông báo số {announcement.id}. {when} Muốn dừng, bạn nhắn /dunggui.")


def reason_reply(announcement: Announcement, choices: Sequence[Choice]) -> Reply:
    """Asks why it is refused."""
    return Reply(text=f"Từ chối thông báo số {announcement.id}. {REASON_NEEDED}", choices=tuple(choices))


def rejected_reply(announcement: Announcement) -> Reply:
    """After a refusal."""
    return Reply(text=f"Đã trả lại thông báo số {announcement.id} kèm lý do của bạn. Không có gì được gửi.")


def rejected_letter(announcement: Announcement, approver: str, choices: Sequence[Choice]) -> Reply:
    """Tells the author why it came back."""
    text = f"{approver} chưa duyệt thông báo số {announcement.id} «{announcement.content.title}».\n"
    return Reply(heading="Cần sửa", text=f"{text}Lý do: {announcement.reason}", choices=tuple(choices))


def no_longer_waiting_reply(announcement: Announcement) -> Reply:
    """For a press that comes too late, or twice; it says how the announcement stands."""
    status = STATUS_WORDS[announcement.status]
    if announcement.status is Status.DRAFT:
        status = "đang được sửa, chưa trình lại"
    return Reply(text=f"Thông báo số {announcement.id} {status}, không còn chờ duyệt. Bấm lần này không thay đổi gì.")


def was_edited_text(number: int) -> str:
    """For a press on a version that is not the present one."""
    return f"Thông báo số {number} đã được sửa sau bản bạn xem, nên nút đó không có tác dụng. Đây là bản mới:"


def unknown_reply(number: str) -> Reply:
    """For a number that no announcement has."""
    return Reply(text=f"Không có thông báo số {number}. Nhắn /lich để xem những thông báo đang có.")


def calendar_reply(lines: Sequence[str], choices: Sequence[Choice]) -> Reply:
    """What is being sent, and what will be."""
    if not lines:
        return Reply(text="Không có thông báo nào đang gửi hay sắp gửi.")
    return Reply(heading="Đang gửi và sắp gửi", text="\n".join(lines), choices=tuple(choices))


def calendar_line(announcement: Announcement, progress: tuple[int, int] | None) -> str:
    """An announcement in the calendar."""
    words = STATUS_WORDS[announcement.status]
    if progress:
        words += f", xong {progress[0]} trên {progress[1]} người"
    if announcement.status is Status.SCHEDULED and announcement.due:
        words += f" {shown_moment(announcement.due)}"
    if announcement.reason:
        words += f" ({announcement.reason.rstrip('.')})"
    if announcement.content.schedule.every:
        words += f", {time_words(announcement.content.schedule)}"
    return f"- Số {announcement.id} «{announcement.content.title}»: {words}."


def stopped_reply(stopped: Sequence[Announcement], choices: Sequence[Choice]) -> Reply:
    """After sending was stopped."""
    names = ", ".join(f"số {each.id} «{each.content.title}»" for each in stopped)
    text = f"Đã dừng: {names}. Người chưa nhận thì chưa nhận. Tin đã tới máy người nhận thì không thu lại được."
    return Reply(text=text, choices=tuple(choices))


def nothing_to_stop_reply(choices: Sequence[Choice]) -> Reply:
    """Where nothing is being sent."""
    more = " Muốn dừng tin đã hẹn giờ, bạn chọn dưới đây." if choices else ""
    return Reply(text=f"Lúc này không có tin nào đang gửi.{more}", choices=tuple(choices))


def goes_on_reply(announcement: Announcement) -> Reply:
    """After a pause was ended."""
    return Reply(text=f"Thông báo số {announcement.id} được gửi tiếp cho những người chưa nhận.")


def cancelled_reply(announcement: Announcement) -> Reply:
    """After it was ended for good."""
    return Reply(text=f"Đã hủy hẳn thông báo số {announcement.id}. Người chưa nhận sẽ không nhận nữa.")


def not_done_reply(failure: str, choices: Sequence[Choice]) -> Reply:
    """Why a deed was not possible; the sentence is that of the rule that forbids it."""
    return Reply(text=failure, choices=tuple(choices))
