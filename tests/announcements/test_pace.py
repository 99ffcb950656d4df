from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.pace import Bucket
from bot.announcements.patience import PATIENCE, THRESHOLD
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
SECOND = timedelta(seconds=1)

_waits = st.lists(st.floats(0, 3), min_size=2, max_size=200)


@given(st.sampled_from([1.0, 5.0, 30.0]), _waits)
def test_no_second_holds_more_messages_than_the_pace(pace: float, waits: list[float]) -> None:
    bucket, now, left = Bucket(pace), NOON, list[datetime]()
    for wait in waits:
        now += timedelta(seconds=wait)
        bucket, moment = bucket.taken(now)
        assert moment >= now
        left.append(moment)
    for begin in left:
        assert sum(begin <= moment < begin + SECOND for moment in left) <= pace


def test_fifteen_hundred_people_at_thirty_a_second_take_at_most_a_twentieth_more_than_they_have_to() -> None:
    bucket, moment = Bucket(30), NOON
    for _ in range(1500):
        bucket, moment = bucket.taken(NOON)
    assert (moment - NOON).total_seconds() <= 1.05 * 1500 / 30


def test_a_bucket_taken_over_from_before_a_restart_gives_no_burst() -> None:
    before, _ = Bucket(30).taken(NOON)
    assert before.next_at
    assert Bucket(30, before.next_at).taken(NOON)[1] == before.next_at > NOON


def test_what_overtakes_is_waited_for_by_what_comes_after() -> None:
    overtaken = Bucket(30).overtaken(NOON)
    assert overtaken.taken(NOON)[1] > NOON


def test_no_limit_is_no_wait() -> None:
    bucket = Bucket(0)
    assert bucket.taken(NOON) == (bucket, NOON)
    assert bucket.free_within(NOON, SECOND, 8) == 8


@given(st.sampled_from([1.0, 5.0, 30.0]), st.integers(0, 100), st.floats(0, 2), st.integers(0, 50))
def test_as_many_are_free_as_could_leave_in_that_span(pace: float, taken: int, span: float, most: int) -> None:
    bucket = Bucket(pace)
    for _ in range(taken):
        bucket, _ = bucket.taken(NOON)
    free = bucket.free_within(NOON, timedelta(seconds=span), most)
    leaves, could = bucket, 0
    for _ in range(most):
        leaves, moment = leaves.taken(NOON)
        could += moment <= NOON + timedelta(seconds=span)
    assert free == could


def test_pauses_grow_and_the_fifth_try_is_the_last() -> None:
    pauses = [PATIENCE.pause_after(tries) for tries in range(1, 6)]
    assert pauses[4] is None
    given = [pause for pause in pauses if pause]
    assert len(given) == 4
    assert given == sorted(given)


def test_too_much_has_failed_only_once_enough_was_tried() -> None:
    assert not THRESHOLD.is_passed([True] * 29)
    assert THRESHOLD.is_passed([True] * 30)
    assert not THRESHOLD.is_passed([True] * 3 + [False] * 27)
    assert THRESHOLD.is_passed([True] * 4 + [False] * 26)


def test_only_the_last_hundred_count() -> None:
    assert not THRESHOLD.is_passed([True] * 10 + [False] * 90 + [True] * 500)
    assert THRESHOLD.is_passed([True] * 11 + [False] * 500)
