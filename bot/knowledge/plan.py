"""A commune's plan for a year (kế hoạch tuyên truyền), as `knowledge/xa/<code>/ke-hoach.yaml` holds it."""

from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, Field, model_validator

from bot.text.fields import (
    Day,
    DayOfMonth,
    Line,
    Lines,
    Month,
    OneOrMany,
    Quarter,
    Quota,
    Slug,
    Value,
    Year,
    YearlyDay,
    wrong,
)

T = TypeVar("T")


class Term(StrEnum):
    """A part of the year that is longer than a quarter: its first half, and the whole."""

    HALF = "6 tháng"
    YEAR = "cả năm"


def _once(items: tuple[T, ...]) -> tuple[T, ...]:
    twice = next((item for item in items if items.count(item) > 1), None)
    if twice is not None:
        raise wrong(f"«{twice}» viết hai lần.", "Giữ lại một.")
    return items


_Units = Annotated[tuple[Slug, ...], OneOrMany(), AfterValidator(_once)]


class PlanTask(Value):
    """One task (nhiệm vụ): what is to be told, by which unit, when, how often, where.

    When is said in one of three ways: by periods (`months`, `quarters`, `terms`), each of which is done by the day `by`
    of its last month; by `days`, by which it is done; or by a day of every year.
    """

    code: Slug = Field(alias="ma", description="Tên mã của nhiệm vụ, không dấu; đã ghi việc vào sổ thì đừng đổi")
    section: Line | None = Field(None, alias="muc", description="Số mục trong bản kế hoạch, ví dụ 4.1")
    content: Line = Field(alias="noi_dung", description="Làm gì, tuyên truyền nội dung gì")
    leads: _Units = Field(alias="chu_tri", min_length=1, description="Mã đơn vị chủ trì, như trong xa.yaml")
    supports: _Units = Field((), alias="phoi_hop", description="Mã các đơn vị phối hợp, như trong xa.yaml")
    others: Lines = Field((), alias="phoi_hop_khac", description="Ai phối hợp mà không phải một đơn vị trong xa.yaml")
    months: Annotated[tuple[Month, ...], OneOrMany(), AfterValidator(_once)] = Field(
        (), alias="thang", description="Làm trong tháng nào, ví dụ [9, 12]"
    )
    quarters: Annotated[tuple[Quarter, ...], OneOrMany(), AfterValidator(_once)] = Field(
        (), alias="quy", description="Làm trong quý nào, ví dụ [3, 4]"
    )
    terms: Annotated[tuple[Term, ...], OneOrMany(), AfterValidator(_once)] = Field(
        (), alias="ky", description="Kỳ dài hơn một quý: 6 tháng, cả năm"
    )
    days: Annotated[tuple[Day, ...], OneOrMany(), AfterValidator(_once)] = Field(
        (), alias="ngay", description="Đúng ngày nào, ví dụ 2026-12-15"
    )
    yearly: YearlyDay | None = Field(None, alias="hang_nam", description="Ngày/tháng mà năm nào cũng có, ví dụ 10/10")
    by: DayOfMonth | None = Field(
        None, alias="han", description="Hạn là ngày mấy của tháng cuối kỳ; bỏ trống: ngày cuối tháng"
    )
    quota: Quota | None = Field(None, alias="chi_tieu", description="Mỗi kỳ cần bao nhiêu tin, bài; bỏ trống: một")
    outlets: Lines = Field((), alias="kenh", description="Đăng, phát hay gửi ở đâu")
    note: Line | None = Field(None, alias="ghi_chu", description="Ghi chú cho người làm")

    @model_validator(mode="after")
    def _one_time(self) -> Self:
        by_period = bool(self.months or self.quarters or self.terms)
        given = sum((by_period, bool(self.days), self.yearly is not None))
        if given != 1:
            what = "Nhiệm vụ này ghi thời gian theo nhiều cách." if given else "Nhiệm vụ này chưa ghi làm khi nào."
            raise wrong(what, "Ghi kỳ (thang, quy, ky), hoặc ngay, hoặc hang_nam; chỉ một trong ba.")
        if not by_period and (self.quota or self.by):
            what = "Chỉ tiêu (chi_tieu)" if self.quota else "Hạn (han)"
            raise wrong(f"{what} phải đi cùng một kỳ.", "Ghi thang, quy hay ky, hoặc bỏ mục này.")
        return self

    @property
    def wanted(self) -> int:
        """How many items make the task done in one period."""
        return self.quota or 1


class Plan(Value):
    """The plan of one year. `since` is the day from which it holds; what had to be done before is not in it."""

    year: Year = Field(alias="nam", description="Năm của kế hoạch")
    name: Line | None = Field(None, alias="ten", description="Tên bản kế hoạch, số và ngày nếu có")
    since: Day | None = Field(None, alias="tu", description="Tính từ ngày nào; bỏ trống: từ đầu năm")
    tasks: tuple[PlanTask, ...] = Field((), alias="nhiem_vu", description="Các nhiệm vụ")
    note: Line | None = Field(None, alias="ghi_chu", description="Ghi chú cho người sửa")

    def task(self, code: str) -> PlanTask | None:
        """The task of that code; None if there is none."""
        return next((task for task in self.tasks if task.code == code), None)
