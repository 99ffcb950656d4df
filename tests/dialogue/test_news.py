"""News come only after an explicit yes, whatever else is said, pressed or left unsaid."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from fictional_library import library
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.announcements.subscription import Group, NewsTopic, Status, Subscription, agreed, stopped
from bot.dialogue import ForgetPerson, KeepSubscription, News, State, Turn, respond
from bot.dialogue.news_wishes import Consent, Wish, consent_in, wish_in
from bot.dialogue.wording.news import CONSENT, CONSENT_VERSION, GROUPS, TOPICS
from bot.messages import Incoming
from bot.text.words import bare, words_of

LIBRARY = library()
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
YES = f"!tin/co/{CONSENT_VERSION}"
FORMER = agreed("telegram", "p", CONSENT_VERSION, NOON, None)


class Talk:
    """A conversation on a channel that can write first."""

    def __init__(self, subscription: Subscription | None = None) -> None:
        self.state = State()
        self.subscription = subscription

    def say(self, text: str, choice: str | None = None) -> Turn:
        incoming = Incoming("telegram", "p", "1", text, choice)
        turn = respond(self.state, incoming, LIBRARY, NOON, News(can_come=True, subscription=self.subscription))
        self.state = State.model_validate_json(turn.state.model_dump_json())
        for effect in turn.effects:
            match effect:
                case KeepSubscription(subscription):
                    self.subscription = subscription
                case ForgetPerson():
                    self.subscription = None
        return turn

    @property
    def receives(self) -> bool:
        return bool(self.subscription and self.subscription.status is Status.ACTIVE)

    def is_asked(self) -> bool:
        return any(choice.value == YES for choice in self.state.offered)


def may_be_a_yes(text: str, choice: str | None) -> bool:
    """Whether this can be taken for a yes at all; said more widely, and otherwise, than the conversation does."""
    words = {bare(word) for word in words_of(text)}
    return choice == YES or (choice is None and bool(words & {"1", "mot", "nhat", "dau", "co", "dong"}))


_texts = st.one_of(
    st.sampled_from(
        [
            "đăng ký nhận tin", "hủy nhận tin", "/dangky", "/huy", "/dulieu", "/xoadulieu", "/start", "mấy giờ mở cửa",
            "làm giấy khai sinh cho con", "hộ khẩu", "vâng", "ok", "ừ", "được", "không", "thôi", "2", "3", "4", "7",
            "cái cuối", "cháy nhà rồi", "cảm ơn", "nhận lại ngay", "1", "có", "đồng ý", "không đồng ý", "số 1 ạ",
            "Xóa hết", "nhận tin có mất tiền không", "",
        ]
    ),
    st.text(max_size=20),
)  # fmt: skip
_codes = ["cchc", "thoi-tiet", "nguoi-dan", "phu-huynh", "thon-mau-mot", ""]
_choices = st.one_of(
    st.none(),
    st.none(),
    st.sampled_from(
        ["!tin", "!tin/khong", "!tin/ngung", "!tin/tam-ngung", "!tin/nhan-lai", "!tin/co/0", "!tin/co/", YES]
    ),
    st.builds("!tin/{}".format, st.sampled_from(["chu-de", "nhom", "thon", "gi-do"])),
    st.builds("!tin/{}/{}".format, st.sampled_from(["chu-de", "nhom", "thon"]), st.sampled_from(_codes)),
    st.builds("!tin/chu-de/{}/{}".format, st.sampled_from([*NewsTopic]), st.sampled_from(["nhan", "bo", "gi"])),
    st.sampled_from(["1.001193", "!xoadulieu", "!giudulieu", "1.001193#"]),
)
_messages = st.lists(st.tuples(_texts, _choices), max_size=14)


@settings(deadline=None, max_examples=200)
@given(_messages, st.sampled_from([None, stopped(FORMER)]))
def test_without_an_explicit_yes_no_sequence_of_messages_leaves_an_active_subscription(
    messages: list[tuple[str, str | None]], former: Subscription | None
) -> None:
    talk = Talk(former)
    for text, choice in messages:
        if choice == YES or (talk.is_asked() and may_be_a_yes(text, choice)):
            continue
        turn = talk.say(text, choice)
        assert turn.replies and all(reply.text.strip() for reply in turn.replies)
        assert not talk.receives


@settings(deadline=None, max_examples=100)
@given(_messages)
def test_whatever_is_said_a_subscription_is_whole_and_the_consent_is_the_one_given(
    messages: list[tuple[str, str | None]],
) -> None:
    talk = Talk(FORMER)
    for text, choice in messages:
        talk.say(text, choice)
        if talk.subscription:
            assert (talk.subscription.account, talk.subscription.person) == ("telegram", "p")
            assert talk.subscription.consented_at == NOON
            assert talk.subscription.village in {"", *LIBRARY.knowledge.commune.village_names}


@settings(deadline=None, max_examples=100)
@given(_messages)
def test_news_are_offered_once_at_most_and_never_after_an_emergency(messages: list[tuple[str, str | None]]) -> None:
    talk, offers, emergency = Talk(), 0, False
    for text, choice in messages:
        turn = talk.say(text, choice)
        offers += "Bạn muốn nhận tin của" in turn.replies[-1].text
        emergency = emergency or "khan-cap" in turn.outcome.ids
        assert not (emergency and "Bạn muốn nhận tin của" in turn.replies[-1].text)
        if "!xoadulieu" in (choice, *(kept.value for kept in talk.state.offered)):
            return
    assert offers <= 1


@pytest.mark.parametrize(
    "yes", ["1", "số 1 nhé", "Đồng ý", "dong y", "có", "co a", "dạ có ạ", "tôi đồng ý", "có đồng ý"]
)
def test_a_yes_is_taken_in_plain_words(yes: str) -> None:
    talk = Talk()
    talk.say("/dangky")
    talk.say(yes)
    assert talk.receives


@pytest.mark.parametrize(
    "no", ["2", "Không", "khong a", "ko", "không đồng ý", "thôi", "vâng", "ok", "để xem đã", "có không", "3"]
)
def test_everything_else_is_no_yes(no: str) -> None:
    talk = Talk()
    talk.say("/dangky")
    talk.say(no)
    assert not talk.receives


@pytest.mark.parametrize("between", ["cảm ơn", "/huongdan", "mấy giờ mở cửa", "không", "vâng"])
def test_the_question_is_closed_by_anything_else_that_is_said(between: str) -> None:
    talk = Talk()
    talk.say("/dangky")
    talk.say(between)
    assert not talk.is_asked()
    talk.say("có")
    assert not talk.receives


@pytest.mark.parametrize(
    "stop",
    [
        "hủy nhận tin",
        "huy nhan tin",
        "HỦY NHẬN TIN!!",
        "/huy",
        "đừng gửi tin cho tôi nữa",
        "thôi không nhận tin nữa ạ",
        "tat thong bao di",
    ],
)
def test_a_wish_to_stop_counts_at_once(stop: str) -> None:
    talk = Talk(FORMER)
    turn = talk.say(stop)
    assert turn.effects == (KeepSubscription(stopped(FORMER)),)
    assert "Tôi đã ngừng." in turn.replies[0].text


def test_even_who_is_still_called_unreachable_can_stop() -> None:
    away = replace(FORMER, status=Status.UNREACHABLE, reason="blocked")
    assert Talk(away).say("/huy").effects == (KeepSubscription(stopped(FORMER)),)


@pytest.mark.parametrize(
    "text",
    [
        "đăng ký nhận tin",
        "dang ky nhan tin",
        "đk nhận tin",
        "cho bà đăng ký nhận tin của xã với ạ",
        "nhận thông báo",
        "muốn nhận tin",
    ],
)
def test_a_wish_to_receive_is_understood_with_and_without_accents(text: str) -> None:
    assert wish_in(text) is Wish.SUBSCRIBE


@pytest.mark.parametrize(
    "text",
    [
        "đăng ký nhận cha mẹ con", "đăng ký nhận nuôi con nuôi", "đăng ký khai sinh", "hủy đăng ký kinh doanh",
        "ngừng nhận tin thế nào", "tôi không đăng ký nhận tin", "chưa muốn nhận tin", "nhắn tin", "hủy", "đăng ký", "tin",
        "có nên nhận tin không", "hủy nhận tin rồi đăng ký nhận tin", "",
    ],
)  # fmt: skip
def test_what_says_more_or_something_else_is_no_wish(text: str) -> None:
    assert wish_in(text) is None


def test_a_yes_beside_a_no_is_neither() -> None:
    assert consent_in("có, không") is None
    assert consent_in("không đồng ý") is Consent.NO


def test_who_changes_the_question_counts_its_version_up() -> None:
    """A yes is kept with the version of the text that it was said to; this is what version 1 says."""
    told = {"1": "7a37ba164f1e9278"}
    assert sha256(CONSENT.encode()).hexdigest()[:16] == told[CONSENT_VERSION]


def test_every_topic_and_group_has_a_name() -> None:
    assert (set(TOPICS), set(GROUPS)) == (set(NewsTopic), set(Group))
