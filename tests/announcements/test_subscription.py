"""What a person's words do to their subscription."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.subscription import (
    PAUSE,
    Group,
    NewsTopic,
    Status,
    Subscription,
    agreed,
    paused,
    resumed,
    stopped,
    with_topic,
)
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
NEW = agreed("telegram", "900000001", "1", NOON, None)
INSTANT = timedelta(microseconds=1)

_subscriptions = st.builds(
    lambda topics, group, village: replace(NEW, topics=topics, group=group, village=village),
    st.frozensets(st.sampled_from(NewsTopic), min_size=1),
    st.sampled_from(Group),
    st.sampled_from(["", "thon-mau-mot"]),
)


def test_whoever_agrees_receives_every_topic_as_a_citizen_of_no_village() -> None:
    assert (NEW.topics, NEW.group, NEW.village) == (frozenset(NewsTopic), Group.CITIZENS, "")
    assert (NEW.consented_at, NEW.consent_version, NEW.account) == (NOON, "1", "telegram")
    assert NEW.receives(NOON)


@given(_subscriptions)
def test_whoever_stops_receives_nothing_and_finds_their_choices_when_they_come_back(former: Subscription) -> None:
    left = stopped(paused(former, NOON))
    assert not left.receives(NOON + PAUSE)
    back = agreed("telegram", "900000001", "2", NOON + PAUSE, left)
    assert back.receives(NOON + PAUSE)
    assert (back.topics, back.group, back.village) == (former.topics, former.group, former.village)
    assert (back.consented_at, back.consent_version) == (NOON + PAUSE, "2")


def test_a_pause_ends_after_a_month_by_itself_or_before_when_it_is_taken_back() -> None:
    quiet = paused(NEW, NOON)
    assert not quiet.receives(NOON)
    assert not quiet.receives(NOON + PAUSE - INSTANT)
    assert quiet.receives(NOON + PAUSE)
    assert resumed(quiet).receives(NOON)


def test_nothing_but_a_new_yes_makes_a_stopped_subscription_receive_again() -> None:
    left = stopped(NEW)
    for changed in (resumed(left), paused(left, NOON), with_topic(left, NewsTopic.SCHEDULES, wanted=True)):
        assert changed and changed.status is Status.STOPPED and not changed.receives(NOON + 2 * PAUSE)


@given(_subscriptions, st.sampled_from(NewsTopic), st.booleans())
def test_choosing_a_topic_twice_is_choosing_it_once(former: Subscription, topic: NewsTopic, wanted: bool) -> None:
    once = with_topic(former, topic, wanted)
    if once is None:
        assert (former.topics, wanted) == (frozenset({topic}), False)
        return
    assert (topic in once.topics) == wanted
    assert once.topics - {topic} == former.topics - {topic}
    assert with_topic(once, topic, wanted) == once


def test_there_is_no_subscription_to_nothing_and_no_reason_without_a_refusal() -> None:
    with pytest.raises(ValueError, match="to nothing"):
        replace(NEW, topics=frozenset())
    for wrong in ({"reason": "blocked"}, {"status": Status.UNREACHABLE}):
        with pytest.raises(ValueError, match="a reason belongs"):
            replace(NEW, **wrong)
