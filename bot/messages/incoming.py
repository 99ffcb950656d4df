"""What a citizen sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of one person to one of a commune's channel accounts.

    `account` names the channel account it arrived at ("web", "terminal", later "telegram" …), `person` is who wrote as
    that account knows them (never a name), `message` is the platform's id of the message, unique within the account.
    `choice` is the value of a pressed button (`Choice.value`), and then `text` is its label.
    """

    account: str
    person: str
    message: str
    text: str
    choice: str | None = None
