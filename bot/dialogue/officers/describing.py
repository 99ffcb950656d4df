"""What an announcement is, a line each: for whom it is, how many it reaches, when it goes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil

from bot.announcements.audience import Audience
from bot.announcements.content import Content, Schedule, shown_moment
from bot.announcements.delivery import SKIP_WORDS, SkipReason
from bot.announcements.prospect import Prospect
from bot.announcements.recurrence import in_words, read_rule
from bot.dialogue.wording.news import GROUPS, TOPICS
from bot.text.dates import shown_day


def facts_lines(
    content: Content, villages: Mapping[str, str], expected: Sequence[Prospect], quiet_until: datetime | None = None
) -> Iterator[str]:
    """For whom and when. `expected` tells how many are reached, `quiet_until` when the quiet hours are over in which it
    would go (None outside of them, or where that is not known).
    """
    yield f"Gửi cho: {audience_words(content.audience, villages)}."
    yield from _receivers(content.audience, expected)
    yield f"Khi nào: {time_words(content.schedule)}."
    if content.urgent:
        yield "Tin khẩn: gửi cả trong giờ yên lặng."
    elif quiet_until:
        yield f"Đó là giờ yên lặng, nên tin chờ đến {shown_moment(quiet_until)}."


def _receivers(audience: Audience, expected: Sequence[Prospect]) -> Iterator[str]:
    """How many receive it now, and who does not although they have agreed to."""
    reached = sum(each.reached for each in expected if each.is_connected)
    waiting = sum(each.reached for each in expected if not each.is_connected)
    kept_out: Counter[SkipReason] = Counter()
    for each in expected:
        kept_out.update(each.kept_out)
    if reached:
        minutes = ceil(max(each.takes for each in expected if each.is_connected) / timedelta(minutes=1))
        yield f"Hiện có {reached} người nhận" + (f", gửi mất khoảng {minutes} phút." if minutes > 1 else ".")
    elif not waiting and not kept_out:
        yield _NO_OFFICER if audience.internal else "Hiện chưa có ai nhận: xem lại chủ đề, nhóm và thôn."
    if paid := sum(each.paid for each in expected):
        yield f"Có {paid} tin tính phí hoặc trừ vào gói."
    for why, count in sorted(kept_out.items()):
        yield f"{count} người không nhận được: {SKIP_WORDS[why]}."
    if waiting:
        yield f"{waiting} người ở kênh chưa nối: họ chờ tới khi nối."


_NO_OFFICER = "Hiện chưa có cán bộ nào nhận: mỗi người nhắn /canbo và mã của mình, rồi nhắn /dangky, ở kênh của mình."


def audience_words(audience: Audience, villages: Mapping[str, str]) -> str:
    """Whom the rule means; `villages` are their names by code."""
    who = " hoặc ".join(GROUPS[group].lower() for group in audience.groups) or "mọi người đã đăng ký nhận tin"
    places = ", ".join(villages.get(code, code) for code in audience.villages)
    topics = ", ".join(TOPICS[topic].lower() for topic in audience.topics)
    parts = [
        "chỉ cán bộ của xã (tin nội bộ)" if audience.internal else who,
        f"ở {places}" if places else "",
        f"có nhận chủ đề {topics}" if topics else "",
        f"trên {', '.join(audience.channels)}" if audience.channels else "",
    ]
    return ", ".join(part for part in parts if part)


def time_words(schedule: Schedule) -> str:
    """When it goes."""
    if not schedule.every:
        return f"lúc {shown_moment(schedule.at)}" if schedule.at else "ngay khi được duyệt"
    since = f", từ {shown_moment(schedule.at)}" if schedule.at else ""
    until = f", đến hết ngày {shown_day(schedule.until)}" if schedule.until else ""
    return f"lặp lại lúc {in_words(read_rule(schedule.every))}{since}{until}"
