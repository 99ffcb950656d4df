"""The choices in an officer's conversation, and what their values mean.

A value is understood without any state, for a button lives as long as its chat. What decides something names the
version that was looked at: "!cb/duyet/12/1a2b3c4d". No entry of the knowledge has such a name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.announcements.announcement import Announcement
from bot.announcements.content import Content
from bot.announcements.lifecycle import Status
from bot.announcements.subscription import Group, NewsTopic
from bot.commune import Commune
from bot.dialogue.officers.talk import Draft, Field
from bot.dialogue.wording.news import GROUPS, TOPICS
from bot.messages import Choice
from bot.text.words import bare

BEGINNING = "!cb/"
_SHORT = 8
"""Characters of a fingerprint: enough to tell an announcement's versions apart, and few for a button's value."""

ANEW = Choice(label="Bỏ bài dở, soạn bài mới", value=f"{BEGINNING}soan/moi")
GO_ON = Choice(label="Soạn tiếp", value=f"{BEGINNING}soan/tiep")
LEAVE = Choice(label="Để đó", value=f"{BEGINNING}de-do")
BACK = Choice(label="Quay lại", value=f"{BEGINNING}quay-lai")
CORRECT = Choice(label="Sửa", value=f"{BEGINNING}sua")
KEEP = Choice(label="Lưu nháp", value=f"{BEGINNING}luu")
DROP = Choice(label="Bỏ bài này", value=f"{BEGINNING}bo")
NO_REASON = Choice(label="Thôi, chưa từ chối", value=f"{BEGINNING}thoi")

FIELD_WORDS = {
    Field.TITLE: "Tiêu đề",
    Field.TEXT: "Nội dung",
    Field.GROUP: "Nhóm",
    Field.TOPIC: "Chủ đề",
    Field.VILLAGE: "Thôn, tổ",
    Field.TIME: "Giờ gửi",
}
INTERNAL, AGAIN = "noi-bo", "lap-lai"
"""Answers to the group, for officers alone, and to the time, to be told how to write what comes again."""
DECIDING = tuple(f"{BEGINNING}{deed}/" for deed in ("trinh", "duyet", "tu-choi", "huy"))
"""How the values begin that decide something; whoever takes one has to mean it."""
_OPEN_DECISIONS = f"{BEGINNING}duyet"
"""The value that leads to the list of what waits."""
_DECISION = re.compile(r"(duyet|tu choi) so (\d{1,9}) ban (\d{1,9})")


def short(content: Content) -> str:
    """What tells this version from another."""
    return content.fingerprint[:_SHORT]


def fields_of(content: Content, commune: Commune) -> list[Field]:
    """What is asked for in this commune, in order; what is for officers alone has no topic and no village."""
    left_out = {Field.TOPIC, Field.VILLAGE} if content.audience.internal else set()
    left_out |= set() if commune.villages else {Field.VILLAGE}
    return [field for field in Field if field not in left_out]


def answers_to(field: Field, commune: Commune) -> Iterator[Choice]:
    """The answers that can be chosen; the empty one is for everybody, or for at once."""
    match field:
        case Field.TOPIC:
            yield from _answers(field, ((topic, TOPICS[topic]) for topic in NewsTopic), "Mọi chủ đề")
        case Field.GROUP:
            # Whoever says of themselves that they are an official is none for sure, so that group is not offered here.
            groups = [(group, name) for group, name in GROUPS.items() if group is not Group.OFFICIALS]
            yield from _answers(field, [*groups, (INTERNAL, "Chỉ cán bộ của xã")], "Mọi nhóm")
        case Field.VILLAGE:
            yield from _answers(field, commune.village_names.items(), "Cả xã")
        case Field.TIME:
            yield from _answers(field, [(AGAIN, "Gửi lặp lại")], "Gửi ngay khi được duyệt")
        case Field.TITLE | Field.TEXT:
            pass


def _answers(field: Field, known: Iterable[tuple[str, str]], for_all: str) -> Iterator[Choice]:
    yield Choice(label=for_all, value=f"{BEGINNING}{field}/")
    for value, label in known:
        yield Choice(label=label, value=f"{BEGINNING}{field}/{value}")


def asking(draft: Draft, commune: Commune) -> tuple[Choice, ...]:
    """What can be taken while a field is asked for."""
    field = draft.field or Field.TITLE
    is_first = field is Field.TITLE and not draft.correcting
    return (*answers_to(field, commune), *(() if is_first else (BACK,)), LEAVE)


def previewed(draft: Draft) -> tuple[Choice, ...]:
    """What can be done with a draft of which all was asked."""
    version = short(draft.content)
    submit = Choice(label="Trình duyệt", value=f"{BEGINNING}trinh/{version}")
    urgent = Choice(label="Đặt là tin khẩn", value=f"{BEGINNING}khan/co/{version}")
    not_urgent = Choice(label="Không phải tin khẩn", value=f"{BEGINNING}khan/khong/{version}")
    return (submit, CORRECT, not_urgent if draft.content.urgent else urgent, KEEP, LEAVE, DROP)


def correcting(content: Content, commune: Commune) -> tuple[Choice, ...]:
    """Which field is to be corrected."""
    fields = (Choice(label=FIELD_WORDS[each], value=f"{BEGINNING}sua/{each}") for each in fields_of(content, commune))
    return (*fields, BACK)


def deciding(announcement: Announcement) -> tuple[Choice, ...]:
    """What an approver can do with the version that they see."""
    number, version = announcement.id, short(announcement.content)
    which = f"số {number} bản {announcement.version}"
    return (
        Choice(label="Duyệt", value=f"{BEGINNING}duyet/{number}/{version}", said=f"Duyệt {which}"),
        Choice(label="Từ chối", value=f"{BEGINNING}tu-choi/{number}/{version}", said=f"Từ chối {which}"),
        Choice(label="Để sau", value=f"{BEGINNING}de-sau/{number}"),
    )


def decision_said(text: str, announcements: Mapping[int, Announcement]) -> str | None:
    """The value of the decision that the words name with its version, whatever is offered now; None for others."""
    found = _DECISION.fullmatch(bare(" ".join(text.casefold().split())))
    if found is None:
        return None
    number, version = int(found[2]), int(found[3])
    present = announcements.get(number)
    seen = short(present.content) if present and present.version == version else "-"
    return f"{BEGINNING}{found[1].replace(' ', '-')}/{number}/{seen}"


def of_several(before: Sequence[Choice], letter: Sequence[Choice]) -> tuple[Choice, ...]:
    """What can be taken after a letter when `before` could be taken until then.

    Where another decision is still open, a number or a bare word may mean either, so it leads to the list of both.
    """
    decisions = {each.value for each in before if each.value.startswith((*DECIDING, _OPEN_DECISIONS))}
    is_decision = any(each.value.startswith(DECIDING) for each in letter)
    if not is_decision or decisions <= {each.value for each in letter}:
        return tuple(letter)
    return tuple(Choice(label=each.label, value=_OPEN_DECISIONS) for each in letter)


def look(announcement: Announcement) -> Choice:
    """To see it as citizens would, and decide."""
    return Choice(label=f"Xem số {announcement.id}", value=f"{BEGINNING}xem/{announcement.id}")


def rewrite(announcement: Announcement) -> Choice:
    """To write a new version."""
    return Choice(label=f"Sửa số {announcement.id}", value=f"{BEGINNING}soan/{announcement.id}")


def stop(announcement: Announcement) -> Choice:
    """To stop its sending."""
    return Choice(label=f"Dừng số {announcement.id}", value=f"{BEGINNING}dung/{announcement.id}")


def of_calendar(announcement: Announcement) -> tuple[Choice, ...]:
    """What can be done with what is being sent, or will be."""
    match announcement.status:
        case Status.SENDING | Status.SCHEDULED:
            return (stop(announcement),)
        case Status.PAUSED:
            return after_stop(announcement)
        case _:
            return ()


def after_stop(announcement: Announcement) -> tuple[Choice, ...]:
    """What can be done with what was stopped."""
    number = announcement.id
    return (
        Choice(label=f"Gửi tiếp số {number}", value=f"{BEGINNING}gui-tiep/{number}"),
        Choice(label=f"Hủy hẳn số {number}", value=f"{BEGINNING}huy/{number}"),
    )
