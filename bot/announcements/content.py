"""What is approved and sent: the words, for whom, when. An approval holds for exactly this."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from bot.announcements.audience import Audience
from bot.announcements.quiet import NO_QUIET, QuietHours
from bot.announcements.recurrence import next_firing, read_rule
from bot.announcements.subscription import Group
from bot.errors import OperatorError
from bot.messages import Reply
from bot.text.dates import VIETNAM

LONGEST_TITLE = 120
LONGEST_TEXT = 1800
"""In UTF-16 units: with title and last line it fits into one message of every platform, the shortest being 2,000."""
EXPIRES = timedelta(hours=12)
_LONGEST_EXPIRES = timedelta(days=7)
_FARTHEST = timedelta(days=366)
LAST_LINE = "Không muốn nhận tin nữa, bạn nhắn /huy."
CODE_LABEL = "Mã xác minh"
_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})")
_SPAN = re.compile(r"(\d{1,3})([hmd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class Schedule(BaseModel):
    """When it goes out: at a moment, or by a rule from that moment to the last day; without both, when told to.

    `expires` is how much later than that it may be.
    """

    model_config = ConfigDict(frozen=True)

    at: datetime | None = None
    every: str | None = None
    until: date | None = None
    expires: timedelta = EXPIRES

    def first(self, now: datetime) -> datetime | None:
        """When it is due for the first time; None where it waits for an officer's word, or will never be due."""
        if self.every is None:
            return self.at
        # A rule that fires at the very moment from which it holds fires then.
        begin = (self.at - timedelta(microseconds=1)) if self.at else now
        return next_firing(read_rule(self.every), max(begin, now), self.until)

    def following(self, due: datetime) -> datetime | None:
        """When it is due after that; None for the last time."""
        return next_firing(read_rule(self.every), due, self.until) if self.every else None


class Content(BaseModel):
    """One version of an announcement. `urgent` passes the quiet hours."""

    model_config = ConfigDict(frozen=True)

    title: str
    text: str
    audience: Audience = Audience()
    schedule: Schedule = Schedule()
    urgent: bool = False

    @property
    def fingerprint(self) -> str:
        """The same for the same content, and for no other."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    def reply(self, code: str = "") -> Reply:
        """The message that everybody gets; `code` is the one by which it can be verified, "" for none."""
        last = f"{LAST_LINE}\n{CODE_LABEL}: {code}" if code else LAST_LINE
        return Reply(heading=self.title, text=f"{self.text}\n\n{last}")


def check_content(content: Content, now: datetime, quiet: QuietHours = NO_QUIET) -> None:
    """Raise OperatorError that tells all that is wrong with it at that moment, a line each."""
    wrong = [*_of_words(content), *_of_audience(content.audience), *_of_schedule(content.schedule, now)]
    due = None if wrong else content.schedule.first(now)
    wrong += held_too_long(content, due, quiet) if due else []
    if wrong:
        raise OperatorError("\n".join(wrong))


def held_too_long(content: Content, due: datetime, quiet: QuietHours) -> list[str]:
    """Why nobody would get what is due then: the quiet hours last longer than it may be late. Empty if they do not."""
    over, deadline = quiet.over_at(due), due + content.schedule.expires
    if over is None or content.urgent or over < deadline:
        return []
    return [
        f"Giờ gửi {shown_moment(due)} nằm trong giờ yên lặng tới {shown_moment(over)}, mà hạn gửi chỉ tới "
        f"{shown_moment(deadline)}: tin sẽ không tới ai. Đổi giờ gửi, cho hạn gửi dài hơn, hoặc ghi là tin khẩn."
    ]


def _of_words(content: Content) -> list[str]:
    wrong = []
    if not content.title.strip():
        wrong.append("Thông báo chưa có tiêu đề. Hãy thêm tiêu đề.")
    if not content.text.strip():
        wrong.append("Thông báo chưa có nội dung. Hãy viết nội dung.")
    for name, words, longest in (("Tiêu đề", content.title, LONGEST_TITLE), ("Nội dung", content.text, LONGEST_TEXT)):
        length = length_of(words)
        if length > longest:
            wrong.append(f"{name} dài {length} ký tự, nhiều nhất là {longest}. Hãy viết ngắn lại.")
    if _unseen(content.title, allowed=""):
        wrong.append("Tiêu đề có dấu xuống dòng hoặc ký tự không hiện ra được. Hãy gõ lại tiêu đề trên một dòng.")
    if _unseen(content.text, allowed="\n\t"):
        wrong.append("Nội dung có ký tự không hiện ra được. Hãy gõ lại, hoặc chép lại dưới dạng chữ thường.")
    return wrong


def _unseen(words: str, allowed: str) -> bool:
    """Whether there are control characters or halves of characters in it, which platforms refuse or leave out."""
    return any(unicodedata.category(char) in {"Cc", "Cs"} and char not in allowed for char in words)


def length_of(words: str) -> int:
    """As the strictest of the platforms counts it: of composed letters, in UTF-16 units."""
    return len(unicodedata.normalize("NFC", words).encode("utf-16-le", "surrogatepass")) // 2


def _of_audience(audience: Audience) -> list[str]:
    if audience.internal and audience.groups not in {(), (Group.OFFICIALS,)}:
        return ["Tin nội bộ chỉ gửi cho cán bộ, không gửi được cho nhóm người dân. Bỏ nhóm khác đi."]
    return []


def _of_schedule(schedule: Schedule, now: datetime) -> list[str]:
    wrong = []
    if schedule.at and schedule.at <= now and not schedule.every:
        wrong.append(f"Giờ gửi {shown_moment(schedule.at)} đã qua. Chọn một giờ sau {shown_moment(now)}.")
    if schedule.at and schedule.at > now + _FARTHEST:
        wrong.append(f"Giờ gửi {shown_moment(schedule.at)} còn hơn một năm nữa. Xem lại năm.")
    if schedule.until and not schedule.every:
        wrong.append("Ngày cuối chỉ dùng cho thông báo lặp lại. Thêm cách lặp lại, hoặc bỏ ngày cuối.")
    if schedule.every and schedule.first(now) is None:
        wrong.append(f"Cách lặp lại «{schedule.every}» không có lần nào trước ngày cuối. Lùi ngày cuối lại sau.")
    if not timedelta(minutes=1) <= schedule.expires <= _LONGEST_EXPIRES:
        wrong.append("Hạn gửi phải từ 1 phút đến 7 ngày, ví dụ 6h.")
    return wrong


def shown_moment(moment: datetime) -> str:
    """08:00 15/12/2026, Vietnam's time."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def read_moment(text: str) -> datetime:
    """A moment as an officer writes it, Vietnam's time: 2026-12-15 08:00. Raises OperatorError."""
    match = _MOMENT.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        year, month, day, hour, minute = map(int, match.groups())
        return datetime(year, month, day, hour, minute, tzinfo=VIETNAM)
    except ValueError:
        raise OperatorError(f"«{text}» không phải là ngày giờ. Viết như 2026-12-15 08:00.") from None


def read_span(text: str) -> timedelta:
    """A span as an officer writes it: 30m, 6h, 2d. Raises OperatorError."""
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None:
        raise OperatorError(f"«{text}» không phải là khoảng thời gian. Viết như 30m (phút), 6h (giờ), 2d (ngày).")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
