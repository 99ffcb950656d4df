"""/soan: an announcement written step by step. Whatever is typed stays until it is submitted, kept or dropped."""

from datetime import date, datetime

from bot.announcements.announcement import Announcement
from bot.announcements.audience import Audience
from bot.announcements.content import LONGEST_TEXT, LONGEST_TITLE, Content, length_of, shown_moment
from bot.announcements.lifecycle import TRANSITIONS, Step
from bot.announcements.subscription import Group, NewsTopic
from bot.dialogue.officers import choices, wording
from bot.dialogue.officers.deeds import Count, Facts, Keep, Turn, saying
from bot.dialogue.officers.moments import read_time
from bot.dialogue.officers.recurring import comes_again, read_recurring
from bot.dialogue.officers.talk import Draft, Field, Talk
from bot.messages import Incoming
from bot.text.one_line import in_one_line

_OWN_WORDS = frozenset({Field.TITLE, Field.TEXT})
"""The fields whose answer is what was typed, so that it is not read as a number or a word to choose by at a guess."""


def begun(talk: Talk, facts: Facts, rest: str) -> Turn:
    """/soan, or /soan and a number."""
    if rest.isdecimal():
        found = facts.announcements.get(int(rest))
        return rewriting(talk, facts, found) if found else saying(talk, wording.unknown_reply(rest))
    if talk.draft:
        reply = wording.unfinished_reply(talk.draft.content, (choices.GO_ON, choices.ANEW))
        return saying(talk.model_copy(update={"is_writing": False}), reply)
    return asked(talk, facts, Draft())


def rewriting(talk: Talk, facts: Facts, announcement: Announcement) -> Turn:
    """A new version of an announcement; what is in hand comes first."""
    if talk.draft and talk.draft.number != announcement.id:
        reply = wording.unfinished_reply(talk.draft.content, (choices.GO_ON, choices.DROP))
        return saying(talk.model_copy(update={"is_writing": False}), reply)
    if (announcement.status, Step.EDIT) not in TRANSITIONS:
        return saying(talk, wording.no_longer_waiting_reply(announcement))
    fingerprint = announcement.content.fingerprint
    draft = Draft(content=announcement.content, field=None, number=announcement.id, base=fingerprint)
    return shown(talk, talk.draft or draft)


def asked(talk: Talk, facts: Facts, draft: Draft, problem: str = "") -> Turn:
    """Ask for the draft's field."""
    field = draft.field or Field.TITLE
    before = {Field.TITLE: draft.content.title, Field.TEXT: draft.content.text}.get(field, "")
    reply = wording.ask_reply(field, choices.asking(draft, facts.commune), before if not problem else "", problem)
    return saying(talk.model_copy(update={"draft": draft, "is_writing": True, "refusing": None}), reply)


def shown(talk: Talk, draft: Draft, *, was_edited: bool = False) -> Turn:
    """Show the preview, once it is counted who would receive it."""
    ready = draft.model_copy(update={"field": None, "correcting": False})
    busy = talk.model_copy(update={"draft": ready, "is_writing": True, "refusing": None})
    return Turn(busy, deed=Count(ready.content, was_edited=was_edited))


def going_on(talk: Talk, facts: Facts) -> Turn:
    """Take up the draft in hand where it was left."""
    if talk.draft is None:
        return saying(talk, wording.NOTHING_IN_HAND)
    return asked(talk, facts, talk.draft) if talk.draft.field else shown(talk, talk.draft)


def typed(talk: Talk, facts: Facts, draft: Draft, incoming: Incoming, now: datetime) -> Turn:
    """An answer in words to the field that is asked for."""
    field = draft.field or Field.TITLE
    if incoming.attachment:
        return asked(talk, facts, draft, wording.ONLY_WORDS)
    if field in _OWN_WORDS:
        return _own_words(talk, facts, draft, incoming.text)
    if field is not Field.TIME:
        return asked(talk, facts, draft, wording.NOT_CHOSEN)
    return _time(talk, facts, draft, incoming.text, now)


def _time(talk: Talk, facts: Facts, draft: Draft, said: str, now: datetime) -> Turn:
    again = read_recurring(said, now)
    if again and again.first(now) is None:
        return _asked_again(talk, facts, draft, wording.NEVER_COMES)
    if again:
        return _answered(talk, facts, draft, _scheduled(draft.content, every=again.every, until=again.until))
    at = read_time(said, now)
    if at is None and comes_again(said):
        return _asked_again(talk, facts, draft, wording.NO_TIME)
    if at is None:
        return asked(talk, facts, draft, wording.NO_TIME)
    if at <= now:
        problem = f"{shown_moment(at)} đã qua. Chọn một giờ sau {shown_moment(now)}."
        return asked(talk, facts, draft, problem)
    return _answered(talk, facts, draft, _scheduled(draft.content, at=at))


def _own_words(talk: Talk, facts: Facts, draft: Draft, said: str) -> Turn:
    is_title = draft.field is Field.TITLE
    text = in_one_line(said) if is_title else said.strip().replace("\r\n", "\n")
    longest = LONGEST_TITLE if is_title else LONGEST_TEXT
    name = "Tiêu đề" if is_title else "Nội dung"
    if not text:
        return asked(talk, facts, draft, f"{name} chưa có chữ nào.")
    change = {"title" if is_title else "text": text}
    changed = draft.content.model_copy(update=change)
    if (length := length_of(text)) > longest:
        # Kept all the same, so that nothing typed is lost; it can not be submitted so.
        problem = f"{name} dài {length} ký tự, nhiều nhất là {longest}. Bạn viết ngắn lại giúp tôi."
        return asked(talk, facts, draft.model_copy(update={"content": changed}), problem)
    return _answered(talk, facts, draft, changed)


