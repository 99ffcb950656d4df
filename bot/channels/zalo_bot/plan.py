"""How much a bot may send and to how many people, and when that becomes too little. Pure.

The plans are Zalo's (https://bot.zaloplatforms.com, read in September 2026 by others): the free one has 50 people a bot
and 3,000 messages a month. Whether what people write counts too is not published: it is counted.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.text.dates import vietnam_day
from bot.text.sentences import shown_number

ALMOST = 0.8
"""At this share an officer is told, and announcements stop: the rest of the month's messages is for answers."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The most people that a bot may have, and messages in a month; 0 is without a limit."""

    people: int = 50
    messages: int = 3000


@dataclass(frozen=True, slots=True)
class Used:
    """How many people have written within a year, and how many messages went to and fro in this month."""

    people: int = 0
    messages: int = 0


def month_of(moment: datetime) -> str:
    """The month in Vietnam, as "2026-11"."""
    return f"{vietnam_day(moment):%Y-%m}"


class Room(Enum):
    """Whether one more message that is no answer fits into the month; the value is what an officer reads."""

    OPEN = "còn trong số tin của tháng"
    KEPT = "số tin còn lại của tháng để dành trả lời người dân"

    @property
    def may_write(self) -> bool:
        """Whether it may be sent."""
        return self is Room.OPEN


def room(plan: Plan, used: Used) -> Room:
    """What is left for announcements. There is no window: whoever has written before may be written to at any time."""
    return Room.KEPT if _is_almost_full(used.messages, plan.messages) else Room.OPEN


def warning(plan: Plan, used: Used) -> str:
    """What an officer has to know about the plan, in Vietnamese; "" while it suffices.

    It names no number that changes with each message: it is told once.
    """
    warnings = []
    if _is_almost_full(used.messages, plan.messages):
        warnings.append(
            f"Bot Zalo đã dùng {ALMOST:.0%} của {shown_number(plan.messages)} tin trong tháng. Thông báo tạm dừng, "
            "phần còn lại để trả lời người dân."
        )
    if _is_almost_full(used.people, plan.people):
        warnings.append(
            f"Số người dùng bot Zalo đã tới {ALMOST:.0%} của {shown_number(plan.people)} người. Nâng gói, hoặc mời "
            "bà con sang kênh khác."
        )
    return " ".join(warnings)


def _is_almost_full(count: int, limit: int) -> bool:
    """Whether one more would be above that share."""
    return limit > 0 and count + 1 > ALMOST * limit
