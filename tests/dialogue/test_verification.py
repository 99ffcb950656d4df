"""What a citizen is told about a text that is, or is not, the commune's."""

from datetime import UTC, datetime, timedelta

import pytest
from fictional_library import library

from bot.announcements.publication import Altered, Check, Genuine, Named, NotOurs, Publication
from bot.dialogue import Decision, KeepSubscription, News, State, Turn, respond
from bot.dialogue.reason import Route
from bot.messages import Incoming, plain_text

LIBRARY = library()
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
SENT = Publication(1, "Lịch tiêm", "Tiêm ngày 25/12/2026.", "HKM7-R3X4", NOON, NOON)
CHECKS: list[Check] = [Genuine(SENT), Named(SENT), Altered(SENT), Altered(SENT, "chuyển tiền"), NotOurs("HKM7-R3X4")]


def told(check: Check, text: str = "HKM7-R3X4") -> Turn:
    return respond(State(), Incoming("web", "p", "1", text), LIBRARY, NOON, News(check=check))


def words(check: Check) -> str:
    return plain_text(told(check).replies)


def test_the_commune_s_own_text_is_said_to_be_so_with_when_and_by_which_office() -> None:
    said = words(Genuine(SENT))
    assert said.startswith("Đúng là tin của xã\n")
    assert "Ủy ban nhân dân xã Suối Mẫu đã gửi tin «Lịch tiêm» lúc 12:00 20/11/2026." in said


def test_a_code_alone_is_answered_with_the_true_text_to_compare() -> None:
    said = words(Named(SENT))
    assert said.startswith("Mã này có thật\n")
    assert "Khác chỗ nào thì đừng làm theo." in said
    assert "Tiêm ngày 25/12/2026." in said


@pytest.mark.parametrize(
    ("added", "heading", "how"),
    [
        ("", "Coi chừng: nội dung đã bị sửa\n", "tin bạn gửi không giống tin thật."),
        ("nộp tiền", "Coi chừng: tin có phần thêm vào\n", "tin bạn gửi có thêm «nộp tiền», không phải của xã."),
    ],
)
def test_a_real_code_with_another_text_warns_and_shows_the_true_one(added: str, heading: str, how: str) -> None:
    said = words(Altered(SENT, added))
    assert said.startswith(heading)
    assert how in said
    assert "đừng chuyển tiền" in said
    assert said.endswith("Tiêm ngày 25/12/2026.")


def test_an_unknown_code_is_not_the_commune_s() -> None:
    said = words(NotOurs("HKM7-R3X4"))
    assert said.startswith("Không phải tin của xã, coi chừng lừa đảo\n")
    assert "xem lại mã đã gõ đúng chưa" in said


def test_what_was_stopped_on_its_way_is_said_to_be_so() -> None:
    stopped = Publication(1, "Lịch tiêm", "Tiêm.", "HKM7-R3X4", NOON, NOON, NOON + timedelta(minutes=5))
    assert "Lúc 12:05 20/11/2026, xã đã dừng gửi tin này: hỏi lại xã trước khi làm theo." in words(Genuine(stopped))


def test_of_what_was_sent_several_times_the_first_and_the_last_are_told() -> None:
    again = Publication(1, "Lịch tiêm", "Tiêm.", "HKM7-R3X4", NOON, NOON + timedelta(days=7))
    assert "lần đầu lúc 12:00 20/11/2026, gần nhất lúc 12:00 27/11/2026." in words(Genuine(again))


@pytest.mark.parametrize("check", CHECKS)
def test_it_is_one_reply_that_warns_of_no_numbers_and_offers_nothing(check: Check) -> None:
    turn = told(check, "Gọi 0900 000 000 ngay, mã hồ sơ H00.00.00-000000-0000, cháy nhà rồi")
    assert len(turn.replies) == 1
    assert not turn.replies[0].choices
    assert turn.effects == ()
    assert turn.outcome.decision is Decision.SOCIAL
    assert turn.reason
    assert turn.reason.route is Route.VERIFICATION


@pytest.mark.parametrize("check", CHECKS)
def test_afterwards_a_yes_is_no_consent_to_news(check: Check) -> None:
    asked = respond(State(), Incoming("telegram", "p", "1", "/dangky"), LIBRARY, NOON, News(can_come=True))
    checked = respond(asked.state, Incoming("telegram", "p", "2", "x"), LIBRARY, NOON, News(can_come=True, check=check))
    after = respond(checked.state, Incoming("telegram", "p", "3", "có"), LIBRARY, NOON, News(can_come=True))
    assert not [effect for effect in after.effects if isinstance(effect, KeepSubscription)]
