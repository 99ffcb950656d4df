from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.audience import Audience
from bot.announcements.content import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    Content,
    Schedule,
    check_content,
    read_moment,
    read_span,
)
from bot.announcements.quiet import QuietHours
from bot.announcements.subscription import Group, NewsTopic
from bot.channels.telegram.rendering import calls
from bot.errors import OperatorError
from bot.text.dates import VIETNAM

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
TOMORROW = datetime(2026, 11, 21, 8, tzinfo=VIETNAM)
GOOD = Content(title="Lịch tiêm", text="Trạm y tế tiêm ngày 25.", schedule=Schedule(at=TOMORROW))


def changed(**fields: object) -> Content:
    return GOOD.model_copy(update=fields)


@pytest.mark.parametrize(
    "other",
    [
        changed(title="Lịch tiêm mới"),
        changed(text="Trạm y tế tiêm ngày 26."),
        changed(urgent=True),
        changed(audience=Audience(topics=(NewsTopic.SCHEDULES,))),
        changed(audience=Audience(internal=True)),
        changed(schedule=Schedule(at=TOMORROW + timedelta(minutes=1))),
        changed(schedule=Schedule(at=TOMORROW, expires=timedelta(hours=1))),
    ],
)
def test_any_change_of_words_audience_or_schedule_changes_the_fingerprint(other: Content) -> None:
    assert other.fingerprint != GOOD.fingerprint


def test_what_was_stored_and_read_again_has_the_same_fingerprint() -> None:
    again = Content.model_validate_json(GOOD.model_dump_json())
    assert again == GOOD
    assert again.fingerprint == GOOD.fingerprint


def test_the_order_in_which_conditions_are_named_does_not_matter() -> None:
    one = Audience(topics=(NewsTopic.REFORM, NewsTopic.SCHEDULES), groups=(Group.PARENTS, Group.CITIZENS))
    other = Audience(topics=(NewsTopic.SCHEDULES, NewsTopic.REFORM), groups=(Group.CITIZENS, Group.PARENTS))
    assert changed(audience=one).fingerprint == changed(audience=other).fingerprint


def test_what_is_right_passes() -> None:
    check_content(GOOD, NOON)
    check_content(changed(schedule=Schedule(every="monthly:15 08:00", until=date(2026, 12, 15))), NOON)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (changed(title=" "), "chưa có tiêu đề"),
        (changed(text="\n"), "chưa có nội dung"),
        (changed(title="Lịch\ntiêm"), "Tiêu đề có dấu xuống dòng hoặc ký tự không hiện ra được"),
        (changed(title="Lịch \udcff"), "Tiêu đề có dấu xuống dòng hoặc ký tự không hiện ra được"),
        (changed(text="Ngày 25\0"), "Nội dung có ký tự không hiện ra được"),
        (changed(text="Ngày \x1b[31m25"), "Nội dung có ký tự không hiện ra được"),
        (changed(title="x" * (LONGEST_TITLE + 1)), "Tiêu đề dài 121 ký tự, nhiều nhất là 120"),
        (changed(text="x" * (LONGEST_TEXT + 1)), "Nội dung dài 1801 ký tự, nhiều nhất là 1800"),
        (changed(schedule=Schedule(at=NOON)), "12:00 20/11/2026 đã qua"),
        (changed(schedule=Schedule(at=datetime(2062, 1, 1, tzinfo=VIETNAM))), "Xem lại năm"),
        (changed(schedule=Schedule(until=date(2026, 12, 15))), "Thêm cách lặp lại"),
        (changed(schedule=Schedule(every="monthly:15 08:00", until=date(2026, 12, 14))), "không có lần nào"),
        (changed(schedule=Schedule(expires=timedelta(seconds=5))), "từ 1 phút đến 7 ngày"),
        (changed(schedule=Schedule(expires=timedelta(days=8))), "từ 1 phút đến 7 ngày"),
        (changed(audience=Audience(internal=True, groups=(Group.CITIZENS,))), "Tin nội bộ chỉ gửi cho cán bộ"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(content: Content, sentence: str) -> None:
    with pytest.raises(OperatorError, match=sentence):
        check_content(content, NOON)


QUIET = QuietHours(time(20, 30), time(7))


@pytest.mark.parametrize("when", [{"at": datetime(2026, 11, 20, 22, tzinfo=VIETNAM)}, {"every": "weekly:6 22:00"}])
def test_what_expires_before_the_quiet_hours_are_over_would_reach_nobody(when: dict[str, object]) -> None:
    def due_at_ten(hours: int, urgent: bool = False) -> Content:
        return changed(schedule=Schedule.model_validate({**when, "expires": timedelta(hours=hours)}), urgent=urgent)

    sentence = "22:00 20/11/2026 nằm trong giờ yên lặng tới 07:00 21/11/2026, mà hạn gửi chỉ tới 04:00 21/11/2026"
    with pytest.raises(OperatorError, match=sentence):
        check_content(due_at_ten(6), NOON, QUIET)
    check_content(due_at_ten(12), NOON, QUIET)
    check_content(due_at_ten(6, urgent=True), NOON, QUIET)
    check_content(due_at_ten(6), NOON)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(OperatorError) as caught:
        check_content(Content(title="", text="", schedule=Schedule(at=NOON)), NOON)
    assert len(str(caught.value).splitlines()) == 3


@given(st.text(alphabet="aệ<&>\"'\n 👍🏽", min_size=1, max_size=LONGEST_TEXT).filter(str.strip))
def test_what_is_not_too_long_is_one_message(text: str) -> None:
    assert len(calls(changed(title="x" * LONGEST_TITLE, text=text).reply("HKM7-R3X4"))) == 1


def test_a_moment_and_a_span_are_read_as_officers_write_them() -> None:
    assert read_moment("2026-12-15 08:00") == datetime(2026, 12, 15, 8, tzinfo=VIETNAM)
    assert (read_span("30m"), read_span("6h"), read_span("2d")) == (
        timedelta(minutes=30), timedelta(hours=6), timedelta(days=2),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "mai", "2026-02-29 08:00", "2026-12-15", "15/12/2026 08:00", "2026-12-15 24:00"])
def test_what_is_no_moment_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(OperatorError, match="Viết như 2026-12-15 08:00"):
        read_moment(text)


@pytest.mark.parametrize("text", ["", "6", "sáu giờ", "-6h", "6 giờ"])
def test_what_is_no_span_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(OperatorError, match="Viết như 30m"):
        read_span(text)


def test_a_rule_with_a_beginning_fires_first_then_or_after_it() -> None:
    beginning = datetime(2026, 12, 15, 8, tzinfo=VIETNAM)
    assert Schedule(at=beginning, every="monthly:15 08:00").first(NOON) == beginning
    later = Schedule(at=beginning + timedelta(minutes=1), every="monthly:15 08:00")
    assert later.first(NOON) == datetime(2027, 1, 15, 8, tzinfo=VIETNAM)


def test_what_has_neither_moment_nor_rule_waits_for_a_word() -> None:
    assert Schedule().first(NOON) is None
    assert Schedule().following(NOON) is None
