"""The short form: a procedure of which only the list is known, one row of `knowledge/chung/danh-muc.csv`."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from bot.text.fields import Code, Line, Value, WebAddress

BETWEEN_WAYS = "; "
"""What stands between the ways of asking in their cell."""


def _apart(cell: Any) -> Any:
    """The ways of asking in a cell; anything else as it is."""
    return tuple(way for way in cell.split(BETWEEN_WAYS.strip()) if way.strip()) if isinstance(cell, str) else cell


class ListedProcedure(Value):
    """A procedure by name, field and link alone, and by how people ask for it. `province` is empty for a nation-wide
    one.
    """

    code: Code = Field(alias="ma")
    name: Line = Field(alias="ten")
    field: Line = Field(alias="linh_vuc")
    handled_at: Line | None = Field(None, alias="noi_giai_quyet")
    province: Line | None = Field(None, alias="tinh")
    url: WebAddress = Field(alias="lien_ket")
    ways: Annotated[tuple[Line, ...], BeforeValidator(_apart)] = Field((), alias="cach_hoi")

    @property
    def id(self) -> str:
        """What names the entry everywhere: its code."""
        return self.code
