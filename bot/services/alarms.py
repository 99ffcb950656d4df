"""What officers have to know: told once under a key, and of what lasts once more when it is over.

These functions are called in the transaction in which the thing happens. They only write letters; `services.post` sends
them, and what it has sent is never sent again, not after a restart either.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.announcements.officer import Officer, Role
from bot.messages import Reply
from bot.storage import Connection, alarms, letters, officers
from bot.storage.moments import written

HEADING = "Báo cho cán bộ"
DECIDERS = frozenset({Role.APPROVER, Role.ADMINISTRATOR})


def those_who(
    db: Connection, *, roles: Collection[Role] = (), unit: str = "", codes: Collection[str] = ()
) -> list[Officer]:
    """The officers who meet all conditions that are given; an empty one is none."""
    return [
        each
        for each in officers.everyone(db)
        if (not roles or each.role in roles) and (not unit or each.unit == unit) and (not codes or each.code in codes)
    ]


def with_chat(db: Connection, whom: Iterable[Officer]) -> list[Officer]:
    """Those of them who can be written to; where nobody can, whoever decides and can be."""
    there = [each for each in whom if each.has_chat]
    return there or [each for each in those_who(db, roles=DECIDERS) if each.has_chat]


def tell(db: Connection, key: str, whom: Iterable[Officer], said: str | Reply, now: datetime) -> None:
    """Write it to each of them, unless they had something under that key before.

    Who has no chat as yet gets it when they have one, if it is still of use then.
    """
    reply = said if isinstance(said, Reply) else Reply(heading=HEADING, text=said)
    for officer in whom:
        letters.add(db, key, officer.code, reply, now)


def begin(db: Connection, key: str, whom: Iterable[Officer], said: str | Reply, now: datetime) -> None:
    """Tell of something that lasts; while it does, no second time."""
    episode = f"{key} {written(now)}"
    if alarms.begin(db, key, episode, now):
        tell(db, episode, whom, said, now)


def end(db: Connection, key: str, said: str | Reply, now: datetime) -> None:
    """Tell that it is over to those who were told of it; who was not told in time has missed nothing."""
    episode = alarms.end(db, key)
    if episode is not None:
        letters.withdraw(db, episode)
        were_told = letters.told(db, episode)
        tell(db, f"{episode} over", [each for each in officers.everyone(db) if each.code in were_told], said, now)


def lasts(db: Connection, key: str) -> bool:
    """Whether that was begun, and is not over."""
    return key in alarms.lasting(db)
