"""What is kept of who receives announcements."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.announcements.subscription import Group, NewsTopic, Status, Subscription, agreed, paused, stopped
from bot.storage import Connection, Database
from bot.storage.retention import RETENTION, purge
from bot.storage.subscriptions import audience, load, revived, save, unreachable
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
LATER = NOON + timedelta(hours=1)
LAN = agreed("telegram", "900000001", "1", NOON, None)
MAI = agreed("telegram", "900000002", "1", NOON, None)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "suoi-mau.sqlite3")
    yield opened
    await opened.close()


def stored(db: Connection, subscription: Subscription = LAN) -> Subscription | None:
    return load(db, subscription.account, subscription.person)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(
    st.frozensets(st.sampled_from(NewsTopic), min_size=1),
    st.sampled_from(Group),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    st.booleans(),
)
async def test_what_was_saved_is_there_as_it_was(
    database: Database, topics: frozenset[NewsTopic], group: Group, village: str, quiet: bool
) -> None:
    kept = replace(LAN, topics=topics, group=group, village=village)
    kept = paused(kept, LATER) if quiet else kept
    await database.run(lambda db: save(db, kept, LATER))
    assert await database.run(stored) == kept


async def test_somebody_who_never_agreed_has_none(database: Database) -> None:
    assert await database.run(stored) is None
    assert not await database.run(lambda db: revived(db, LAN.account, LAN.person, NOON))
    assert not await database.run(lambda db: unreachable(db, LAN.account, LAN.person, "blocked", NOON))
    assert await database.run(stored) is None


async def test_the_same_person_on_another_channel_is_somebody_else(database: Database) -> None:
    await database.run(lambda db: save(db, LAN, NOON))
    assert await database.run(lambda db: load(db, "zalo-bot", LAN.person)) is None


async def test_who_can_not_be_reached_is_kept_with_the_reason_and_comes_back(database: Database) -> None:
    await database.run(lambda db: save(db, LAN, NOON))
    assert await database.run(lambda db: unreachable(db, LAN.account, LAN.person, "blocked", LATER))
    assert await database.run(stored) == replace(LAN, status=Status.UNREACHABLE, reason="blocked")
    assert not await database.run(lambda db: unreachable(db, LAN.account, LAN.person, "deactivated", LATER))
    assert await database.run(lambda db: revived(db, LAN.account, LAN.person, LATER))
    assert await database.run(stored) == LAN
    assert not await database.run(lambda db: revived(db, LAN.account, LAN.person, LATER))


async def test_who_stopped_is_neither_revived_nor_called_unreachable(database: Database) -> None:
    await database.run(lambda db: save(db, stopped(LAN), NOON))
    assert not await database.run(lambda db: unreachable(db, LAN.account, LAN.person, "blocked", LATER))
    assert not await database.run(lambda db: revived(db, LAN.account, LAN.person, LATER))
    assert await database.run(stored) == stopped(LAN)


async def test_the_audience_is_everybody_in_the_order_of_the_key_whatever_their_status(database: Database) -> None:
    for one in (stopped(MAI), LAN):
        await database.run(partial(save, subscription=one, at=NOON))
    assert await database.run(audience) == [LAN, stopped(MAI)]


@pytest.mark.parametrize("over", [stopped(LAN), replace(LAN, status=Status.UNREACHABLE, reason="blocked")])
async def test_a_subscription_has_a_term_only_when_it_is_over(database: Database, over: Subscription) -> None:
    term = RETENTION["subscription"]
    for one in (over, MAI):
        await database.run(partial(save, subscription=one, at=NOON))
    await database.run(lambda db: purge(db, NOON + term - timedelta(microseconds=1)))
    assert len(await database.run(audience)) == 2
    await database.run(lambda db: purge(db, NOON + 10 * term))
    assert await database.run(audience) == [MAI]
