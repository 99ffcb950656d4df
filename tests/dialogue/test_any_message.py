"""Whatever is typed or pressed, in whatever order: never an exception, always a reply within limits."""

from datetime import UTC, date, datetime

from fictional_library import EMERGENCY, NOTHING_KNOWN, PROCEDURES, library
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.dialogue import KeepMiss, State, Turn, respond
from bot.messages import Incoming, Reply
from bot.search import Aspect
from bot.text.personal import masked

LIBRARIES = (library(), library(NOTHING_KNOWN))
IDS = [content["ma"] for content in PROCEDURES] + [EMERGENCY["ma"], "1.000689", "7.777777"]

_phrases = st.sampled_from(
    [
        "đăng ký khai sinh", "phí bao nhiêu", "hộ khẩu", "2", "cái cuối", "không phải, ", "thế còn ", "cháy nhà rồi",
        "chào", "0900000000", "H55.12-260711-0001", "khai sinh muộn", "xin cấp cuốn sổ giấy cũ", "nuôi hươu", "và ", "",
    ]
)  # fmt: skip
_any_text = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(codec=None), max_size=50),  # lone surrogates too: JSON lets them through
    st.text(st.characters(categories=["Cc", "Cf", "Mn", "So", "Lo"]), max_size=50),
    st.lists(_phrases, max_size=6).map(" ".join),
    st.tuples(st.text(min_size=1, max_size=12), st.sampled_from([1000, 10_000])).map(
        lambda pair: (pair[0] * pair[1])[:10_000]
    ),
)
_choices = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.sampled_from(IDS),
    st.builds("{}/{}".format, st.sampled_from(IDS), st.sampled_from([*Aspect, "gone", ""])),
    st.builds("{}#{}".format, st.sampled_from(IDS), st.sampled_from(["", "dang-ky-muon", "cha-nhan-con", "gone"])),
)
_messages = st.lists(st.tuples(_any_text, _choices), min_size=1, max_size=6)
_moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def holds(turn: Turn) -> State:
    """Checks what holds of every turn; the state as it comes back from where it is kept."""
    assert 1 <= len(turn.replies) <= 6
    for reply in turn.replies:
        assert reply.text.strip()
        assert len(reply.text) <= 2000
        assert all(choice.label.strip() and choice.value for choice in reply.choices)
    assert len(turn.replies[0].text) <= 700
    for effect in turn.effects:
        assert isinstance(effect, KeepMiss)
        assert masked(effect.question).text == effect.question
        effect.question.encode()
    for reply in turn.replies:
        assert Reply.model_validate_json(reply.model_dump_json()) == reply
    kept = State.model_validate_json(turn.state.model_dump_json())
    assert kept == turn.state
    return kept


@settings(deadline=None, max_examples=300)
@given(_messages, st.booleans(), _moments)
@example([("\ud800 đăng ký khai sinh", None), ("\udfff", None)], True, datetime(2026, 11, 20, tzinfo=UTC))
@example([("đăng ký khai sinh " * 600, None)], True, datetime(2026, 11, 20, tzinfo=UTC))
@example([("\u202eđăng ký\u202c مرحبا 你好 \x00", "1.001193#")], False, datetime(2026, 11, 20, tzinfo=UTC))
def test_any_conversation_gets_replies_within_limits(
    messages: list[tuple[str, str | None]], known: bool, moment: datetime
) -> None:
    state = State()
    for number, (text, choice) in enumerate(messages):
        incoming = Incoming(account="web", person="p", message=str(number), text=text, choice=choice)
        state = holds(respond(state, incoming, LIBRARIES[not known], moment))


@settings(deadline=None)
@given(_any_text)
def test_the_same_message_gets_the_same_turn(text: str) -> None:
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    incoming = Incoming(account="web", person="p", message="1", text=text)
    assert respond(State(), incoming, LIBRARIES[0], moment) == respond(State(), incoming, library(), moment)


@settings(deadline=None)
@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.sampled_from(IDS), st.sampled_from([None, *Aspect]))
def test_every_aspect_of_every_entry_can_be_asked_on_any_day(day: date, entry_id: str, aspect: Aspect | None) -> None:
    value = f"{entry_id}/{aspect}" if aspect else entry_id
    moment = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    holds(respond(State(), Incoming("web", "p", "1", "nút", value), LIBRARIES[0], moment))
