"""Every error of Telegram leads to one of our five."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from telegram import error as errors
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.failures import Absence, AccountRefused, ChannelError, Refused, SlowDown, Unacceptable, Unreachable
from bot.channels.telegram.errors import failure_of, is_other_reader, is_refused_markup


@pytest.fixture(autouse=True)
def _durations_are_durations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


def samples() -> list[tuple[TelegramError, type[ChannelError]]]:
    return [
        (TelegramError("Invalid server response"), Unreachable),
        (errors.BadRequest("Bad Request: something is wrong"), Unacceptable),
        (errors.ChatMigrated(-100), Refused),
        (errors.Conflict("Conflict: terminated by other getUpdates request"), Unreachable),
        (errors.EndPointNotFound("Endpoint 'sendTea' not found"), Unacceptable),
        (errors.Forbidden("Forbidden: bot was blocked by the user"), Refused),
        (errors.InvalidToken("Unauthorized"), AccountRefused),
        (errors.NetworkError("Bad Gateway"), Unreachable),
        (errors.PassportDecryptionError("no key"), Unacceptable),
        (errors.RetryAfter(7), SlowDown),
        (errors.TimedOut(), Unreachable),
    ]


def all_kinds(kind: type[TelegramError]) -> Iterator[type[TelegramError]]:
    yield kind
    for lower in kind.__subclasses__():
        yield from all_kinds(lower)


def test_no_error_of_the_library_is_forgotten() -> None:
    known = {kind for kind in all_kinds(TelegramError) if kind.__module__ == "telegram.error"}
    assert {type(error) for error, _ in samples()} == known
    assert known == {getattr(errors, name) for name in errors.__all__}


def test_each_error_of_the_library_leads_to_one_of_ours() -> None:
    assert [type(failure_of(error)) for error, _ in samples()] == [ours for _, ours in samples()]


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        ("Bad Request: chat not found", Refused),
        ("Bad Request: user not found", Refused),
        ("Bad Request: PEER_ID_INVALID", Refused),
        ("Bad Request: input user deactivated", Refused),
        ("Bad Request: have no rights to send a message", Refused),
        ("Bad Request: group chat was upgraded to a supergroup chat", Refused),
        ("Bad Request: can't parse entities: Unsupported start tag", Unacceptable),
        ("Bad Request: message is too long", Unacceptable),
        ("Bad Request: message text is empty", Unacceptable),
        ("Bad Request: BUTTON_DATA_INVALID", Unacceptable),
        ("Bad Request: query is too old and response timeout expired or query ID is invalid", Unacceptable),
        ("Logged out", AccountRefused),
    ],
)
def test_a_refused_request_is_the_persons_end_or_our_fault(words: str, ours: type[ChannelError]) -> None:
    assert type(failure_of(BadRequest(words))) is ours


@pytest.mark.parametrize(
    ("error", "absence"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Absence.BLOCKED),
        (Forbidden("Forbidden: user is deactivated"), Absence.DEACTIVATED),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Absence.UNKNOWN),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Absence.UNKNOWN),
        (BadRequest("Bad Request: USER_IS_BLOCKED"), Absence.BLOCKED),
        (BadRequest("Bad Request: input user deactivated"), Absence.DEACTIVATED),
        (BadRequest("Bad Request: chat not found"), Absence.UNKNOWN),
    ],
)
def test_who_does_not_want_the_bot_is_left_alone_and_it_is_told_why(error: TelegramError, absence: Absence) -> None:
    failure = failure_of(error)
    assert isinstance(failure, Refused) and (failure.reason, failure.absence) == (error.message, absence)


def test_only_what_is_about_the_markup_is_sent_again_without_it() -> None:
    assert is_refused_markup(Unacceptable("Can't parse entities: unsupported start tag"))
    assert not is_refused_markup(Unacceptable("Message is too long"))


def test_another_program_with_the_same_token_is_told_apart() -> None:
    assert is_other_reader(failure_of(errors.Conflict("x")))
    assert not is_other_reader(failure_of(TimedOut()))


@pytest.mark.parametrize(("asked", "seconds"), [(7, 7.0), (timedelta(seconds=90), 90.0)])
def test_a_wait_is_as_long_as_telegram_asks(asked: int | timedelta, seconds: float) -> None:
    failure = failure_of(RetryAfter(asked))
    assert isinstance(failure, SlowDown) and failure.seconds == seconds


def test_a_wait_without_a_length_has_one_all_the_same() -> None:
    failure = failure_of(NetworkError("Too Many Requests: retry later"))
    assert isinstance(failure, SlowDown) and failure.seconds == 30


def test_what_is_too_large_is_not_tried_again() -> None:
    assert isinstance(failure_of(NetworkError("Request Entity Too Large")), Unacceptable)


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "may_have_arrived"),
    [
        (caused(TimedOut(), httpx.ConnectTimeout("")), False),
        (caused(TimedOut(), httpx.PoolTimeout("")), False),
        (caused(TimedOut(), httpx.ReadTimeout("")), True),
        (caused(TimedOut(), httpx.WriteTimeout("")), True),
        (caused(NetworkError("x"), httpx.ConnectError("")), False),
        (caused(NetworkError("x"), httpx.ProxyError("")), False),
        (caused(NetworkError("x"), httpx.ReadError("")), True),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("")), True),
        (NetworkError("Internal Server Error"), True),
        (NetworkError("Bad Gateway"), True),
        (TelegramError("Invalid server response"), True),
        (errors.Conflict("x"), False),
    ],
)
def test_it_is_known_whether_a_message_may_have_arrived(error: TelegramError, may_have_arrived: bool) -> None:
    failure = failure_of(error)
    assert isinstance(failure, Unreachable) and failure.may_have_arrived is may_have_arrived


@pytest.mark.parametrize("error", [Forbidden("Forbidden (403)"), InvalidToken("Not Found (404)"), BadRequest("x")])
def test_a_page_of_something_in_between_says_nothing_about_the_person_or_the_token(error: TelegramError) -> None:
    failure = failure_of(caused(error, TelegramError("Invalid server response")))
    assert isinstance(failure, Unreachable) and not failure.may_have_arrived


def test_an_answer_of_another_shape_is_no_answer() -> None:
    assert isinstance(failure_of(KeyError("result")), Unreachable)


def test_the_words_of_a_refused_token_are_ours() -> None:
    refused = InvalidToken("The token `4000:secret` was rejected by the server.")
    assert "secret" not in str(failure_of(refused))
