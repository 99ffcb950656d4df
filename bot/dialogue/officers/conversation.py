"""The one function that is an officer's conversation, and what is said when a deed has ended."""

from collections.abc import Mapping
from datetime import datetime

from bot.announcements.quiet import QuietHours
from bot.dialogue.choices import picked
from bot.dialogue.officers import choices, deciding, wording, writing
from bot.dialogue.officers.commands import Given, OfficerCommand, command_in, may
from bot.dialogue.officers.deeds import (
    Approve,
    Cancel,
    Count,
    Deed,
    Done,
    Facts,
    Keep,
    Reject,
    Resume,
    Stop,
    Turn,
    saying,
)
from bot.dialogue.officers.describing import facts_lines
from bot.dialogue.officers.talk import Draft, Field, Talk
from bot.messages import Incoming, Reply
from bot.text.words import folded

_NEEDS: Mapping[str, OfficerCommand] = {
    "duyet": OfficerCommand.APPROVE,
    "tu-choi": OfficerCommand.APPROVE,
    "de-sau": OfficerCommand.APPROVE,
    "xem": OfficerCommand.APPROVE,
    "thoi": OfficerCommand.APPROVE,
    "dung": OfficerCommand.STOP,
    "gui-tiep": OfficerCommand.STOP,
    "huy": OfficerCommand.STOP,
}
"""As which command a choice counts; all others belong to writing."""


def respond(talk: Talk, incoming: Incoming, facts: Facts, now: datetime) -> Turn | None:
    """Answer an officer's message; None where it is for the citizens' conversation.

    Commands come before all else. A number or a name takes a choice that is offered; what else is typed answers what is
    being asked for.
    """
    value = (
        incoming.choice
        or choices.decision_said(incoming.text, facts.announcements)
        or _picked_value(talk, incoming.text)
    )
    if value is not None and value.startswith(choices.BEGINNING):
        return _taken(talk, value.removeprefix(choices.BEGINNING).split("/"), facts)
    given = command_in(incoming.text)
    if given:
        return _obeyed(talk, given, facts)
    if incoming.choice is not None or incoming.text.lstrip().startswith("/"):
        return None
    if talk.refusing:
        return deciding.reason_given(talk, facts, talk.refusing, incoming.text)
    if talk.draft and talk.is_writing and talk.draft.field:
        return writing.typed(talk, facts, talk.draft, incoming, now)
    return None


def _picked_value(talk: Talk, text: str) -> str | None:
    """The value that the words take. Where own words are asked for, only a bare number or the very label does."""
    field = talk.draft.field if talk.draft and talk.is_writing else None
    wants_words = bool(talk.refusing) or field in (Field.TITLE, Field.TEXT)
    said = text.strip()
    if wants_words and not said.isdecimal() and folded(said) not in {folded(each.label) for each in talk.offered}:
        return None
    choice = picked(said, talk.offered)
    return choice.value if choice else None


def _obeyed(talk: Talk, given: Given, facts: Facts) -> Turn:
    if not may(facts.officer, given.command):
        return saying(talk, wording.not_allowed_reply(facts.officer, given.command))
    match given.command:
        case OfficerCommand.WHO:
            return saying(talk, wording.welcome_reply(facts.officer, facts.commune))
        case OfficerCommand.WRITE:
            return writing.begun(talk, facts, given.rest)
        case OfficerCommand.APPROVE:
            return deciding.waiting(talk, facts, given.rest)
        case OfficerCommand.CALENDAR:
            return deciding.calendar(talk, facts)
        case OfficerCommand.STOP:
            return deciding.stopped(talk, facts, given.rest)


def _taken(talk: Talk, value: list[str], facts: Facts) -> Turn:
    """What a choice does, however old its button is."""
    needs = _NEEDS.get(value[0], OfficerCommand.WRITE)
    if not may(facts.officer, needs):
        return saying(talk, wording.not_allowed_reply(facts.officer, needs))
    if needs is OfficerCommand.WRITE:
        return _of_writing(talk, value, facts)
    return _decided(talk, value, facts) or saying(talk, wording.unknown_reply("này"))


