"""What is said to officers: short, for whoever approves on a telephone between two meetings."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.announcements.announcement import Announcement
from bot.announcements.audience import Audience
from bot.announcements.content import LONGEST_TEXT, LONGEST_TITLE, Content, shown_moment
from bot.announcements.lifecycle import STATUS_WORDS, Status
from bot.announcements.officer import ROLE_WORDS, Officer, Role
from bot.commune import Commune
from bot.dialogue.officers.choices import FIELD_WORDS, deciding
from bot.dialogue.officers.commands import DESCRIPTIONS, ROLES, OfficerCommand, may
from bot.dialogue.officers.talk import Field
from bot.dialogue.wording.news import GROUPS, TOPICS
from bot.messages import Choice, Reply

ASK = {
    Field.TITLE: f"Tiêu đề là gì? Ngắn thôi, nhiều nhất {LONGEST_TITLE} ký tự. Ví dụ: Lịch tiêm chủng tháng 12.",
    Field.TEXT: f"Nội dung là gì? Bạn viết trong một tin, nhiều nhất {LONGEST_TEXT} ký tự, xuống dòng được.",
    Field.TOPIC: "Thuộc chủ đề nào? Ai không nhận chủ đề này sẽ không nhận tin.",
    Field.GROUP: "Gửi cho nhóm nào?",
    Field.VILLAGE: "Gửi cho thôn, tổ nào?",
    Field.TIME: "Gửi lúc nào? Viết ví dụ: 8h mai, 8h30 15/12, 08:00 15/12/2026. Hoặc chọn gửi ngay.",
}
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


def unfinished_reply(content: Content, choices: Sequence[Choice]) -> Reply:
    """For somebody who has a draft in hand already."""
    title = f"«{content.title}»" if content.title else "chưa có tiêu đề"
    return Reply(text=f"Bạn có một bài đang soạn dở ({title}). Bạn làm tiếp, hay soạn bài mới?", choices=tuple(choices))


def correct_reply(choices: Sequence[Choice]) -> Reply:
    """Asks which field is to be corrected."""
    return Reply(text="Bạn muốn sửa phần nào?", choices=tuple(choices))


def preview_replies(
    content: Content, villages: Mapping[str, str], receivers: int, choices: Sequence[Choice]
) -> tuple[Reply, ...]:
    """The draft as everybody would get it, between what it is and what can be done with it."""
    facts = "\n".join(facts_lines(content, villages, receivers))
    return (
        Reply(text="Người nhận sẽ thấy đúng như tin dưới đây:"),
        content.reply(),
        Reply(heading="Xem lại rồi trình duyệt", text=facts, choices=tuple(choices)),
    )


def facts_lines(content: Content, villages: Mapping[str, str], receivers: int) -> Iterator[str]:
    """For whom and when, a line each."""
    yield f"Gửi cho: {audience_words(content.audience, villages)}."
    yield f"Hiện có {receivers} người nhận." if receivers else "Hiện chưa có ai nhận: xem lại chủ đề, nhóm và thôn."
    yield f"Khi nào: {time_words(content)}."
    if content.urgent:
        yield "Tin khẩn: gửi cả trong giờ yên lặng."


def audience_words(audience: Audience, villages: Mapping[str, str]) -> str:
    """Whom the rule means; `villages` are their names by code."""
    who = " hoặc ".join(GROUPS[group].lower() for group in audience.groups) or "mọi người đã đăng ký nhận tin"
    places = ", ".join(villages.get(code, code) for code in audience.villages)
    topics = ", ".join(TOPICS[topic].lower() for topic in audience.topics)
    parts = [
        "cán bộ của xã" if audience.internal else who,
        f"ở {places}" if places else "",
        f"có nhận chủ đề {topics}" if topics else "",
        f"trên {', '.join(audience.channels)}" if audience.channels else "",
    ]
    return ", ".join(part for part in parts if part)


def time_words(content: Content) -> str:
    """When it goes."""
    schedule = content.schedule
    if schedule.every:
        return f"lặp lại ({schedule.every})"
    return f"lúc {shown_moment(schedule.at)}" if schedule.at else "ngay khi được duyệt"


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


def approval_reply(announcement: Announcement, author: str, villages: Mapping[str, str], receivers: int) -> Reply:
    """The letter to the approver: the text as citizens would see it, and the decision, bound to this version."""
    content, seen = announcement.content, announcement.message
    facts = "\n".join(facts_lines(content, villages, receivers))
    return Reply(
        heading=f"Chờ bạn duyệt: thông báo số {announcement.id}",
        text=f"{author} soạn, bản {announcement.version}.\n{facts}\n\n"
        f"Người nhận sẽ thấy:\n\n{seen.heading}\n{seen.text}",
        choices=deciding(announcement),
    )


def decide_replies(
    announcement: Announcement, author: str, villages: Mapping[str, str], receivers: int
) -> tuple[Reply, ...]:
    """The same for an approver who asks to see it: the message stands by itself."""
    facts = "\n".join(facts_lines(announcement.content, villages, receivers))
    heading = f"Thông báo số {announcement.id}, bản {announcement.version}, {author} soạn"
    ask = Reply(heading=heading, text=f"{facts}\nBạn duyệt không?", choices=deciding(announcement))
    return (Reply(text="Người nhận sẽ thấy đúng như tin dưới đây:"), announcement.message, ask)


def approved_reply(announcement: Announcement, quiet_until: datetime | None) -> Reply:
    """After an approval, which lets it go; `quiet_until` is when the quiet hours are over, None outside of them."""
    content, due = announcement.content, announcement.due
    if due and (content.schedule.at or content.schedule.every):
        when = f"Tin sẽ gửi lúc {shown_moment(due)}."
    elif quiet_until and not content.urgent:
        when = f"Đang giờ yên lặng, nên tin sẽ gửi lúc {shown_moment(quiet_until)}."
    else:
        when = "Tin bắt đầu gửi."
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
