"""Reminds the officers of lead units of the plan's tasks. In a transaction; each reminder is told once."""

from datetime import datetime

from bot.announcements.occurrence import around
from bot.announcements.quiet import QuietHours
from bot.announcements.reminder import reminder
from bot.commune import Commune
from bot.knowledge.plan import Plan
from bot.services import alarms
from bot.services.planning import look
from bot.storage import Connection
from bot.text.dates import vietnam_day


def remind(db: Connection, commune: Commune, plan: Plan, now: datetime) -> None:
    """Tell the reminders that hold today, outside the quiet hours, to each officer who has not had them.

    Where nobody of a unit can be written to, those who decide are told in their place.
    """
    if QuietHours(*commune.quiet_hours).over_at(now) is not None:
        return
    day = vietnam_day(now)
    names = {unit.code: unit.name for unit in commune.units}
    for each in look(db, around(plan, day)):
        told = reminder(each, day, names)
        if told is None:
            continue
        for unit in told.units:
            whom = alarms.with_chat(db, alarms.those_who(db, unit=unit))
            alarms.tell(db, told.key, whom, told.text, now)
