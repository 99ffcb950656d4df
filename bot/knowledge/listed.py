"""The short form: a procedure of which only the list is known, one row of `knowledge/chung/danh-muc.csv`."""

from pydantic import Field

from bot.text.fields import Code, Line, Value, WebAddress


class ListedProcedure(Value):
    """A procedure by name, field and link alone. `province` is empty for a nation-wide one."""

    code: Code = Field(alias="ma")
    name: Line = Field(alias="ten")
    field: Line = Field(alias="linh_vuc")
    handled_at: Line | None = Field(None, alias="noi_giai_quyet")
    province: Line | None = Field(None, alias="tinh")
    url: WebAddress = Field(alias="lien_ket")

    @property
    def id(self) -> str:
        """What names the entry everywhere: its code."""
        return self.code
