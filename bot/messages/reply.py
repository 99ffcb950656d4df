"""What the bot sends: plain words, choices and links. How they look is the channel's business."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict


class Choice(BaseModel):
    """Something the citizen can take by pressing it, by its number or by its words.

    `value` is understood without any state, for as long as old buttons live: see `dialogue.choices`. `said` is what
    means the same in words, where a button can only type for the person and the label alone may mean something else
    by then; "" where the label does.
    """

    model_config = ConfigDict(frozen=True)

    label: str
    value: str
    said: str = ""


class Link(BaseModel):
    """A web address with the words that name it."""

    model_config = ConfigDict(frozen=True)

    label: str
    url: str


class Reply(BaseModel):
    """One message of the bot. `heading` names what it is about, in a few words, and may be empty."""

    model_config = ConfigDict(frozen=True)

    text: str
    heading: str = ""
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()


def plain_text(replies: Iterable[Reply]) -> str:
    """The replies as they read where nothing but text can be shown: choices as numbered lines."""
    return "\n\n".join(_plain(reply) for reply in replies)


def _plain(reply: Reply) -> str:
    lines = [reply.heading] if reply.heading else []
    lines.append(reply.text)
    lines += [f"{link.label}: {link.url}" for link in reply.links]
    lines += [f"{number}. {choice.label}" for number, choice in enumerate(reply.choices, start=1)]
    return "\n".join(lines)
