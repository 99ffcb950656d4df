"""Question files: what citizens type, and what the right answer is. They measure, and they guard the knowledge."""

from typing import Literal, Self

from pydantic import Field, model_validator

from bot.text.fields import Day, Line, Lines, Typed, Value, wrong

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

    q: Typed = Field(description="Câu người dân gõ, đúng như họ gõ")
    kind: Kind = Field(
        description="answer: phải trả lời; choose: phải mời chọn; none: phải nói chưa biết; social: lời chào, cảm ơn"
    )
    want: Lines = Field((), description="Mã thủ tục, chủ đề phải được trả lời đủ; với choose: mời chọn ít nhất hai")
    any_of: Lines = Field((), description="Mã thủ tục, chủ đề: trả lời một trong số này là đúng")
    aspects: tuple[AspectName, ...] | None = Field(
        None, description="Mục được hỏi, ví dụ fee là lệ phí; [] nếu không hỏi mục nào; bỏ trống thì không chấm"
    )
    says: Lines = Field((), description="Chữ phải có trong câu trả lời")
    commune: Line | None = Field(None, description="Mã xã, nếu câu hỏi dành riêng cho một xã")
    at: Day | None = Field(None, description="Ngày hỏi, nếu câu trả lời tùy ngày")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "answer" and not (self.want or self.any_of):
            raise wrong("Câu hỏi loại answer cần want hoặc any_of.", "Ghi mã phải được trả lời.")
        if self.kind == "choose" and len(self.want) < 2:
            raise wrong("Câu hỏi loại choose cần want có ít nhất hai mã.", "Ghi những mã phải được mời chọn.")
        return self


class Dialogue(Value):
    """Several messages of one conversation; `commune` and `at` hold for each that has none of its own."""

    dialogue: tuple[Case, ...] = Field(min_length=1, description="Các câu của một cuộc trò chuyện, theo thứ tự")
    commune: Line | None = Field(None, description="Mã xã cho mọi câu ở đây")
    at: Day | None = Field(None, description="Ngày hỏi cho mọi câu ở đây")

    def cases(self) -> tuple[Case, ...]:
        """The turns, each with the dialogue's commune and day where it names none."""
        return tuple(
            case.model_copy(update={"commune": case.commune or self.commune, "at": case.at or self.at})
            for case in self.dialogue
        )
