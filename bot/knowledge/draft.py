"""A draft (bản nháp): a procedure that somebody has begun to write. It is found, but tells nothing yet."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from bot.knowledge.procedure import Procedure
from bot.text.fields import Day, Line, Paragraphs, wrong

STATUS = "trang_thai"
"""The key that makes a procedure's file a draft. Whoever has written all of it takes the line away."""
DRAFT = "bản nháp"


def _status(value: Any) -> Any:
    if not isinstance(value, str) or " ".join(value.split()).lower() != DRAFT:
        raise wrong("Không hiểu trạng thái này.", f"Chưa xong thì viết «{DRAFT}»; đã xong thì xóa cả dòng {STATUS}.")
    return DRAFT


class Draft(Procedure):
    """A procedure of which only code, name, field and source are certain; citizens get its name and its link.

    What else it holds is checked as in any procedure but told to nobody. `reviewed_on` is the first day of all days
    where nobody has reviewed it.
    """

    status: Annotated[Literal["bản nháp"], BeforeValidator(_status)] = Field(
        alias=STATUS, description="Chưa viết xong thì ghi bản nháp; viết xong thì xóa cả dòng này"
    )
    summary: Paragraphs = Field("", alias="tom_tat", description="Một, hai câu: cần làm gì trước tiên")
    handled_at: Line = Field("", alias="noi_giai_quyet", description="Cơ quan giải quyết")
    reviewed_on: Day = Field(date.min, alias="ra_soat", description="Ngày rà soát gần nhất")
