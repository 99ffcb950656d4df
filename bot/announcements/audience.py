"""Who receives an announcement: a rule, and what it says of each subscription."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from bot.announcements.subscription import Group, NewsTopic, Status, Subscription

Person = tuple[str, str]
"""A channel account, and a person as that account knows them."""


class Exclusion(StrEnum):
    """Why a subscription does not belong to an audience; the first that holds is told."""

    STOPPED = "stopped"
    UNREACHABLE = "unreachable"
    ON_PAUSE = "on_pause"
    NO_OFFICER = "no_officer"
    OTHER_CHANNEL = "other_channel"
    OTHER_TOPIC = "other_topic"
    OTHER_GROUP = "other_group"
    OTHER_VILLAGE = "other_village"


EXCLUSION_WORDS: Mapping[Exclusion, str] = {
    Exclusion.STOPPED: "đã ngừng nhận tin",
    Exclusion.UNREACHABLE: "không nhắn tới được",
    Exclusion.ON_PAUSE: "đang tạm ngưng nhận",
    Exclusion.NO_OFFICER: "không phải cán bộ của xã",
    Exclusion.OTHER_CHANNEL: "ở kênh khác",
    Exclusion.OTHER_TOPIC: "không nhận chủ đề này",
    Exclusion.OTHER_GROUP: "thuộc nhóm khác",
    Exclusion.OTHER_VILLAGE: "ở thôn, tổ khác",
}


def _ordered(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


class Audience(BaseModel):
    """The rule. An empty list is no condition; whoever meets all conditions belongs.

    `internal` is for officers alone: those whose chat is known to be an officer's, whatever they say of themselves.
    """

    model_config = ConfigDict(frozen=True)

    topics: Annotated[tuple[NewsTopic, ...], AfterValidator(_ordered)] = ()
    groups: Annotated[tuple[Group, ...], AfterValidator(_ordered)] = ()
    villages: Annotated[tuple[str, ...], AfterValidator(_ordered)] = ()
    channels: Annotated[tuple[str, ...], AfterValidator(_ordered)] = ()
    internal: bool = False

    @property
    def is_for_citizens(self) -> bool:
        """Whether it is for others than officers; what is not is neither shown to everybody nor verified."""
        return not self.internal and self.groups != (Group.OFFICIALS,)

    def excludes(self, whom: Subscription, now: datetime, officers: frozenset[Person]) -> Exclusion | None:
        """Why the person does not belong at that moment; None if they do. `officers` are the chats of officers."""
        checks = {
            Exclusion.STOPPED: whom.status is Status.STOPPED,
            Exclusion.UNREACHABLE: whom.status is Status.UNREACHABLE,
            Exclusion.ON_PAUSE: whom.is_paused(now),
            Exclusion.NO_OFFICER: self.internal and (whom.account, whom.person) not in officers,
            Exclusion.OTHER_CHANNEL: bool(self.channels) and whom.account not in self.channels,
            Exclusion.OTHER_TOPIC: bool(self.topics) and not whom.topics & set(self.topics),
            Exclusion.OTHER_GROUP: bool(self.groups) and whom.group not in self.groups,
            Exclusion.OTHER_VILLAGE: bool(self.villages) and whom.village not in self.villages,
        }
        return next((why for why, holds in checks.items() if holds), None)


@dataclass(frozen=True, slots=True)
class Selection:
    """Who belongs, in the order given, and how many do not for which reason. Together they are all subscriptions."""

    members: tuple[Person, ...]
    excluded: Mapping[Exclusion, int]

    @property
    def by_channel(self) -> Mapping[str, int]:
        """How many belong, by channel."""
        return Counter(account for account, _ in self.members)


def select(
    audience: Audience, subscriptions: Iterable[Subscription], now: datetime, officers: frozenset[Person]
) -> Selection:
    """Apply the rule to all subscriptions."""
    members: list[Person] = []
    excluded: Counter[Exclusion] = Counter()
    for each in subscriptions:
        why = audience.excludes(each, now, officers)
        if why is None:
            members.append((each.account, each.person))
        else:
            excluded[why] += 1
    return Selection(tuple(members), excluded)
