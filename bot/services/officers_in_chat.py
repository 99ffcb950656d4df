"""An officer's message: asked of `dialogue.officers`, its deed done by `services.announcing`, in one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from pydantic import ValidationError

from bot.announcements.announcement import Announcement
from bot.announcements.audience import Person
from bot.announcements.lifecycle import Status
from bot.announcements.officer import Officer
from bot.commune import Commune
from bot.dialogue.officers import Deed, Done, Facts, Talk, Turn, concluded, respond
from bot.dialogue.officers.choices import of_several
from bot.dialogue.officers.commands import OfficerCommand, command_in
from bot.dialogue.officers.deeds import Approve, Cancel, Count, Keep, Reject, Resume, Stop
from bot.dialogue.officers.talk import Draft
from bot.dialogue.officers.wording import PUT_ASIDE, welcome_reply
from bot.errors import OperatorError
from bot.messages import Incoming, Reply
from bot.services import announcing, asking
from bot.services.announcing import Desk, desk_of
from bot.services.inviting import join
from bot.services.prospects import WITHOUT_LIMITS, Reach
from bot.services.reporting import report
from bot.storage import Connection, announcements, officer_talks, officers
from bot.storage.letters import Letter


def answered(
    db: Connection, commune: Commune, incoming: Incoming, now: datetime, reach: Reach = WITHOUT_LIMITS
) -> tuple[Reply, ...] | None:
    """The replies to an officer's message; None where it is for the citizens' conversation, as all are elsewhere."""
    if incoming.account not in commune.officer_channels:
        return None
    incoming = replace(incoming, text=incoming.text.encode("utf-8", "replace").decode())
    given = command_in(incoming.text) if incoming.choice is None else None
    officer = officers.of_chat(db, incoming.account, incoming.person)
    if given and given.command is OfficerCommand.WHO and (given.rest or officer is None):
        joined = join(db, incoming.account, incoming.person, given.rest, now)
        return (welcome_reply(joined, commune) if isinstance(joined, Officer) else Reply(text=joined),)
    return _answered(db, _facts(db, officer, commune), incoming, now, reach) if officer else None


def beside(db: Connection, incoming: Incoming, replies: tuple[Reply, ...], now: datetime) -> tuple[Reply, ...]:
    """The citizens' conversation has answered with these; an officer's own work is put aside, and they are told.

    From here on a number, or words, belong to what was answered: an announcement must not get them by mistake.
    """
    talk = _talk(db, incoming.account, incoming.person)
    is_busy = talk.is_writing or talk.refusing is not None
    if is_busy or (talk.offered and replies and replies[-1].choices):
        idle = talk.model_copy(update={"is_writing": False, "refusing": None, "offered": ()})
        _save(db, (incoming.account, incoming.person), idle, now)
    return (PUT_ASIDE, *replies) if talk.is_writing else replies


def prepared(
    commune: Callable[[], Commune], now: Callable[[], datetime]
) -> Callable[[Connection, Letter, Person], Letter]:
    """For `services.post`: a letter's choices can be taken by number once it is sent, where officers may work there.

    Whoever is in the middle of writing goes on with that; the buttons work all the same.
    """

    def prepare(db: Connection, letter: Letter, chat: Person) -> Letter:
        if chat[0] not in commune().officer_channels:
            return replace(letter, reply=letter.reply.model_copy(update={"choices": ()}))
        talk = _talk(db, *chat)
        if letter.reply.choices and not (talk.is_writing or talk.refusing):
            offered = of_several(talk.offered, letter.reply.choices)
            _save(db, chat, talk.model_copy(update={"offered": offered}), now())
        return letter

    return prepare


def _answered(
    db: Connection, facts: Facts, incoming: Incoming, now: datetime, reach: Reach
) -> tuple[Reply, ...] | None:
    turn = respond(_talk(db, incoming.account, incoming.person), incoming, facts, now)
    if turn is None:
        return None
    if turn.deed:
        desk = desk_of(facts.commune, facts.officer, now, reach)
        turn = _with_deed(db, turn, turn.deed, facts, incoming, desk)
    _save(db, (incoming.account, incoming.person), turn.talk, now)
    return turn.replies


def _with_deed(db: Connection, turn: Turn, deed: Deed, facts: Facts, incoming: Incoming, desk: Desk) -> Turn:
    try:
        with _all_or_nothing(db):
            done = _done(db, desk, deed)
    except OperatorError as failure:
        before = _talk(db, incoming.account, incoming.person)
        return concluded(before, deed, Done(failure=str(failure)), facts, desk.now)
    return concluded(turn.talk, deed, done, facts, desk.now)


def _done(db: Connection, desk: Desk, deed: Deed) -> Done:
    match deed:
        case Count(content):
            selection = announcing.audience_now(db, content.audience, desk.now)
            return Done(expected=desk.reach.prospects(db, selection, desk.now))
        case Keep(draft, submit):
            kept = _kept(db, desk, draft)
            return Done((announcing.submit(db, desk, kept.id) if submit else kept,))
        case Approve(what):
            announcing.approve(db, desk, what.number, what.fingerprint)
            return Done((announcing.let_go(db, desk, what.number),))
        case Reject(what, reason):
            return Done((announcing.reject(db, desk, what.number, reason),))
        case Stop(numbers):
            return Done(tuple(announcing.pause(db, desk, number) for number in numbers))
        case Resume(number):
            return Done((announcing.resume(db, desk, number),))
        case Cancel(number):
            return Done((announcing.cancel(db, desk, number),))


def _kept(db: Connection, desk: Desk, draft: Draft) -> Announcement:
    if draft.number is None:
        return announcing.write_new(db, desk, draft.content)
    present = announcing.found(db, draft.number)
    if present.content.fingerprint == draft.content.fingerprint and present.status is Status.DRAFT:
        return present
    if present.content.fingerprint != draft.base:
        raise OperatorError(
            f"Thông báo số {draft.number} vừa được người khác sửa. Hãy chép phần bạn đã viết, chọn «Bỏ bài này», "
            f"rồi nhắn /soan {draft.number} để sửa bản mới."
        )
    return announcing.edit(db, desk, draft.number, draft.content)


@contextmanager
def _all_or_nothing(db: Connection) -> Iterator[None]:
    """A deed of several steps inside the transaction of the message: the answer is kept also where the deed fails."""
    db.execute("savepoint deed")
    try:
        yield
    except OperatorError:
        db.execute("rollback to deed")
        raise
    finally:
        db.execute("release deed")


def _facts(db: Connection, officer: Officer, commune: Commune) -> Facts:
    everything = {each.id: each for each in announcements.everything(db)}
    names = {each.code: each.name for each in officers.everyone(db)}
    approvers = [each for each in asking.approvers(db, officer.code, commune.one_person == "có") if each.has_chat]
    sending = [number for number, each in everything.items() if each.status in {Status.SENDING, Status.PAUSED}]
    latest = {number: report(db, number).latest for number in sending}
    progress = {number: (tally.ended, tally.firing.audience) for number, tally in latest.items() if tally}
    return Facts(officer, commune, everything, names, progress, len(approvers))


def _talk(db: Connection, account: str, person: str) -> Talk:
    written = officer_talks.load(db, account, person)
    try:
        return Talk.model_validate_json(written) if written else Talk()
    except ValidationError:
        return Talk()


def _save(db: Connection, chat: Person, talk: Talk, now: datetime) -> None:
    officer_talks.save(db, *chat, talk.model_dump_json(), now)
