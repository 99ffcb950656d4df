"""Question files: what citizens type, and what the right answer is. They measure, and they guard the knowledge."""

from typing import Literal, Self

from pydantic import Field, model_validator

from bot.text.fields import Day, Line, Lines, Value, wrong

Kind = Literal["answer", "choose", "none", "social"]
AspectName = Literal[
    "documents", "fee", "time", "place", "online", "post", "steps", "forms", "result", "requirements", "legal", "agency"
]


class Case(Value):
    """One message and what the bot should make of it.

    `want` are the ids that must all be answered (or, of kind choose, of which two must be offered); `any_of` are ids of
    which one must be. `aspects` is None where they are not judged, empty where none was named. `says` are words that
    the reply must contain. `commune` and `at` are those to take instead of the default commune and of today.
    """

    q: str
    kind: Kind
    want: Lines = ()
    any_of: Lines = ()
    aspects: tuple[AspectName, ...] | None = None
    says: Lines = ()
    commune: Line | None = None
    at: Day | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "answer" and not (self.want or self.any_of):
            raise wrong("Câu hỏi loại answer cần want hoặc any_of.", "Ghi mã phải được trả lời.")
        if self.kind == "choose" and len(self.want) < 2:
            raise wrong("Câu hỏi loại choose cần want có ít nhất hai mã.", "Ghi những mã phải được mời chọn.")
        return self


class Dialogue(Value):
    """Several messages of one conversation; `commune` and `at` hold for each that has none of its own."""

    dialogue: tuple[Case, ...] = Field(min_length=1)
    commune: Line | None = None
    at: Day | None = None

    def cases(self) -> tuple[Case, ...]:
        """The turns, each with the dialogue's commune and day where it names none."""
        return tuple(
            case.model_copy(update={"commune": case.commune or self.commune, "at": case.at or self.at})
            for case in self.dialogue
        )
