"""An announcement as it stands, and one of its firings. Values."""

from dataclasses import dataclass
from datetime import datetime

from bot.announcements.content import Content
from bot.announcements.lifecycle import Status
from bot.messages import Reply


@dataclass(frozen=True, slots=True)
class Announcement:
    """One text to many.

    `version` is the number of the present `content`, `author` the code of the officer who wrote it last ("" while
    nobody has taken over what the program wrote), `approved` the fingerprint of the content that was approved ("" for
    none). `firing` is the number of the latest firing, 0 before the first. `due` is when the next one is to be; where
    it was missed as a whole and the announcement expired, when it would have been. `reason` says why it was sent back,
    paused or came too late. `code` is the one by which this version can be verified once it was sent ("" for none).
    """

    id: int
    status: Status
    version: int
    content: Content
    author: str
    approved: str = ""
    firing: int = 0
    due: datetime | None = None
    reason: str = ""
    code: str = ""

    @property
    def message(self) -> Reply:
        """What everybody gets, as it stands now."""
        return self.content.reply(self.code)

    @property
    def is_approved(self) -> bool:
        """Whether exactly this content was approved."""
        return self.approved == self.content.fingerprint


@dataclass(frozen=True, slots=True)
class Firing:
    """One sending of an announcement to an audience that was frozen, with the version that was pinned then.

    `audience` is how many rows the ledger got. After `deadline` nothing of it is sent any more.
    """

    announcement: int
    number: int
    version: int
    is_urgent: bool
    audience: int
    due: datetime
    deadline: datetime
    ended_at: datetime | None = None
