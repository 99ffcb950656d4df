"""What follows from each answer of the OA API. The table is Zalo's own list of error codes, as of November 2026.

A business answer always comes with HTTP 200 and a code in `error`; any other status is of something in between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Any

from bot.channels.failures import Absence, AccountRefused, ChannelError, Refused, SlowDown, Unacceptable, Unreachable

SECONDS_TO_THE_NEXT_MINUTE = 60.0
"""Zalo counts requests by the minute and does not say when it begins."""


_FIELD_INVALID = -201


class Consequence(Enum):
    """What has to be done after an error code."""

    RENEW = auto()
    """The access token is not accepted: renew it, and try once more."""
    OTHER_ENDPOINT = auto()
    """This kind of account sends at the other address."""
    SLOW_DOWN = auto()
    MAY_HAVE_ARRIVED = auto()
    LATER = auto()
    REFUSED = auto()
    UNACCEPTABLE = auto()
    STOP = auto()
    """Nothing can be sent before somebody has changed something at Zalo: an officer is told."""


CONSEQUENCES: Mapping[int, Consequence] = MappingProxyType(
    {
        -216: Consequence.RENEW,
        -220: Consequence.RENEW,
        # The token family has been seen with either sign.
        216: Consequence.RENEW,
        401: Consequence.RENEW,
        -401: Consequence.RENEW,
        -235: Consequence.OTHER_ENDPOINT,
        -240: Consequence.OTHER_ENDPOINT,
        -32: Consequence.SLOW_DOWN,
        -200: Consequence.MAY_HAVE_ARRIVED,
        -214: Consequence.LATER,
        # Not a follower; the window of 7 days is over; no window at all; blocked, used up or restricted by the person;
        # banned or away for over 45 days.
        -213: Consequence.REFUSED,
        -230: Consequence.REFUSED,
        -232: Consequence.REFUSED,
        -217: Consequence.REFUSED,
        -218: Consequence.REFUSED,
        -244: Consequence.REFUSED,
        -227: Consequence.REFUSED,
        _FIELD_INVALID: Consequence.UNACCEPTABLE,
        -210: Consequence.UNACCEPTABLE,
        -233: Consequence.UNACCEPTABLE,
        -100: Consequence.UNACCEPTABLE,
        # Against the platform's rules: what is being sent stops, and a person looks at it.
        -248: Consequence.UNACCEPTABLE,
        # Of what is never sent here: broadcasts at night, templates, paid messages, groups, forms, unknown addresses.
        -234: Consequence.UNACCEPTABLE,
        -249: Consequence.UNACCEPTABLE,
        -320: Consequence.UNACCEPTABLE,
        -321: Consequence.UNACCEPTABLE,
        -237: Consequence.UNACCEPTABLE,
        -238: Consequence.UNACCEPTABLE,
        -241: Consequence.UNACCEPTABLE,
        -403: Consequence.UNACCEPTABLE,
        -1340: Consequence.UNACCEPTABLE,
        -1341: Consequence.UNACCEPTABLE,
        404: Consequence.UNACCEPTABLE,
        -211: Consequence.STOP,
        -224: Consequence.STOP,
        -212: Consequence.STOP,
        -209: Consequence.STOP,
        -219: Consequence.STOP,
        -221: Consequence.STOP,
        -223: Consequence.STOP,
        -204: Consequence.STOP,
        -205: Consequence.STOP,
        -242: Consequence.STOP,
    }
)

_ABSENCES: Mapping[int, Absence] = MappingProxyType({-217: Absence.BLOCKED, -227: Absence.DEACTIVATED})
"""Why the person is refused, where the code alone tells it. Who does not follow may never have followed."""


class TokenRefused(AccountRefused):
    """The access token is not accepted; a renewed one may be."""


class WrongEndpoint(AccountRefused):
    """An account of this kind does not send at this address."""


class Stopped(AccountRefused):
    """The account can not do this before somebody has changed something at Zalo; `code` says what."""

    def __init__(self, code: int) -> None:
        super().__init__(f"error {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """What the OA API answered: `error` is 0 where it was done. `message` may quote what we sent; it is not logged."""

    error: int
    message: str
    data: Any


def read_answer(status: int, body: Any) -> Answer:
    """The answer in a response whose body was JSON; `body` is None where it was not. Raises ChannelError."""
    if status == 429:
        raise SlowDown(SECONDS_TO_THE_NEXT_MINUTE)
    if status != 200 or not isinstance(body, dict):
        # A filter or a proxy that refuses has handed nothing on; one that fails, or says nothing, may have.
        raise Unreachable(f"HTTP {status}", may_have_arrived=status == 200 or status >= 500)
    try:
        code = int(body["error"])
    except (KeyError, TypeError, ValueError):
        raise Unreachable("an answer without an error code", may_have_arrived=True) from None
    return Answer(code, str(body.get("message", "")), body.get("data"))


def failure_of(answer: Answer) -> ChannelError:
    """What follows from an error; a code that is not known is taken as a fault of this one message."""
    reason = f"error {answer.error}"
    match CONSEQUENCES.get(answer.error, Consequence.UNACCEPTABLE):
        case Consequence.RENEW:
            return TokenRefused(reason)
        case Consequence.OTHER_ENDPOINT:
            return WrongEndpoint(reason)
        case Consequence.SLOW_DOWN:
            return SlowDown(SECONDS_TO_THE_NEXT_MINUTE)
        case Consequence.MAY_HAVE_ARRIVED:
            return Unreachable(reason, may_have_arrived=True)
        case Consequence.LATER:
            return Unreachable(reason, may_have_arrived=False)
        case Consequence.REFUSED:
            return Refused(reason, _ABSENCES.get(answer.error, Absence.UNKNOWN))
        case Consequence.STOP:
            return Stopped(answer.error)
        case Consequence.UNACCEPTABLE if answer.error == _FIELD_INVALID and "user_id" in answer.message:
            return Refused(reason)
        case Consequence.UNACCEPTABLE:
            return Unacceptable(reason)
