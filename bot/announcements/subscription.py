"""One person's subscription to a commune's announcements, and how their own words change it. Pure.

Only `agreed` makes one, and only it makes one active again that its person has stopped.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

PAUSE = timedelta(days=30)
"""How long a pause lasts; what is said about it is "một tháng"."""


class NewsTopic(StrEnum):
    """What an announcement can be about."""

    REFORM = "cchc"
    PROCEDURES = "thu-tuc"
    SCHEDULES = "lich"
    EMERGENCIES = "khan-cap"


class Group(StrEnum):
    """What a person says of themselves. Nobody checks it: what is for officials alone must not go by `OFFICIALS`."""

    CITIZENS = "nguoi-dan"
    BUSINESSES = "doanh-nghiep"
    PARENTS = "phu-huynh"
    OFFICIALS = "can-bo"


class Status(StrEnum):
    """Whether the person is written to.

    `STOPPED` is the person's own word, and only their own word undoes it. `UNREACHABLE` is what the platform said of
    them; it is over when they write again.
    """

    ACTIVE = "active"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a person agreed to and chose, as a channel account knows them.

    `village` is a code of `Commune.village_names`, "" for none. `reason` tells why an unreachable person is so, and is
    "" otherwise. `consented_at` is when they said yes to the text of `consent_version`; the account is the channel.
    """

    account: str
    person: str
    topics: frozenset[NewsTopic]
    group: Group
    village: str
    status: Status
    reason: str
    paused_until: datetime | None
    consented_at: datetime
    consent_version: str

    def __post_init__(self) -> None:
        if not self.topics:
            raise ValueError("a subscription to nothing: stop it instead")
        if bool(self.reason) != (self.status is Status.UNREACHABLE):
            raise ValueError("a reason belongs to who can not be reached, and to nobody else")

    def is_paused(self, moment: datetime) -> bool:
        """Whether the person wants quiet for a while."""
        return self.paused_until is not None and moment < self.paused_until

    def receives(self, moment: datetime) -> bool:
        """Whether the person is to be written to at all at that moment."""
        return self.status is Status.ACTIVE and not self.is_paused(moment)


def agreed(account: str, person: str, version: str, moment: datetime, before: Subscription | None) -> Subscription:
    """After an explicit yes to the text of that version. Whoever comes back finds what they had chosen before."""
    return Subscription(
        account=account,
        person=person,
        topics=before.topics if before else frozenset(NewsTopic),
        group=before.group if before else Group.CITIZENS,
        village=before.village if before else "",
        status=Status.ACTIVE,
        reason="",
        paused_until=None,
        consented_at=moment,
        consent_version=version,
    )


def stopped(subscription: Subscription) -> Subscription:
    """After the person said that they want no more."""
    return replace(subscription, status=Status.STOPPED, reason="", paused_until=None)


def paused(subscription: Subscription, moment: datetime) -> Subscription:
    """Quiet for a month from that moment."""
    return replace(subscription, paused_until=moment + PAUSE)


def resumed(subscription: Subscription) -> Subscription:
    """The same without a pause."""
    return replace(subscription, paused_until=None)


def with_topic(subscription: Subscription, topic: NewsTopic, wanted: bool) -> Subscription | None:
    """The same with the topic or without it; None where none would be left."""
    topics = subscription.topics | {topic} if wanted else subscription.topics - {topic}
    return replace(subscription, topics=topics) if topics else None
