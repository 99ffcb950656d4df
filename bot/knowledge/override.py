"""What a commune may say differently about a procedure that all share: a closed list of fields."""

from pydantic import Field

from bot.knowledge.procedure import Fees, InForce, Place, Procedure, Source, TimeLimit
from bot.text.fields import Code, Day, Lines, Slug, Value


class Override(Value):
    """A file of `knowledge/xa/<code>/thu-tuc/` that amends the shared entry `amends`. What it leaves out stays."""

    amends: Code = Field(alias="sua_cho", description="Mã thủ tục chung được sửa")
    fees: Fees | None = Field(None, alias="le_phi", description="Phí riêng của địa phương")
    time_limits: tuple[TimeLimit, ...] = Field((), alias="thoi_han", description="Thời hạn riêng của địa phương")
    places: tuple[Place, ...] = Field((), alias="noi_nop", description="Nơi nộp riêng của địa phương")
    in_force: InForce | None = Field(None, alias="hieu_luc", description="Hiệu lực riêng ở địa phương")
    unit: Slug | None = Field(None, alias="don_vi", description="Mã đơn vị của xã phụ trách")
    ways: Lines = Field((), alias="cach_hoi", description="Cách hỏi thêm của địa phương")
    source: Source | None = Field(None, alias="nguon", description="Nguồn của phần riêng")
    reviewed_on: Day = Field(alias="ra_soat", description="Ngày rà soát gần nhất")

    def applied_to(self, procedure: Procedure) -> Procedure:
        """The procedure as this commune tells it: lists and fees are replaced, ways of asking are added."""
        replaced = {
            "fees",
            "time_limits",
            "places",
            "in_force",
            "unit",
            "source",
            "reviewed_on",
        } & self.model_fields_set
        changes = {name: getattr(self, name) for name in replaced}
        return procedure.model_copy(update={**changes, "ways": procedure.ways + self.ways})
