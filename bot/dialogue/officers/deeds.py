"""What an officer's message leads to: replies, or a deed and then the replies to how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.announcements.announcement import Announcement
from bot.announcements.content import Content
from bot.announcements.officer import Officer
from bot.announcements.prospect import Prospect
from bot.commune import Commune
from bot.dialogue.officers.talk import Bound, Draft, Talk
from bot.messages import Reply


@dataclass(frozen=True, slots=True)
class Facts:
    """What is so at the moment of the message, loaded in its transaction.

    `names` are those of the officers by their codes. `progress` tells of what is being sent for how many it is over,
    and of how many. `approvers` counts those who can be written to and may approve what this officer writes.
    """

    officer: Officer
    commune: Commune
    announcements: Mapping[int, Announcement] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    progress: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    approvers: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """Count who would receive it now: the draft in hand, or the announcement of that number, and show it.

    `was_edited` tells that a button of an earlier version was pressed, and did nothing.
    """

    content: Content
    number: int | None = None
    was_edited: bool = False


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep the draft as an announcement, and with `submit` ask for approval."""

    draft: Draft
    submit: bool


@dataclass(frozen=True, slots=True)
class Approve:
    """Approve that version, and let it go as it says: at its time, or now."""

    what: Bound


@dataclass(frozen=True, slots=True)
class Reject:
    """Give that version back."""

    what: Bound
    reason: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop the sending of these."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on sending."""

    number: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """End it for good."""

    number: int


Deed = Count | Keep | Approve | Reject | Stop | Resume | Cancel


@dataclass(frozen=True, slots=True)
class Done:
    """How a deed ended: with the announcements as they are now, and whom they would reach; or why it was not done."""

    announcements: tuple[Announcement, ...] = ()
    expected: tuple[Prospect, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """The new state and the replies; with a deed there are none yet, see `concluded`."""

    talk: Talk
    replies: tuple[Reply, ...] = ()
    deed: Deed | None = None


def saying(talk: Talk, *replies: Reply) -> Turn:
    """The replies; the choices of the last one can be taken, and no others any more."""
    return Turn(talk.model_copy(update={"offered": replies[-1].choices}), replies)
