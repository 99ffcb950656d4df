"""The ways in which a platform can fail to take a message, each with what follows from it.

Every error of every platform becomes one of these; what is above knows no platform's codes.
"""

from enum import StrEnum


class ChannelError(Exception):
    """A call to a platform failed. One of the classes below says what follows."""


class Absence(StrEnum):
    """Why a person can not be written to."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    UNKNOWN = "unknown"


class Refused(ChannelError):
    """The person can not be written to until they write again; `absence` tells why. `reason` is for logs."""

    def __init__(self, reason: str, absence: Absence = Absence.UNKNOWN) -> None:
        super().__init__(reason)
        self.reason = reason
        self.absence = absence


class SlowDown(ChannelError):
    """Everybody on this account waits that many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:g} s")
        self.seconds = seconds


class Unreachable(ChannelError):
    """The platform did not answer, or not sensibly: try again, with growing pauses.

    `may_have_arrived` tells whether the message may have been delivered all the same, because the answer was lost.
    """

    def __init__(self, reason: str, may_have_arrived: bool) -> None:
        super().__init__(reason)
        self.may_have_arrived = may_have_arrived


class Unacceptable(ChannelError):
    """Our message is wrong and will be refused again. `words` are the platform's own."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class AccountRefused(ChannelError):
    """The platform does not accept this account at all (a wrong or withdrawn token): the channel stops."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
