"""One announcement, one person (lượt gửi): a row of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryStatus(StrEnum):
    """How far a delivery is. A row begins as `WAITING`, is `SENDING` from before the call until after it, then ends.

    `UNSURE` is what may have arrived: the answer was lost, or the program ended during the call.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNSURE = "unsure"


UNENDED = frozenset({DeliveryStatus.WAITING, DeliveryStatus.SENDING})

DELIVERY_WORDS: Mapping[DeliveryStatus, str] = {
    DeliveryStatus.WAITING: "đang chờ",
    DeliveryStatus.SENDING: "đang gửi",
    DeliveryStatus.SENT: "đã gửi",
    DeliveryStatus.REFUSED: "bị từ chối",
    DeliveryStatus.FAILED: "gửi hỏng",
    DeliveryStatus.SKIPPED: "bỏ qua",
    DeliveryStatus.UNSURE: "không rõ",
}


class SkipReason(StrEnum):
    """Why somebody of the frozen audience is not written to after all."""

    STOPPED = "stopped"
    FORGOTTEN = "forgotten"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    OUTSIDE_WINDOW = "outside_window"
    """The platform lets nothing through: the person has not been in touch for too long."""
    RESERVED = "reserved"
    """What the month has left of messages is for answers."""
    CHANNEL_DOWN = "channel_down"
    """The account was not connected, or not accepted by its platform, until it was too late."""


SKIP_WORDS: Mapping[SkipReason, str] = {
    SkipReason.STOPPED: "vừa ngừng nhận tin",
    SkipReason.FORGOTTEN: "đã xóa dữ liệu",
    SkipReason.CANCELLED: "thông báo bị hủy",
    SkipReason.EXPIRED: "quá hạn gửi",
    SkipReason.OUTSIDE_WINDOW: "ngoài 7 ngày kể từ lần cuối họ nhắn",
    SkipReason.RESERVED: "không gửi, số tin còn lại của tháng để dành trả lời",
    SkipReason.CHANNEL_DOWN: "kênh chưa nối được",
}
LEFT = "left"
"""The reason of an unsure delivery that an officer decided not to send again."""
DIED = "the program ended during the call"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row that was claimed. `tries` counts this one; `was_held` is one that has waited for its channel to work."""

    id: int
    announcement: int
    firing: int
    account: str
    person: str
    tries: int
    was_held: bool = False


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row for whoever looks it over later; whom it is about is left out."""

    firing: int
    account: str
    status: DeliveryStatus
    reason: str
    tries: int
    at: datetime


def adds_up(counts: Mapping[DeliveryStatus, int], audience: int) -> bool:
    """Whether every person of the frozen audience is in exactly one status."""
    return sum(counts.values()) == audience
