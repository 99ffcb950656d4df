"""What a channel has to be for the contract: the adapter that each platform brings, and what it declares it can do.

A new channel writes one adapter (its platform's imitation behind the methods of `Subject`) and adds it to
`contract_channels.py`. Where it can not do something, it says so in its abilities, and the contract asks for what
happens instead; no test is left out.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from contract_office import Office

from bot.messages import Attachment, Reply
from bot.services.gates import Gate
from bot.services.sending import NewsChannel


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a platform can do, each with what the contract asks for where it can not.

    - `buttons`: choices can be pressed. Else they are numbered lines, taken by number or words; so they are beside
      buttons too.
    - `named_links`: an address may stand behind a name. Else the name is followed by the address.
    - `markup`: a heading is set off. Else it is the first line, with no sign of markup.
    - `writes_first`: a message can reach somebody who has not just asked. Else nothing is ever sent unasked.
    - `window`: how long after they were last in touch a person can be written to first; None for always. Who is outside
      is skipped, and the reason told.
    - `has_reserve`: so many messages a month are allowed, and the last fifth is for answers. Where only that is left,
      announcements are skipped, and the reason told.
    - `keeps`: the conversation is kept in the commune's database. Else nothing is written anywhere, deleting means that
      the conversation begins anew, and the end of the session forgets it.
    - `redelivers`: the platform, or the person's browser, may bring the same message twice. Else there is no such thing,
      and the same words are a new message.
    - `attachments`: what can come instead of words. Else nothing but words can be sent.
    - `longest`: UTF-16 units that one message may have; None where there is no limit.
    """

    buttons: bool
    named_links: bool
    markup: bool
    writes_first: bool
    keeps: bool
    redelivers: bool
    window: timedelta | None = None
    has_reserve: bool = False
    attachments: frozenset[Attachment] = frozenset()
    longest: int | None = None


class Subject(Protocol):
    """Persons, named by a word, who write to the commune over one channel. Each call ends when the answer is there."""

    @property
    def name(self) -> str:
        """The name of the channel account, as it is stored."""

    @property
    def abilities(self) -> Abilities: ...

    @property
    def office(self) -> Office: ...

    @property
    def news(self) -> tuple[NewsChannel, Gate] | None:
        """What announcements leave by, and whom the platform lets them through to. None without `writes_first`."""

    async def say(self, person: str, *texts: str) -> None:
        """Write these messages; several at once where the platform does not make people wait for the answer."""

    async def press(self, person: str, label: str) -> None:
        """Press the latest button that has this label, however old it is. Only with `buttons`."""

    async def attach(self, person: str, kind: Attachment, caption: str) -> None:
        """Send this instead of words. Only for the kinds in `attachments`."""

    async def repeat(self, person: str) -> None:
        """Let the platform bring the person's last written message again, as it does. Only with `redelivers`."""

    async def bring(self, person: str, reply: Reply) -> None:
        """Send this unasked. Only with `writes_first`."""

    def stumble(self) -> None:
        """Let the next call to the platform fail once, so that it is tried again. Nothing where nothing is called."""

    def sees(self, person: str) -> list[str]:
        """What has come to the person, in order, as plain text: a link as "name: address", a button as its label."""

    def headings(self, person: str) -> list[str]:
        """What stands set off in it. Only with `markup`."""

    def lengths(self, person: str) -> list[int]:
        """How long each message that came was, as the platform counts it. Nothing without `longest`."""

    def id_of(self, person: str) -> str:
        """Who the person is in the database."""


async def take(subject: Subject, person: str, choice: int | str) -> None:
    """Take a choice by its number or its words."""
    await subject.say(person, str(choice))


def heard(subject: Subject, person: str) -> str:
    """All that the person sees, as one text."""
    return "\n".join(subject.sees(person))


async def hears(subject: Subject, person: str, *texts: str) -> str:
    """What comes in answer to these messages, as one text."""
    before = len(subject.sees(person))
    await subject.say(person, *texts)
    return "\n".join(subject.sees(person)[before:])
