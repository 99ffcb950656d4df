"""Why a message is answered as it is: the way it took, and the threshold that decided."""

from datetime import UTC, datetime

import pytest
from fictional_library import library

from bot.dialogue import Decision, State, Turn, respond
from bot.dialogue import policy as thresholds
from bot.dialogue.policy import Choose, Rule, decide, ruled
from bot.dialogue.reason import Reason, Route
from bot.messages import Incoming

LIBRARY = library()
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def said(text: str, state: State | None = None) -> Turn:
    incoming = Incoming(account="test", person="a", message="1", text=text)
    return respond(state or State(), incoming, LIBRARY, NOON)


def reason(text: str) -> Reason:
    found = said(text).reason
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("đăng ký khai sinh", Route.SEARCH),
        ("mua vé xem bóng đá", Route.SEARCH),
        ("chào bạn", Route.SMALL_TALK),
        ("5", Route.NUMBER),
        ("/start", Route.COMMAND),
        ("sai rồi", Route.REFUSAL),
        ("bao nhiêu tiền", Route.ASPECTS_ALONE),
        ("nhận tin", Route.WISH),
    ],
)
def test_the_way_of_a_message_is_told(text: str, route: Route) -> None:
    assert reason(text).route is route


def test_a_message_that_hangs_on_the_one_before_says_so() -> None:
    first = said("đăng ký khai sinh")
    then = said("còn phí?", first.state)
    assert then.reason
    assert then.reason.route is Route.ASPECTS_ALONE
    assert then.outcome.ids == ("1.001193",)


@pytest.mark.parametrize("text", ["đăng ký khai sinh", "hộ khẩu", "mua vé xem bóng đá", "xyz", "phí đăng ký kết hôn"])
def test_the_rule_is_told_with_the_threshold_of_that_name(text: str) -> None:
    ruling = ruled(LIBRARY.find(LIBRARY.read(text)))
    assert ruling.decision == decide(LIBRARY.find(LIBRARY.read(text)))
    if ruling.threshold:
        assert getattr(thresholds, ruling.threshold.name) == ruling.threshold.value


def test_what_decided_is_on_the_right_side_of_its_threshold() -> None:
    unknown, offered = reason("mua vé xem bóng đá").ruling, reason("hộ khẩu").ruling
    assert unknown and unknown.rule in (Rule.DOUBTFUL, Rule.NOTHING_FOUND)
    assert offered and isinstance(offered.decision, Choose) and offered.threshold and offered.measured is not None
    assert offered.rule is Rule.CLOSE or offered.measured > offered.threshold.value


def test_two_turns_that_differ_in_their_reasons_alone_are_the_same_turn() -> None:
    turn = said("chào bạn")
    assert turn.outcome.decision is Decision.SOCIAL
    assert turn.because(Reason(Route.SEARCH)) == turn
    assert "reason" not in repr(turn)
