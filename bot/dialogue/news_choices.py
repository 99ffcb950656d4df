"""The choices about receiving a commune's announcements, and what their values mean.

A value is understood without any state, for a button lives as long as its chat: "!tin" opens, "!tin/co/1" is the yes to
the first text of consent, "!tin/thon/<code>" chooses a village. It says what shall be, never that something shall be
turned over: pressing twice does what pressing once does. No entry of the knowledge has such a name.
"""

from collections.abc import Iterator, Mapping

from bot.announcements.subscription import Group, Subscription
from bot.dialogue.wording.news import CONSENT_VERSION, GROUPS, TOPICS
from bot.messages import Choice

OPEN = "!tin"
ANY_YES = f"{OPEN}/co/"
"""How the yes to whichever text of consent begins; its version follows."""
YES, NO, STOP = f"{ANY_YES}{CONSENT_VERSION}", f"{OPEN}/khong", f"{OPEN}/ngung"

CONSENT = (Choice(label="Đồng ý", value=YES), Choice(label="Không", value=NO))
SUBSCRIBE = Choice(label="Đăng ký nhận tin", value=OPEN)
CHANGE = Choice(label="Xem, đổi tin bạn nhận", value=OPEN)
DONE = Choice(label="Xong", value=OPEN)
STOP_NEWS = Choice(label="Ngừng nhận tin", value=STOP)


def is_about_news(value: str) -> bool:
    """Whether the value is one of these, or was one in an earlier version."""
    return value == OPEN or value.startswith(f"{OPEN}/")


def settings_choices(is_paused: bool, has_villages: bool) -> Iterator[Choice]:
    """What a subscriber can change."""
    yield Choice(label="Đổi chủ đề", value=f"{OPEN}/chu-de")
    yield Choice(label="Đổi nhóm", value=f"{OPEN}/nhom")
    if has_villages:
        yield Choice(label="Chọn thôn, tổ", value=f"{OPEN}/thon")
    if is_paused:
        yield Choice(label="Nhận lại ngay", value=f"{OPEN}/nhan-lai")
    else:
        yield Choice(label="Tạm ngừng một tháng", value=f"{OPEN}/tam-ngung")
    yield STOP_NEWS


def topic_choices(subscription: Subscription) -> Iterator[Choice]:
    """One choice for each topic: to have it, or to leave it, unless it is the only one."""
    for topic, name in TOPICS.items():
        if topic not in subscription.topics:
            yield Choice(label=f"Nhận: {name}", value=f"{OPEN}/chu-de/{topic}/nhan")
        elif len(subscription.topics) > 1:
            yield Choice(label=f"Bỏ: {name}", value=f"{OPEN}/chu-de/{topic}/bo")
    yield DONE


def group_choices() -> Iterator[Choice]:
    """One choice for each group."""
    return (Choice(label=GROUPS[group], value=f"{OPEN}/nhom/{group}") for group in Group)


def village_choices(names: Mapping[str, str]) -> Iterator[Choice]:
    """One choice for each village, and one for none."""
    yield from (Choice(label=name, value=f"{OPEN}/thon/{code}") for code, name in names.items())
    yield Choice(label="Không ghi thôn, tổ", value=f"{OPEN}/thon/")
