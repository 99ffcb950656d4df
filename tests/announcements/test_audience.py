from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.audience import EXCLUSION_WORDS, Audience, Exclusion, select
from bot.announcements.subscription import Group, NewsTopic, Status, Subscription, agreed, paused, stopped
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
LAN = agreed("telegram", "900000001", "1", NOON, None)
NOBODY: frozenset[tuple[str, str]] = frozenset()

_people = st.lists(
    st.builds(
        lambda number, account, topics, group, village, status: replace(
            agreed(account, str(number), "1", NOON, None),
            topics=topics, group=group, village=village, status=status,
            reason="blocked" if status is Status.UNREACHABLE else "",
        ),
        st.integers(900000000, 900000100), st.sampled_from(["telegram", "zalo"]),
        st.frozensets(st.sampled_from(NewsTopic), min_size=1), st.sampled_from(Group),
        st.sampled_from(["", "thon-mau-mot", "thon-mau-hai"]), st.sampled_from(Status),
    )
)  # fmt: skip
_audiences = st.builds(
    Audience,
    topics=st.lists(st.sampled_from(NewsTopic)).map(tuple),
    groups=st.lists(st.sampled_from(Group)).map(tuple),
    villages=st.lists(st.sampled_from(["thon-mau-mot", "thon-mau-hai"])).map(tuple),
    channels=st.lists(st.sampled_from(["telegram", "zalo"])).map(tuple),
    internal=st.booleans(),
)


def why(audience: Audience, whom: Subscription) -> Exclusion | None:
    return audience.excludes(whom, NOON, NOBODY)


def test_without_conditions_everybody_who_receives_belongs() -> None:
    assert why(Audience(), LAN) is None


@pytest.mark.parametrize(
    ("audience", "excluded"),
    [
        (Audience(channels=("zalo",)), Exclusion.OTHER_CHANNEL),
        (Audience(groups=(Group.PARENTS,)), Exclusion.OTHER_GROUP),
        (Audience(villages=("thon-mau-mot",)), Exclusion.OTHER_VILLAGE),
        (Audience(internal=True), Exclusion.NO_OFFICER),
        (Audience(channels=("zalo", "telegram"), groups=(Group.CITIZENS,)), None),
    ],
)
def test_each_condition_excludes_whom_it_does_not_name(audience: Audience, excluded: Exclusion | None) -> None:
    assert why(audience, LAN) is excluded


def test_one_topic_in_common_is_enough() -> None:
    only_reform = replace(LAN, topics=frozenset({NewsTopic.REFORM}))
    assert why(Audience(topics=(NewsTopic.REFORM, NewsTopic.SCHEDULES)), only_reform) is None
    assert why(Audience(topics=(NewsTopic.SCHEDULES,)), only_reform) is Exclusion.OTHER_TOPIC


def test_who_stopped_or_paused_or_can_not_be_reached_gets_nothing() -> None:
    assert why(Audience(), stopped(LAN)) is Exclusion.STOPPED
    assert why(Audience(), paused(LAN, NOON)) is Exclusion.ON_PAUSE
    assert Audience().excludes(paused(LAN, NOON), NOON + timedelta(days=30), NOBODY) is None
    blocked = replace(LAN, status=Status.UNREACHABLE, reason="blocked")
    assert why(Audience(), blocked) is Exclusion.UNREACHABLE


def test_what_is_internal_goes_to_officers_only_whatever_people_say_of_themselves() -> None:
    says_so = replace(LAN, group=Group.OFFICIALS)
    internal = Audience(internal=True, groups=(Group.OFFICIALS,))
    assert why(internal, says_so) is Exclusion.NO_OFFICER
    assert internal.excludes(says_so, NOON, frozenset({("telegram", "900000001")})) is None
    assert internal.excludes(says_so, NOON, frozenset({("zalo", "900000001")})) is Exclusion.NO_OFFICER


@given(_people, _audiences)
def test_members_and_excluded_are_everybody(people: list[Subscription], audience: Audience) -> None:
    selection = select(audience, people, NOON, NOBODY)
    assert len(selection.members) + sum(selection.excluded.values()) == len(people)
    assert sum(selection.by_channel.values()) == len(selection.members)


@given(_people, _audiences)
def test_nobody_who_does_not_receive_is_ever_a_member(people: list[Subscription], audience: Audience) -> None:
    receive = {(each.account, each.person) for each in people if each.receives(NOON)}
    assert set(select(audience, people, NOON, NOBODY).members) <= receive


def test_every_exclusion_has_words() -> None:
    assert set(EXCLUSION_WORDS) == set(Exclusion)
