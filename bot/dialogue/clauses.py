"""Where a message can be cut: several requests, a contrast, a story before the question. Words only, no knowledge."""

import re
from typing import NamedTuple

from bot.text.words import words_of

PERSON = (
    r"(?:chồng|chong|ck|vợ|vo|vk|bạn|ban|người|nguoi|ng|anh|chị|chi|em|ba|bố|bo|cha|má|ma|mẹ|me|ông|ong|bà|cô|co|chú"
    r"|chu|bác|bac|dì|di|con|cháu|chau)"
)
# Words of a clause that asks; some ask at its end only, for "chi" may be "chị", and "sao" a copy. "Không" asks there
# too, but "không còn" is no longer.
_ASKING = re.compile(
    r"\b(?:gì|gi|j|nào|nao|đâu|dau|(?:mấy|may) (?:ngày|ngay|giờ|gio|bữa|bua|hôm|hom|tiền|tien|đồng|dong)"
    r"|(?:bao|bn) ?(?:nhiêu|nhieu|lâu|lau|giờ|gio)?)\b"
    r"|\s(?:(?<!bản )(?<!ban )sao|răng|rang|mô|mo|ai|nhiêu|nhieu|lâu|lau)\W*$",
    re.IGNORECASE,
)
_ASKING_OR_NOT = re.compile(r"\s(?:chi|không|khong|ko|k|hông|hong)\W*$", re.IGNORECASE)
# Typed without accents "con" may be "còn"; where accents follow it is a child.
_STILL = r"(?:còn|con(?=[\x00-\x7f]*$))\b"
# What people do after something else.
_DOING = (
    r"(?:làm|lam|xin|đăng|dang|xong|tiền|tien|còn|con|đi|đổi|doi|xóa|xoa|tách|tach|chuyển|chuyen|cấp|cap|nộp|nop"
    r"|chứng thực|chung thuc|sao y|khai|nhập|nhap|sang tên|sang ten|mở|mo)\b"
)
# Words that add a request. "With" somebody adds nothing: "kết hôn với người Hàn".
_JOINTS = (
    r"[?;\n]+|\s[/+]\s|(?<=,)\s*(?:mà|còn|xong)\b"
    rf"|\b(?:với|voi|vs)(?: (?:cả|lại|ca|lai))?\b(?! {PERSON}\b)"
    r"|\b(?:và|va|(?:sẵn|luôn|san|luon) (?:tiện|tien)|sẵn|san(?= (?:tui|toi|em|cho|hoi|xin)\b)|tiện thể|tien the"
    r"|tiện|tien(?= (?:hoi|xin|lam|the|dang)\b)|ngoài ra|ngoai ra|đồng thời|dong thoi|trước hết|truoc het"
    rf"|(?:rồi|roi)(?= {_DOING}))\b"
)
# These add one only after a clause that asks: "khai sinh cần gì, tạm trú ra sao". People tell what happened first,
# clause by clause; "không còn" is no longer, and "chỉ còn" is only.
_AFTER_ASKING = re.compile(rf",|\s{_STILL}", re.IGNORECASE)
# Who says that these are several means each clause.
_TOLD = re.compile(
    r"\b(?:mỗi|moi|từng|tung|hai|ba|2|3) (?:cái|cai|thứ|thu|việc|viec|khoản|khoan|chuyện|chuyen)\b"
    r"|\b(?:cả|ca) (?:hai|ba|2|3)\b"
    r"|(?<!\S)1\s?[.)/]\s.*\s2\s?[.)/]\s"
    r"|\b(?:hai|2) là\b|\bhai la\b|\b(?:vừa|vua)\b.*\b(?:vừa|vua) (?:muốn|muon|phải|phai|xin|làm|lam)\b",
    re.IGNORECASE,
)
_NUMBERED = rf"(?<!\S)[123]\s?[.)/]\s|[,:.]\s|\b{_STILL}|\b(?:vừa|vua|(?:một|mot|hai|ba|1|2|3) (?:là|la))\b"
_CONTRAST = (
    r"\b(?:khác|khac) (?:gì|gi|j|chi|nhau|biệt|biet|chỗ nào|cho nao|chỗ mô|cho mo|thế nào|the nao|như thế|nhu the"
    r"|sao|ra sao|ở|so với|so voi|với|(?:chỗ|cho) (?:gì|gi))(?: (?:nhau|gì|gi|chỗ nào|cho nao|ở chỗ nào|với|so với))*\b"
)
# "A khác B chỗ nào"
_WHERE = r"(?:ở|o)?\s*(?:chỗ|cho|điểm|diem) (?:nào|nao)\W*$"
_CONTRAST_AROUND = rf"\b(?:khác|khac)\b(?=[^,.;?]+\s{_WHERE})"
_PARTS = re.compile(_JOINTS, re.IGNORECASE)
_CLAUSES = re.compile(rf"{_JOINTS}|{_NUMBERED}", re.IGNORECASE)
_CONTRASTS = re.compile(rf"{_CONTRAST}|{_CONTRAST_AROUND}", re.IGNORECASE)
_SIDES = re.compile(rf"{_CONTRAST}|{_CONTRAST_AROUND}|\s{_WHERE}|{_JOINTS}|[,:.]\s", re.IGNORECASE)
# What begins the clause that asks, after a story.
_TURNS_TO_ASKING = re.compile(
    r"[,.;:!]\s*|\b(?=(?:bây giờ|bay gio|giờ|gio|nay|muốn|muon|cần|can|phải|phai|xin|cho hỏi|cho hoi|nghe|vậy|vay|thì"
    r"|thi)\b)",
    re.IGNORECASE,
)
_MOST_PARTS = 12
_SHORTEST_CLAUSE = 3
_STORY = 18
"""From so many words on, a message tells before it asks."""


