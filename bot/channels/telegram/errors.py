"""Every error of Telegram and of the way to it, as one of our five. https://core.telegram.org/bots/api#making-requests

The library's `BadRequest` is a `NetworkError`: it has to be asked for first, or a broken message is tried for ever.
"""

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    PassportDecryptionError,
    RetryAfter,
    TelegramError,
)

from bot.channels.failures import Absence, AccountRefused, ChannelError, Refused, SlowDown, Unacceptable, Unreachable
from bot.channels.transport import NEVER_SENT

_OTHER_READER = "another program reads this bot's messages"
UNSAID_PAUSE = 30.0
"""Seconds to wait after "too many requests" where Telegram does not say how long."""

_PERSONS_END = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user_is_blocked",
    "deactivated",
    "have no rights to send",
    "not enough rights",
    "chat_write_forbidden",
    "group chat was upgraded",
    "group chat was migrated",
    "can't initiate conversation",
)
"""What a 400 says, in small letters, when it is the chat that can not be written to."""


def failure_of(error: Exception) -> ChannelError:
    """What follows from an exception that the library raised. The token is in none of the words."""
    if isinstance(error, TelegramError) and isinstance(error.__cause__, TelegramError):
        # The library gives a page that is no JSON its status all the same. Such a 403 or 404 is of something in
        # between, a proxy or a filter, and says nothing about the person or the token.
        return Unreachable("something else answered", may_have_arrived=_is_server_error(error))
    match error:
        case RetryAfter():
            return SlowDown(_seconds(error.retry_after))
        case InvalidToken():
            return AccountRefused("the token is not accepted")
        case Forbidden():
            return Refused(error.message, _absence(error.message))
        case ChatMigrated():
            return Refused("the group has become another chat")
        case Conflict():
            return Unreachable(_OTHER_READER, may_have_arrived=False)
        case BadRequest():
            return _refused_request(error.message)
        case EndPointNotFound() | PassportDecryptionError():
            return Unacceptable(error.message)
        case NetworkError():
            return _failed_on_the_way(error)
        case _:
            return Unreachable(f"the answer was not understood: {type(error).__name__}", may_have_arrived=True)


def is_refused_markup(failure: Unacceptable) -> bool:
    """Whether Telegram could not read the HTML of the message."""
    return "parse entities" in failure.words.lower()


def is_other_reader(failure: ChannelError) -> bool:
    """Whether another program, or a webhook, gets the bot's messages."""
    return isinstance(failure, Unreachable) and str(failure) == _OTHER_READER


def _refused_request(words: str) -> ChannelError:
    said = words.lower()
    if any(phrase in said for phrase in _PERSONS_END):
        return Refused(words, _absence(words))
    if "logged out" in said:
        return AccountRefused("the bot was logged out")
    return Unacceptable(words)


def _absence(words: str) -> Absence:
    said = words.lower()
    if "deactivated" in said:
        return Absence.DEACTIVATED
    return Absence.BLOCKED if "blocked" in said else Absence.UNKNOWN


def _failed_on_the_way(error: NetworkError) -> ChannelError:
    said = error.message.lower()
    if said.startswith("too many requests"):
        return SlowDown(UNSAID_PAUSE)
    if said.startswith("request entity too large"):
        return Unacceptable(error.message)
    cause = error.__cause__
    reason = type(cause).__name__ if cause else error.message
    return Unreachable(reason, may_have_arrived=not isinstance(cause, NEVER_SENT))


def _is_server_error(error: TelegramError) -> bool:
    return not isinstance(error, BadRequest | Forbidden | InvalidToken | Conflict)


def _seconds(pause: timedelta | float) -> float:
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
