"""Letters about decisions: an approver is asked, an author is told why something came back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.announcements.announcement import Announcement
from bot.announcements.officer import Officer
from bot.announcements.prospect import Prospect
from bot.dialogue.officers.choices import rewrite
from bot.dialogue.officers.describing import facts_lines
from bot.dialogue.officers.wording import approval_reply, rejected_letter
from bot.services import alarms
from bot.storage import Connection, letters, officers
from bot.storage.moments import written


def approvers(db: Connection, author: str, one_person: bool) -> list[Officer]:
    """Those who may approve what that officer has written."""
    deciders = alarms.those_who(db, roles=alarms.DECIDERS)
    return [each for each in deciders if one_person or each.code != author]


def ask(
    db: Connection,
    announcement: Announcement,
    expected: Sequence[Prospect],
    villages: Mapping[str, str],
    one_person: bool,
    now: datetime,
) -> None:
    """Send the announcement to everybody who may approve it, with whom it would reach, for exactly this version."""
    author = officers.load(db, announcement.author)
    name = author.name if author else announcement.author
    may_approve = approvers(db, announcement.author, one_person)
    reply = approval_reply(announcement, name, facts_lines(announcement.content, villages, expected))
    alarms.tell(db, f"{_asked(announcement.id)}{announcement.version}/{written(now)}", may_approve, reply, now)


def decided(db: Connection, number: int) -> None:
    """Nobody is asked any more who was not asked yet."""
    letters.withdraw_all(db, _asked(number))


def tell_rejected(db: Connection, announcement: Announcement, approver: Officer, now: datetime) -> None:
    """Tell the author why it came back, unless they have refused it themselves."""
    author = officers.load(db, announcement.author)
    if author and author.code != approver.code:
        reply = rejected_letter(announcement, approver.name, (rewrite(announcement),))
        alarms.tell(db, f"rejected/{announcement.id}/{written(now)}", [author], reply, now)


def _asked(number: int) -> str:
    return f"approve/{number}/"
