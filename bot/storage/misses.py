"""Questions that found no answer or a wrong one, masked and without the person, for those who mend the knowledge."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from bot.storage.moments import written


class Status(StrEnum):
    """What has become of a miss: nothing yet, its wording was added to an entry, or it was put away as it is."""

    OPEN = "open"
    ATTACHED = "attached"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Miss:
    """A masked question, in the order of the ids as they were asked.

    `kind` is one of the words of `dialogue.turn.MissKind`; `nearest` are the ids that came nearest, or, of a wrong
    answer, those that were answered.
    """

    id: int
    at: datetime
    question: str
    nearest: tuple[str, ...]
    kind: str
    status: Status


def add(db: Database, question: str, nearest: Sequence[str], at: datetime, kind: str = "unanswered") -> None:
    """Keep a masked question, as `Miss` describes it."""
    row = {"at": written(at), "question": question, "nearest": json.dumps(list(nearest)), "kind": kind}
    db.table("miss").insert(row)


def everything(db: Database) -> list[Miss]:
    """All that is kept, oldest first."""
    rows = db.execute("select id, at, question, nearest, kind, status from miss order by id")
    return [
        Miss(number, datetime.fromisoformat(at), question, tuple(json.loads(nearest)), kind, Status(status))
        for number, at, question, nearest, kind, status in rows
    ]


def mark(db: Database, ids: Iterable[int], status: Status) -> None:
    """Note what has become of these."""
    for number in ids:
        db.execute("update miss set status = ? where id = ?", [status.value, number])
