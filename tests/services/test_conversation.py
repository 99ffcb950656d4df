import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fictional_commune import NOON, OPENING, HandClock, fictional_library

from bot.dialogue import MissKind, State
from bot.messages import Incoming, Reply
from bot.search import Library
from bot.services.conversation import converse
from bot.storage import Connection, Database, inbox, misses, states
from bot.storage.misses import Status
from bot.storage.retention import RETENTION

ASKED = Incoming("web", "khach-1", "m1", "mấy giờ mở cửa")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
def library() -> Library:
    return fictional_library()


def message(number: int, text: str, person: str = "khach-1") -> Incoming:
    return Incoming("web", person, f"m{number}", text)


def counts(db: Connection) -> dict[str, int]:
    return {table: db.table(table).count for table in RETENTION}


def saved_state(db: Connection) -> State:
    return State.model_validate_json(states.load(db, "web", "khach-1", NOON) or "")


async def test_a_question_is_answered_and_the_turn_is_kept(database: Database, library: Library) -> None:
    replies = await converse(database, library, ASKED, HandClock())
    assert OPENING in replies[0].text
    filled = {table: count for table, count in (await database.run(counts)).items() if count}
    assert filled == {"turn": 1, "state": 1}


@pytest.mark.parametrize("times", [1, 2])
async def test_what_waited_in_the_inbox_waits_no_longer_when_it_is_answered(
    database: Database, library: Library, times: int
) -> None:
    """Also where the answer had been stored, and the process died before it could be taken out."""
    key = (ASKED.account, ASKED.person, ASKED.message)
    for _ in range(times):
        await database.run(lambda db: inbox.add(db, *key, "{}", NOON))
        await converse(database, library, ASKED, HandClock())
    assert await database.run(lambda db: inbox.waiting(db, "web", NOON)) == []


async def test_a_message_delivered_twice_gets_the_same_replies_and_changes_nothing(
    database: Database, library: Library
) -> None:
    clock = HandClock()
    unanswerable = message(1, "giá vàng thế giới xyzxyz")
    first = await converse(database, library, unanswerable, clock)
    state = await database.run(saved_state)
    clock.move(timedelta(minutes=1))
    assert await converse(database, library, unanswerable, clock) == first
    assert await database.run(saved_state) == state
    assert (await database.run(counts))["miss"] == 1


async def test_the_conversation_goes_on_from_where_it_stood(database: Database, library: Library) -> None:
    await converse(database, library, message(1, "giá vàng thế giới xyzxyz"), HandClock())
    await converse(database, library, message(2, "giá bạc thế giới xyzxyz"), HandClock())
    assert (await database.run(saved_state)).misses == 2


async def test_two_messages_at_once_never_start_from_the_same_state(database: Database, library: Library) -> None:
    clock = HandClock()
    sent = [message(number, "giá vàng thế giới xyzxyz") for number in range(8)]
    await asyncio.gather(*(converse(database, library, one, clock) for one in sent))
    assert (await database.run(saved_state)).misses == 8


async def test_after_a_day_the_conversation_begins_anew(database: Database, library: Library) -> None:
    clock = HandClock(NOON - timedelta(days=1))
    await converse(database, library, message(1, "giá vàng thế giới xyzxyz"), clock)
    clock.move(timedelta(days=1))
    await converse(database, library, message(2, "giá bạc thế giới xyzxyz"), clock)
    assert (await database.run(saved_state)).misses == 1


@pytest.mark.parametrize("written", ["", "{", "[]", '{"misses": "nhiều"}', '{"offered": [1]}'])
async def test_a_state_that_is_not_understood_begins_anew(database: Database, library: Library, written: str) -> None:
    await database.run(lambda db: states.save(db, "web", "khach-1", written, NOON))
    replies = await converse(database, library, ASKED, HandClock())
    assert OPENING in replies[0].text


async def test_a_state_of_another_version_is_read_as_far_as_it_is_known(database: Database, library: Library) -> None:
    written = '{"misses": 1, "of_a_later_version": true}'
    await database.run(lambda db: states.save(db, "web", "khach-1", written, NOON))
    await converse(database, library, message(1, "giá vàng thế giới xyzxyz"), HandClock())
    assert (await database.run(saved_state)).misses == 2


async def test_people_do_not_share_a_conversation(database: Database, library: Library) -> None:
    await converse(database, library, message(1, "giá vàng thế giới xyzxyz"), HandClock())
    await converse(database, library, message(1, "giá vàng thế giới xyzxyz", "khach-2"), HandClock())
    assert (await database.run(saved_state)).misses == 1


async def test_an_answer_that_was_not_meant_is_kept_with_what_was_answered(
    database: Database, library: Library
) -> None:
    for number, text in enumerate(("mấy giờ mở cửa ạ", "không phải ý tôi")):
        await converse(database, library, message(number, text), HandClock())
    (miss,) = await database.run(misses.everything)
    assert (miss.question, miss.nearest, miss.kind) == ("mấy giờ mở cửa ạ", ("gio-lam-viec",), MissKind.WRONG)
    assert (miss.at, miss.status) == (NOON, Status.OPEN)


async def test_a_commune_that_keeps_no_questions_keeps_none_of_either_kind(
    database: Database, library: Library
) -> None:
    commune = library.knowledge.commune.model_copy(update={"keep_misses": "không"})
    silent = replace(library, knowledge=replace(library.knowledge, commune=commune))
    for number, text in enumerate(("giá vàng thế giới xyzxyz", "mấy giờ mở cửa vậy", "không phải ý tôi")):
        await converse(database, silent, message(number, text), HandClock())
    assert (await database.run(counts))["miss"] == 0


async def test_when_keeping_fails_nothing_is_kept_and_the_message_may_come_again(
    database: Database, library: Library
) -> None:
    await database.run(
        lambda db: db.execute(
            "create trigger hong before insert on turn begin select raise(abort, 'hỏng giữa chừng'); end"
        )
    )
    with pytest.raises(sqlite3.IntegrityError, match="hỏng giữa chừng"):
        await converse(database, library, ASKED, HandClock())
    assert set((await database.run(counts)).values()) == {0}
    await database.run(lambda db: db.execute("drop trigger hong"))
    replies = await converse(database, library, ASKED, HandClock())
    assert isinstance(replies[0], Reply)
