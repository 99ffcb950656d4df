"""What a citizen sent."""

from dataclasses import dataclass
from enum import StrEnum


class Attachment(StrEnum):
    """What a message can consist of instead of words. Nothing of it is ever fetched."""

    PHOTO = "photo"
    VOICE = "voice"
    FILE = "file"
    LOCATION = "location"
    STICKER = "sticker"
    UNREADABLE = "unreadable"
    """Something that the platform does not hand on: all that a child's or a restricted account sends, for one."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of one person to one of a commune's channel accounts.

    `account` names the channel account it arrived at ("web", "terminal", later "telegram" …), `person` is who wrote as
    that account knows them (never a name), `message` is the platform's id of the message, unique within the account.
    `choice` is the value of a pressed button (`Choice.value`), and then `text` is its label. `attachment` tells what
    came instead of words, and then `text` is what was written beside it, if anything.
    """

    account: str
    person: str
    message: str
    text: str
    choice: str | None = None
    attachment: Attachment | None = None