class Cut(NamedTuple):
    """The parts of a message, whether it says by itself that it asks for several, and whether for their difference."""

    parts: tuple[str, ...]
    told: bool = False
    contrasts: bool = False


def cut(text: str) -> Cut:
    """The parts of a message that may each ask for something of its own; one where it has no joint."""
    contrasts = bool(_CONTRASTS.search(text))
    told = bool(_TOLD.search(text))
    between = _SIDES if contrasts else _CLAUSES if told else _PARTS
    parts = [clause for part in between.split(text)[:_MOST_PARTS] for clause in _asking_clauses(part)]
    return Cut(tuple(part for part in parts if words_of(part)), told or contrasts, contrasts)


def _asking_clauses(text: str) -> list[str]:
    """The text, cut after each clause that asks."""
    clauses, start = [], 0
    for joint in _AFTER_ASKING.finditer(text):
        asks = _ASKING.search(text, start, joint.start())
        if asks or (joint[0] == "," and _ASKING_OR_NOT.search(text, start, joint.start())):
            clauses.append(text[start : joint.start()])
            start = joint.end()
    return [*clauses, text[start:]]


def last_clause(text: str) -> str | None:
    """What stands after the last comma or full stop; None where nothing of weight does, or nothing stands before."""
    ends = [match.end() for match in re.finditer(r"[,.;:!]\s+", text)]
    tails = (text[end:] for end in reversed(ends))
    return next((tail for tail in tails if len(words_of(tail)) >= _SHORTEST_CLAUSE), None)


def endings(text: str) -> tuple[str, ...]:
    """The ends of a long message, longest first, each of which may be the question after a story; none of a short."""
    if len(words_of(text)) < _STORY:
        return ()
    tails = (text[match.end() :] for match in _TURNS_TO_ASKING.finditer(text) if match.end())
    return tuple(tail for tail in tails if len(words_of(tail)) > _SHORTEST_CLAUSE)[-_MOST_PARTS:]
