"""/duyet, /lich and /dunggui: what waits is decided, what is being sent is looked at and stopped."""

from collections.abc import Collection

from bot.announcements.announcement import Announcement
from bot.announcements.lifecycle import Status
from bot.dialogue.officers import choices, wording
from bot.dialogue.officers.commands import OfficerCommand, may
from bot.dialogue.officers.deeds import Approve, Cancel, Count, Facts, Reject, Resume, Stop, Turn, saying
from bot.dialogue.officers.talk import Bound, Talk

_ON_ITS_WAY = (Status.SENDING, Status.PAUSED, Status.SCHEDULED, Status.APPROVED)


def waiting(talk: Talk, facts: Facts, rest: str) -> Turn:
    """/duyet, or /duyet and a number."""
    if rest.isdecimal():
        return looked_at(talk, facts, rest)
    may_own = facts.commune.one_person == "có"
    found = [each for each in _in(facts, {Status.SUBMITTED}) if may_own or each.author != facts.officer.code]
    names = [facts.names.get(each.author, each.author) for each in found]
    if len(found) == 1:
        return looked_at(talk, facts, str(found[0].id))
    return saying(talk, wording.waiting_reply(found, names, [choices.look(each) for each in found]))


def looked_at(talk: Talk, facts: Facts, number: str) -> Turn:
    """Show an announcement as citizens would see it, once it is counted who would receive it."""
    found = _waiting(talk, facts, number)
    return found if isinstance(found, Turn) else Turn(talk, deed=Count(found.content, found.id))


def approved(talk: Talk, facts: Facts, number: str, version: str) -> Turn:
    """A press on «Duyệt»: it counts for the version that was looked at, once."""
    return _of_version(talk, facts, number, version) or Turn(
        talk, deed=Approve(Bound(number=int(number), fingerprint=version))
    )


def put_off(talk: Talk, facts: Facts, number: str) -> Turn:
    """A press on «Để sau»: nothing is done, whatever version it was."""
    found = _waiting(talk, facts, number)
    return found if isinstance(found, Turn) else saying(talk, wording.LATER)


def refused(talk: Talk, facts: Facts, number: str, version: str) -> Turn:
    """A press on «Từ chối»: it asks why."""
    obstacle = _of_version(talk, facts, number, version)
    if obstacle:
        return obstacle
    reply = wording.reason_reply(facts.announcements[int(number)], (choices.NO_REASON,))
    refusing = Bound(number=int(number), fingerprint=version)
    return saying(talk.model_copy(update={"refusing": refusing, "is_writing": False}), reply)


def reason_given(talk: Talk, facts: Facts, what: Bound, reason: str) -> Turn:
    """The reason of a refusal."""
    done = talk.model_copy(update={"refusing": None})
    obstacle = _of_version(done, facts, str(what.number), what.fingerprint)
    if obstacle:
        return obstacle
    if not reason.strip():
        reply = wording.reason_reply(facts.announcements[what.number], (choices.NO_REASON,))
        return saying(talk, reply)
    return Turn(done, deed=Reject(what, reason.strip()))


def calendar(talk: Talk, facts: Facts) -> Turn:
    """/lich."""
    found = sorted(
        _in(facts, _ON_ITS_WAY), key=lambda each: (_ON_ITS_WAY.index(each.status), each.due is None, each.due)
    )
    lines = [wording.calendar_line(each, facts.progress.get(each.id)) for each in found]
    offered = [choice for each in found for choice in choices.of_calendar(each)]
    return saying(talk, wording.calendar_reply(lines, offered if may(facts.officer, OfficerCommand.STOP) else ()))


def stopped(talk: Talk, facts: Facts, rest: str) -> Turn:
    """/dunggui stops all that is being sent; with a number that one, also where it waits for its time."""
    if rest:
        announcement = _numbered(facts, rest)
        if announcement is None:
            return saying(talk, wording.unknown_reply(rest))
        return Turn(talk, deed=Stop((announcement.id,)))
    sending = _in(facts, {Status.SENDING})
    if sending:
        return Turn(talk, deed=Stop(tuple(each.id for each in sending)))
    ready = [choices.stop(each) for each in _in(facts, {Status.SCHEDULED})]
    return saying(talk, wording.nothing_to_stop_reply(ready))


def resumed(talk: Talk, facts: Facts, number: str) -> Turn:
    """Go on with what was stopped."""
    known = _numbered(facts, number)
    return Turn(talk, deed=Resume(known.id)) if known else saying(talk, wording.unknown_reply(number))


def cancelled(talk: Talk, facts: Facts, number: str) -> Turn:
    """End it for good."""
    known = _numbered(facts, number)
    return Turn(talk, deed=Cancel(known.id)) if known else saying(talk, wording.unknown_reply(number))


def _of_version(talk: Talk, facts: Facts, number: str, version: str) -> Turn | None:
    """What to say instead, where this version does not wait for a decision."""
    found = _waiting(talk, facts, number)
    if isinstance(found, Turn):
        return found
    if choices.short(found.content) != version:
        return Turn(talk, deed=Count(found.content, found.id, was_edited=True))
    return None


def _waiting(talk: Talk, facts: Facts, number: str) -> Announcement | Turn:
    """The announcement, where it waits for a decision; what to say instead, where it does not."""
    announcement = _numbered(facts, number)
    if announcement is None:
        return saying(talk, wording.unknown_reply(number))
    if announcement.status is not Status.SUBMITTED:
        return saying(talk, wording.no_longer_waiting_reply(announcement))
    return announcement


def _numbered(facts: Facts, number: str) -> Announcement | None:
    return facts.announcements.get(int(number)) if number.isdecimal() and len(number) < 10 else None


def _in(facts: Facts, statuses: Collection[Status]) -> list[Announcement]:
    return [each for _, each in sorted(facts.announcements.items()) if each.status in statuses]
