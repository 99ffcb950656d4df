"""What the program writes to officers: each letter once under its key, whatever happens to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from bot.messages import Reply
from bot.storage.moments import written


class LetterStatus(StrEnum):
    """How far a letter is.

    `UNSURE` may have arrived: the answer was lost, or the program ended during the call. It is not written again.
    """

    WAITING = "waiting"
    CALLING = "calling"
    SENT = "sent"
    UNSURE = "unsure"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to the officer of that code. `tries` counts those that have failed, `at` is when it was written."""

    id: int
    key: str
    officer: str
    reply: Reply
    tries: int
    at: datetime


def add(db: Database, key: str, officer: str, reply: Reply, at: datetime) -> bool:
    """Write a letter; False where that officer had one under that key, which stays as it is."""
    cursor = db.execute(
        "insert into letter (key, officer, content, status, tries, not_before, at) values (?, ?, ?, ?, 0, ?, ?)"
        " on conflict (key, officer) do nothing",
        [key, officer, reply.model_dump_json(), LetterStatus.WAITING.value, written(at), written(at)],
    )
    return bool(cursor.rowcount)


def due(db: Database, now: datetime) -> list[Letter]:
    """Those that may be sent now, the oldest first."""
    rows = db.execute(
        "select id, key, officer, content, tries, at from letter where status = ? and not_before <= ? order by id",
        [LetterStatus.WAITING.value, written(now)],
    ).fetchall()
    return [
        Letter(number, key, officer, Reply.model_validate_json(content), tries, datetime.fromisoformat(at))
        for number, key, officer, content, tries, at in rows
    ]


def mark(db: Database, letter: int, status: LetterStatus) -> None:
    """Note how far it is."""
    db.execute("update letter set status = ? where id = ?", [status.value, letter])


def postpone(db: Database, letter: int, until: datetime) -> None:
    """Let it wait until then, after another try that has failed."""
    query = "update letter set status = ?, tries = tries + 1, not_before = ? where id = ?"
    db.execute(query, [LetterStatus.WAITING.value, written(until), letter])


def left_behind(db: Database) -> None:
    """What a dead program was sending may have arrived."""
    query = "update letter set status = ? where status = ?"
    db.execute(query, [LetterStatus.UNSURE.value, LetterStatus.CALLING.value])


def lose_waiting(db: Database) -> None:
    """Let go of all that has not left: in a database that was put back, much of it may have left since."""
    query = "update letter set status = ? where status = ?"
    db.execute(query, [LetterStatus.LOST.value, LetterStatus.WAITING.value])


def withdraw(db: Database, key: str) -> None:
    """Take back what is under that key and has not left yet."""
    db.execute("delete from letter where key = ? and status = ?", [key, LetterStatus.WAITING.value])


def withdraw_all(db: Database, beginning: str) -> None:
    """Take back what has not left yet of all keys that begin so."""
    query = "delete from letter where substr(key, 1, ?) = ? and status = ?"
    db.execute(query, [len(beginning), beginning, LetterStatus.WAITING.value])


def told(db: Database, key: str) -> list[str]:
    """The codes of the officers who have been told, or are just being told, what is under that key."""
    gone = [LetterStatus.SENT.value, LetterStatus.UNSURE.value, LetterStatus.CALLING.value]
    query = "select officer from letter where key = ? and status in (?, ?, ?) order by officer"
    return [row[0] for row in db.execute(query, [key, *gone]).fetchall()]
