"""How the connection with a platform is, for /healthz and for the person who runs the program."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Condition(StrEnum):
    """What a channel does at the moment."""

    STARTING = "starting"
    RUNNING = "running"
    MUTE = "mute"
    """Messages arrive, but none can be sent: a quota is used up, a package has ended."""
    UNREACHABLE = "unreachable"
    """Messages do not arrive; it is tried again."""
    STOPPED = "stopped"
    """It is not tried again before the program is started anew, or an admin has agreed anew (Zalo OA)."""


@dataclass(frozen=True, slots=True)
class Status:
    """What a channel does, since when, and in Vietnamese what to do about it ("" where there is nothing to do)."""

    condition: Condition
    since: datetime
    words: str = ""