def chosen(talk: Talk, facts: Facts, draft: Draft, field: str, value: str) -> Turn:
    """An answer that was chosen; one to another field than is asked for comes from an old button."""
    if draft.field is None or field != draft.field:
        return _old_button(talk, facts, draft)
    if (field, value) == (Field.TIME, choices.AGAIN):
        return _asked_again(talk, facts, draft)
    changed = _with(draft.content, draft.field, value, facts)
    return _answered(talk, facts, draft, changed) if changed else asked(talk, facts, draft, wording.NOT_CHOSEN)


def _is_another(draft: Draft, version: str) -> bool:
    """Whether the draft is not the one of which a preview with that version was shown."""
    return draft.field is not None or version != choices.short(draft.content)


def _asked_again(talk: Talk, facts: Facts, draft: Draft, problem: str = "") -> Turn:
    return saying(talk, wording.ask_again_reply(choices.asking(draft, facts.commune), problem))


def _old_button(talk: Talk, facts: Facts, draft: Draft) -> Turn:
    if draft.field:
        return asked(talk, facts, draft, wording.OLD_BUTTON)
    return shown(talk, draft, was_edited=True)


def _with(content: Content, field: Field, value: str, facts: Facts) -> Content | None:
    """The content with the answer; None where it is none any more."""
    match field:
        case Field.TOPIC if not value or value in set(NewsTopic):
            return _for(content, topics=(NewsTopic(value),) if value else ())
        case Field.GROUP if not value or value in set(Group):
            return _for(content, groups=(Group(value),) if value else (), internal=False)
        case Field.GROUP if value == choices.INTERNAL:
            return _for(content, groups=(), internal=True, topics=(), villages=())
        case Field.VILLAGE if not value or value in facts.commune.village_names:
            return _for(content, villages=(value,) if value else ())
        case Field.TIME if not value:
            return _scheduled(content)
        case _:
            return None


def _for(content: Content, **conditions: object) -> Content:
    audience = Audience.model_validate(content.audience.model_dump() | conditions)
    return content.model_copy(update={"audience": audience})


def _scheduled(
    content: Content, at: datetime | None = None, every: str | None = None, until: date | None = None
) -> Content:
    schedule = content.schedule.model_copy(update={"at": at, "every": every, "until": until})
    return content.model_copy(update={"schedule": schedule})


def _answered(talk: Talk, facts: Facts, draft: Draft, content: Content) -> Turn:
    """Go on to the next field, or to the preview."""
    order = choices.fields_of(content, facts.commune)
    field = draft.field or Field.TITLE
    later = order[order.index(field) + 1 :] if field in order else []
    filled = draft.model_copy(update={"content": content})
    if draft.correcting or not later:
        return shown(talk, filled)
    return asked(talk, facts, filled.model_copy(update={"field": later[0]}))


def back(talk: Talk, facts: Facts, draft: Draft) -> Turn:
    """One field back; what was answered stays."""
    order = choices.fields_of(draft.content, facts.commune)
    if draft.field is None or draft.correcting:
        return shown(talk, draft)
    earlier = order[: order.index(draft.field)] if draft.field in order else []
    return asked(talk, facts, draft.model_copy(update={"field": earlier[-1] if earlier else order[0]}))


def correcting(talk: Talk, facts: Facts, draft: Draft, field: str = "") -> Turn:
    """Ask which field is to be corrected, or for that one."""
    if field in set(choices.fields_of(draft.content, facts.commune)):
        return asked(talk, facts, draft.model_copy(update={"field": Field(field), "correcting": True}))
    return saying(talk, wording.correct_reply(choices.correcting(draft.content, facts.commune)))


def marked_urgent(talk: Talk, facts: Facts, draft: Draft, version: str, *, is_urgent: bool) -> Turn:
    """Let the draft that was looked at pass the quiet hours, or not, and show it again."""
    if _is_another(draft, version):
        return _old_button(talk, facts, draft)
    changed = draft.content.model_copy(update={"urgent": is_urgent})
    return shown(talk, draft.model_copy(update={"content": changed}))


def put_aside(talk: Talk) -> Turn:
    """Leave the draft as it is."""
    if talk.draft is None:
        return saying(talk, wording.NOTHING_IN_HAND)
    return saying(talk.model_copy(update={"is_writing": False}), wording.PUT_ASIDE)


def dropped(talk: Talk) -> Turn:
    """Forget the draft; an announcement of which it was to be a new version stays as it is."""
    reply = wording.dropped_reply(talk.draft.number) if talk.draft else wording.NOTHING_IN_HAND
    return saying(talk.model_copy(update={"draft": None, "is_writing": False}), reply)


def handed_in(talk: Talk, facts: Facts, draft: Draft, version: str) -> Turn:
    """Submit the draft that was looked at; a press on the preview of an earlier one shows the present one."""
    if _is_another(draft, version):
        return _old_button(talk, facts, draft)
    return Turn(talk, deed=Keep(draft, submit=True))
