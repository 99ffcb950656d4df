"""What an officer's conversation remembers. It holds what they have typed, and is kept until they are done with it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.announcements.content import Content
from bot.messages import Choice


class Field(StrEnum):
    """What is asked for one after the other; the values stand in the choices' values."""

    TITLE = "tieu-de"
    TEXT = "noi-dung"
    GROUP = "nhom"
    TOPIC = "chu-de"
    VILLAGE = "thon"
    TIME = "gio"


class Draft(BaseModel):
    """An announcement as far as it is written.

    `field` is what is being asked for, None where all was asked and the preview is shown. `correcting` tells that after
    this field the preview comes again. `number` is the announcement of which this is to be a new version and `base` the
    fingerprint of the version that it began from; None and "" for a new one.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    content: Content = Content(title="", text="")
    field: Field | None = Field.TITLE
    correcting: bool = False
    number: int | None = None
    base: str = ""


class Bound(BaseModel):
    """An announcement in the version that somebody has seen."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: int
    fingerprint: str


class Talk(BaseModel):
    """`draft` is what is being written, and is put aside while `is_writing` is False. `refusing` is what a reason is
    being asked for. `offered` are the choices that a number or a name can take.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    draft: Draft | None = None
    is_writing: bool = False
    refusing: Bound | None = None
    offered: tuple[Choice, ...] = ()