def _decided(talk: Talk, value: list[str], facts: Facts) -> Turn | None:
    match value:
        case ["duyet"]:
            return deciding.waiting(talk, facts, "")
        case ["duyet", number, version]:
            return deciding.approved(talk, facts, number, version)
        case ["tu-choi", number, version]:
            return deciding.refused(talk, facts, number, version)
        case ["thoi"]:
            return saying(talk.model_copy(update={"refusing": None}), wording.NOT_REFUSED)
        case ["de-sau", number]:
            return deciding.put_off(talk, facts, number)
        case ["xem", number]:
            return deciding.looked_at(talk, facts, number)
        case ["dung", number]:
            return deciding.stopped(talk, facts, number)
        case ["gui-tiep", number]:
            return deciding.resumed(talk, facts, number)
        case ["huy", number]:
            return deciding.cancelled(talk, facts, number)
    return None


def _of_writing(talk: Talk, value: list[str], facts: Facts) -> Turn:
    match value:
        case ["soan", "moi"]:
            return writing.asked(talk, facts, Draft())
        case ["soan", "tiep"]:
            return writing.going_on(talk, facts)
        case ["soan", number]:
            return writing.begun(talk, facts, number)
    return _of_draft(talk, talk.draft, value, facts) if talk.draft else saying(talk, wording.NOTHING_IN_HAND)


def _of_draft(talk: Talk, draft: Draft, value: list[str], facts: Facts) -> Turn:
    match value:
        case ["de-do"]:
            return writing.put_aside(talk)
        case ["bo"]:
            return writing.dropped(talk)
        case ["quay-lai"]:
            return writing.back(talk, facts, draft)
        case ["sua", *field]:
            return writing.correcting(talk, facts, draft, field[0] if field else "")
        case ["luu"]:
            return Turn(talk, deed=Keep(draft, submit=False))
        case ["khan", answer, version]:
            return writing.marked_urgent(talk, facts, draft, version, is_urgent=answer == "co")
        case ["trinh", version]:
            return writing.handed_in(talk, facts, draft, version)
        case [field, answer] if field in set(Field):
            return writing.chosen(talk, facts, draft, field, answer)
    return writing.going_on(talk, facts)


def concluded(talk: Talk, deed: Deed, done: Done, facts: Facts, now: datetime) -> Turn:
    """What is said when the deed has ended; one that failed leaves all as it was, the choices too."""
    if done.failure:
        return saying(talk, wording.not_done_reply(done.failure, talk.offered))
    match deed:
        case Count():
            return saying(talk, *_counted(talk, deed, done, facts, now))
        case Keep(submit=submit):
            (kept,) = done.announcements
            free = talk.model_copy(update={"draft": None, "is_writing": False})
            if submit:
                return saying(free, wording.submitted_reply(kept, facts.approvers))
            return saying(free, wording.kept_reply(kept, (choices.rewrite(kept),)))
        case Stop():
            further = [each for stopped in done.announcements for each in choices.after_stop(stopped)]
            return saying(talk, wording.stopped_reply(done.announcements, further))
        case Approve():
            (approved,) = done.announcements
            return saying(talk, wording.approved_reply(approved, _quiet_until(facts, approved.due or now)))
        case Reject() | Resume() | Cancel():
            (present,) = done.announcements
            said = {
                Reject: wording.rejected_reply,
                Resume: wording.goes_on_reply,
                Cancel: wording.cancelled_reply,
            }
            return saying(talk, said[type(deed)](present))


def _counted(talk: Talk, deed: Count, done: Done, facts: Facts, now: datetime) -> tuple[Reply, ...]:
    start = deed.content.schedule.first(now) or now
    told = facts_lines(deed.content, facts.commune.village_names, done.expected, _quiet_until(facts, start))
    if deed.number is None:
        offered = choices.previewed(talk.draft) if talk.draft else ()
        return wording.preview_replies(deed.content, told, offered, wording.OLD_BUTTON if deed.was_edited else "")
    announcement = facts.announcements[deed.number]
    author = facts.names.get(announcement.author, announcement.author)
    replies = wording.decide_replies(announcement, author, told)
    return (Reply(text=wording.was_edited_text(deed.number)), *replies[1:]) if deed.was_edited else replies


def _quiet_until(facts: Facts, moment: datetime) -> datetime | None:
    return QuietHours(*facts.commune.quiet_hours).over_at(moment)
