"""Proposes an announcement where the dates of a procedure have changed. In a transaction; each change once."""

from collections.abc import Iterator
from datetime import datetime

from bot.announcements.announcement import Announcement
from bot.announcements.change import Fact, draft_of, facts_of, is_news
from bot.announcements.lifecycle import Step
from bot.announcements.officer import WRITERS
from bot.knowledge.draft import Draft
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.procedure import Procedure
from bot.services import alarms
from bot.storage import Connection, announcements, audit, procedure_facts
from bot.text.dates import vietnam_day


def propose(db: Connection, knowledge: Knowledge, now: datetime) -> None:
    """Write a draft for each procedure whose dates say what they did not say at the last look, also long ago.

    At the very first look all is taken as known. An officer takes a draft over by changing or submitting it.
    """
    seen = procedure_facts.seen(db)
    new = dict(_new_facts(knowledge, seen or frozenset()))
    if seen is None or new:
        procedure_facts.add(db, {(code, fact.key) for code, facts in new.items() for fact in facts}, now)
    if seen is None:
        return
    today = vietnam_day(now)
    for code, facts in new.items():
        procedure = knowledge.entries[code]
        told = [fact for fact in facts if is_news(fact, today)]
        if told and isinstance(procedure, Procedure):
            replacement = knowledge.entries.get(procedure.in_force.replaced_by or "")
            content = draft_of(procedure, told, replacement.name if replacement else "", today)
            draft = announcements.add(db, content, audit.PROGRAM, now)
            audit.append(db, audit.PROGRAM, Step.EDIT.value, draft.id, now, {"procedure": code})
            _tell(db, draft, procedure.unit or "", now)


def _new_facts(knowledge: Knowledge, seen: frozenset[procedure_facts.Seen]) -> Iterator[tuple[str, list[Fact]]]:
    for entry in knowledge.entries.values():
        if isinstance(entry, Procedure) and not isinstance(entry, Draft):
            new = [fact for fact in facts_of(entry) if (entry.code, fact.key) not in seen]
            if new:
                yield entry.code, new


def _tell(db: Connection, draft: Announcement, unit: str, now: datetime) -> None:
    """Tell those of the procedure's unit who may write, or all who may."""
    writers = alarms.those_who(db, roles=WRITERS)
    own = [officer for officer in writers if officer.unit == unit] if unit else []
    text = (
        f"Một thủ tục thay đổi, nên máy đề nghị thông báo số {draft.id}: «{draft.content.title}». "
        "Xem lại, sửa rồi trình duyệt; không cần thì hủy."
    )
    alarms.tell(db, f"proposed/{draft.id}", alarms.with_chat(db, own or writers), text, now)
